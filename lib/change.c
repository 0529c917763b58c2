/* Changes of level found afterwards: options, the series, penalties and variances. The searches themselves
 * are kernels; change_segment.c, change_path.c and change_times.c put their answers into words. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/change.h"
#include "kernels/change_search.h"
#include "kernels/options.h"
#include "kernels/special.h"

/* options -------------------------------------------------------------------------------------- */

enum { OPTIONS_0_1 = 48 }; /* bytes of the struct in release 0.1 */
static const hst_change_options usual = {
    sizeof(hst_change_options), 0, HST_CHANGE_POISSON, HST_CHANGE_BIC, 0, 1, 0, 0.95};

hst_status hst_change_options_init(hst_change_options *options, uint32_t struct_size) {
    if (options == NULL) {
        return HST_ENULL;
    }
    return hst__options_init(options, struct_size, &usual, OPTIONS_0_1, sizeof usual) ? HST_OK : HST_EOPTION;
}

static hst_status read_options(hst_change_options *o, const hst_change_options *options) {
    *o = usual;
    if (options == NULL) {
        return HST_OK;
    }
    if (!hst__options_read(o, options, &usual, OPTIONS_0_1, sizeof usual)) {
        return HST_EOPTION;
    }
    return o->model < HST_CHANGE_POISSON || o->model > HST_CHANGE_MEAN_VARIANCE ||
                   o->penalty < HST_CHANGE_BIC || o->penalty > HST_CHANGE_GIVEN
               ? HST_EOPTION
               : HST_OK;
}

static hst_status check_options(const hst_change_options *o) {
    if (o->penalty == HST_CHANGE_GIVEN && !hst__is_not_negative(o->value)) {
        return HST_EDOMAIN;
    }
    if (o->variance != 0 && !(o->variance >= 1e-100 && o->variance <= 1e100)) {
        return HST_EDOMAIN;
    }
    return o->min_length < 1 || !hst__is_open_unit(o->level) ? HST_EDOMAIN : HST_OK;
}

double hst__change_penalty(const hst_change_options *o, int64_t samples) {
    double parameters = o->model == HST_CHANGE_MEAN_VARIANCE ? 2 : 1;
    if (o->penalty == HST_CHANGE_GIVEN) {
        return o->value;
    }
    return (parameters + (o->penalty == HST_CHANGE_BIC ? 1 : 2)) * hst__log((double)samples);
}

hst_status hst_change_penalty(const hst_change_options *options, double *out, int64_t samples) {
    hst_change_options o;
    hst_status status = read_options(&o, options);
    if (out == NULL) {
        return HST_ENULL;
    }
    if (samples < 1) {
        return HST_ESIZE;
    }
    status = status != HST_OK ? status : check_options(&o);
    if (status == HST_OK) {
        *out = hst__change_penalty(&o, samples);
    }
    return status;
}

/* the series ----------------------------------------------------------------------------------- */

size_t hst_change_work_size(int64_t n, int64_t most) {
    uint64_t words = HST__SEARCH_WORDS + (uint64_t)(most > 0 ? most : 0);
    int64_t samples = n > 0 ? n : 0;
    if (samples > INT64_MAX - 2 || words > SIZE_MAX / 16) {
        return SIZE_MAX;
    }
    return hst__bytes_for(samples + 2, 8 * (size_t)words);
}

static int lacks_samples(const hst_change_options *o, const hst__change_call *call) {
    int needs_x = o->model != HST_CHANGE_POISSON || call->exposure == NULL;
    return call->n > 0 && (call->work == NULL || (needs_x && call->x == NULL));
}

/* An estimate below 1e-180 counts as 0: squares of 1e50 over less would not be finite. */
static double variance_of(const hst_change_options *o, const hst__search *s, const double *x) {
    double least = 1e-180, around, v;
    if (o->variance > 0) {
        return o->variance;
    }
    around = hst__changing_neighbours(&s->c, x);
    v = o->model == HST_CHANGE_MEAN ? hst__changing_robust(&s->c, x, s->spare) : 1e-4 * around;
    v = v >= least ? v : around;
    return v >= least ? v : 1;
}

static hst_status read_series(hst__search *s, const hst_change_options *o, const hst__change_call *call) {
    hst__search_lay(s, call->n, call->most, call->work);
    s->least = o->min_length;
    s->c.model = o->model;
    s->c.by_length = o->penalty == HST_CHANGE_MBIC;
    if (o->model == HST_CHANGE_POISSON) {
        return hst__changing_rates(&s->c, call->x, call->exposure, call->n) ? HST_OK : HST_EDOMAIN;
    }
    if (!hst__changing_values(&s->c, call->x, call->n)) {
        return HST_EDOMAIN;
    }
    if (s->c.count > 0) {
        s->c.variance = variance_of(o, s, call->x);
        hst__changing_whole(&s->c);
    }
    return HST_OK;
}

hst_status hst__change_open(hst__search *s, hst_change_options *o, const hst_change_options *options,
                            int present, int sized, const hst__change_call *call) {
    hst_status known = read_options(o, options), status;
    s->c.count = 0;
    if (!present || lacks_samples(o, call)) {
        return HST_ENULL;
    }
    if (!sized || call->n < 0) {
        return HST_ESIZE;
    }
    status = call->n == 0
                 ? HST_OK
                 : hst__check_work(call->work, call->bytes, hst_change_work_size(call->n, call->most));
    if (status != HST_OK || known != HST_OK) {
        return status != HST_OK ? status : known;
    }
    if (o->model != HST_CHANGE_POISSON && call->exposure != NULL) {
        return HST_EOPTION;
    }
    status = check_options(o);
    return status != HST_OK || call->n == 0 ? status : read_series(s, o, call);
}

hst_status hst_change_variance(const hst_change_options *options, double *out, const double *x, int64_t n,
                               void *work, size_t bytes) {
    hst_change_options o;
    hst__search s;
    hst__change_call call = {NULL, NULL, 0, 0, NULL, 0};
    hst_status status;
    call.x = x;
    call.n = n;
    call.work = work;
    call.bytes = bytes;
    status = hst__change_open(&s, &o, options, out != NULL && (n <= 0 || x != NULL), 1, &call);
    if ((status == HST_OK || status == HST_EDOMAIN) && o.model == HST_CHANGE_POISSON) {
        return HST_EOPTION; /* which comes before a value */
    }
    if (status == HST_OK && s.c.count == 0) {
        return HST_EEMPTY;
    }
    if (status == HST_OK) {
        *out = s.c.variance;
    }
    return status;
}

/* single blocks -------------------------------------------------------------------------------- */

static hst_status check_blocks(const int64_t *time, const double *hashes, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        if (!(hashes[i] >= 1e-80 && hashes[i] <= 1e80)) {
            return HST_EDOMAIN;
        }
    }
    for (i = 1; i < n; ++i) {
        if (time[i] < time[i - 1]) {
            return HST_EORDER;
        }
    }
    return n > 0 && (uint64_t)time[n - 1] - (uint64_t)time[0] > INT64_MAX ? HST_EOVERFLOW : HST_OK;
}

hst_status hst_change_exposures(double *out, const int64_t *time, const double *hashes, int64_t n,
                                double resolution) {
    hst_status status;
    int64_t i;
    if (n > 0 && (out == NULL || time == NULL || hashes == NULL)) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    if (!(resolution > 0 && resolution <= 1e15)) {
        return HST_EDOMAIN;
    }
    status = check_blocks(time, hashes, n);
    if (status != HST_OK) {
        return status;
    }
    for (i = n - 1; i > 0; --i) {
        int64_t apart = time[i] - time[i - 1];
        out[i] = (apart > 0 ? (double)apart : resolution / 3) / hashes[i];
    }
    if (n > 0) {
        out[0] = NAN;
    }
    return HST_OK;
}
