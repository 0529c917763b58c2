/* Sliding by ranks, after Suomela, "Median filtering is equivalent to sorting" (arXiv 1406.1717): sort
 * once, then what slides is a set of ranks. A stage is two neighbouring blocks of samples, each sorted
 * once, merged into ranks that are unique, since equal samples keep their order. The window is one bit per
 * rank. The sample of rank k in the window is the k-th set bit; it is looked for in the word where it was
 * last time, and the bits below that word are counted along as samples come and go, so that nearly always
 * it is there.
 *
 * When the window reaches past the second block, that becomes the first and a new one is sorted behind
 * it. If the window still needs the first, which takes times and a window half again as long as it was,
 * both together become the first. So blocks are as long as windows are, and a sample is sorted once and
 * merged twice or so. */
#include "sliding_rank.h"

#include <math.h> /* NAN only */
#include <string.h>

#include "bits.h"
#include "observed.h"
#include "path.h"
#include "scalar.h"
#include "sliding_bounds.h"
#include "sort_entries.h"
#include "type7.h"
#include "unbranched.h"

enum { BLOCK = 64 /* samples at least */ };

/* One quantile. */
typedef struct probe {
    double probability;
    double fraction;
    int64_t observed; /* for so many samples, */
    int64_t rank;     /* this rank and that fraction are asked for */
    int64_t word;
    int64_t below; /* set bits in the words before */
} probe;

/* Samples [start, split) and [split, end), their ranks and values, and the window as a set of ranks. */
typedef struct stage {
    int path;
    const double *x;
    const hst__sliding *w;
    int64_t start, split, end;
    hst__entry *first; /* sorted, between -infinity and infinity; the second stands behind it likewise */
    int64_t firsts;
    hst__entry *second;
    int64_t seconds;
    hst__entry *spare;
    int64_t *key;    /* by rank; where spare is, which is needed before and after */
    int64_t *rank;   /* of sample start + i; `missing` for a NaN */
    uint64_t *set;   /* by rank */
    int64_t missing; /* a bit beyond all words that are looked at */
    int64_t observed;
    hst__bounds window;
} stage;

/* A block for windows of this length; no longer than the series. */
static int64_t block_for(uint64_t length, int64_t n) {
    uint64_t block = length > BLOCK ? length : BLOCK;
    return block < (uint64_t)n ? (int64_t)block : n;
}

static int64_t longest_stage(const hst__sliding *w) {
    int64_t block = block_for(hst__sliding_width(w), w->n);
    return w->time == NULL && block <= w->n / 2 ? 2 * block : w->n;
}

/* ---- stages ------------------------------------------------------------------------------------ */

static void put_ends(hst__entry *sorted, int64_t n) {
    sorted[-1].key = INT64_MIN;
    sorted[n].key = INT64_MAX;
}

static void sort_second(stage *s) {
    int64_t i;
    int64_t m = 0;
    s->second = s->first + s->firsts + 2;
    for (i = s->split; i < s->end; ++i) {
        s->second[m].key = hst__key_of(s->x[i]);
        s->second[m].place = i;
        m += hst__is_observed(s->x + i);
    }
    s->seconds = m;
    hst__sort_entries_on(s->path, s->second, m, s->spare);
    put_ends(s->first, s->firsts);
    put_ends(s->second, m);
}

/* From both ends at once, as in sort_entries.c. Here the ends of the blocks do come, and lie beyond all
 * keys. */
static void rank_both(stage *s) {
    const hst__entry *from = s->first;
    int64_t *key = s->key;
    int64_t *rank = s->rank - s->start;
    int64_t all = s->firsts + s->seconds;
    int64_t i = 0, j = s->second - s->first, last_i = s->firsts - 1, last_j = j + s->seconds - 1, k;
    for (k = s->start; k < s->end; ++k) {
        rank[k] = s->missing;
    }
    for (k = 0; k < all; ++k) {
        int64_t second = hst__unbranched(from[j].key < from[i].key);
        int64_t first = hst__unbranched(from[last_j].key < from[last_i].key);
        int64_t least = hst__either(i, j, second);
        int64_t most = hst__either(last_j, last_i, first);
        key[k] = from[least].key;
        rank[from[least].place] = k;
        j += second;
        i += 1 - second;
        --all;
        key[all] = from[most].key;
        rank[from[most].place] = all;
        last_i -= first;
        last_j -= 1 - first;
    }
}

/* The two blocks as one. */
static void join(stage *s) {
    int64_t k;
    for (k = 0; k < s->firsts; ++k) {
        s->spare[s->rank[s->first[k].place - s->start]] = s->first[k];
    }
    for (k = 0; k < s->seconds; ++k) {
        s->spare[s->rank[s->second[k].place - s->start]] = s->second[k];
    }
    s->firsts += s->seconds;
    memcpy(s->first, s->spare, (size_t)s->firsts * sizeof *s->first);
}

/* Makes room for a window that reaches past the end. */
static void next_stage(stage *s, hst__bounds window) {
    uint64_t length = (uint64_t)(window.past - window.first);
    uint64_t longest = s->w->time == NULL ? hst__sliding_width(s->w) : length + length / 2;
    if (window.first >= s->end) {
        s->firsts = 0;
        s->start = s->end = window.first;
    } else if (window.first >= s->split) {
        s->firsts = s->seconds;
        s->start = s->split;
        memmove(s->first, s->second, (size_t)s->seconds * sizeof *s->first);
    } else {
        join(s);
    }
    s->split = s->end;
    s->end += block_for(longest, s->w->n - s->end);
    sort_second(s);
    rank_both(s);
}

/* ---- the set ----------------------------------------------------------------------------------- */

static HST__BODY void turn_bit(stage *s, int64_t rank) {
    s->set[rank >> 6] ^= UINT64_C(1) << (rank & 63);
}

static void begin_set(stage *s, probe *p, int64_t probes, hst__bounds window) {
    int64_t words = (s->firsts + s->seconds + 63) / 64;
    int64_t k;
    s->observed = 0;
    for (k = 0; k < words; ++k) {
        s->set[k] = 0;
    }
    for (k = window.first; k < window.past; ++k) {
        int64_t rank = s->rank[k - s->start];
        turn_bit(s, rank);
        s->observed += rank != s->missing;
    }
    for (k = 0; k < probes; ++k) {
        p[k].word = p[k].below = 0;
    }
    s->window = window;
}

/* A sample comes, by = 1, or goes, by = -1. */
static HST__BODY void move_sample(stage *s, probe *p, int64_t probes, int64_t at, int64_t by) {
    int64_t rank = s->rank[at - s->start];
    int64_t k;
    turn_bit(s, rank);
    s->observed += rank != s->missing ? by : 0;
    for (k = 0; k < probes; ++k) {
        p[k].below += rank >> 6 < p[k].word ? by : 0;
    }
}

/* First those that come: a window may lie wholly beyond the one before it. */
static HST__BODY void move_window(stage *s, probe *p, int64_t probes, hst__bounds to) {
    int64_t i;
    for (i = s->window.past; i < to.past; ++i) {
        move_sample(s, p, probes, i, 1);
    }
    for (i = s->window.first; i < to.first; ++i) {
        move_sample(s, p, probes, i, -1);
    }
    s->window = to;
}

/* Into the word that holds the rank that is asked for. */
static HST__BODY void move_probe(const stage *s, probe *p) {
    if (p->observed != s->observed) {
        p->observed = s->observed;
        p->fraction = hst__type7_place(s->observed, p->probability, &p->rank);
    }
    while (p->rank < p->below) {
        p->below -= hst__count_bits(s->set[--p->word]);
    }
    while (p->rank - p->below >= hst__count_bits(s->set[p->word])) {
        p->below += hst__count_bits(s->set[p->word++]);
    }
}

typedef int select_function(uint64_t x, int k);

static HST__BODY double answer(const stage *s, probe *p, select_function *select) {
    int64_t word, rank;
    uint64_t above;
    double low;
    move_probe(s, p);
    word = p->word;
    rank = select(s->set[word], (int)(p->rank - p->below));
    low = hst__of_key(s->key[64 * word + rank]);
    if (p->fraction == 0) {
        return low;
    }
    above = s->set[word] & (UINT64_MAX << 1) << rank;
    while (above == 0) {
        above = s->set[++word];
    }
    return hst__type7(low, hst__of_key(s->key[64 * word + hst__lowest_bit(above)]), p->fraction);
}

/* Window i; a tile of those by time is made whenever one is used up. */
static HST__BODY hst__bounds window_at(const stage *s, hst__bounds *tile, int64_t i) {
    if (s->w->time == NULL) {
        return hst__sliding_bounds_by_count(s->w, i);
    }
    if (i % HST__BOUNDS_TILE == 0) {
        hst__bounds earlier = tile[HST__BOUNDS_TILE - 1];
        hst__sliding_bounds_by_time(tile, s->w, i, hst__least(HST__BOUNDS_TILE, s->w->n - i), earlier);
    }
    return tile[i % HST__BOUNDS_TILE];
}

static HST__BODY void slide(double *out, stage *s, probe *p, int64_t probes, int64_t min_count,
                            select_function *select) {
    int64_t n = s->w->n;
    hst__bounds tile[HST__BOUNDS_TILE];
    int64_t i, k;
    tile[HST__BOUNDS_TILE - 1].first = tile[HST__BOUNDS_TILE - 1].past = 0;
    for (i = 0; i < n; ++i) {
        hst__bounds window = window_at(s, tile, i);
        if (window.past > s->end) {
            next_stage(s, window);
            begin_set(s, p, probes, window);
        } else {
            move_window(s, p, probes, window);
        }
        for (k = 0; k < probes; ++k) {
            out[k * n + i] = s->observed < min_count ? NAN : answer(s, p + k, select);
        }
    }
}

static void slide_portable(double *out, stage *s, probe *p, int64_t probes, int64_t min_count) {
    slide(out, s, p, probes, min_count, hst__select_bit);
}

#if HST__X86_PATHS
/* One instruction puts the lowest bits where the set bits of x are. */
static HST__AVX2 int select_deposited(uint64_t x, int k) {
    return __builtin_ctzll(__builtin_ia32_pdep_di(UINT64_C(1) << k, x));
}

static HST__AVX2 void slide_avx2(double *out, stage *s, probe *p, int64_t probes, int64_t min_count) {
    slide(out, s, p, probes, min_count, select_deposited);
}
#endif

/* In the order of the workspace. */
static void lay_out(stage *s, probe **p, void *work, int64_t longest) {
    s->first = (hst__entry *)work + 1;
    s->spare = (hst__entry *)work + longest + 4;
    s->key = (int64_t *)s->spare;
    s->rank = (int64_t *)(s->spare + longest);
    s->set = (uint64_t *)(s->rank + longest);
    s->missing = 64 * ((longest + 63) / 64);
    s->set[s->missing / 64] = 0;
    *p = (probe *)(s->set + s->missing / 64 + 1);
    s->start = s->split = s->end = 0;
    s->firsts = s->seconds = 0;
}

size_t hst__sliding_quantile_bytes(const hst__sliding *w, int64_t probabilities) {
    uint64_t longest = (uint64_t)longest_stage(w);
    uint64_t bytes = UINT64_MAX;
    if (longest < HST__SLIDING_MOST && (uint64_t)probabilities < HST__SLIDING_MOST) {
        bytes = (2 * longest + 4) * sizeof(hst__entry) + longest * sizeof(int64_t) +
                ((longest + 63) / 64 + 1) * sizeof(uint64_t) + (uint64_t)probabilities * sizeof(probe);
    }
    return bytes > SIZE_MAX ? SIZE_MAX : (size_t)bytes;
}

void hst__sliding_quantiles_on(int path, double *out, const double *probability, int64_t probabilities,
                               const double *x, const hst__sliding *w, int64_t min_count, void *work) {
    stage s;
    probe *p;
    int64_t k;
    s.path = path;
    s.x = x;
    s.w = w;
    lay_out(&s, &p, work, longest_stage(w));
    for (k = 0; k < probabilities; ++k) {
        p[k].probability = probability[k];
        p[k].observed = -1;
    }
#if HST__X86_PATHS
    if (path != HST__PATH_PORTABLE) {
        slide_avx2(out, &s, p, probabilities, min_count);
        return;
    }
#endif
    slide_portable(out, &s, p, probabilities, min_count);
}

void hst__sliding_quantiles(double *out, const double *probability, int64_t probabilities, const double *x,
                            const hst__sliding *w, int64_t min_count, void *work) {
    hst__sliding_quantiles_on(hst__path(), out, probability, probabilities, x, w, min_count, work);
}
