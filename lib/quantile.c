/* Quantiles of an array and of a sketch. Selection is that of kernels/order_values.h, the counts of a sketch
 * are those of kernels/log_sketch.h; here arguments are checked, in the order that the header says, and
 * probabilities become ranks. */
#include "internal.h"

#include "hashstat/quantile.h"
#include "kernels/log_sketch.h"
#include "kernels/log_sketch_pack.h"
#include "kernels/nearest_rank.h"
#include "kernels/order_values.h"
#include "kernels/select.h"
#include "kernels/type7.h"

static int are_probabilities(const double *p, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!(p[i] >= 0 && p[i] <= 1)) {
            return 0;
        }
    }
    return 1;
}

/* exact selection ------------------------------------------------------------------------------ */

typedef struct samples {
    const double *x;
    int64_t n;
    double *work;
    size_t bytes;
} samples;

/* What a probability asks for: the values of one rank or two, and how far it is from one to the other. */
typedef struct place {
    int64_t rank;
    double fraction; /* 0: the value itself */
} place;

typedef place place_of(int64_t m, double p);

static place place_linear(int64_t m, double p) {
    place at;
    at.fraction = hst__type7_place(m, p, &at.rank);
    return at;
}

static place place_nearest(int64_t m, double p) {
    place at = {hst__nearest_rank(m, p), 0};
    return at;
}

size_t hst_quantile_work_size(int64_t n) {
    uint64_t count = n > 0 ? (uint64_t)n : 0;
    return count > SIZE_MAX / sizeof(double) ? SIZE_MAX : (size_t)count * sizeof(double);
}

static hst_status check_samples(const samples *s) {
    if (s->n < 0) {
        return HST_ESIZE;
    }
    return hst__check_work(s->work, s->bytes, hst_quantile_work_size(s->n));
}

/* The last two checks, when all has been seen. */
static hst_status check_look(const hst__order *order) {
    if (order->sieve.infinite) {
        return HST_EDOMAIN;
    }
    return order->sieve.missing == order->n ? HST_EEMPTY : HST_OK;
}

/* As many probabilities as one look serves. */
static hst_status select_some(double *out, const double *probability, int probabilities, const samples *s,
                              place_of *place_at) {
    hst__order order;
    hst__ranked wanted[HST__ORDER_RANKS];
    place at[HST__ORDER_GUESSES];
    hst_status status;
    int count = 0;
    int i;
    hst__order_look(&order, probability, probabilities, s->x, s->n, s->work);
    status = check_look(&order);
    if (status != HST_OK) {
        return status;
    }
    for (i = 0; i < probabilities; ++i) {
        at[i] = place_at(s->n - order.sieve.missing, probability[i]);
        wanted[count++].rank = at[i].rank;
        if (at[i].fraction > 0) {
            wanted[count++].rank = at[i].rank + 1;
        }
    }
    hst__order_read(&order, wanted, count);
    for (i = 0; i < probabilities; ++i) {
        double lo = hst__ranked_value(wanted, at[i].rank);
        out[i] = at[i].fraction > 0
                     ? hst__type7(lo, hst__ranked_value(wanted, at[i].rank + 1), at[i].fraction)
                     : lo;
    }
    return HST_OK;
}

/* Any number of them: then all values are put in order. -0 + 0 is 0. */
static hst_status select_many(double *out, const double *probability, int64_t probabilities, const samples *s,
                              place_of *place_at) {
    hst__order order;
    hst_status status;
    int64_t m, i;
    hst__order_look(&order, NULL, 0, s->x, s->n, s->work);
    status = check_look(&order);
    if (status != HST_OK) {
        return status;
    }
    m = order.sieve.kept;
    hst__sort(s->work, m);
    for (i = 0; i < probabilities; ++i) {
        place at = place_at(m, probability[i]);
        const double *lo = s->work + at.rank;
        out[i] = hst__type7(*lo, at.fraction > 0 ? lo[1] : *lo, at.fraction);
    }
    return HST_OK;
}

static hst_status select_places(double *out, const double *probability, int64_t probabilities,
                                const samples *s, place_of *place_at) {
    hst_status status;
    if ((probabilities != 0 && (out == NULL || probability == NULL)) ||
        (s->n != 0 && (s->x == NULL || s->work == NULL))) {
        return HST_ENULL;
    }
    if (probabilities < 0) {
        return HST_ESIZE;
    }
    status = check_samples(s);
    if (status != HST_OK) {
        return status;
    }
    if (!are_probabilities(probability, probabilities)) {
        return HST_EDOMAIN;
    }
    return probabilities <= HST__ORDER_GUESSES
               ? select_some(out, probability, (int)probabilities, s, place_at)
               : select_many(out, probability, probabilities, s, place_at);
}

hst_status hst_quantile_select(double *out, const double *probability, int64_t probabilities, const double *x,
                               int64_t n, void *work, size_t bytes) {
    samples s = {x, n, work, bytes};
    return select_places(out, probability, probabilities, &s, place_linear);
}

hst_status hst_quantile_select_nearest(double *out, const double *probability, int64_t probabilities,
                                       const double *x, int64_t n, void *work, size_t bytes) {
    samples s = {x, n, work, bytes};
    return select_places(out, probability, probabilities, &s, place_nearest);
}

hst_status hst_quantile_median(double *out, const double *x, int64_t n, void *work, size_t bytes) {
    static const double half = 0.5;
    return hst_quantile_select(out, &half, 1, x, n, work, bytes);
}

/* a sketch that merges ------------------------------------------------------------------------- */

/* By what the kernel says became of it. */
static const hst_status OUTCOME[] = {HST_OK,      HST_ESPACE,    HST_ECORRUPT,
                                     HST_EOPTION, HST_EOVERFLOW, HST_EDOMAIN};

/* By the head alone, where the cost may not grow with the buckets. */
static hst_status open_head(hst__log_sketch *s, const void *sketch, size_t bytes) {
    return hst__is_aligned(sketch) ? OUTCOME[hst__log_sketch_open(s, sketch, bytes)] : HST_EALIGN;
}

static hst_status open_whole(hst__log_sketch *s, const void *sketch, size_t bytes) {
    return hst__is_aligned(sketch) ? OUTCOME[hst__log_sketch_open_whole(s, sketch, bytes)] : HST_EALIGN;
}

hst_status hst_quantile_sketch_size(size_t *bytes, double accuracy, double least, double most) {
    hst__log_grid grid;
    if (bytes == NULL) {
        return HST_ENULL;
    }
    if (!hst__log_grid_make(&grid, accuracy, least, most)) {
        return HST_EDOMAIN;
    }
    *bytes = hst__log_sketch_bytes(&grid);
    return HST_OK;
}

hst_status hst_quantile_sketch_init(void *sketch, size_t bytes, double accuracy, double least, double most) {
    hst__log_grid grid;
    if (sketch == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_aligned(sketch)) {
        return HST_EALIGN;
    }
    if (!hst__log_grid_make(&grid, accuracy, least, most)) {
        return HST_EDOMAIN; /* no space is too small for it */
    }
    if (bytes < hst__log_sketch_bytes(&grid)) {
        return HST_ESPACE;
    }
    hst__log_sketch_begin(sketch, &grid, 0);
    return HST_OK;
}

hst_status hst_quantile_sketch_push(void *sketch, size_t bytes, double x) {
    return hst_quantile_sketch_push_n(sketch, bytes, &x, 1);
}

hst_status hst_quantile_sketch_push_n(void *sketch, size_t bytes, const double *x, int64_t n) {
    hst__log_sketch s;
    hst_status status;
    if (sketch == NULL || (x == NULL && n != 0)) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    status = open_head(&s, sketch, bytes);
    if (status == HST_OK && !hst__log_sketch_takes(x, n)) {
        status = HST_EDOMAIN;
    }
    return status == HST_OK ? OUTCOME[hst__log_sketch_add(sketch, &s, x, n)] : status;
}

hst_status hst_quantile_sketch_unpush(void *sketch, size_t bytes, double x) {
    hst__log_sketch s;
    hst_status status;
    if (sketch == NULL) {
        return HST_ENULL;
    }
    status = open_head(&s, sketch, bytes);
    if (status == HST_OK && !hst__log_sketch_takes(&x, 1)) {
        status = HST_EDOMAIN;
    }
    return status == HST_OK ? OUTCOME[hst__log_sketch_take(sketch, &s, x)] : status;
}

hst_status hst_quantile_sketch_merge(void *sketch, size_t bytes, const void *other, size_t other_bytes) {
    hst__log_sketch s, o;
    hst_status status, too;
    if (sketch == NULL || other == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_aligned(sketch) || !hst__is_aligned(other)) {
        return HST_EALIGN;
    }
    status = open_whole(&s, sketch, bytes);
    too = open_whole(&o, other, other_bytes);
    if (status == HST_OK || too == HST_ESPACE) {
        status = too; /* too little space in either comes before what is wrong with the content */
    }
    return status == HST_OK ? OUTCOME[hst__log_sketch_merge(sketch, &s, &o)] : status;
}

hst_status hst_quantile_sketch_counts(hst_quantile_counts *out, const void *sketch, size_t bytes) {
    hst__log_sketch s;
    hst_status status;
    if (out == NULL || sketch == NULL) {
        return HST_ENULL;
    }
    status = open_whole(&s, sketch, bytes);
    if (status == HST_OK) {
        out->missing = (int64_t)s.count[HST__LOG_SKETCH_MISSING];
        out->observed = s.total - out->missing;
        out->zeros = (int64_t)s.count[HST__LOG_SKETCH_ZEROS];
        out->below = (int64_t)s.count[HST__LOG_SKETCH_BELOW];
        out->above = (int64_t)s.count[s.counters - 1];
        out->accuracy = s.grid.accuracy;
        out->least = s.grid.least;
        out->most = s.grid.most;
    }
    return status;
}

/* All that comes before an answer; *observed is how many values are held. */
static hst_status check_read(hst__log_sketch *s, int64_t *observed, const void *out,
                             const double *probability, int64_t probabilities, const void *sketch,
                             size_t bytes) {
    hst_status status;
    if (sketch == NULL || (probabilities != 0 && (out == NULL || probability == NULL))) {
        return HST_ENULL;
    }
    if (probabilities < 0) {
        return HST_ESIZE;
    }
    status = open_whole(s, sketch, bytes);
    if (status != HST_OK) {
        return status;
    }
    *observed = s->total - (int64_t)s->count[HST__LOG_SKETCH_MISSING];
    if (!are_probabilities(probability, probabilities)) {
        return HST_EDOMAIN;
    }
    return *observed == 0 ? HST_EEMPTY : HST_OK;
}

hst_status hst_quantile_sketch_read(double *out, const double *probability, int64_t probabilities,
                                    const void *sketch, size_t bytes) {
    hst__log_sketch s;
    int64_t observed, i;
    hst_status status = check_read(&s, &observed, out, probability, probabilities, sketch, bytes);
    for (i = 0; status == HST_OK && i < probabilities; ++i) {
        double lower, upper;
        hst__log_sketch_ends(&s, hst__nearest_rank(observed, probability[i]), &lower, &upper);
        if (lower > 0) {
            out[i] = hst__is_finite(upper) ? hst__log_grid_value(lower, upper) : upper;
        } else {
            out[i] = 0;
        }
    }
    return status;
}

hst_status hst_quantile_sketch_bounds(hst_interval *out, const double *probability, int64_t probabilities,
                                      const void *sketch, size_t bytes) {
    hst__log_sketch s;
    int64_t observed, i;
    hst_status status = check_read(&s, &observed, out, probability, probabilities, sketch, bytes);
    for (i = 0; status == HST_OK && i < probabilities; ++i) {
        hst__log_sketch_ends(&s, hst__nearest_rank(observed, probability[i]), &out[i].lower, &out[i].upper);
    }
    return status;
}

hst_status hst_quantile_sketch_packed_size(size_t *packed_bytes, const void *sketch, size_t bytes) {
    hst__log_sketch s;
    hst_status status;
    if (packed_bytes == NULL || sketch == NULL) {
        return HST_ENULL;
    }
    status = open_whole(&s, sketch, bytes);
    if (status == HST_OK) {
        *packed_bytes = hst__log_sketch_packed_bytes(&s);
    }
    return status;
}

hst_status hst_quantile_sketch_pack(void *packed, size_t packed_bytes, const void *sketch, size_t bytes) {
    hst__log_sketch s;
    hst_status status;
    if (packed == NULL || sketch == NULL) {
        return HST_ENULL;
    }
    status = open_whole(&s, sketch, bytes);
    if (status == HST_OK && packed_bytes < hst__log_sketch_packed_bytes(&s)) {
        status = HST_ESPACE;
    }
    if (status == HST_OK) {
        hst__log_sketch_pack(packed, &s);
    }
    return status;
}

hst_status hst_quantile_sketch_unpacked_size(size_t *bytes, const void *packed, size_t packed_bytes) {
    hst__log_grid grid;
    if (bytes == NULL || packed == NULL) {
        return HST_ENULL;
    }
    if (!hst__log_sketch_is_packed(&grid, packed, packed_bytes)) {
        return HST_ECORRUPT;
    }
    *bytes = hst__log_sketch_bytes(&grid);
    return HST_OK;
}

hst_status hst_quantile_sketch_unpack(void *sketch, size_t bytes, const void *packed, size_t packed_bytes) {
    hst__log_grid grid;
    if (sketch == NULL || packed == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_aligned(sketch)) {
        return HST_EALIGN;
    }
    if (!hst__log_sketch_is_packed(&grid, packed, packed_bytes)) {
        return HST_ECORRUPT;
    }
    if (bytes < hst__log_sketch_bytes(&grid)) {
        return HST_ESPACE;
    }
    hst__log_sketch_unpack(sketch, &grid, packed, packed_bytes);
    return HST_OK;
}
