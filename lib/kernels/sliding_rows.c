/* The plain loops say what is done. Compilers do not make vector code of them that stays in registers, so
 * that with AVX2 four lanes at a time are written out: comparisons of doubles, hence the same bits. */
#include "sliding_rows.h"

#include <math.h> /* INFINITY only */
#include <string.h>

#include "observed.h"
#include "path.h"
#include "scalar.h"
#include "vector4.h"

enum { ROW = HST__ROW };

/* ---- plain --------------------------------------------------------------------------------- */

/* From runs of `span` samples to runs of twice as many, in place: nothing is read that was written. */
static inline void double_runs(double *run, int64_t count, int64_t span) {
    int64_t k;
    for (k = 0; k < count; ++k) {
        run[k] = hst__smaller(run[k], run[k + span]);
    }
}

static void rows_back(double *run, double *ending, const double *x, int64_t block, double sign) {
    int64_t k;
    for (k = 0; k < block + ROW; ++k) {
        run[k] = hst__lifted(x + k, sign);
    }
    double_runs(run, block + 6, 1);
    double_runs(run, block + 4, 2);
    double_runs(run, block, 4);
    for (k = block - 1; k >= block - ROW; --k) {
        ending[k] = run[k];
    }
    for (; k >= 0; --k) {
        ending[k] = hst__smaller(run[k], ending[k + ROW]);
    }
}

static void rows_forth(double *out, int64_t count, const double *ending, const double *run, int64_t rest,
                       double sign) {
    double least[ROW];
    int64_t k;
    for (k = 0; k < ROW; ++k) {
        least[k] = INFINITY;
    }
    for (k = 0; k < count; ++k) {
        double *lane = least + k % ROW;
        double whole = hst__smaller(ending[k], *lane);
        out[k] = hst__lowered(hst__smaller(whole, run[k - ROW + rest]), sign);
        *lane = hst__smaller(run[k], *lane);
    }
}

/* ---- four lanes ---------------------------------------------------------------------------- */

#if HST__X86_PATHS

enum { LANES = 4 };

static HST__AVX2 HST__BODY hst__vector4 all4(double x) {
    hst__vector4 v = {x, x, x, x};
    return v;
}

/* Calls for the 8 doubles from soon + k on, a line of the cache, which may lie beyond the end of an array.
 * Without that, blocks are too short for the processor to see what comes: from memory, everything takes two
 * to three times as long. */
static HST__AVX2 HST__BODY void fetch_row(const double *soon, int64_t k) {
    uintptr_t at = (uintptr_t)soon + (uintptr_t)k * sizeof *soon;
    __builtin_prefetch((const void *)at, 0, 2);
}

static HST__AVX2 HST__BODY void fetch_row_to_write(const double *soon, int64_t k) {
    uintptr_t at = (uintptr_t)soon + (uintptr_t)k * sizeof *soon;
    __builtin_prefetch((const void *)at, 1);
}

/* a[2], a[3], b[0], b[1] */
static HST__AVX2 HST__BODY hst__vector4 two_later(hst__vector4 a, hst__vector4 b) {
    return __builtin_ia32_vperm2f128_pd256(a, b, 0x21);
}

/* a[1], a[2], a[3], b[0] */
static HST__AVX2 HST__BODY hst__vector4 one_later(hst__vector4 a, hst__vector4 b) {
    return __builtin_ia32_shufpd256(a, two_later(a, b), 5);
}

/* What is known of the four samples after those that come next. */
typedef struct later {
    hst__vector4 one, two, four; /* runs of so many samples */
} later;

/* Runs of 8 from the four samples at x. A NaN gives way to infinity; -0 is left to the end. */
static HST__AVX2 HST__BODY hst__vector4 runs_of_four(later *l, const double *x, double sign) {
    hst__vector4 one = hst__smaller4(hst__load4(x) * all4(sign), all4(INFINITY));
    hst__vector4 two = hst__smaller4(one, one_later(one, l->one));
    hst__vector4 four = hst__smaller4(two, two_later(two, l->two));
    hst__vector4 all = hst__smaller4(four, l->four);
    l->one = one;
    l->two = two;
    l->four = four;
    return all;
}

static HST__AVX2 HST__BODY void back_four(double *run, double *ending, later *l, hst__vector4 *least,
                                          const double *x, double sign) {
    hst__vector4 all = runs_of_four(l, x, sign);
    *least = hst__smaller4(all, *least);
    memcpy(run, &all, sizeof all);
    memcpy(ending, least, sizeof all);
}

/* From the end on, each vector from those behind it; the row after the block fills the pipe. */
static HST__AVX2 void rows_back_vector(double *run, double *ending, const double *x, int64_t block,
                                       double sign, const double *soon) {
    hst__vector4 none = all4(INFINITY);
    hst__vector4 a = none, b = none; /* by name, since compilers keep an array in memory */
    later l = {none, none, none};
    int64_t k;
    for (k = block + 4; k >= block; k -= LANES) {
        (void)runs_of_four(&l, x + k, sign);
    }
    for (k = block - ROW; k >= 0; k -= ROW) {
        fetch_row_to_write(soon, k);
        back_four(run + k + 4, ending + k + 4, &l, &b, x + k + 4, sign);
        back_four(run + k, ending + k, &l, &a, x + k, sign);
    }
}

/* Adding 0 leaves no -0; what is added where no sample was is NaN, by the bits of a comparison. */
static HST__AVX2 HST__BODY void forth_four(double *out, hst__vector4 *least, const double *ending,
                                           const double *run, const double *last, double sign) {
    hst__vector4 whole = hst__smaller4(hst__load4(ending), *least);
    hst__vector4 all = hst__smaller4(whole, hst__load4(last));
    hst__mask4 missing = ((hst__mask4)all == (hst__mask4)all4(INFINITY)) & (hst__mask4)all4(NAN);
    all = all * all4(sign) + (hst__vector4)missing;
    memcpy(out, &all, sizeof all);
    *least = hst__smaller4(hst__load4(run), *least);
}

static HST__AVX2 void rows_forth_vector(double *out, int64_t count, const double *ending, const double *run,
                                        int64_t rest, double sign, const double *soon) {
    const double *last = run - ROW + rest;
    hst__vector4 none = all4(INFINITY);
    hst__vector4 a = none, b = none;
    double row[ROW];
    int64_t k;
    for (k = 0; k < count; k += ROW) {
        double *to = count - k < ROW ? row : out + k;
        fetch_row(soon, k);
        forth_four(to, &a, ending + k, run + k, last + k, sign);
        forth_four(to + 4, &b, ending + k + 4, run + k + 4, last + k + 4, sign);
    }
    if (count % ROW != 0) {
        memcpy(out + (k - ROW), row, (size_t)(count % ROW) * sizeof *out);
    }
}
#endif

/* ---- either -------------------------------------------------------------------------------- */

void hst__rows_back_on(int path, double *run, double *ending, const double *x, int64_t block, double sign,
                       const double *soon) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        rows_back_vector(run, ending, x, block, sign, soon);
        return;
    }
#endif
    (void)path;
    (void)soon;
    rows_back(run, ending, x, block, sign);
}

void hst__rows_forth_on(int path, double *out, int64_t count, const double *ending, const double *run,
                        int64_t rest, double sign, const double *soon) {
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        rows_forth_vector(out, count, ending, run, rest, sign, soon);
        return;
    }
#endif
    (void)path;
    (void)soon;
    rows_forth(out, count, ending, run, rest, sign);
}
