/* The count follows its window: one sample comes, one goes. Both are looked up for a tile of windows at a
 * time, in loops that become vector code; where as many come as go in each step, the steps need not be
 * walked. A stretch without gaps is seen at once. */
#include "sliding_count.h"

#include <math.h> /* NAN only */

#include "observed.h"
#include "path.h"
#include "scalar.h"
#include "sliding_bounds.h"

enum { TILE = 256 };

/* Samples there in [from, until). */
static HST__BODY int64_t count_observed(const double *x, int64_t from, int64_t until) {
    int64_t count = 0;
    int64_t j;
    for (j = from; j < until; ++j) {
        count += hst__is_observed(x + j);
    }
    return count;
}

/* step[k] += sign where sample from + k is there; there is none before 0 or from n on. */
static HST__BODY void add_steps(int64_t *step, int64_t sign, const double *x, int64_t n, int64_t from,
                                int64_t count) {
    int64_t begin = hst__least(hst__most(-from, 0), count);
    int64_t end = hst__most(hst__least(n - from, count), begin);
    int64_t k;
    for (k = begin; k < end; ++k) {
        step[k] += sign * hst__is_observed(x + from + k);
    }
}

/* A tile of windows from `from` on; `observed` is the count of the window before, and that of the last one is
 * returned. */
static HST__BODY int64_t blank_tile(double *out, const double *x, const hst__sliding *w, int64_t from,
                                    int64_t count, int64_t min_count, int64_t observed) {
    int64_t step[TILE] = {0};
    int64_t moves = 0;
    int64_t k;
    add_steps(step, 1, x, w->n, from + hst__sliding_after(w), count);
    add_steps(step, -1, x, w->n, from - hst__sliding_before(w) - 1, count);
    for (k = 0; k < count; ++k) {
        moves |= step[k];
    }
    if (moves == 0 && observed >= min_count) {
        return observed;
    }
    for (k = 0; k < count; ++k) {
        step[k] = observed += step[k];
    }
    for (k = 0; k < count; ++k) {
        out[from + k] = step[k] < min_count ? NAN : out[from + k];
    }
    return observed;
}

static HST__BODY void blank_windows(double *out, const double *x, const hst__sliding *w, int64_t from,
                                    int64_t until, int64_t min_count) {
    int64_t before = hst__sliding_before(w), after = hst__sliding_after(w);
    int64_t first = hst__most(0, from - before), past = hst__least(w->n, until + after);
    int64_t width = before + after + 1;
    int64_t observed, i;
    if (past - first == until - from + width - 1 && width >= min_count &&
        count_observed(x, first, past) == past - first) {
        return;
    }
    observed = count_observed(x, hst__most(0, from - 1 - before), hst__least(w->n, from + after));
    for (i = from; i < until; i += TILE) {
        observed = blank_tile(out, x, w, i, hst__least(TILE, until - i), min_count, observed);
    }
}

static void blank_portable(double *out, const double *x, const hst__sliding *w, int64_t from, int64_t until,
                           int64_t min_count) {
    blank_windows(out, x, w, from, until, min_count);
}

#if HST__X86_PATHS
static HST__AVX2 void blank_avx2(double *out, const double *x, const hst__sliding *w, int64_t from,
                                 int64_t until, int64_t min_count) {
    blank_windows(out, x, w, from, until, min_count);
}

static HST__AVX512 void blank_avx512(double *out, const double *x, const hst__sliding *w, int64_t from,
                                     int64_t until, int64_t min_count) {
    blank_windows(out, x, w, from, until, min_count);
}
#endif

void hst__blank_windows_on(int path, double *out, const double *x, const hst__sliding *w, int64_t from,
                           int64_t until, int64_t min_count) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        blank_avx512(out, x, w, from, until, min_count);
        return;
    }
    if (path == HST__PATH_AVX2) {
        blank_avx2(out, x, w, from, until, min_count);
        return;
    }
#endif
    (void)path;
    blank_portable(out, x, w, from, until, min_count);
}
