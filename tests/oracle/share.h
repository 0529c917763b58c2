/* Shares from the definition: every block is a number of its own, every chance a sum over all outcomes, the
 * smoothest row the solution of all its equations at once. Slow on purpose. */
#ifndef HASHSTAT_TESTS_ORACLE_SHARE_H
#define HASHSTAT_TESTS_ORACLE_SHARE_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "oracle/rate.h"

/* The chance at which P(X < k) + part P(X = k) has come down to p. */
static inline double oracle_share_end(int64_t k, int64_t n, long double p, long double part) {
    long double low = 0, high = 1;
    int i;
    for (i = 0; i < 70; ++i) {
        long double middle = (low + high) / 2;
        if (oracle_binomial_below(k, n, middle, part) > p) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return (double)high;
}

/* P(all |X[i] - count[i]| <= c) of n <= 400 trials, by the distribution of the sum of the first cells. */
static inline double oracle_boxed(const int64_t *count, int64_t cells, int64_t n, int64_t c) {
    long double ways[401] = {1}, next[401];
    int64_t i, sum, x;
    for (i = 0; i < cells; ++i) {
        for (sum = 0; sum <= n; ++sum) {
            next[sum] = 0;
            for (x = 0; x <= sum; ++x) {
                if (x >= count[i] - c && x <= count[i] + c) {
                    next[sum] += ways[sum - x] * oracle_poisson(x, (long double)count[i]);
                }
            }
        }
        for (sum = 0; sum <= n; ++sum) {
            ways[sum] = next[sum];
        }
    }
    return (double)(ways[n] / oracle_poisson(n, (long double)n));
}

/* Mean and variance of what single blocks hold, each block by itself. */
static inline void oracle_blocks(double *mean, double *variance, const int64_t *blocks, const double *part,
                                 int64_t pools) {
    long double sum = 0, squares = 0;
    int64_t n = 0, i, b;
    for (i = 0; i < pools; ++i) {
        for (b = 0; b < blocks[i]; ++b, ++n) {
            sum += part[i];
        }
    }
    sum /= (long double)n;
    for (i = 0; i < pools; ++i) {
        for (b = 0; b < blocks[i]; ++b) {
            squares += (part[i] - sum) * (part[i] - sum);
        }
    }
    *mean = (double)sum;
    *variance = (double)(squares / (long double)n);
}

enum { ORACLE_CELLS = 120 };

/* Gauss with the largest pivot; a has n rows of n + 1. */
static inline void oracle_solve(long double a[][ORACLE_CELLS + 1], long double *out, int n) {
    int i, j, k;
    for (k = 0; k < n; ++k) {
        int best = k;
        for (i = k + 1; i < n; ++i) {
            best = fabsl(a[i][k]) > fabsl(a[best][k]) ? i : best;
        }
        for (j = 0; j <= n; ++j) {
            long double keep = a[k][j];
            a[k][j] = a[best][j];
            a[best][j] = keep;
        }
        for (i = k + 1; i < n; ++i) {
            long double factor = a[i][k] / a[k][k];
            for (j = k; j <= n; ++j) {
                a[i][j] -= factor * a[k][j];
            }
        }
    }
    for (k = n - 1; k >= 0; --k) {
        out[k] = a[k][n];
        for (j = k + 1; j < n; ++j) {
            out[k] -= a[k][j] * out[j];
        }
        out[k] /= a[k][k];
    }
}

/* Least sum of squared steps under the means, with a multiplier for each stretch: all cells and stretches
 * together fewer than ORACLE_CELLS. */
static inline void oracle_smooth(double *out, const double *x, const int64_t *cells, int stretches) {
    static long double a[ORACLE_CELLS][ORACLE_CELLS + 1];
    long double y[ORACLE_CELLS];
    int total = 0, n, i, j, at = 0;
    for (j = 0; j < stretches; ++j) {
        total += (int)cells[j];
    }
    n = total + stretches;
    for (i = 0; i < n; ++i) {
        for (j = 0; j <= n; ++j) {
            a[i][j] = 0;
        }
    }
    for (i = 0; i + 1 < total; ++i) {
        a[i][i] += 1;
        a[i + 1][i + 1] += 1;
        a[i][i + 1] -= 1;
        a[i + 1][i] -= 1;
    }
    for (j = 0; j < stretches; ++j) {
        for (i = 0; i < (int)cells[j]; ++i, ++at) {
            a[at][total + j] = 1;
            a[total + j][at] = 1;
        }
        a[total + j][n] = (long double)x[j] * (long double)cells[j];
    }
    oracle_solve(a, y, n);
    for (i = 0; i < total; ++i) {
        out[i] = (double)y[i];
    }
}

#endif
