/* Sums of counts slide; those of exposures are made anew at each bin, so that nothing drifts. */
#include "before_after.h"

#include "scalar.h"

enum { COUNT_MAX = 1000000, WIDTH_MAX = 100000 };

static int is_width(int64_t width) {
    return width >= 1 && width <= WIDTH_MAX;
}

/* NaN is none of what is wrong. */
static int are_exposures(const double *exposure, int64_t bins) {
    int wrong = 0;
    int64_t i;
    for (i = 0; i < bins; ++i) {
        double e = exposure[i];
        wrong |= e < 0 || e > 1e60 || (e > 0 && e < 1e-60);
    }
    return !wrong;
}

static int are_counts(const hst__before_after *v) {
    int wrong = 0;
    int64_t k, i;
    for (k = 0; k < v->rows; ++k) {
        for (i = 0; i < v->bins; ++i) {
            int64_t c = v->count[k * v->bins + i];
            wrong |= c < 0 || c > COUNT_MAX || (c > 0 && v->exposure[i] <= 0);
        }
    }
    return !wrong;
}

int hst__before_after_is_legal(const hst__before_after *v) {
    return is_width(v->before) && is_width(v->after) && are_exposures(v->exposure, v->bins) && are_counts(v);
}

int64_t hst__before_after_places(const hst__before_after *v) {
    return hst__most(v->bins - v->before - v->after + 1, 0);
}

static int is_seen(const hst__before_after *v, int64_t i) {
    return v->exposure[i] > 0; /* NaN is not */
}

static int64_t count_at(const hst__before_after *v, const int64_t *row, int64_t i) {
    return is_seen(v, i) ? row[i] : 0;
}

static int64_t counts_in(const hst__before_after *v, const int64_t *row, int64_t from, int64_t until) {
    int64_t sum = 0, i;
    for (i = from; i < until; ++i) {
        sum += count_at(v, row, i);
    }
    return sum;
}

static double exposure_in(const hst__before_after *v, int64_t from, int64_t until) {
    double sum = 0;
    int64_t i;
    for (i = from; i < until; ++i) {
        sum += is_seen(v, i) ? v->exposure[i] : 0;
    }
    return sum;
}

hst__sides hst__sides_at(const hst__before_after *v, const int64_t *row, int64_t t) {
    hst__sides s;
    s.before = counts_in(v, row, t - v->before, t);
    s.after = counts_in(v, row, t, t + v->after);
    return s;
}

hst__side_exposures hst__side_exposures_at(const hst__before_after *v, int64_t t) {
    hst__side_exposures e;
    e.before = exposure_in(v, t - v->before, t);
    e.after = exposure_in(v, t, t + v->after);
    return e;
}

void hst__sides_slide(hst__sides *s, const hst__before_after *v, const int64_t *row, int64_t t) {
    s->before += count_at(v, row, t) - count_at(v, row, t - v->before);
    s->after += count_at(v, row, t + v->after) - count_at(v, row, t);
}
