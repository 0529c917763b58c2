/* Monthly shares on a finer grid: as steps, or as smooth rows that keep each month's mean. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/share.h"
#include "kernels/smooth_means.h"

#define CELLS_MAX 1000000000

/* Doubles that memory can hold. */
#define DOUBLES_MAX ((int64_t)(SIZE_MAX / 16))

/* A smooth row this little outside 0..1 is so by rounding. */
#define SLACK 1e-14

typedef struct refinement {
    double *out;
    const double *x;
    const int64_t *cells;
    int64_t countries, months;
    int64_t width; /* of a row of out */
} refinement;

static int is_share(double x) {
    return hst__is_nan(x) || (x >= 0 && x <= 1);
}

static hst_status check_sizes(const refinement *r) {
    if ((r->months != 0 && r->cells == NULL) ||
        (r->countries != 0 && r->months != 0 && (r->out == NULL || r->x == NULL))) {
        return HST_ENULL;
    }
    if (r->countries < 0 || r->months < 0 || r->months > DOUBLES_MAX / hst__most(r->countries, 1)) {
        return HST_ESIZE;
    }
    return HST_OK;
}

static hst_status check_values(refinement *r) {
    int64_t limit = DOUBLES_MAX / hst__most(r->countries, 1);
    int64_t i;
    r->width = 0;
    for (i = 0; i < r->months; ++i) {
        if (r->cells[i] < 1 || r->cells[i] > CELLS_MAX || r->cells[i] > limit - r->width) {
            return HST_EDOMAIN;
        }
        r->width += r->cells[i];
    }
    for (i = 0; i < r->countries * r->months; ++i) {
        if (!is_share(r->x[i])) {
            return HST_EDOMAIN;
        }
    }
    return HST_OK;
}

static double *write_cells(double *out, double x, int64_t cells) {
    int64_t i;
    for (i = 0; i < cells; ++i) {
        out[i] = x;
    }
    return out + cells;
}

hst_status hst_share_refine_step(double *out, const double *x, const int64_t *cells, int32_t countries,
                                 int64_t months) {
    refinement r = {out, x, cells, countries, months, 0};
    hst_status status = check_sizes(&r);
    int64_t c, j;
    status = status == HST_OK ? check_values(&r) : status;
    for (c = 0; status == HST_OK && c < countries; ++c) {
        for (j = 0; j < months; ++j) {
            double value = x[c * months + j];
            out = write_cells(out, hst__is_nan(value) ? NAN : value + 0.0, cells[j]); /* -0 becomes +0 */
        }
    }
    return status;
}

size_t hst_share_refine_work_size(int64_t months) {
    if (months < 0) {
        return 0;
    }
    return months < DOUBLES_MAX / 3 ? (size_t)(months + 1) * 24 : SIZE_MAX;
}

/* smooth rows ---------------------------------------------------------------------------------- */

/* Months that are observed from one on. */
static int64_t run_of(const double *x, int64_t months) {
    int64_t n = 0;
    while (n < months && !hst__is_nan(x[n])) {
        ++n;
    }
    return n;
}

static void smooth_row(double *out, const double *x, const refinement *r, double *scratch) {
    int64_t j = 0;
    while (j < r->months) {
        int64_t run = run_of(x + j, r->months - j), until = j + run;
        if (run > 0) {
            hst__smooth_means(out, x + j, r->cells + j, run, scratch);
            for (; j < until; ++j) {
                out += r->cells[j];
            }
        } else {
            out = write_cells(out, NAN, r->cells[j]);
            ++j;
        }
    }
}

/* How much of the way from the step x to y stays within 0..1. */
static double way_inside(double x, double y) {
    if (y < -SLACK) {
        return x / (x - y);
    }
    return y > 1 + SLACK ? (1 - x) / (y - x) : 1;
}

static void limit_row(double *factor, const double *row, const double *x, const refinement *r) {
    int64_t j, i;
    for (j = 0; j < r->months; ++j) {
        for (i = 0; i < r->cells[j]; ++i) {
            factor[j] = hst__smaller(way_inside(x[j], *row++), factor[j]);
        }
    }
}

/* Where a month is missing, NaN stays. */
static void draw_row(double *row, const double *factor, const double *x, const refinement *r) {
    int64_t j, i;
    for (j = 0; j < r->months; ++j) {
        for (i = 0; i < r->cells[j]; ++i, ++row) {
            if (!hst__is_nan(x[j])) {
                double y = factor[j] < 1 ? x[j] + factor[j] * (*row - x[j]) : *row;
                *row = hst__smaller(hst__larger(y, 0), 1);
            }
        }
    }
}

static void refine_smoothly(const refinement *r, double *work) {
    double *factor = work + 2 * (r->months + 1);
    int64_t c;
    write_cells(factor, 1, r->months);
    for (c = 0; c < r->countries; ++c) {
        smooth_row(r->out + c * r->width, r->x + c * r->months, r, work);
        limit_row(factor, r->out + c * r->width, r->x + c * r->months, r);
    }
    for (c = 0; c < r->countries; ++c) {
        draw_row(r->out + c * r->width, factor, r->x + c * r->months, r);
    }
}

hst_status hst_share_refine_smooth(double *out, void *work, size_t bytes, const double *x,
                                   const int64_t *cells, int32_t countries, int64_t months) {
    refinement r = {out, x, cells, countries, months, 0};
    hst_status status = work == NULL ? HST_ENULL : check_sizes(&r);
    if (status == HST_OK && !hst__is_aligned(work)) {
        return HST_EALIGN;
    }
    if (status == HST_OK && bytes < hst_share_refine_work_size(months)) {
        return HST_ESPACE;
    }
    status = status == HST_OK ? check_values(&r) : status;
    if (status == HST_OK && months > 0) { /* without months out may be NULL */
        refine_smoothly(&r, work);
    }
    return status;
}
