/* Published shares are rounded, and sums of them too: 1e-9 tells a sum of doubles from a table of percent. */
#include "mix.h"

#include "scalar.h"

#define ROUNDED 1e-9

static int is_nan(double x) {
    return (hst__bits_at(&x) << 1) > (UINT64_C(0x7ff) << 53);
}

int hst__mix_is_known(const double *part, int32_t n) {
    int32_t j;
    for (j = 0; j < n; ++j) {
        if (is_nan(part[j])) {
            return 0;
        }
    }
    return 1;
}

static int is_inside(const double *part, int32_t n) {
    int32_t j;
    for (j = 0; j < n; ++j) {
        if (!is_nan(part[j]) && !(part[j] >= 0 && part[j] <= 1)) {
            return 0;
        }
    }
    return 1;
}

static int sums_to_one(const double *part, int32_t n) {
    double sum = 0;
    int32_t j;
    for (j = 0; j < n; ++j) {
        sum += part[j];
    }
    return hst__magnitude(sum - 1) <= ROUNDED;
}

int hst__mix_is_whole(const double *part, int32_t n) {
    return hst__mix_is_known(part, n) && is_inside(part, n) && sums_to_one(part, n);
}

int hst__mix_is_legal(const double *mix, int32_t rows, int32_t n) {
    int32_t i;
    for (i = 0; i < rows; ++i) {
        const double *row = mix + (size_t)i * (size_t)n;
        if (!is_inside(row, n) || (hst__mix_is_known(row, n) && !sums_to_one(row, n))) {
            return 0;
        }
    }
    return 1;
}
