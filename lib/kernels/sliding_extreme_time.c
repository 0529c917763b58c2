/* The scheme of van Herk and of Gil and Werman for windows of any length. Some sample is the middle:
 * before it stands the least from each sample up to the middle, from it on the least from the middle up to
 * each sample. Any window that contains the middle, or ends with it, is two of those. The first window
 * that lies beyond it makes its own end the next middle. Each sample is scanned once on either side,
 * whatever the data.
 *
 * Both scans stand in one array, as they never overlap. */
#include "sliding_extreme_time.h"

#include <math.h> /* INFINITY and NAN only */

#include "observed.h"
#include "sliding_bounds.h"

enum { TILE = HST__BOUNDS_TILE };

typedef struct scan {
    const double *x;
    double sign;
    double *least; /* [n + 1]; the last is for windows without samples */
    int64_t middle;
    int64_t reach; /* scanned so far, >= middle */
} scan;

static void begin_at(scan *s, hst__bounds window) {
    double least = INFINITY;
    int64_t j;
    for (j = window.past - 1; j >= window.first; --j) {
        least = hst__smaller(hst__lifted(s->x + j, s->sign), least);
        s->least[j] = least;
    }
    s->middle = s->reach = window.past;
}

static void extend_to(scan *s, int64_t past) {
    double least = s->reach > s->middle ? s->least[s->reach - 1] : INFINITY;
    int64_t j;
    for (j = s->reach; j < past; ++j) {
        least = hst__smaller(hst__lifted(s->x + j, s->sign), least);
        s->least[j] = least;
    }
    s->reach = past;
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
        int64_t first = empty ? n : window[k].first;
        int64_t last = empty ? n : window[k].past - 1;
        out[k] = hst__lowered(hst__smaller(s->least[first], s->least[last]), s->sign);
    }
    return some;
}

/* before[j] samples are there before sample j. */
static void count_before(int64_t *before, const double *x, int64_t n) {
    int64_t j;
    before[0] = 0;
    for (j = 0; j < n; ++j) {
        before[j + 1] = before[j] + hst__is_observed(x + j);
    }
}

static void blank(double *out, const int64_t *before, const hst__bounds *window, int64_t count,
                  int64_t min_count) {
    int64_t k;
    for (k = 0; k < count; ++k) {
        out[k] = before[window[k].past] - before[window[k].first] < min_count ? NAN : out[k];
    }
}

uint64_t hst__extreme_by_time_doubles(const hst__sliding *w) {
    return 2 * ((uint64_t)w->n + 1);
}

void hst__extreme_by_time(double *out, const double *x, const hst__sliding *w, int64_t min_count, double sign,
                          double *work) {
    hst__bounds window[TILE];
    hst__bounds last = {0, 0};
    scan s = {x, sign, work, 0, 0};
    int64_t *before = (int64_t *)(work + w->n + 1);
    int64_t i, k;
    work[w->n] = INFINITY;
    if (min_count > 1) {
        count_before(before, x, w->n);
    }
    for (i = 0; i < w->n; i += TILE) {
        int64_t count = hst__least(TILE, w->n - i);
        hst__sliding_bounds_by_time(window, w, i, count, last);
        last = window[count - 1];
        for (k = 0; k < count;) {
            k += answer_some(out + i + k, &s, window + k, count - k, w->n);
        }
        if (min_count > 1) {
            blank(out + i, before, window, count, min_count);
        }
    }
}
