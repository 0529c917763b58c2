/* Blocks of values are split (split.h) in lanes and summed without rounding, with the largest and the smallest
 * magnitude taken on the way: they tell afterwards whether the split was right for the block. If it was not,
 * the block is done again with its own split, and if that cannot be either, value by value in fixed point
 * (exact_sum.h). The sums of blocks stay two doubles for 2^TERMS values, so that the fixed point is seldom
 * touched, and not at all by short arrays. Nothing is rounded before the end: lanes, blocks and splits leave
 * no mark on the answer. */
#include "exact_total.h"

#include <string.h>

#include "mean.h"
#include "path.h"
#include "scalar.h"

enum {
    LANES = 32, /* gcc keeps an inner loop of this length and turns it into vectors */
    BLOCK = 2048,
    TERMS = 20 /* 2^20 values at most in the two sums; magnitudes may then differ by 2^14 */
};
#define SIGNLESS (UINT64_MAX >> 1)
#define INFINITE_BITS (UINT64_C(0x7ff) << 52)

/* Of magnitude bits as in split.h. */
typedef struct block {
    double high;
    double low;
    int64_t least; /* of (bits - 1) without the top bit, so that zeros come last */
    int64_t most;
    int64_t missing;
} block;

typedef struct lanes {
    double high[LANES];
    double low[LANES];
    int64_t least[LANES];
    int64_t most[LANES];
    int64_t missing[LANES]; /* all bits set, once for each */
} lanes;

/* Missing values become zeros, by masks and not by branches. */
static HST__BODY void add_row(lanes *s, const double *x, int count, double shifter) {
    int k;
    for (k = 0; k < count; ++k) {
        uint64_t bits = hst__bits_at(x + k);
        int64_t is_missing = -(int64_t)((bits & SIGNLESS) > INFINITE_BITS);
        int64_t magnitude = (int64_t)(bits & SIGNLESS & ~(uint64_t)is_missing);
        int64_t key = (int64_t)((uint64_t)(magnitude - 1) & SIGNLESS);
        double value, part;
        bits &= ~(uint64_t)is_missing;
        memcpy(&value, &bits, sizeof value);
        part = (value + shifter) - shifter;
        s->high[k] += part;
        s->low[k] += value - part;
        s->most[k] = magnitude > s->most[k] ? magnitude : s->most[k];
        s->least[k] = key < s->least[k] ? key : s->least[k];
        s->missing[k] += is_missing;
    }
}

static HST__BODY block sum_block(const double *x, int64_t n, double shifter) {
    lanes s;
    block b = {0, 0, INT64_MAX, 0, 0};
    int k;
    for (k = 0; k < LANES; ++k) {
        s.high[k] = s.low[k] = 0;
        s.least[k] = INT64_MAX;
        s.most[k] = s.missing[k] = 0;
    }
    for (; n >= LANES; n -= LANES, x += LANES) {
        add_row(&s, x, LANES, shifter);
    }
    add_row(&s, x, (int)n, shifter);
    for (k = 0; k < LANES; ++k) {
        b.high += s.high[k];
        b.low += s.low[k];
        b.least = hst__least(b.least, s.least[k]);
        b.most = hst__most(b.most, s.most[k]);
        b.missing -= s.missing[k];
    }
    return b;
}

static block sum_portable(const double *x, int64_t n, double shifter) {
    return sum_block(x, n, shifter);
}

#if HST__X86_PATHS
static HST__AVX2 block sum_avx2(const double *x, int64_t n, double shifter) {
    return sum_block(x, n, shifter);
}

static HST__AVX512 block sum_avx512(const double *x, int64_t n, double shifter) {
    return sum_block(x, n, shifter);
}
#endif

static block sum_on(int path, const double *x, int64_t n, double shifter) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return sum_avx512(x, n, shifter);
    }
    if (path == HST__PATH_AVX2) {
        return sum_avx2(x, n, shifter);
    }
#endif
    (void)path;
    return sum_portable(x, n, shifter);
}

void hst__exact_total_begin(hst__exact_total *t) {
    t->split.shifter = 0;
    t->split.least = UINT64_MAX; /* nothing fits */
    t->split.most = 0;
    t->high = t->low = 0;
    t->terms = t->count = t->missing = 0;
    t->spilled = 0;
}

static void spill(hst__exact_total *t) {
    if (!t->spilled) {
        memset(&t->rest, 0, sizeof t->rest);
        t->spilled = 1;
    }
    hst__exact_sum_add(&t->rest, t->high);
    hst__exact_sum_add(&t->rest, t->low);
    t->high = t->low = 0;
    t->terms = 0;
}

/* A split for values up to that magnitude; what was summed with the one before is put aside. */
static int take_split(hst__exact_total *t, uint64_t most) {
    hst__split split;
    if (!hst__split_for(&split, most, TERMS)) {
        return 0;
    }
    if (t->terms > 0) {
        spill(t);
    }
    t->split = split;
    return 1;
}

static int fits(const hst__exact_total *t, const block *b) {
    return (uint64_t)b->most <= t->split.most && (uint64_t)b->least >= t->split.least - 1;
}

static void add_one_by_one(hst__exact_total *t, const double *x, int64_t n) {
    int64_t i;
    spill(t);
    for (i = 0; i < n; ++i) {
        if (hst__magnitude_bits(x + i) <= INFINITE_BITS) {
            hst__exact_sum_add(&t->rest, x[i]);
        }
    }
}

static void take_block(hst__exact_total *t, const block *b, int64_t n) {
    if (t->terms > ((int64_t)1 << TERMS) - n) {
        spill(t);
    }
    t->high += b->high;
    t->low += b->low;
    t->terms += n;
}

/* A block of n <= BLOCK values. The first guess for its split is that of the block before. */
static int add_block(int path, hst__exact_total *t, const double *x, int64_t n) {
    block b = sum_on(path, x, n, t->split.shifter);
    if (b.most >= (int64_t)INFINITE_BITS) {
        return 0;
    }
    t->missing += b.missing;
    t->count += n - b.missing;
    if (b.most == 0) {
        return 1; /* zeros, for which there is no split of their own */
    }
    if (!fits(t, &b)) {
        if (!take_split(t, (uint64_t)b.most) || !fits(t, &b)) {
            add_one_by_one(t, x, n);
            return 1;
        }
        b = sum_on(path, x, n, t->split.shifter);
    }
    take_block(t, &b, n);
    return 1;
}

/* Twice as large as what is seen at three places, so that the rest of an ordinary array fits at once. */
static void guess_split(hst__exact_total *t, const double *x, int64_t n) {
    uint64_t most = 0;
    int64_t at;
    for (at = 0; at < n; at += n / 2 + 1) {
        uint64_t bits = hst__magnitude_bits(x + at);
        most = bits < INFINITE_BITS && bits > most ? bits : most;
    }
    (void)take_split(t, most + (UINT64_C(1) << 52));
}

int hst__exact_total_add_on(int path, hst__exact_total *t, const double *x, int64_t n) {
    int64_t i;
    if (t->split.most == 0 && n > 0) {
        guess_split(t, x, n);
    }
    for (i = 0; i < n; i += BLOCK) {
        if (!add_block(path, t, x + i, hst__least(n - i, BLOCK))) {
            return 0;
        }
    }
    return 1;
}

int hst__exact_total_add(hst__exact_total *t, const double *x, int64_t n) {
    return hst__exact_total_add_on(hst__path(), t, x, n);
}

double hst__exact_total_sum(hst__exact_total *t) {
    if (!t->spilled) {
        return t->high + t->low;
    }
    spill(t);
    return hst__exact_sum_read(&t->rest);
}

double hst__exact_total_mean(hst__exact_total *t) {
    if (!t->spilled) {
        return hst__mean_of_parts(t->high, t->low, t->count);
    }
    spill(t);
    return hst__exact_sum_mean(&t->rest, t->count);
}

void hst__exact_total_flush(hst__exact_total *t, hst__exact_sum *sum) {
    spill(t);
    hst__exact_sum_merge(sum, &t->rest);
    memset(&t->rest, 0, sizeof t->rest);
}
