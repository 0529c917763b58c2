/* What is read off the falls of a series and off its path under water: lists of what matters, figures in time
 * and without (kernels/path_sums.h), the worst of the path (kernels/worst_share.h), and windows
 * (kernels/sliding_fall.h). */
#include "internal.h"

#include <math.h> /* sqrt only */

#include "hashstat/drawdown.h"
#include "kernels/block_sum.h"
#include "kernels/exact_spread.h"
#include "kernels/falls.h"
#include "kernels/path_sums.h"
#include "kernels/rising.h"
#include "kernels/sliding_fall.h"
#include "kernels/underwater.h"
#include "kernels/worst_share.h"

static int are_choices(double min_depth, double theta) {
    return min_depth >= 0 && min_depth <= 1 && theta > 0 && theta <= 1;
}

static hst_drawdown public_fall(const hst__deepest *fall) {
    hst_drawdown out;
    out.depth = fall->depth;
    out.peak = fall->peak;
    out.onset = fall->onset;
    out.trough = fall->trough;
    out.recovery = fall->recovery;
    return out;
}

/* ---- falls, one after the other ------------------------------------------------------------------ */

/* What is done with each: `end` is the index where the peak is reached again, HST_NONE for the last one while
 * it is not. */
typedef void use_fall(void *to, const hst__deepest *fall, int64_t end);

typedef struct user {
    use_fall *use;
    void *to;
    double min_depth;
} user;

static void offer(const user *u, const hst__deepest *fall, int64_t end) {
    if (fall->depth >= u->min_depth) {
        u->use(u->to, fall, end);
    }
}

static void take_each(hst__falls *f, const user *u, const double *x, int64_t from, int64_t until) {
    hst__deepest fall;
    for (; from < until; ++from) {
        if (!hst__is_nan(x[from]) && hst__falls_take(f, &fall, x[from], from)) {
            offer(u, &fall, from);
        }
    }
}

/* 0 at a sample that is none. */
static int take_stretch(hst__falls *f, const user *u, const double *x, int64_t from, int64_t end) {
    int path = hst__path();
    int64_t until;
    for (; from < end; from = until) {
        hst__passed passed;
        until = hst__least(from + HST__FALLS_BLOCK, end);
        passed = hst__falls_pass(path, f, x, from, until);
        if (passed == HST__PASS_REFUSED) {
            return 0;
        }
        if (passed == HST__PASS_NOT) {
            take_each(f, u, x, from, until);
        }
    }
    return 1;
}

static void end_falls(const hst__falls *f, const user *u) {
    if (f->fall.onset != HST_NONE) {
        hst__deepest fall = hst__falls_current(f);
        offer(u, &fall, HST_NONE);
    }
}

/* ---- lists --------------------------------------------------------------------------------------- */

typedef struct listing {
    hst_drawdown *out;
    int64_t cap;
    int64_t found;
} listing;

static void put_next(void *to, const hst__deepest *fall, int64_t end) {
    listing *list = to;
    (void)end;
    if (list->found < list->cap) {
        list->out[list->found] = public_fall(fall);
    }
    ++list->found;
}

static int is_before(const hst_drawdown *a, const hst_drawdown *b) {
    return a->depth > b->depth || (a->depth == b->depth && a->peak < b->peak);
}

/* A heap with the last in order at the top: what stands at `at` sinks to its place among n. */
static void sink(hst_drawdown *heap, int64_t at, int64_t n) {
    hst_drawdown fall = heap[at];
    int64_t child;
    while ((child = 2 * at + 1) < n) {
        child += child + 1 < n && is_before(&heap[child], &heap[child + 1]);
        if (!is_before(&fall, &heap[child])) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = fall;
}

/* Of as many as fit a heap is made once they are there; the next take the place of its top. */
static void put_deepest(void *to, const hst__deepest *fall, int64_t end) {
    listing *list = to;
    hst_drawdown next = public_fall(fall);
    int64_t k;
    put_next(to, fall, end);
    if (list->found == list->cap) {
        for (k = list->cap / 2; k > 0; --k) {
            sink(list->out, k - 1, list->cap);
        }
    } else if (list->found > list->cap && list->cap > 0 && is_before(&next, list->out)) {
        list->out[0] = next;
        sink(list->out, 0, list->cap);
    }
}

static void put_in_order(listing *list) {
    int64_t n = hst__least(list->found, list->cap);
    int64_t k;
    for (k = n / 2; k > 0; --k) {
        sink(list->out, k - 1, n);
    }
    while (n > 1) {
        hst_drawdown last = list->out[0];
        list->out[0] = list->out[--n];
        list->out[n] = last;
        sink(list->out, 0, n);
    }
}

hst_status hst_drawdown_list(hst_drawdown *out, int64_t cap, int64_t *found, const double *x, int64_t n,
                             double min_depth, double theta, uint32_t flags) {
    listing list = {out, cap, 0};
    int deepest = flags == HST_DRAWDOWN_DEEPEST;
    hst__falls f = hst__falls_begin(theta);
    user u = {deepest ? put_deepest : put_next, &list, min_depth};
    if (found == NULL || (out == NULL && cap != 0) || (x == NULL && n != 0)) {
        return HST_ENULL;
    }
    if (cap < 0 || n < 0) {
        return HST_ESIZE;
    }
    if (flags != 0 && !deepest) {
        return HST_EOPTION;
    }
    if (!are_choices(min_depth, theta)) {
        return HST_EDOMAIN;
    }
    if (!take_stretch(&f, &u, x, 0, n)) {
        return HST_EDOMAIN;
    }
    end_falls(&f, &u);
    if (deepest) {
        put_in_order(&list);
    }
    *found = list.found;
    return HST_OK;
}

/* ---- figures ------------------------------------------------------------------------------------- */

typedef struct summing {
    hst_drawdown_summary *out;
    const int64_t *time;
    int64_t last;            /* the last observed sample */
    uint64_t under;          /* time under water */
    hst__exact_spread depth; /* of the episodes but those that wait */
    int64_t waiting;
    double wait[HST__BLOCK];
} summing;

static int64_t time_from(const summing *s, int64_t from, int64_t to) {
    return s->time == NULL ? to - from : s->time[to] - s->time[from];
}

static void add_waiting(summing *s) {
    (void)hst__exact_spread_add_n(&s->depth, s->wait, s->waiting);
    s->waiting = 0;
}

static void add_fall(void *to, const hst__deepest *fall, int64_t end) {
    summing *s = to;
    int recovered = fall->recovery != HST_NONE;
    int64_t length = time_from(s, fall->peak, recovered ? fall->recovery : s->last);
    s->under += (uint64_t)time_from(s, fall->onset, end != HST_NONE ? end : s->last);
    s->wait[s->waiting++] = fall->depth;
    if (s->waiting == HST__BLOCK) {
        add_waiting(s);
    }
    ++s->out->episodes;
    if (length > s->out->longest) {
        s->out->longest = length;
        s->out->longest_peak = fall->peak;
    }
    if (recovered) {
        ++s->out->recovered;
        s->out->longest_recovered = hst__most(s->out->longest_recovered, length);
    }
}

static hst_status check_time(const int64_t *time, int64_t n) {
    if (time == NULL || n == 0) {
        return HST_OK;
    }
    if (!hst__is_rising(time, n)) {
        return HST_EORDER;
    }
    return (uint64_t)time[n - 1] - (uint64_t)time[0] > INT64_MAX ? HST_EOVERFLOW : HST_OK;
}

static hst_status check_summary(const void *out, const int64_t *time, const double *x, int64_t n,
                                double min_depth, double theta) {
    if (out == NULL || (x == NULL && n != 0)) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    return are_choices(min_depth, theta) ? check_time(time, n) : HST_EDOMAIN;
}

/* The first and the last observed sample; 0 if there is none. */
static int find_ends(int64_t *first, int64_t *last, const double *x, int64_t n) {
    *first = 0;
    *last = n - 1;
    while (*last >= 0 && hst__is_nan(x[*last])) {
        --*last;
    }
    while (*first < *last && hst__is_nan(x[*first])) {
        ++*first;
    }
    return *last >= 0;
}

static void end_summary(summing *s, const hst__path_sums *path, int64_t first) {
    hst_drawdown_summary *out = s->out;
    out->count = path->count;
    out->pain = path->mean;
    out->ulcer = sqrt(path->mean_square);
    out->maximum = path->most;
    add_waiting(s);
    if (out->episodes > 0) {
        out->average = hst__exact_sum_mean(&s->depth.sum, out->episodes);
        out->deviation = sqrt(hst__exact_spread_mean_square(&s->depth, out->count));
        out->share = (double)s->under / (double)time_from(s, first, s->last);
    }
}

/* The path and its falls block by block, so that each is read from memory once. */
static int walk(hst__path_sums *path, const user *u, const double *x, int64_t n, double theta) {
    hst__falls f = hst__falls_begin(theta);
    hst__path_walk w;
    int best = hst__path();
    int64_t from, until;
    hst__path_begin(&w);
    for (from = 0; from < n; from = until) {
        until = hst__block_end(x, from, n);
        if (!hst__path_step(best, &w, x + from, until - from)) {
            return 0;
        }
        (void)take_stretch(&f, u, x, from, until);
    }
    end_falls(&f, u);
    hst__path_end(best, path, &w, x, n, 0);
    return 1;
}

hst_status hst_drawdown_summary_of(hst_drawdown_summary *out, const int64_t *time, const double *x, int64_t n,
                                   double min_depth, double theta) {
    hst_status status = check_summary(out, time, x, n, min_depth, theta);
    hst_drawdown_summary answer = {0, 0, 0, 0, 0, 0, 0, 0, 0, HST_NONE, HST_NONE, 0};
    hst__path_sums path;
    summing s;
    user u = {add_fall, &s, min_depth};
    int64_t first;
    if (status != HST_OK) {
        return status;
    }
    memset(&s.depth, 0, sizeof s.depth);
    s.out = &answer;
    s.time = time;
    s.under = 0;
    s.waiting = 0;
    if (!find_ends(&first, &s.last, x, n)) {
        return HST_EEMPTY;
    }
    if (!walk(&path, &u, x, n, theta)) {
        return HST_EDOMAIN;
    }
    end_summary(&s, &path, first);
    *out = answer;
    return HST_OK;
}

/* ---- the worst of the path ----------------------------------------------------------------------- */

static hst_status check_at_risk(const double *at_risk, const double *conditional, const double *level,
                                int64_t levels, const double *x, int64_t n, const void *work, size_t bytes) {
    int lacks = at_risk == NULL || conditional == NULL || level == NULL;
    hst_status status;
    int64_t k;
    if ((lacks && levels != 0) || ((x == NULL || work == NULL) && n != 0)) {
        return HST_ENULL;
    }
    if (levels < 0 || n < 0) {
        return HST_ESIZE;
    }
    status = hst__check_work(work, bytes, hst__bytes_for(n, 2 * sizeof(double)));
    for (k = 0; status == HST_OK && k < levels; ++k) {
        status = level[k] >= 0 && level[k] <= 1 ? HST_OK : HST_EDOMAIN;
    }
    return status;
}

hst_status hst_drawdown_at_risk(double *at_risk, double *conditional, const double *level, int64_t levels,
                                const double *x, int64_t n, void *work, size_t bytes) {
    hst_status status = check_at_risk(at_risk, conditional, level, levels, x, n, work, bytes);
    double *path = work;
    if (status != HST_OK) {
        return status;
    }
    if (n == 0) {
        return HST_EEMPTY;
    }
    if (!hst__underwater(path, x, n)) {
        return HST_EDOMAIN;
    }
    return hst__worst_shares(at_risk, conditional, level, levels, path, n, path + n) ? HST_OK : HST_EEMPTY;
}

/* ---- windows ------------------------------------------------------------------------------------- */

hst_status hst_drawdown_rolling_max(double *out, const double *x, int64_t n, int64_t width, void *work,
                                    size_t bytes) {
    hst_status status;
    if (n != 0 && (out == NULL || x == NULL || work == NULL)) {
        return HST_ENULL;
    }
    if (n < 0 || width < 1) {
        return HST_ESIZE;
    }
    status = hst__check_work(work, bytes,
                             hst__bytes_for(hst__least(n, width), HST__SLIDING_FALL_DOUBLES * sizeof(double)));
    if (status != HST_OK || n == 0) {
        return status;
    }
    return hst__sliding_fall(out, x, n, width, work) ? HST_OK : HST_EDOMAIN;
}
