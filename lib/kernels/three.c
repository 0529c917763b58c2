/* m = L L', row by row; then L y = right downwards and L' x = y upwards. */
#include "three.h"

#include "scalar.h"

#include <math.h> /* sqrt only */

#define OWN 1e-13

/* The lower triangle. A comparison that a NaN fails, so that one is refused too. */
static int root_of(const hst__three *m, hst__three *root) {
    int i, j, k;
    for (i = 0; i < 3; ++i) {
        for (j = 0; j <= i; ++j) {
            double rest = m->at[i][j];
            for (k = 0; k < j; ++k) {
                rest -= root->at[i][k] * root->at[j][k];
            }
            if (i == j && !(rest > OWN * hst__magnitude(m->at[i][i]))) {
                return 0;
            }
            root->at[i][j] = i == j ? sqrt(rest) : rest / root->at[j][j];
        }
    }
    return 1;
}

static void solve_by(const hst__three *root, const double right[3], double x[3]) {
    int i, k;
    for (i = 0; i < 3; ++i) {
        x[i] = right[i];
        for (k = 0; k < i; ++k) {
            x[i] -= root->at[i][k] * x[k];
        }
        x[i] /= root->at[i][i];
    }
    for (i = 2; i >= 0; --i) {
        for (k = i + 1; k < 3; ++k) {
            x[i] -= root->at[k][i] * x[k];
        }
        x[i] /= root->at[i][i];
    }
}

int hst__three_solve(const hst__three *m, const double right[3], double x[3]) {
    hst__three root;
    if (!root_of(m, &root)) {
        return 0;
    }
    solve_by(&root, right, x);
    return 1;
}

int hst__three_inverse(const hst__three *m, hst__three *inverse) {
    hst__three root;
    int i;
    if (!root_of(m, &root)) {
        return 0;
    }
    for (i = 0; i < 3; ++i) {
        double unit[3] = {0, 0, 0};
        unit[i] = 1;
        solve_by(&root, unit, inverse->at[i]);
    }
    return 1;
}
