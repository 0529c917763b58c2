/* The scheme of van Herk and of Gil and Werman for windows of any length. Some sample is the middle:
 * before it stands the least from each sample up to the middle, from it on the least from the middle up to
 * each sample. Any window that contains the middle, or ends with it, is two of those. The first window
 * that lies beyond it makes its own end the next middle. Each sample is scanned once on either side,
 * whatever the data.
 *
 * Both scans stand in one array, as they never overlap; it begins anew with each middle, so that short
 * windows stay in the cache. */
#include "sliding_extreme_time.h"

#include <math.h> /* INFINITY and NAN only */

#include "observed.h"
#include "sliding_bounds.h"

enum { TILE = HST__BOUNDS_TILE };

typedef struct scan {
    const double *x;
    double sign;
    int64_t start; /* where the window that made the middle begins */
    int64_t middle;
    int64_t reach;   /* scanned so far, >= middle */
    double *least;   /* [n + 1] of sample start + i; the last is for windows without samples */
    int64_t *before; /* [n + 1] samples there from start up to start + i; NULL: not asked for */
    int64_t min_count;
} scan;

static void count_until(scan *s, int64_t from, int64_t until) {
    int64_t j;
    for (j = from; s->before != NULL && j < until; ++j) {
        s->before[j + 1 - s->start] = s->before[j - s->start] + hst__is_observed(s->x + j);
    }
}

static void begin_at(scan *s, hst__bounds window) {
    double least = INFINITY;
    int64_t j;
    s->start = window.first;
    s->middle = s->reach = window.past;
    for (j = window.past - 1; j >= window.first; --j) {
        least = hst__smaller(hst__lifted(s->x + j, s->sign), least);
        s->least[j - s->start] = least;
    }
    count_until(s, window.first, window.past);
}

static void extend_to(scan *s, int64_t past) {
    double least = s->reach > s->middle ? s->least[s->reach - 1 - s->start] : INFINITY;
    int64_t j;
    for (j = s->reach; j < past; ++j) {
        least = hst__smaller(hst__lifted(s->x + j, s->sign), least);
        s->least[j - s->start] = least;
    }
    count_until(s, s->reach, past);
    s->reach = past;
}

static void blank(double *out, const scan *s, const hst__bounds *window, int64_t count) {
    const int64_t *before = s->before;
    int64_t k;
    for (k = 0; before != NULL && k < count; ++k) {
        int64_t observed = before[window[k].past - s->start] - before[window[k].first - s->start];
        out[k] = observed < s->min_count ? NAN : out[k];
    }
}

/* Windows of one middle, of which the first is window[0]; how many they are. */
static int64_t answer_some(double *out, scan *s, const hst__bounds *window, int64_t count, int64_t n) {
    int64_t some = 1;
    int64_t k;
    if (window[0].first >= s->middle) {
        begin_at(s, window[0]);
    }
    while (some < count && window[some].first < s->middle) {
        ++some;
    }
    extend_to(s, window[some - 1].past);
    for (k = 0; k < some; ++k) {
        int empty = window[k].first == window[k].past;
        int64_t first = empty ? n : window[k].first - s->start;
        int64_t last = empty ? n : window[k].past - 1 - s->start;
        out[k] = hst__lowered(hst__smaller(s->least[first], s->least[last]), s->sign);
    }
    blank(out, s, window, some);
    return some;
}

uint64_t hst__extreme_by_time_doubles(const hst__sliding *w) {
    return 2 * ((uint64_t)w->n + 1);
}

void hst__extreme_by_time(double *out, const double *x, const hst__sliding *w, int64_t min_count, double sign,
                          double *work) {
    hst__bounds window[TILE];
    hst__bounds last = {0, 0};
    int64_t *before = (int64_t *)(work + w->n + 1);
    scan s = {x, sign, 0, 0, 0, work, min_count > 1 ? before : NULL, min_count};
    int64_t i, k;
    work[w->n] = INFINITY;
    before[0] = 0;
    for (i = 0; i < w->n; i += TILE) {
        int64_t count = hst__least(TILE, w->n - i);
        hst__sliding_bounds_by_time(window, w, i, count, last);
        last = window[count - 1];
        for (k = 0; k < count;) {
            k += answer_some(out + i + k, &s, window + k, count - k, w->n);
        }
    }
}
