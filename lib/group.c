/* Sums, counts and moments by group. Row 0 is that of the samples of unknown group, row id + 1 that of a
 * group, so that no id needs a question of its own. Sums go into tables (grouped_sum.h); for all moments the
 * samples are put in order of their groups first, and each group is then an array like any other. */
#include "internal.h"

#include <math.h> /* NAN only */

#include "hashstat/group.h"
#include "kernels/grouped_sum.h"
#include "kernels/ordered.h"
#include "kernels/weigh_gaps.h"

/* What all calls over arrays are given. */
typedef struct labelled {
    const int32_t *id;
    const double *x;
    int64_t n;
    int32_t groups;
    uint32_t flags;
} labelled;

static int64_t rows_of(int32_t groups) {
    return (int64_t)groups + 1;
}

static int32_t least_id(uint32_t flags) {
    return flags & HST_GROUP_REFUSE_UNKNOWN ? 0 : HST_NONE;
}

static hst_status check_work(const void *work, size_t bytes, size_t needed, uint32_t flags) {
    hst_status status = hst__check_work(work, bytes, needed);
    if (status != HST_OK) {
        return status;
    }
    return flags & ~(uint32_t)HST_GROUP_REFUSE_UNKNOWN ? HST_EOPTION : HST_OK;
}

/* count --------------------------------------------------------------------------------------------- */

hst_status hst_group_count(int64_t *count, int64_t *unknown, const int32_t *id, int64_t n, int32_t groups,
                           uint32_t flags) {
    int64_t nowhere = 0;
    int64_t i;
    if ((count == NULL && groups != 0) || unknown == NULL || (id == NULL && n != 0)) {
        return HST_ENULL;
    }
    if (n < 0 || groups < 0) {
        return HST_ESIZE;
    }
    if (flags & ~(uint32_t)HST_GROUP_REFUSE_UNKNOWN) {
        return HST_EOPTION;
    }
    for (i = 0; i < groups; ++i) {
        count[i] = 0;
    }
    for (i = 0; i < n; ++i) {
        if (id[i] < least_id(flags) || id[i] >= groups) {
            return HST_EDOMAIN;
        }
        ++*(id[i] < 0 ? &nowhere : count + id[i]);
    }
    *unknown = nowhere;
    return HST_OK;
}

/* sum and mean -------------------------------------------------------------------------------------- */

size_t hst_group_work_size(int32_t groups) {
    return groups < 0 ? 0 : hst__as_size(hst__grouped_sum_bytes(rows_of(groups)));
}

static const hst_status OUTCOME[] = {HST_OK, HST_EDOMAIN, HST_EDOMAIN};

/* All up to the answers. */
static hst_status add_up(hst__grouped_sum *g, hst_group_unknown *found, const labelled *in, void *work,
                         size_t bytes) {
    int64_t unknown = 0;
    hst_status status;
    if ((in->id == NULL && in->n != 0) || (in->x == NULL && in->n != 0) || work == NULL) {
        return HST_ENULL;
    }
    if (in->n < 0 || in->groups < 0) {
        return HST_ESIZE;
    }
    status = check_work(work, bytes, hst_group_work_size(in->groups), in->flags);
    if (status != HST_OK) {
        return status;
    }
    hst__grouped_sum_begin(g, work, rows_of(in->groups), in->n);
    status = OUTCOME[hst__grouped_sum_add(g, &unknown, in->id, in->x, in->n, least_id(in->flags))];
    found->missing = unknown;
    return status;
}

typedef int64_t read_row(double *value, const hst__grouped_sum *g, int64_t row);

/* found->missing holds how many ids are unknown. */
static hst_status read_rows(double *value, int64_t *count, hst_group_unknown *found,
                            const hst__grouped_sum *g, read_row *read) {
    int64_t row;
    found->count = read(&found->value, g, 0);
    found->missing -= found->count;
    found->value = found->count > 0 ? found->value : NAN;
    if (found->count > 0 && !hst__is_finite(found->value)) {
        return HST_EOVERFLOW;
    }
    for (row = 1; row < g->rows; ++row) {
        count[row - 1] = read(&value[row - 1], g, row);
        if (!hst__is_finite(value[row - 1])) {
            return HST_EOVERFLOW;
        }
        value[row - 1] = count[row - 1] > 0 ? value[row - 1] : NAN;
    }
    return HST_OK;
}

static hst_status add_and_read(double *value, int64_t *count, hst_group_unknown *unknown, const labelled *in,
                               void *work, size_t bytes, read_row *read) {
    hst__grouped_sum g;
    hst_group_unknown found = {NAN, 0, 0};
    hst_status status;
    if ((value == NULL && in->groups != 0) || (count == NULL && in->groups != 0) || unknown == NULL) {
        return HST_ENULL;
    }
    status = add_up(&g, &found, in, work, bytes);
    if (status == HST_OK) {
        status = read_rows(value, count, &found, &g, read);
    }
    if (status == HST_OK) {
        *unknown = found;
    }
    return status;
}

hst_status hst_group_sum(double *sum, int64_t *count, hst_group_unknown *unknown, const int32_t *id,
                         const double *x, int64_t n, int32_t groups, uint32_t flags, void *work,
                         size_t bytes) {
    labelled in = {id, x, n, groups, flags};
    return add_and_read(sum, count, unknown, &in, work, bytes, hst__grouped_sum_read);
}

hst_status hst_group_mean(double *mean, int64_t *count, hst_group_unknown *unknown, const int32_t *id,
                          const double *x, int64_t n, int32_t groups, uint32_t flags, void *work,
                          size_t bytes) {
    labelled in = {id, x, n, groups, flags};
    return add_and_read(mean, count, unknown, &in, work, bytes, hst__grouped_sum_mean);
}

/* moments ------------------------------------------------------------------------------------------- */

size_t hst_group_moments_work_size(int64_t n, int32_t groups) {
    uint64_t words = n < INT64_MAX / 8 ? (uint64_t)n : INT64_MAX / 8; /* so many are too many anyway */
    return n < 0 || groups < 0 ? 0 : hst__as_size(8 * (words + (uint64_t)rows_of(groups) + 1));
}

void hst__group_none(hst_moments *out, int64_t missing) {
    out->count = 0;
    out->missing = missing;
    out->sum = out->mean = out->variance = out->population_variance = out->min = out->max = NAN;
    out->min_key = out->max_key = HST_NONE;
}

/* The samples in order of their rows. first[row] is where the next of the row goes, and so, in the end, where
 * the next row begins. HST_EDOMAIN if an id is none, or a sample infinite. */
static hst_status sort_by_row(double *sorted, int64_t *first, const labelled *in) {
    int64_t rows = rows_of(in->groups);
    int64_t row, i;
    memset(first, 0, (size_t)(rows + 1) * sizeof *first);
    for (i = 0; i < in->n; ++i) {
        if (in->id[i] < least_id(in->flags) || in->id[i] >= in->groups) {
            return HST_EDOMAIN;
        }
        if (!hst__is_finite(in->x[i]) && !hst__is_nan(in->x[i])) {
            return HST_EDOMAIN;
        }
        ++first[rows_of(in->id[i]) + 1];
    }
    for (row = 1; row <= rows; ++row) {
        first[row] += first[row - 1];
    }
    for (i = 0; i < in->n; ++i) {
        sorted[first[rows_of(in->id[i])]++] = in->x[i];
    }
    return HST_OK;
}

/* A place among the sorted samples, until its index into x is known: no index, and not HST_NONE. */
static int64_t veiled(int64_t place) {
    return -2 - place;
}

static hst_status read_sorted(hst_moments *out, const double *sorted, int64_t from, int64_t past) {
    hst_status status = hst_moments_of(out, sorted + from, past - from);
    if (status == HST_EEMPTY) {
        hst__group_none(out, past - from);
        return HST_OK;
    }
    if (status == HST_OK) {
        out->min_key = veiled(from + out->min_key);
        out->max_key = veiled(from + out->max_key);
    }
    return status;
}

/* From the last sample to the first, so that each finds its place again. */
static void unveil_keys(hst_moments *out, hst_moments *unknown, int64_t *first, const labelled *in) {
    int64_t i;
    for (i = in->n - 1; i >= 0; --i) {
        hst_moments *row = in->id[i] < 0 ? unknown : out + in->id[i];
        int64_t place = veiled(--first[rows_of(in->id[i])]);
        row->min_key = row->min_key == place ? i : row->min_key;
        row->max_key = row->max_key == place ? i : row->max_key;
    }
}

hst_status hst_group_moments(hst_moments *out, hst_moments *unknown, const int32_t *id, const double *x,
                             int64_t n, int32_t groups, uint32_t flags, void *work, size_t bytes) {
    labelled in = {id, x, n, groups, flags};
    int64_t *first = work;
    hst_moments nowhere;
    hst_status status;
    int64_t row;
    if ((out == NULL && groups != 0) || unknown == NULL || (id == NULL && n != 0) || (x == NULL && n != 0) ||
        work == NULL) {
        return HST_ENULL;
    }
    if (n < 0 || groups < 0) {
        return HST_ESIZE;
    }
    status = check_work(work, bytes, hst_group_moments_work_size(n, groups), flags);
    if (status == HST_OK) {
        double *sorted = (double *)(void *)(first + rows_of(groups) + 1);
        status = sort_by_row(sorted, first, &in);
        for (row = 0; status == HST_OK && row < rows_of(groups); ++row) {
            status = read_sorted(row == 0 ? &nowhere : out + row - 1, sorted, row == 0 ? 0 : first[row - 1],
                                 first[row]);
        }
    }
    if (status == HST_OK) {
        unveil_keys(out, &nowhere, first, &in);
        *unknown = nowhere;
    }
    return status;
}

/* pools by weights ---------------------------------------------------------------------------------- */

static hst_status check_weighing(const double *out, const double *missing, const hst__weighing *w) {
    int has_out = w->countries != 0 && w->times != 0;
    int has_weight = w->pools != 0 && w->countries != 0;
    int has_x = w->pools != 0 && w->times != 0;
    if ((has_out && (out == NULL || missing == NULL)) || (has_weight && w->weight == NULL) ||
        (has_x && w->x == NULL)) {
        return HST_ENULL;
    }
    if (w->pools < 0 || w->times < 0 || !hst__fits_table(w->times, w->pools) ||
        !hst__fits_table(w->times, w->countries)) {
        return HST_ESIZE;
    }
    return hst__are_weights(w->weight, (int64_t)w->pools * w->countries) ? HST_OK : HST_EDOMAIN;
}

hst_status hst_group_weigh(double *out, double *missing, const double *weight, const double *x, int32_t pools,
                           int32_t countries, int64_t times) {
    hst__weighing w = {weight, x, pools, countries, times};
    hst_status status = check_weighing(out, missing, &w);
    int outcome = status == HST_OK ? hst__weigh(out, missing, &w) : 0;
    if (outcome & HST__WEIGHED_INFINITE_SAMPLE) {
        return HST_EDOMAIN;
    }
    return outcome & HST__WEIGHED_INFINITE_SUM ? HST_EOVERFLOW : status;
}
