/* Samples that are there are put side by side, some hundred at a time, with the time since the last of them.
 * What a block is without the mean before it depends on nothing before it: blocks are worked on together, and
 * the mean runs through them afterwards, one step for each. Where a block is begun or left unfinished, its
 * samples go one by one, through the same operations. */
#include "ewm.h"

#include <math.h> /* NAN only */

#include "decay.h"
#include "fixed.h"
#include "infinite.h"

enum { BLOCK = HST__EWM_BLOCK, BLOCKS = 16, TOGETHER = 8, CHUNK = BLOCK * BLOCKS, OBSERVED = 2 };

/* Samples that are there. */
typedef struct chunk {
    int64_t n;
    int gaps; /* whether some between them are not */
    double x[CHUNK];
    uint64_t lapse[CHUNK]; /* since the one before */
    double keep[CHUNK], take[CHUNK];
    double mean[CHUNK];
} chunk;

static int is_finite(double x) {
    return (hst__bits(x) << 1) < (UINT64_C(0x7ff) << 53);
}

int hst__ewm_is_state(const hst__ewm *e) {
    static const hst__ewm empty;
    hst__ewm begun = empty;
    begun.stage = e->stage;
    begun.last = e->stage == 1 ? e->last : 0;
    if (e->stage < OBSERVED) {
        return hst__same_words(e, &begun, sizeof *e / 8);
    }
    return e->stage < OBSERVED + BLOCK && e->last_observed <= e->last && is_finite(e->reference) &&
           is_finite(e->keep) && is_finite(e->sum) && is_finite(e->high) && is_finite(e->low) &&
           is_finite(e->mean);
}

/* ---- samples ----------------------------------------------------------------------------------- */

/* Up to the first sample that is there, which is the first mean; how many those are. */
static int64_t begin(hst__ewm *e, double *out, const int64_t *time, const double *x, int64_t n) {
    int64_t i = 0;
    while (i < n && hst__is_missing(x + i)) {
        out[i++] = NAN;
    }
    if (i < n) {
        e->stage = OBSERVED;
        e->last_observed = time[i];
        e->high = e->mean = out[i] = x[i] + 0.0; /* -0 is 0 */
        ++i;
    }
    return i;
}

static HST__BODY int any_missing(const double *x, int64_t n) {
    uint64_t missing = 0;
    int64_t k;
    for (k = 0; k < n; ++k) {
        missing |= hst__is_missing(x + k);
    }
    return missing != 0;
}

/* Where all are there. */
static HST__BODY void copy_all(chunk *c, int64_t last, const int64_t *time, const double *x, int64_t n) {
    int64_t k;
    c->x[0] = x[0] + 0.0;
    c->lapse[0] = (uint64_t)time[0] - (uint64_t)last;
    for (k = 1; k < n; ++k) {
        c->x[k] = x[k] + 0.0; /* -0 is 0 */
        c->lapse[k] = (uint64_t)time[k] - (uint64_t)time[k - 1];
    }
    c->n = n;
}

/* The time of the last that is there. */
static int64_t copy_observed(chunk *c, int64_t last, const int64_t *time, const double *x, int64_t n) {
    int64_t m = 0;
    int64_t k;
    for (k = 0; k < n; ++k) {
        uint64_t missing = hst__is_missing(x + k);
        c->x[m] = x[k] + 0.0;
        c->lapse[m] = (uint64_t)time[k] - (uint64_t)last;
        last = missing ? last : time[k];
        m += 1 - (int64_t)missing;
    }
    c->n = m;
    return last;
}

/* n >= 1 samples. */
static HST__BODY void gather(chunk *c, hst__ewm *e, const int64_t *time, const double *x, int64_t n) {
    c->gaps = any_missing(x, n);
    if (c->gaps) {
        e->last_observed = copy_observed(c, e->last_observed, time, x, n);
    } else {
        copy_all(c, e->last_observed, time, x, n);
        e->last_observed = time[n - 1];
    }
}

/* Samples at equal times have equal weights, which are then made once. */
static HST__BODY void weigh(int path, chunk *c, double rate) {
    uint64_t differ = 0;
    int64_t k;
    for (k = 1; k < c->n; ++k) {
        differ |= c->lapse[k] ^ c->lapse[0];
    }
    hst__decay_on(path, c->keep, c->take, c->lapse, differ == 0 ? hst__least(c->n, 1) : c->n, rate);
    for (k = 1; differ == 0 && k < c->n; ++k) {
        c->keep[k] = c->keep[0];
        c->take[k] = c->take[0];
    }
}

/* Means back to where their samples came from; a gap keeps the mean before it. */
static void spread(double *out, const chunk *c, double mean, const double *x, int64_t n) {
    int64_t m = 0;
    int64_t k;
    if (!c->gaps) {
        memcpy(out, c->mean, (size_t)n * sizeof *out);
        return;
    }
    for (k = 0; k < n; ++k) {
        if (!hst__is_missing(x + k)) {
            mean = c->mean[m++];
        }
        out[k] = mean;
    }
}

/* ---- means ------------------------------------------------------------------------------------- */

/* The mean at the end of a block, with what its last addition dropped (Knuth's exact sum). */
static HST__BODY void carry(hst__ewm *e, double moved) {
    double high = e->reference + moved;
    double back = high - e->reference;
    e->low = (e->reference - (high - back)) + (moved - back);
    e->high = high;
}

static void push_one(hst__ewm *e, chunk *c, int64_t k) {
    double moved;
    if (e->stage == OBSERVED) {
        e->reference = c->x[k];
        e->keep = 1;
        e->sum = 0;
    }
    e->keep *= c->keep[k];
    e->sum = c->keep[k] * e->sum + c->take[k] * (c->x[k] - e->reference);
    moved = e->keep * ((e->high - e->reference) + e->low) + e->sum;
    e->mean = c->mean[k] = e->reference + moved;
    if (++e->stage == OBSERVED + BLOCK) {
        carry(e, moved);
        e->stage = OBSERVED;
    }
}

/* keep and sum of some blocks, sum being what is added so far. */
static HST__BODY void run_blocks(double *keep, double *sum, const double *a, int64_t blocks) {
    double kept[TOGETHER], summed[TOGETHER];
    int64_t k, q;
    for (q = 0; q < TOGETHER; ++q) {
        kept[q] = 1;
        summed[q] = 0;
    }
    if (blocks == TOGETHER) {
        for (k = 0; k < BLOCK; ++k) {
            for (q = 0; q < TOGETHER; ++q) {
                int64_t i = q * BLOCK + k;
                kept[q] *= a[i];
                summed[q] = a[i] * summed[q] + sum[i];
                keep[i] = kept[q];
                sum[i] = summed[q];
            }
        }
        return;
    }
    for (q = 0; q < blocks; ++q) {
        for (k = 0; k < BLOCK; ++k) {
            int64_t i = q * BLOCK + k;
            kept[q] *= a[i];
            summed[q] = a[i] * summed[q] + sum[i];
            keep[i] = kept[q];
            sum[i] = summed[q];
        }
    }
}

/* What push_one makes of so many whole blocks, the first of which begins with sample `from`: their own part
 * of it sample by sample for all blocks, the rest block by block. */
static HST__BODY void push_blocks(hst__ewm *e, chunk *c, int64_t from, int64_t blocks) {
    double keep[CHUNK], sum[CHUNK];
    int64_t end = BLOCK * blocks;
    const double *x = c->x + from, *a = c->keep + from, *b = c->take + from;
    int64_t i, k;
    for (i = 0; i < end; i += BLOCK) {
        for (k = 0; k < BLOCK; ++k) {
            sum[i + k] = b[i + k] * (x[i + k] - x[i]);
        }
    }
    for (i = 0; i < end; i += BLOCK * TOGETHER) {
        run_blocks(keep + i, sum + i, a + i, hst__least(TOGETHER, (end - i) / BLOCK));
    }
    for (i = 0; i < end; i += BLOCK) {
        double base;
        e->reference = x[i];
        base = (e->high - e->reference) + e->low;
        for (k = 0; k < BLOCK; ++k) {
            c->mean[from + i + k] = x[i] + (keep[i + k] * base + sum[i + k]);
        }
        carry(e, keep[i + BLOCK - 1] * base + sum[i + BLOCK - 1]);
    }
    e->keep = keep[end - 1];
    e->sum = sum[end - 1];
    e->mean = c->mean[from + end - 1];
}

static HST__BODY void push_chunk(hst__ewm *e, chunk *c) {
    int64_t k = 0;
    int64_t blocks;
    for (; k < c->n && e->stage != OBSERVED; ++k) {
        push_one(e, c, k);
    }
    blocks = (c->n - k) / BLOCK;
    if (blocks > 0) {
        push_blocks(e, c, k, blocks);
    }
    for (k += BLOCK * blocks; k < c->n; ++k) {
        push_one(e, c, k);
    }
}

/* What is infinite or too far apart comes out as a mean that is infinite or no number. */
static HST__BODY int are_finite(const double *x, int64_t n) {
    uint64_t beyond = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        beyond |= (UINT64_C(0x7fe) << 52 | (UINT64_MAX >> 12)) - (hst__bits_at(x + i) & (UINT64_MAX >> 1));
    }
    return beyond >> 63 == 0;
}

/* How many samples are in: all, or those before a chunk with a fault. */
static HST__BODY int64_t push_chunks(int path, hst__ewm *e, double *out, const int64_t *time, const double *x,
                                     int64_t n, double rate) {
    chunk c;
    int64_t i;
    for (i = 0; i < n; i += CHUNK) {
        int64_t count = hst__least(CHUNK, n - i);
        double mean = e->mean;
        gather(&c, e, time + i, x + i, count);
        weigh(path, &c, rate);
        push_chunk(e, &c);
        if (!are_finite(c.mean, c.n)) {
            return i;
        }
        spread(out + i, &c, mean, x + i, count);
    }
    return n;
}

static int64_t push_portable(hst__ewm *e, double *out, const int64_t *time, const double *x, int64_t n,
                             double rate) {
    return push_chunks(HST__PATH_PORTABLE, e, out, time, x, n, rate);
}

#if HST__X86_PATHS
static HST__AVX2 int64_t push_avx2(hst__ewm *e, double *out, const int64_t *time, const double *x, int64_t n,
                                   double rate) {
    return push_chunks(HST__PATH_AVX2, e, out, time, x, n, rate);
}

static HST__AVX512 int64_t push_avx512(hst__ewm *e, double *out, const int64_t *time, const double *x,
                                       int64_t n, double rate) {
    return push_chunks(HST__PATH_AVX512, e, out, time, x, n, rate);
}
#endif

static int64_t push_on(int path, hst__ewm *e, double *out, const int64_t *time, const double *x, int64_t n,
                       double rate) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return push_avx512(e, out, time, x, n, rate);
    }
    if (path == HST__PATH_AVX2) {
        return push_avx2(e, out, time, x, n, rate);
    }
#endif
    (void)path;
    return push_portable(e, out, time, x, n, rate);
}

hst__ewm_fault hst__ewm_push_n_on(int path, hst__ewm *e, double *out, const int64_t *time, const double *x,
                                  int64_t n, double half_life) {
    int64_t i = 0;
    int64_t done;
    if (n == 0) {
        return HST__EWM_FINE;
    }
    e->last = time[n - 1];
    if (e->stage < OBSERVED) {
        e->stage = 1;
        i = begin(e, out, time, x, n);
    }
    if (!is_finite(e->mean)) {
        return HST__EWM_INFINITE_SAMPLE; /* the first */
    }
    done = i + push_on(path, e, out + i, time + i, x + i, n - i, 1 / half_life);
    if (done == n) {
        return HST__EWM_FINE;
    }
    return hst__any_infinite_on(path, x + done, n - done) ? HST__EWM_INFINITE_SAMPLE : HST__EWM_OVERFLOW;
}

hst__ewm_fault hst__ewm_push_n(hst__ewm *e, double *out, const int64_t *time, const double *x, int64_t n,
                               double half_life) {
    return hst__ewm_push_n_on(hst__path(), e, out, time, x, n, half_life);
}
