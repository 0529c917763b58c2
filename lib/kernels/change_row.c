#include "change_row.h"

#include "lane_math.h"

enum { LANES = 8 };

/* ---- bodies ---- */

static HST__BODY void geometric(double *value, const double *factor, const double *place, int64_t from,
                                int64_t to, double here, double hazard) {
    int64_t i;
    for (i = from; i < to; ++i) {
        value[i] += factor[i] - hazard * (place[i - 1] - here);
    }
}

static HST__BODY void log_uniform(double *value, const double *place, int64_t from, int64_t to, double here,
                                  double shortest, double longest, double whole) {
    int64_t i;
    for (i = from; i < to; ++i) {
        double most = place[i] - here, least = place[i - 1] - here + 1;
        double high = (most < longest ? most : longest) + 1, low = least > shortest ? least : shortest;
        value[i] += hst__lane_log(hst__lane_log(high / low)) - whole;
    }
}

/* A row is some thousand terms: they pass twice, as what one loop does to two arrays keeps the lanes of the
 * sum out of registers. */
static HST__BODY double pour(double *column, double *value, int64_t from, int64_t to, double reference) {
    double lane[LANES] = {0}, sum = 0;
    int64_t i, j;
    for (i = from; i < to; ++i) {
        value[i] = hst__lane_exp(value[i] - reference);
        column[i] += value[i];
    }
    for (i = from; i + LANES <= to; i += LANES) {
        for (j = 0; j < LANES; ++j) {
            lane[j] += value[i + j];
        }
    }
    for (; i < to; ++i) {
        sum += value[i];
    }
    for (j = 0; j < LANES; ++j) {
        sum += lane[j];
    }
    return sum;
}

/* ---- a clone for each path ---- */

static void geometric_portable(double *value, const double *factor, const double *place, int64_t from,
                               int64_t to, double here, double hazard) {
    geometric(value, factor, place, from, to, here, hazard);
}

static void log_uniform_portable(double *value, const double *place, int64_t from, int64_t to, double here,
                                 double shortest, double longest, double whole) {
    log_uniform(value, place, from, to, here, shortest, longest, whole);
}

static double pour_portable(double *column, double *value, int64_t from, int64_t to, double reference) {
    return pour(column, value, from, to, reference);
}

#if HST__X86_PATHS
static HST__AVX2 void geometric_avx2(double *value, const double *factor, const double *place, int64_t from,
                                     int64_t to, double here, double hazard) {
    geometric(value, factor, place, from, to, here, hazard);
}

static HST__AVX512 void geometric_avx512(double *value, const double *factor, const double *place,
                                         int64_t from, int64_t to, double here, double hazard) {
    geometric(value, factor, place, from, to, here, hazard);
}

static HST__AVX2 void log_uniform_avx2(double *value, const double *place, int64_t from, int64_t to,
                                       double here, double shortest, double longest, double whole) {
    log_uniform(value, place, from, to, here, shortest, longest, whole);
}

static HST__AVX512 void log_uniform_avx512(double *value, const double *place, int64_t from, int64_t to,
                                           double here, double shortest, double longest, double whole) {
    log_uniform(value, place, from, to, here, shortest, longest, whole);
}

static HST__AVX2 double pour_avx2(double *column, double *value, int64_t from, int64_t to, double reference) {
    return pour(column, value, from, to, reference);
}

static HST__AVX512 double pour_avx512(double *column, double *value, int64_t from, int64_t to,
                                      double reference) {
    return pour(column, value, from, to, reference);
}
#endif

/* ---- the choice ---- */

void hst__row_geometric_on(int path, double *value, const double *factor, const double *place, int64_t from,
                           int64_t to, double here, double hazard) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        geometric_avx512(value, factor, place, from, to, here, hazard);
        return;
    }
    if (path == HST__PATH_AVX2) {
        geometric_avx2(value, factor, place, from, to, here, hazard);
        return;
    }
#endif
    (void)path;
    geometric_portable(value, factor, place, from, to, here, hazard);
}

void hst__row_log_uniform_on(int path, double *value, const double *place, int64_t from, int64_t to,
                             double here, double shortest, double longest, double whole) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        log_uniform_avx512(value, place, from, to, here, shortest, longest, whole);
        return;
    }
    if (path == HST__PATH_AVX2) {
        log_uniform_avx2(value, place, from, to, here, shortest, longest, whole);
        return;
    }
#endif
    (void)path;
    log_uniform_portable(value, place, from, to, here, shortest, longest, whole);
}

double hst__row_pour_on(int path, double *column, double *value, int64_t from, int64_t to, double reference) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return pour_avx512(column, value, from, to, reference);
    }
    if (path == HST__PATH_AVX2) {
        return pour_avx2(column, value, from, to, reference);
    }
#endif
    (void)path;
    return pour_portable(column, value, from, to, reference);
}
