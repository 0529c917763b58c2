/* 64 places are counted at once, in numbers that stand upright: plane[b] holds bit b of the count of each
 * place. Seven rings go through four full adders into one number of three bits, and that is added to the
 * planes: some six operations a ring and word, where adding rings one by one takes two for each plane.
 *
 * No count is taken out. Blocks of 512 places are compared, upright, with the largest count so far, and only
 * where one is above it the count of the best place is read off. The last block may reach beyond the ring:
 * there it finds places of the ring again, or none, and so no larger count. */
#include "bit_rings.h"

#include <string.h>

#include "path.h"

enum { LANES = 8, WORD = 64, BLOCK = LANES * WORD, PLANES = 13, SEVEN = 7 };

static int64_t words_of(int64_t length) {
    return (length + WORD - 1) / WORD;
}

static int64_t blocks_of(int64_t length) {
    return (length + BLOCK - 1) / BLOCK;
}

/* A block that begins in the last word of the first copy is read whole, and one word more for the shift. */
int64_t hst__bit_rings_stride(int64_t length) {
    return words_of(length) + blocks_of(length) * LANES + 1;
}

hst__bit_rings hst__bit_rings_make(uint64_t *memory, int64_t rings, int64_t length) {
    hst__bit_rings r;
    r.word = memory;
    r.rings = rings;
    r.length = length;
    r.stride = hst__bit_rings_stride(length);
    memset(memory, 0, (size_t)(rings * r.stride) * sizeof *memory);
    return r;
}

/* The lowest `bits` of a word, 1 .. 64. */
static uint64_t low(int64_t bits) {
    return UINT64_MAX >> (WORD - bits);
}

void hst__bit_rings_fill(hst__bit_rings *r, int64_t ring, int64_t from, int64_t until) {
    uint64_t *word = r->word + ring * r->stride;
    while (from < until) {
        int64_t place = from & (WORD - 1);
        int64_t bits = until - from < WORD - place ? until - from : WORD - place;
        word[from >> 6] |= low(bits) << place;
        from += bits;
    }
}

static int has_any(const hst__bit_rings *r, int64_t from, int64_t until) {
    while (from < until && !hst__bit_rings_has(r, 0, from)) {
        ++from;
    }
    return from < until;
}

static void copy_places(hst__bit_rings *r, int64_t to, int64_t from, int64_t n) {
    int64_t k, i;
    for (k = 0; k < r->rings; ++k) {
        uint64_t *word = r->word + k * r->stride;
        for (i = 0; i < n; ++i) {
            uint64_t bit = (uint64_t)hst__bit_rings_has(r, k, from + i), place = (uint64_t)(to + i);
            word[place >> 6] = (word[place >> 6] & ~(UINT64_C(1) << (place & 63))) | bit << (place & 63);
        }
    }
}

/* Behind the end no bit may stay: closing would take it for the beginning of the second copy. Places there
 * are filled from those behind the old end, which have none. */
void hst__bit_rings_keep(hst__bit_rings *r, const hst__bit_rings *keep, int64_t step) {
    int64_t length = r->length, kept = 0, from;
    for (from = 0; from < length; from += step) {
        if (has_any(keep, from, from + step)) {
            if (kept < from) {
                copy_places(r, kept, from, step);
            }
            kept += step;
        }
    }
    copy_places(r, kept, length, length - kept);
    r->length = kept;
}

/* The second copy begins inside the last word of the first. That word is read when it holds the beginning of
 * the second already, which then begins a third behind it. */
static void close_one(uint64_t *word, int64_t length) {
    int64_t words = words_of(length);
    int64_t to = length >> 6, i;
    int shift = (int)(length & (WORD - 1));
    for (i = 0; i < words; ++i) {
        uint64_t x = word[i];
        word[to + i] |= x << shift;
        word[to + i + 1] |= (x >> 1) >> (WORD - 1 - shift);
    }
}

void hst__bit_rings_close(hst__bit_rings *r) {
    int64_t k;
    for (k = 0; k < r->rings; ++k) {
        close_one(r->word + k * r->stride, r->length);
    }
}

/* Upright counts of a block. */
typedef struct counts {
    uint64_t plane[PLANES][LANES];
    int planes;
} counts;

/* A ring as it is turned: its words from the block on, and the bits to shift them by. */
typedef struct turned {
    const uint64_t *word;
    int shift;
} turned;

static inline turned turn(const hst__bit_rings *r, const int64_t *at, int64_t ring, int64_t block) {
    turned t;
    t.word = r->word + ring * r->stride + (at[ring] >> 6) + block * LANES;
    t.shift = (int)(at[ring] & (WORD - 1));
    return t;
}

/* By one and 63 - shift, because a shift by 64 is undefined. */
static inline uint64_t lane_of(turned t, int j) {
    return t.word[j] >> t.shift | t.word[j + 1] << 1 << (WORD - 1 - t.shift);
}

static HST__BODY void add_carry(counts *c, int from, uint64_t *carry) {
    int p, j;
    for (p = from; p < c->planes; ++p) {
        for (j = 0; j < LANES; ++j) {
            uint64_t both = c->plane[p][j] & carry[j];
            c->plane[p][j] ^= carry[j];
            carry[j] = both;
        }
    }
}

static HST__BODY void add_one(counts *c, turned t) {
    uint64_t carry[LANES];
    int j;
    for (j = 0; j < LANES; ++j) {
        carry[j] = lane_of(t, j);
    }
    add_carry(c, 0, carry);
}

/* a + b + c = sum + 2 carry, in each bit. */
static inline uint64_t carry_of(uint64_t a, uint64_t b, uint64_t c) {
    return (a & b) | (c & (a ^ b));
}

static HST__BODY void add_seven(counts *c, const turned *t) {
    turned t0 = t[0], t1 = t[1], t2 = t[2], t3 = t[3], t4 = t[4], t5 = t[5], t6 = t[6];
    uint64_t carry[LANES];
    int j;
    for (j = 0; j < LANES; ++j) {
        uint64_t x0 = lane_of(t0, j), x1 = lane_of(t1, j), x2 = lane_of(t2, j), x3 = lane_of(t3, j);
        uint64_t x4 = lane_of(t4, j), x5 = lane_of(t5, j), x6 = lane_of(t6, j);
        uint64_t ones = x0 ^ x1 ^ x2, two0 = carry_of(x0, x1, x2);
        uint64_t two1 = carry_of(ones, x3, x4), two2, twos, fours, up;
        ones ^= x3 ^ x4;
        two2 = carry_of(ones, x5, x6);
        ones ^= x5 ^ x6;
        twos = two0 ^ two1 ^ two2;
        fours = carry_of(two0, two1, two2);
        up = c->plane[0][j] & ones;
        c->plane[0][j] ^= ones;
        x0 = carry_of(c->plane[1][j], twos, up);
        c->plane[1][j] ^= twos ^ up;
        carry[j] = carry_of(c->plane[2][j], fours, x0);
        c->plane[2][j] ^= fours ^ x0;
    }
    add_carry(c, 3, carry);
}

static HST__BODY void count_block(counts *c, const hst__bit_rings *r, const int64_t *at, int64_t block) {
    turned t[SEVEN];
    int64_t k = 0;
    int i;
    memset(c->plane, 0, (size_t)c->planes * sizeof c->plane[0]);
    for (; k + SEVEN <= r->rings; k += SEVEN) {
        for (i = 0; i < SEVEN; ++i) {
            t[i] = turn(r, at, k + i, block);
        }
        add_seven(c, t);
    }
    for (; k < r->rings; ++k) {
        add_one(c, turn(r, at, k, block));
    }
}

static HST__BODY uint64_t any_of(const uint64_t *x) {
    uint64_t any = 0;
    int j;
    for (j = 0; j < LANES; ++j) {
        any |= x[j];
    }
    return any;
}

/* The places of `here` whose count is above `most`; whether there are any. */
static HST__BODY uint64_t find_above(uint64_t *here, const counts *c, int64_t most) {
    uint64_t above[LANES] = {0};
    int p, j;
    for (p = c->planes - 1; p >= 0; --p) {
        uint64_t bit = (uint64_t)0 - ((uint64_t)most >> p & 1);
        for (j = 0; j < LANES; ++j) {
            above[j] |= here[j] & c->plane[p][j] & ~bit;
            here[j] &= ~(c->plane[p][j] ^ bit);
        }
    }
    memcpy(here, above, sizeof above);
    return any_of(here);
}

/* The largest count of the places of `here`, of which there is one. */
static HST__BODY int64_t largest_of(uint64_t *here, const counts *c) {
    int64_t count = 0;
    int p, j;
    for (p = c->planes - 1; p >= 0; --p) {
        uint64_t have[LANES];
        for (j = 0; j < LANES; ++j) {
            have[j] = here[j] & c->plane[p][j];
        }
        if (any_of(have)) {
            memcpy(here, have, sizeof have);
            count |= (int64_t)1 << p;
        }
    }
    return count;
}

static inline int bits_of(int64_t n) {
    int bits = 0;
    for (; n > 0; n >>= 1) {
        ++bits;
    }
    return bits;
}

static HST__BODY int64_t most_of(const hst__bit_rings *r, const int64_t *at) {
    int64_t blocks = blocks_of(r->length), block;
    int64_t most = 0;
    counts c;
    c.planes = bits_of(r->rings);
    for (block = 0; block < blocks && most < r->rings; ++block) {
        uint64_t here[LANES];
        count_block(&c, r, at, block);
        memset(here, 0xff, sizeof here);
        if (find_above(here, &c, most)) {
            most = largest_of(here, &c);
        }
    }
    return most;
}

static int64_t most_portable(const hst__bit_rings *r, const int64_t *at) {
    return most_of(r, at);
}

#if HST__X86_PATHS
static HST__AVX2 int64_t most_avx2(const hst__bit_rings *r, const int64_t *at) {
    return most_of(r, at);
}

static HST__AVX512 int64_t most_avx512(const hst__bit_rings *r, const int64_t *at) {
    return most_of(r, at);
}
#endif

int64_t hst__bit_rings_most_on(int path, const hst__bit_rings *r, const int64_t *at) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return most_avx512(r, at);
    }
    if (path == HST__PATH_AVX2) {
        return most_avx2(r, at);
    }
#endif
    (void)path;
    return most_portable(r, at);
}

int64_t hst__bit_rings_most(const hst__bit_rings *r, const int64_t *at) {
    return hst__bit_rings_most_on(hst__path(), r, at);
}
