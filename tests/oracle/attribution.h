/* Outages from the definition: every choice of which are at 0, at 1 and between, each solved by elimination
 * in long double, and the best of those that lie in 0..1. Profile ends by halving. Slow on purpose. */
#ifndef HASHSTAT_TESTS_ORACLE_ATTRIBUTION_H
#define HASHSTAT_TESTS_ORACLE_ATTRIBUTION_H

#include <math.h>
#include <stdint.h>

enum { ORACLE_COUNTRIES = 5 };

typedef struct oracle_falls {
    const double *mix, *fall, *weight; /* rows with a NaN or without weight are passed over */
    int32_t pools, countries;
} oracle_falls;

static inline int oracle_is_used(const oracle_falls *f, int32_t p) {
    int32_t c;
    int used = f->weight[p] > 0 && !isnan(f->fall[p]);
    for (c = 0; c < f->countries; ++c) {
        used = used && !isnan(f->mix[p * f->countries + c]);
    }
    return used;
}

static inline long double oracle_chi2(const oracle_falls *f, const long double *d) {
    long double sum = 0;
    int32_t p, c;
    for (p = 0; p < f->pools; ++p) {
        if (oracle_is_used(f, p)) {
            long double left = f->fall[p];
            for (c = 0; c < f->countries; ++c) {
                left -= f->mix[p * f->countries + c] * d[c];
            }
            sum += f->weight[p] * left * left;
        }
    }
    return sum;
}

typedef struct oracle_equations {
    long double a[ORACLE_COUNTRIES][ORACLE_COUNTRIES + 1];
    int free[ORACLE_COUNTRIES];
    int n;
} oracle_equations;

/* Normal equations of those whose d is NaN, the others where they are. */
static inline oracle_equations oracle_normal(const oracle_falls *f, const long double *d) {
    oracle_equations e = {{{0}}, {0}, 0};
    int32_t p, c;
    int i, j;
    for (c = 0; c < f->countries; ++c) {
        if (isnan(d[c])) {
            e.free[e.n++] = c;
        }
    }
    for (p = 0; p < f->pools; ++p) {
        const double *m = f->mix + p * f->countries;
        long double left = f->fall[p];
        if (!oracle_is_used(f, p)) {
            continue;
        }
        for (c = 0; c < f->countries; ++c) {
            left -= isnan(d[c]) ? 0 : m[c] * d[c];
        }
        for (i = 0; i < e.n; ++i) {
            for (j = 0; j < e.n; ++j) {
                e.a[i][j] += (long double)f->weight[p] * m[e.free[i]] * m[e.free[j]];
            }
            e.a[i][e.n] += f->weight[p] * m[e.free[i]] * left;
        }
    }
    return e;
}

/* 0 if they are singular, else the answer in column n. */
static inline int oracle_eliminate(oracle_equations *e) {
    int i, j, k;
    for (k = 0; k < e->n; ++k) {
        int best = k;
        for (i = k; i < e->n; ++i) {
            best = fabsl(e->a[i][k]) > fabsl(e->a[best][k]) ? i : best;
        }
        if (fabsl(e->a[best][k]) < 1e-15L) {
            return 0;
        }
        for (j = 0; j <= e->n; ++j) {
            long double swap = e->a[k][j];
            e->a[k][j] = e->a[best][j];
            e->a[best][j] = swap;
        }
        for (i = 0; i < e->n; ++i) {
            long double times = i == k ? 0 : e->a[i][k] / e->a[k][k];
            for (j = e->n; i != k && j >= k; --j) {
                e->a[i][j] -= times * e->a[k][j];
            }
        }
    }
    for (k = 0; k < e->n; ++k) {
        e->a[k][e->n] /= e->a[k][k];
    }
    return 1;
}

/* The least chi2, with unknown `pinned` held at a value, -1: none. */
static inline long double oracle_solve(double *best, const oracle_falls *f, int32_t pinned, double value) {
    long double least = INFINITY;
    int choices = 1, choice, i;
    int32_t c;
    for (c = 0; c < f->countries; ++c) {
        choices *= 3;
    }
    for (choice = 0; choice < choices; ++choice) {
        long double d[ORACLE_COUNTRIES], chi2;
        oracle_equations e;
        int rest = choice, inside = 1;
        for (c = 0; c < f->countries; ++c, rest /= 3) {
            d[c] = c == pinned ? value : rest % 3 == 0 ? 0 : rest % 3 == 1 ? 1 : (long double)NAN;
        }
        e = oracle_normal(f, d);
        if (!oracle_eliminate(&e)) {
            continue;
        }
        for (i = 0; i < e.n; ++i) {
            d[e.free[i]] = e.a[i][e.n];
            inside = inside && d[e.free[i]] >= -1e-15L && d[e.free[i]] <= 1 + 1e-15L;
        }
        chi2 = oracle_chi2(f, d);
        if (inside && chi2 < least) {
            least = chi2;
            for (c = 0; c < f->countries; ++c) {
                best[c] = (double)d[c];
            }
        }
    }
    return least;
}

/* Where the least chi2 for d_c = v first exceeds `most` on the way from `from` to the edge 0 or 1. */
static inline double oracle_end(const oracle_falls *f, int32_t c, double from, double edge,
                                long double most) {
    double other[ORACLE_COUNTRIES], inside = from, outside = edge;
    int step;
    if (oracle_solve(other, f, c, edge) <= most) {
        return edge;
    }
    for (step = 0; step < 50; ++step) {
        double middle = (inside + outside) / 2;
        *(oracle_solve(other, f, c, middle) > most ? &outside : &inside) = middle;
    }
    return inside;
}

#endif
