/* Hestenes, "Inversion of matrices by biorthogonalization and related results", Journal of SIAM 6, 1958.
 * Each rotation makes two columns orthogonal and lengthens the longer one; a few sweeps do, the last ones of
 * which converge quadratically (Demmel and Veselic, "Jacobi's method is more accurate than QR", SIAM Journal
 * on Matrix Analysis 13, 1992). */
#include "jacobi.h"

#include <math.h> /* sqrt only */
#include <string.h>

#include "scalar.h"

#define ORTHOGONAL 1e-28 /* square of a cosine */
#define NOTHING 1e-28    /* square of a length, of all together */

static double dot(const double *a, const double *b, int32_t n) {
    double sum = 0;
    int32_t i;
    for (i = 0; i < n; ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

static void rotate(double *a, double *b, int32_t n, double c, double s) {
    int32_t i;
    for (i = 0; i < n; ++i) {
        double u = a[i];
        double v = b[i];
        a[i] = c * u - s * v;
        b[i] = s * u + c * v;
    }
}

/* Returns whether it had to turn the pair. A column that is nothing is left alone: what rounding made of it
 * may point anywhere. */
static int turn_pair(double *column, double *vector, int32_t n, int32_t p, int32_t q, double nothing) {
    double *a = column + (size_t)p * (size_t)n;
    double *b = column + (size_t)q * (size_t)n;
    double aa = dot(a, a, n);
    double bb = dot(b, b, n);
    double ab = dot(a, b, n);
    double tilt, t, c;
    if (hst__smaller(aa, bb) <= nothing || ab * ab <= ORTHOGONAL * aa * bb) {
        return 0;
    }
    tilt = (bb - aa) / (2 * ab);
    t = (tilt < 0 ? -1 : 1) / (hst__magnitude(tilt) + sqrt(1 + tilt * tilt));
    c = 1 / sqrt(1 + t * t);
    rotate(a, b, n, c, c * t);
    rotate(vector + (size_t)p * (size_t)n, vector + (size_t)q * (size_t)n, n, c, c * t);
    return 1;
}

void hst__jacobi(double *column, double *vector, double *value, int32_t n, int sweeps) {
    size_t words = (size_t)n * (size_t)n;
    double nothing = 0;
    int turned = 1;
    int32_t p, q;
    memset(vector, 0, words * sizeof *vector);
    for (p = 0; p < n; ++p) {
        vector[(size_t)p * (size_t)n + (size_t)p] = 1;
        nothing += NOTHING * dot(column + (size_t)p * (size_t)n, column + (size_t)p * (size_t)n, n);
    }
    for (; sweeps > 0 && turned; --sweeps) {
        for (turned = 0, p = 0; p < n; ++p) {
            for (q = p + 1; q < n; ++q) {
                turned |= turn_pair(column, vector, n, p, q, nothing);
            }
        }
    }
    for (p = 0; p < n; ++p) {
        double *a = column + (size_t)p * (size_t)n;
        value[p] = sqrt(dot(a, a, n));
    }
}
