/* Sums of a block stay in registers while the pools go by. Lanes are times or, for columns that are left
 * over, countries: each output is added up by itself, from the first pool to the last, so that no path and no
 * block changes a bit. */
#include "weigh.h"

#include "path.h"

enum {
    COUNTRIES = 4, /* of a block; with more sums than registers gcc 12 keeps them in memory */
    TIMES = 8,
    COLUMN = 32, /* countries of a column */
    SHORT = 8
};

static HST__BODY void weigh_block(double *out, int64_t stride, const double *weight, int64_t countries,
                                  const hst__weigh_tile *tile, int from, int count) {
    double sum[COUNTRIES][TIMES];
    int32_t p;
    int c, t;
    for (c = 0; c < count; ++c) {
        for (t = 0; t < TIMES; ++t) {
            sum[c][t] = out[c * stride + t];
        }
    }
    for (p = 0; p < tile->pools; ++p) {
        const double *x = tile->x[p] + from;
        const double *w = weight + p * countries;
        for (c = 0; c < count; ++c) {
            for (t = 0; t < TIMES; ++t) {
                sum[c][t] += w[c] * x[t];
            }
        }
    }
    for (c = 0; c < count; ++c) {
        for (t = 0; t < TIMES; ++t) {
            out[c * stride + t] = sum[c][t];
        }
    }
}

/* All times of a block of countries from the given ones on, as long as there are TIMES of them. */
static HST__BODY void weigh_row(double *out, int64_t stride, const double *weight, int64_t countries,
                                const hst__weigh_tile *tile, int count) {
    int t;
    for (t = 0; t + TIMES <= tile->times; t += TIMES) {
        weigh_block(out + t, stride, weight, countries, tile, t, count);
    }
}

static HST__BODY void weigh_column(double *out, int64_t stride, const double *weight, int64_t countries,
                                   const hst__weigh_tile *tile, int t, int count) {
    double sum[COLUMN];
    int p, c;
    for (c = 0; c < count; ++c) {
        sum[c] = out[c * stride];
    }
    for (p = 0; p < tile->pools; ++p) {
        const double *w = weight + p * countries;
        double x = tile->x[p][t];
        for (c = 0; c < count; ++c) {
            sum[c] += w[c] * x;
        }
    }
    for (c = 0; c < count; ++c) {
        out[c * stride] = sum[c];
    }
}

static HST__BODY void weigh_columns(double *out, int64_t stride, const double *weight, int64_t countries,
                                    const hst__weigh_tile *tile, int t) {
    int64_t c = 0;
    for (; c + COLUMN <= countries; c += COLUMN) {
        weigh_column(out + c * stride, stride, weight + c, countries, tile, t, COLUMN);
    }
    for (; c + SHORT <= countries; c += SHORT) {
        weigh_column(out + c * stride, stride, weight + c, countries, tile, t, SHORT);
    }
    for (; c < countries; ++c) {
        weigh_column(out + c * stride, stride, weight + c, countries, tile, t, 1);
    }
}

static HST__BODY void weigh_tile(double *out, int64_t stride, const double *weight, int64_t countries,
                                 const hst__weigh_tile *tile) {
    int64_t c = 0;
    int t;
    for (; c + COUNTRIES <= countries; c += COUNTRIES) {
        weigh_row(out + c * stride, stride, weight + c, countries, tile, COUNTRIES);
    }
    for (; c < countries; ++c) {
        weigh_row(out + c * stride, stride, weight + c, countries, tile, 1);
    }
    for (t = tile->times / TIMES * TIMES; t < tile->times; ++t) {
        weigh_columns(out + t, stride, weight, countries, tile, t);
    }
}

static void weigh_portable(double *out, int64_t stride, const double *weight, int64_t countries,
                           const hst__weigh_tile *tile) {
    weigh_tile(out, stride, weight, countries, tile);
}

#if HST__X86_PATHS
static HST__AVX2 void weigh_avx2(double *out, int64_t stride, const double *weight, int64_t countries,
                                 const hst__weigh_tile *tile) {
    weigh_tile(out, stride, weight, countries, tile);
}

static HST__AVX512 void weigh_avx512(double *out, int64_t stride, const double *weight, int64_t countries,
                                     const hst__weigh_tile *tile) {
    weigh_tile(out, stride, weight, countries, tile);
}
#endif

void hst__weigh_add_on(int path, double *out, int64_t stride, const double *weight, int64_t countries,
                       const hst__weigh_tile *tile) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        weigh_avx512(out, stride, weight, countries, tile);
        return;
    }
    if (path == HST__PATH_AVX2) {
        weigh_avx2(out, stride, weight, countries, tile);
        return;
    }
#endif
    (void)path;
    weigh_portable(out, stride, weight, countries, tile);
}

void hst__weigh_add(double *out, int64_t stride, const double *weight, int64_t countries,
                    const hst__weigh_tile *tile) {
    hst__weigh_add_on(hst__path(), out, stride, weight, countries, tile);
}
