/* Sums of a block of countries and times stay in registers while the pools go by. Lanes are times: each output
 * is added up by itself, from the first pool to the last, so that no path and no block changes a bit. */
#include "weigh.h"

#include "path.h"

enum {
    COUNTRIES = 4, /* of a block; with more sums than registers gcc 12 keeps them in memory */
    TIMES = 8
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

/* Where fewer than TIMES columns are left: by way of a block that has them all. */
static HST__BODY void weigh_edge(double *out, int64_t stride, const double *weight, int64_t countries,
                                 const hst__weigh_tile *tile, int from, int count) {
    double block[COUNTRIES * TIMES] = {0};
    int width = tile->times - from;
    int c, t;
    for (c = 0; c < count; ++c) {
        for (t = 0; t < width; ++t) {
            block[c * TIMES + t] = out[c * stride + t];
        }
    }
    weigh_block(block, TIMES, weight, countries, tile, from, count);
    for (c = 0; c < count; ++c) {
        for (t = 0; t < width; ++t) {
            out[c * stride + t] = block[c * TIMES + t];
        }
    }
}

static HST__BODY void weigh_countries(double *out, int64_t stride, const double *weight, int64_t countries,
                                      const hst__weigh_tile *tile, int from, int count) {
    if (tile->times - from >= TIMES) {
        weigh_block(out, stride, weight, countries, tile, from, count);
    } else {
        weigh_edge(out, stride, weight, countries, tile, from, count);
    }
}

static HST__BODY void weigh_tile(double *out, int64_t stride, const double *weight, int64_t countries,
                                 const hst__weigh_tile *tile) {
    int64_t c;
    int t;
    for (t = 0; t < tile->times; t += TIMES) {
        for (c = 0; c + COUNTRIES <= countries; c += COUNTRIES) {
            weigh_countries(out + c * stride + t, stride, weight + c, countries, tile, t, COUNTRIES);
        }
        for (; c < countries; ++c) {
            weigh_countries(out + c * stride + t, stride, weight + c, countries, tile, t, 1);
        }
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
