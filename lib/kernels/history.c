/* In-painting makes each baseline depend on the one before, so nothing can be sorted by windows. But a
 * baseline is one of the samples itself, so everything that ever enters a history is one of the ranks of
 * the whole series, and those are known beforehand: what slides is a multiset of ranks in a tree.
 *
 * A sample was painted over if what is held for it is not its own rank: its baseline is larger than it is.
 * When the in-painting has gone on for too long, what it painted over is put back: each sample once at
 * most, for painting begins anew behind it. */
#include "history.h"

#include <math.h> /* NAN and INFINITY only */

#include "dense_ranks.h"
#include "middle_distance.h"
#include "nearest_rank.h"

/* The sort's room is the tree's afterwards, which needs less. */
static uint64_t shared_bytes(int64_t n) {
    return 2 * (uint64_t)n * sizeof(hst__entry);
}

uint64_t hst__history_bytes(int64_t n) {
    return shared_bytes(n) + (uint64_t)n * (sizeof(double) + 2 * sizeof(int32_t));
}

void hst__history_begin(hst__history *h, void *work) {
    int32_t ranks;
    h->value = (double *)((char *)work + shared_bytes(h->n));
    h->rank = (int32_t *)(h->value + h->n);
    h->held = h->rank + h->n;
    ranks = hst__dense_ranks(h->rank, h->value, h->x, h->n, work);
    hst__rank_tree_init(&h->tree, work, ranks);
    h->first = 0;
    h->sum = 0;
    h->terms = 0;
}

/* Sample i comes, by = 1, or goes, by = -1, as what is held for it. */
static void move(hst__history *h, int64_t i, int32_t by) {
    if (h->held[i] < 0) {
        return;
    }
    hst__rank_tree_add(&h->tree, h->held[i], by);
    if (h->is_counts && h->held[i] == h->rank[i]) {
        h->sum += by * h->x[i];
        h->terms += by;
    }
}

/* Seconds between two samples, which may be more than an int64_t holds. */
static uint64_t seconds(const hst__history *h, int64_t from, int64_t to) {
    return (uint64_t)h->time[to] - (uint64_t)h->time[from];
}

static int is_gone(const hst__history *h, int64_t i) {
    uint64_t far = h->is_by_count ? (uint64_t)(i - h->first) : seconds(h, h->first, i);
    return far > (uint64_t)h->reach || h->held[h->first] < 0;
}

void hst__history_advance(hst__history *h, int64_t i) {
    for (; h->first < i && is_gone(h, i); ++h->first) {
        move(h, h->first, -1);
    }
}

int hst__history_is_enough(const hst__history *h, int64_t i) {
    return h->tree.size >= h->min_count && seconds(h, h->first, i) >= (uint64_t)h->warmup;
}

void hst__history_join(hst__history *h, int64_t i, int32_t rank) {
    h->held[i] = rank;
    move(h, i, 1);
}

/* ---- medians ------------------------------------------------------------------------------------- */

/* Rank of the baseline of sample i; -1: undefined. */
static int32_t baseline_rank(hst__history *h, int64_t i) {
    hst__history_advance(h, i);
    if (!hst__history_is_enough(h, i)) {
        return -1;
    }
    return hst__rank_tree_select(&h->tree, (int32_t)hst__nearest_rank(h->tree.size, 0.5));
}

static int judge(const hst__history *h, const hst__verdicts *v, int64_t i, int32_t baseline) {
    return hst__judge(v, i, h->x[i], baseline < 0 ? NAN : h->value[baseline], h->sum, (double)h->terms);
}

/* The history begins anew with the samples since `from` as they were. */
static void accept(hst__history *h, int64_t from, int64_t i) {
    int64_t j;
    for (j = h->first; j < i; ++j) {
        move(h, j, -1);
    }
    for (j = from; j < i; ++j) {
        hst__history_join(h, j, h->rank[j]);
    }
    h->first = from;
}

void hst__history_medians(hst__history *h, const hst__verdicts *v, int64_t longest) {
    int64_t since = -1; /* where the in-painting began */
    int64_t i;
    for (i = 0; i < h->n; ++i) {
        int32_t baseline = baseline_rank(h, i);
        int paints = judge(h, v, i, baseline);
        if (paints && since >= 0 && seconds(h, since, i) >= (uint64_t)longest) {
            accept(h, since, i);
            judge(h, v, i, baseline_rank(h, i));
            paints = 0;
        }
        if (h->rank[i] >= 0) {
            since = !paints ? -1 : since < 0 ? i : since;
        }
        hst__history_join(h, i, paints ? baseline : h->rank[i]);
    }
}

/* ---- scores -------------------------------------------------------------------------------------- */

static double score(double x, double middle, double distance) {
    if (x == middle) {
        return 0;
    }
    if (distance == 0) {
        return x < middle ? -INFINITY : INFINITY;
    }
    return (x - middle) / distance / 1.4826;
}

void hst__history_scores(double *out, hst__history *h) {
    int64_t i;
    for (i = 0; i < h->n; ++i) {
        out[i] = NAN;
        hst__history_advance(h, i);
        if (h->rank[i] >= 0 && hst__history_is_enough(h, i)) {
            double middle = hst__middle(&h->tree, h->value);
            out[i] = score(h->value[h->rank[i]], middle, hst__middle_distance(&h->tree, h->value, middle));
        }
        hst__history_join(h, i, h->rank[i]);
    }
}
