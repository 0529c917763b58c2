/* A stretch begins with no sums at all at the first sample of its first window. Windows of up to some hundred
 * samples then need only one array of running sums, of the samples from there on: both ends of each window
 * are in it. For wider ones the sums of the first window are made up first, and running sums of what comes
 * and of what goes have one half of the room each. */
#include "slide.h"

#include "fixed.h"
#include "infinite.h"
#include "sliding_reach.h"

enum {
    SLOTS = HST__SLIDE_SLOTS,
    HALF = SLOTS / 2,
    TILE = HST__SLIDE_TILE, /* also HST__BOUNDS_TILE */
    SUMS = HST__SLIDE_SUMS,
    OBSERVED = SUMS, /* the row after the sums counts what is there */
    TOGETHER = 128,
    LEAST = 32, /* outputs of a stretch that is not cut shorter */
    WORTH = SLOTS / 4
};

typedef struct slide {
    const hst__slide_measure *measure;
    void *self;
    const hst__slide_series *s;
    hst__slide_need need;
    /* Samples [from, past) are summed up in the base. */
    int64_t from, past;
    uint64_t base[SUMS + 1];
    /* Running sums of the samples from `past` and from `from` on. */
    uint64_t *plus[SUMS + 1], *minus[SUMS + 1];
    uint64_t room[SUMS + 1][SLOTS + 2];
} slide;

typedef struct stretch {
    int64_t i, end;      /* outputs */
    int64_t first, past; /* samples that their windows touch */
    int wide;
} stretch;

/* ---- running sums ------------------------------------------------------------------------------ */

static void scan(const slide *a, uint64_t *const *row, int64_t from, int64_t n) {
    const double *x = a->s->x + from;
    uint64_t observed = 0;
    int64_t k;
    a->measure->scan(a->self, row, x, n);
    if (a->need.gaps) {
        for (k = 0; k < n; ++k) {
            row[OBSERVED][k] = observed;
            observed += 1 - hst__is_missing(x + k);
        }
        row[OBSERVED][n] = observed;
    }
}

static void add_to_base(slide *a, uint64_t *const *row, int64_t n, uint64_t sign) {
    int s;
    for (s = 0; s < a->need.sums; ++s) {
        a->base[s] += sign * row[s][n];
    }
    if (a->need.gaps) {
        a->base[OBSERVED] += sign * row[OBSERVED][n];
    }
}

/* Up to n samples more at the end of the base, and up to m fewer at its beginning. */
static void move_base(slide *a, int64_t n, int64_t m) {
    scan(a, a->plus, a->past, n);
    add_to_base(a, a->plus, n, 1);
    scan(a, a->minus, a->from, m);
    add_to_base(a, a->minus, m, UINT64_MAX);
    a->past += n;
    a->from += m;
}

/* ---- tiles ------------------------------------------------------------------------------------- */

/* All windows of a tile one sample further than the one before: their sums lie side by side. */
static void count_steady(slide *a, hst__slide_tile *tile, double *count, hst__bounds at) {
    int64_t in = at.past - a->past;
    int64_t gone = at.first - a->from;
    int64_t k;
    int s;
    for (s = 0; s < a->need.sums; ++s) {
        tile->plus[s] = a->plus[s] + in;
        tile->minus[s] = a->minus[s] + gone;
        tile->base[s] = a->base[s];
    }
    tile->steady = (double)(at.past - at.first);
    tile->count = a->need.gaps ? count : NULL;
    for (k = 0; a->need.gaps && k < tile->n; ++k) {
        count[k] = hst__whole(a->base[OBSERVED] + a->plus[OBSERVED][in + k] - a->minus[OBSERVED][gone + k]);
    }
}

static const uint64_t nothing[TILE];

/* The sums of a tile of any windows, side by side. */
typedef struct uneven {
    uint64_t sum[SUMS][TILE];
    hst__bounds at[TILE];
} uneven;

static void count_uneven(slide *a, hst__slide_tile *tile, double *count, uneven *u) {
    int64_t k;
    int s;
    for (s = 0; s < a->need.sums; ++s) {
        const uint64_t *plus = a->plus[s], *minus = a->minus[s];
        for (k = 0; k < tile->n; ++k) {
            u->sum[s][k] = a->base[s] + plus[u->at[k].past - a->past] - minus[u->at[k].first - a->from];
        }
        tile->plus[s] = u->sum[s];
        tile->minus[s] = nothing;
        tile->base[s] = 0;
    }
    for (k = 0; k < tile->n; ++k) {
        count[k] = hst__whole((uint64_t)(u->at[k].past - u->at[k].first));
    }
    for (k = 0; a->need.gaps && k < tile->n; ++k) {
        count[k] = hst__whole(a->base[OBSERVED] + a->plus[OBSERVED][u->at[k].past - a->past] -
                              a->minus[OBSERVED][u->at[k].first - a->from]);
    }
    tile->count = count;
}

static void find_windows(const hst__sliding *w, hst__bounds *at, int64_t i, int64_t n, hst__bounds earlier) {
    int64_t k;
    if (w->time != NULL) {
        hst__sliding_bounds_by_time(at, w, i, n, earlier);
        return;
    }
    for (k = 0; k < n; ++k) {
        at[k] = hst__sliding_bounds_by_count(w, i + k);
    }
}

static int finish_tile(slide *a, int64_t i, int64_t n, hst__bounds at, hst__bounds last, int may_refuse) {
    const hst__sliding *w = a->s->window;
    uneven u;
    double count[TILE];
    hst__slide_tile tile;
    tile.from = i;
    tile.n = n;
    tile.steady = 0;
    /* By count a window moves by one sample or, at either end of the series, by none. */
    if (w->time == NULL && last.first - at.first == n - 1 && last.past - at.past == n - 1) {
        count_steady(a, &tile, count, at);
    } else {
        find_windows(w, u.at, i, n, at);
        count_uneven(a, &tile, count, &u);
    }
    return a->measure->finish(a->self, a->s, &tile, may_refuse);
}

/* Outputs i .. end - 1, whose sums are in reach of the running ones; `at` is window i. */
static int finish(slide *a, int64_t i, int64_t end, hst__bounds *at, int may_refuse) {
    const hst__sliding *w = a->s->window;
    while (i < end) {
        int64_t n = hst__least(TILE, end - i);
        hst__bounds last = hst__sliding_window(w, i + n - 1, *at);
        int done = finish_tile(a, i, n, *at, last, may_refuse);
        i += n;
        *at = i < end ? hst__sliding_bounds(w, i, last) : last;
        if (!done) {
            return 0;
        }
    }
    return 1;
}

/* ---- stretches --------------------------------------------------------------------------------- */

static int run_narrow(slide *a, const stretch *t, int may_refuse) {
    hst__bounds at = hst__sliding_window(a->s->window, t->i, (hst__bounds){t->first, t->first});
    int s;
    scan(a, a->plus, t->first, t->past - t->first);
    for (s = 0; s <= SUMS; ++s) {
        a->minus[s] = a->plus[s];
    }
    return finish(a, t->i, t->end, &at, may_refuse);
}

static int run_wide(slide *a, const stretch *t, int may_refuse) {
    const hst__sliding *w = a->s->window;
    hst__bounds at = hst__sliding_window(w, t->i, (hst__bounds){t->first, t->first});
    int64_t i = t->i;
    while (i < t->end) {
        int64_t until = hst__least(t->end, hst__least(hst__sliding_beyond(w, i, a->past + HALF),
                                                      hst__sliding_without(w, i, a->from + HALF)));
        if (until > i) {
            hst__bounds last = hst__sliding_window(w, until - 1, at);
            int done;
            scan(a, a->plus, a->past, last.past - a->past);
            scan(a, a->minus, a->from, last.first - a->from);
            done = finish(a, i, until, &at, may_refuse);
            if (!done) {
                return 0;
            }
            add_to_base(a, a->plus, last.past - a->past, 1);
            add_to_base(a, a->minus, last.first - a->from, UINT64_MAX);
            a->past = last.past;
            a->from = last.first;
            i = until;
            if (i < t->end) {
                at = hst__sliding_bounds(w, i, last);
            }
        } else {
            move_base(a, hst__least(HALF, at.past - a->past), hst__least(HALF, at.first - a->from));
        }
    }
    return 1;
}

static int run(slide *a, const stretch *t, int may_refuse) {
    int s;
    a->from = a->past = t->first;
    for (s = 0; s <= SUMS; ++s) {
        a->base[s] = 0;
        a->plus[s] = a->room[s];
        a->minus[s] = a->room[s] + HALF + 1;
    }
    return t->wide ? run_wide(a, t, may_refuse) : run_narrow(a, t, may_refuse);
}

/* The next outputs, from i on, whose window is `at`: as many as the room allows, or as a wide window has
 * samples, but no more than `most`. */
static stretch next_stretch(const hst__sliding *w, int64_t i, hst__bounds at, int64_t most) {
    stretch t;
    int64_t near = hst__sliding_beyond(w, i, at.first + SLOTS);
    t.i = i;
    t.first = at.first;
    t.wide = near < w->n && near - i < WORTH;
    if (t.wide) {
        near = i + hst__least(w->n - i, hst__most(SLOTS, at.past - at.first));
    }
    t.end = i + hst__least(near - i, most);
    t.past = hst__sliding_window(w, t.end - 1, at).past;
    return t;
}

/* How many samples a window of the stretch may hold. By time, windows are looked at some together: none of
 * them has more than all have. */
static int64_t longest_of(const hst__sliding *w, const stretch *t, hst__bounds at) {
    uint64_t width = hst__sliding_width(w);
    int64_t touched = t->past - t->first;
    int64_t longest = 0;
    int64_t i;
    if (w->time == NULL) {
        return width < (uint64_t)touched ? (int64_t)width : touched;
    }
    for (i = t->i; !t->wide && i < t->end; i += TOGETHER) {
        hst__bounds last = hst__sliding_window(w, hst__least(i + TOGETHER, t->end) - 1, at);
        longest = hst__most(longest, last.past - at.first);
        at = last;
    }
    return t->wide ? touched : longest;
}

/* A wide stretch costs its window again, so it is not cut shorter than an eighth of it. */
static int may_be_cut(const stretch *t) {
    int64_t n = t->end - t->i;
    return n > LEAST && (!t->wide || n > (t->past - t->first) / 8);
}

/* An answer is infinite. So may be a sample, from `past` on where none was looked at yet, and then that is
 * told, wherever stretches are cut. */
static hst__slid refusal(const hst__slide_series *s, int64_t past) {
    return hst__any_infinite(s->x + past, s->window->n - past) ? HST__SLID_INFINITE_SAMPLE
                                                               : HST__SLID_INFINITE_ANSWER;
}

hst__slid hst__slide(const hst__slide_measure *measure, void *self, const hst__slide_series *s) {
    slide a;
    hst__bounds at = {0, 0};
    int64_t most = INT64_MAX / 2;
    int64_t i = 0;
    a.measure = measure;
    a.self = self;
    a.s = s;
    while (i < s->window->n) {
        hst__bounds window = hst__sliding_window(s->window, i, at);
        stretch t = next_stretch(s->window, i, window, most);
        int cut = may_be_cut(&t);
        int done = 0;
        hst__slide_fit fit =
            measure->fit(self, &a.need, s->x + t.first, t.past - t.first, longest_of(s->window, &t, window));
        if (fit == HST__SLIDE_INFINITE) {
            return HST__SLID_INFINITE_SAMPLE;
        }
        if (fit == HST__SLIDE_FITS) {
            done = run(&a, &t, cut);
        }
        if (!done && cut) {
            most = (t.end - t.i) / 4;
            continue;
        }
        if (!done && !measure->slow(s, t.i, t.end)) {
            return refusal(s, t.past);
        }
        i = t.end;
        at = (hst__bounds){t.first, t.i + 1};
        most = hst__least(most, INT64_MAX / 4) * 2;
    }
    return HST__SLID;
}
