/* Write g for the step into a cell. Least sum of g^2 under the means makes g change by one constant a[j]
 * from cell to cell of stretch j (its Lagrange multiplier), and g = 0 before the first cell and after the
 * last. So with G[j] the step into stretch j, n = cells[j] and a = (G[j+1] - G[j])/n, cell i of the stretch
 * is
 *
 *     y + i G[j] + i (i + 1)/2 a,   y = x[j] - (n - 1)/2 G[j] - (n^2 - 1)/6 a
 *
 * as the mean of i (i + 1)/2 over 0 .. n - 1 is (n^2 - 1)/6. The first cell of a stretch less the last of the
 * one before is G again, which gives one equation for each border:
 *
 *     e[j] G[j] + (1 + f[j] + f[j+1]) G[j+1] + e[j+1] G[j+2] = x[j+1] - x[j]
 *     e = (n^2 - 1)/(6 n),  f = (n - 1)(2 n - 1)/(6 n)
 *
 * symmetric, and f >= e: the diagonal dominates, so that elimination needs no pivots. */
#include "smooth_means.h"

static double edge(double n) {
    return (n - 1) * (n + 1) / (6 * n);
}

static double diagonal(double n) {
    return (n - 1) * (2 * n - 1) / (6 * n);
}

/* step[0 .. stretches]; pivot likewise, for the elimination. */
static void solve_steps(double *step, double *pivot, const double *x, const int64_t *cells,
                        int64_t stretches) {
    int64_t j;
    step[0] = 0;
    pivot[0] = 1;
    for (j = 1; j < stretches; ++j) {
        double before = (double)cells[j - 1], after = (double)cells[j];
        double left = j > 1 ? edge(before) / pivot[j - 1] : 0;
        pivot[j] = 1 + diagonal(before) + diagonal(after) - left * edge(before);
        step[j] = x[j] - x[j - 1] - left * step[j - 1];
    }
    step[stretches] = 0;
    for (j = stretches - 1; j >= 1; --j) {
        step[j] = (step[j] - edge((double)cells[j]) * step[j + 1]) / pivot[j];
    }
}

void hst__smooth_means(double *out, const double *x, const int64_t *cells, int64_t stretches,
                       double *scratch) {
    double *step = scratch;
    int64_t j, i;
    solve_steps(step, scratch + stretches + 1, x, cells, stretches);
    for (j = 0; j < stretches; ++j) {
        double n = (double)cells[j];
        double bend = (step[j + 1] - step[j]) / n;
        double first = x[j] - (n - 1) / 2 * step[j] - edge(n) * (step[j + 1] - step[j]);
        for (i = 0; i < cells[j]; ++i) {
            double k = (double)i;
            *out++ = first + k * step[j] + k * (k + 1) / 2 * bend;
        }
    }
}
