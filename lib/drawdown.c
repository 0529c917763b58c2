/* Falls from a running maximum. The deepest is searched in blocks: the smallest and the largest sample of a
 * block and the maximum so far bound every quotient inside it, so that on real series nearly all blocks are
 * passed with one vectorised look, and the few that could improve the answer are walked by the textbook loop,
 * whose quotient decides. */
#include "internal.h"

#include <float.h>

#include "hashstat/drawdown.h"

enum { BLOCK = 512, LANES = 32 };

#define SLACK (8 * DBL_EPSILON)

/* A maximum, and the end of a block or less in which its latest sample lies: where that is exactly, is asked
 * only of the one that matters in the end. level < 0: no sample observed yet. */
typedef struct summit {
    double level;
    int64_t before;
} summit;

/* What a walk in time knows. */
typedef struct walk {
    summit top;
    double depth; /* deepest so far; 0: nothing fell */
    int64_t at;   /* first sample with that depth */
    summit from;  /* what it fell from */
} walk;

typedef struct extremes {
    double least;
    double most;
} extremes;

static hst_status check_series(const double *x, int64_t n) {
    if (x == NULL && n != 0) {
        return HST_ENULL;
    }
    return n < 0 ? HST_ESIZE : HST_OK;
}

static double depth_below(double maximum, double x) {
    return (maximum - x) / maximum;
}

hst_status hst_drawdown_underwater(double *out, const double *x, int64_t n) {
    hst_status status = out == NULL && n != 0 ? HST_ENULL : check_series(x, n);
    double maximum = 0;
    int64_t i;
    for (i = 0; status == HST_OK && i < n; ++i) {
        double level = x[i];
        if (hst__is_nan(level)) {
            out[i] = level;
        } else if (!hst__is_not_negative(level)) {
            status = HST_EDOMAIN;
        } else {
            maximum = level > maximum ? level : maximum;
            out[i] = maximum > 0 ? depth_below(maximum, level) : 0;
        }
    }
    return status;
}

/* ---- the deepest fall ------------------------------------------------------------------------ */

/* A NaN compares false and so is skipped. Independent lanes, because one would wait for each comparison; so
 * many that compilers keep the inner loop, and turn it into vectors. */
static extremes extremes_of(const double *x, int64_t n) {
    double least[LANES];
    double most[LANES];
    int64_t whole = n - n % LANES;
    int64_t i;
    int k;
    for (k = 0; k < LANES; ++k) {
        least[k] = DBL_MAX;
        most[k] = -1;
    }
    for (i = 0; i < whole; i += LANES) {
        for (k = 0; k < LANES; ++k) {
            least[k] = x[i + k] < least[k] ? x[i + k] : least[k];
            most[k] = x[i + k] > most[k] ? x[i + k] : most[k];
        }
    }
    for (k = 0; i + k < n; ++k) {
        least[k] = x[i + k] < least[k] ? x[i + k] : least[k];
        most[k] = x[i + k] > most[k] ? x[i + k] : most[k];
    }
    for (k = 1; k < LANES; ++k) {
        least[0] = least[k] < least[0] ? least[k] : least[0];
        most[0] = most[k] > most[0] ? most[k] : most[0];
    }
    return (extremes){least[0], most[0]};
}

/* Whether a sample of the block may be deeper than what is known. The quotient of the largest maximum and the
 * smallest sample bounds all others, each of them within two roundings; the slack of 8 units in the last
 * place covers those. */
static int may_be_deeper(const walk *w, extremes block) {
    double level = block.most > w->top.level ? block.most : w->top.level;
    return block.least < level && depth_below(level, block.least) * (1 + SLACK) > w->depth;
}

/* No sample above this is deeper than what is known, which spares nearly all the divisions. The slack covers
 * the two roundings of the quotient and those made here; for denormal levels, whose rounding is a whole unit,
 * comparing with <= does. */
static double shallow_above(const walk *w) {
    return w->top.level * (1 - w->depth + SLACK);
}

static void raise_to(walk *w, double level, int64_t before) {
    w->top.level = level;
    w->top.before = before;
}

/* The textbook loop over [from, until). */
static void walk_samples(walk *w, const double *x, int64_t from, int64_t until) {
    double shallow = shallow_above(w);
    int64_t i;
    for (i = from; i < until; ++i) {
        if (x[i] >= w->top.level) {
            raise_to(w, x[i], i + 1);
            shallow = shallow_above(w);
        } else if (x[i] <= shallow && depth_below(w->top.level, x[i]) > w->depth) {
            w->depth = depth_below(w->top.level, x[i]);
            w->at = i;
            w->from = w->top;
            shallow = shallow_above(w);
        }
    }
}

static int64_t block_end(int64_t from, int64_t n) {
    return n - from < BLOCK ? n : from + BLOCK;
}

static hst_status walk_series(walk *w, const double *x, int64_t n) {
    int64_t from, until;
    for (from = 0; from < n; from = until) {
        extremes block;
        until = block_end(from, n);
        block = extremes_of(x + from, until - from);
        if (block.least < 0 || block.most > DBL_MAX) {
            return HST_EDOMAIN;
        }
        if (may_be_deeper(w, block)) {
            walk_samples(w, x, from, until);
        } else if (block.most >= w->top.level) {
            raise_to(w, block.most, until);
        }
    }
    return w->top.level < 0 ? HST_EEMPTY : HST_OK;
}

static int64_t latest_of(summit top, const double *x) {
    int64_t i = top.before;
    do {
        --i;
    } while (x[i] != top.level);
    return i;
}

/* From the first deepest sample to the end of the episode. That sample need not be the lowest, as quotients
 * near 1 round to the same double. */
static void find_recovery(hst_drawdown *fall, double level, const double *x, int64_t n) {
    int64_t from, until, i;
    for (from = fall->trough + 1; from < n; from = until) {
        extremes block;
        until = block_end(from, n);
        block = extremes_of(x + from, until - from);
        if (block.most < level && block.least >= x[fall->trough]) {
            continue;
        }
        for (i = from; i < until; ++i) {
            if (x[i] >= level) {
                fall->recovery = i;
                return;
            }
            fall->trough = x[i] < x[fall->trough] ? i : fall->trough;
        }
    }
}

static void complete(hst_drawdown *fall, const walk *w, const double *x, int64_t n) {
    fall->peak = latest_of(w->from, x);
    fall->onset = fall->peak + 1;
    while (hst__is_nan(x[fall->onset])) {
        ++fall->onset;
    }
    fall->trough = w->at;
    find_recovery(fall, w->from.level, x, n);
}

hst_status hst_drawdown_max(hst_drawdown *out, const double *x, int64_t n) {
    hst_status status = out == NULL ? HST_ENULL : check_series(x, n);
    walk w = {{-1, 0}, 0, HST_NONE, {-1, 0}};
    if (status == HST_OK) {
        status = walk_series(&w, x, n);
    }
    if (status != HST_OK) {
        return status;
    }
    out->depth = w.depth;
    out->onset = out->trough = out->recovery = HST_NONE;
    if (w.at == HST_NONE) {
        out->peak = latest_of(w.top, x);
    } else {
        complete(out, &w, x, n);
    }
    return HST_OK;
}

/* ---- all falls --------------------------------------------------------------------------------- */

/* Where an enumeration stands. `fall` is the episode in progress while its onset is not HST_NONE. */
typedef struct listing {
    hst_drawdown *out;
    int64_t cap;
    int64_t found;
    double peak; /* -1 before the first sample */
    double trough;
    hst_drawdown fall;
} listing;

static void end_episode(listing *list, int64_t recovery) {
    if (list->found < list->cap) {
        list->fall.depth = depth_below(list->peak, list->trough);
        list->fall.recovery = recovery;
        list->out[list->found] = list->fall;
    }
    ++list->found;
}

static void take_sample(listing *list, double level, int64_t i) {
    int falling = list->fall.onset != HST_NONE;
    if (level >= list->peak) {
        if (falling) {
            end_episode(list, i);
        }
        list->peak = level;
        list->fall.peak = i;
        list->fall.onset = HST_NONE;
    } else if (!falling) {
        list->fall.onset = list->fall.trough = i;
        list->trough = level;
    } else if (level < list->trough) {
        list->fall.trough = i;
        list->trough = level;
    }
}

hst_status hst_drawdown_episodes(hst_drawdown *out, int64_t cap, int64_t *found, const double *x, int64_t n) {
    listing list = {out, cap, 0, -1, 0, {0, HST_NONE, HST_NONE, HST_NONE, HST_NONE}};
    hst_status status = found == NULL || (out == NULL && cap != 0) ? HST_ENULL : check_series(x, n);
    int64_t i;
    if (status == HST_OK && cap < 0) {
        status = HST_ESIZE;
    }
    if (status != HST_OK) {
        return status;
    }
    for (i = 0; i < n; ++i) {
        if (hst__is_nan(x[i])) {
            continue;
        }
        if (!hst__is_not_negative(x[i])) {
            return HST_EDOMAIN;
        }
        take_sample(&list, x[i], i);
    }
    if (list.fall.onset != HST_NONE) {
        end_episode(&list, HST_NONE);
    }
    *found = list.found;
    return HST_OK;
}
