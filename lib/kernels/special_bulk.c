/* Both tails where the parameters are large and the point is not far from the mode: there every series and
 * continued fraction takes a number of steps that grows like the square root of the parameter. This
 * expansion takes the fewer the larger it is (Temme, "The asymptotic expansion of the incomplete gamma
 * functions", 1979; DiDonato and Morris, 1992, give the idea for beta; what follows covers both by one
 * recurrence).
 *
 * A tail is an integral over t of a mass with exponents j, k, written around its mode p = j/(j + k), j <=
 * k:
 *     t = p (1 + w),   1 - t = q - p w,   deviance j D(w),   D = -log(1 + w) - (q/p) log(1 - (p/q) w).
 * Gamma is the limit p -> 0, q -> 1, D = w - log(1 + w). Let y carry the sign of w and 2 pi y^2 = D, that
 * is D = (4 pi) y^2 / 2. Then the tail is the mass at the mode, times j (gamma) or (j + k + 1) p (beta),
 * times
 *     integral of e^(-M y^2/2) w'(y) dy,   M = 4 pi j,
 * and differentiating D gives the series of w in powers of y: with s = w^2,
 *     s'/2 = w w' = 4 pi y (1 + w) (q - p w) = 4 pi y (q + (q - p) w - p s),
 * so s_2 = 4 pi q, s_k = (8 pi/k) ((q - p) w_(k-2) - p s_(k-2)), and w is the square root of s, term by
 * term. D returns to 0 on another sheet where it passes 2 pi i, so the radius of convergence is |y| = 1 for
 * every p: that is why y is scaled so. The integrals follow from one partial integration each, all terms
 * positive:
 *     G_0 = mills(z)/sqrt(M),  G_1 = 1/M,  G_n = (y^(n-1) + (n - 1) G_(n-2))/M,
 * z = sqrt(2 j D), each over e^(-M y^2/2) at the end, which turns the mass at the mode into that at the
 * point. They fall at least like (y^2 + n/M)^(n/2). */
#include "special_parts.h"

/* (n + 1) w_(n+1) of the gamma law, from the recurrence above in 40 digits. */
static const double gamma_terms[HST__BULK_TERMS] = {
    3.544907701811032, 8.377580409572783, 3.712218664554472, -2.339461783961922, 0.6479043825046246,
    0.6999653289379854, -1.2574567960640766, 0.9773359711818391, -0.19319014437169876, -0.5809966420944439,
    0.9216377022445944, -0.6956587440290475, 0.09363704245648674, 0.5078003645820867, -0.768687684546662,
    0.5688408880693223, -0.05624263993088034, -0.4556326586020938, 0.6748476197803625, -0.49370251808019733,
    0.03830624887887523, 0.41606921037498223, -0.6090794309809928, 0.4424810019971014,
    -0.028249539253121132, -0.3848979943025081, 0.5594902317107503, -0.4045895649369751,
    0.021966291948680577, 0.3596240809489287, -0.5203249421903634, 0.37505108675925236,
    -0.01772749796998449, -0.3386511085588556, 0.4883688574436557, -0.35117175070596945,
    0.014704191301376247, 0.3209109011155, -0.4616507981576431, 0.331342945296814, -0.01245604239651779,
    -0.3056641177917846, 0.43888140819684945, -0.31453372122790335, 0.010729486615114456,
    0.29238389085472777, -0.4191760024293333, 0.3000475529306857,
};

void hst__bulk_terms(double *c, int n, double p, double q) {
    const double scale = 4 * HST__TWO_PI;
    double w[HST__BULK_TERMS + 1] = {0};
    double s[HST__BULK_TERMS + 2] = {0};
    s[2] = 0.5 * scale * q;
    w[1] = hst__sqrt(s[2]);
    c[0] = w[1];
    double half = 0.5 / w[1];
    for (int k = 2; k <= n; k++) {
        s[k + 1] = scale / (k + 1) * ((q - p) * w[k - 1] - p * s[k - 1]);
        /* w_2 w_(k-1) + ... + w_(k-1) w_2, each pair once */
        double pairs = 0;
        int i = 2;
        int j = k - 1;
        for (; i < j; i++, j--) {
            pairs += w[i] * w[j];
        }
        pairs += pairs;
        if (i == j) {
            pairs += w[i] * w[i];
        }
        w[k] = (s[k + 1] - pairs) * half;
        c[k - 1] = k * w[k];
    }
}

/* G_0 .. G_(n-1), n even. The longest, 42, are needed for j = 19 at the largest deviance. */
static int moments(double *g, double j, double deviance) {
    double inverse = 1 / (2 * HST__TWO_PI * j);
    double root = hst__sqrt(inverse);
    double z = hst__sqrt(2 * deviance);
    double y = z * root;
    double power = y;
    int n = 2;
    g[0] = hst__mills(z) * root;
    g[1] = inverse;
    while (g[n - 1] > 1e-17 * g[0]) {
        g[n] = (power + (n - 1) * g[n - 2]) * inverse;
        power *= y;
        g[n + 1] = (power + n * g[n - 1]) * inverse;
        power *= y;
        n += 2;
    }
    return n;
}

/* Below the mode y is negative: the odd powers of w' change sign. */
static double weigh(const double *c, const double *g, int n, int upper) {
    double even = 0;
    double odd = 0;
    for (int k = 0; k < n; k += 2) {
        even += c[k] * g[k];
        odd += c[k + 1] * g[k + 1];
    }
    return upper ? even + odd : even - odd;
}

double hst__bulk_gamma(double j, double deviance, int upper) {
    double g[HST__BULK_TERMS];
    int n = moments(g, j, deviance);
    return j * weigh(gamma_terms, g, n, upper);
}

double hst__bulk_beta(double j, double k, double deviance, int upper) {
    double g[HST__BULK_TERMS];
    double c[HST__BULK_TERMS];
    double total = j + k;
    int swap = j > k;
    double least = swap ? k : j;
    int n = moments(g, least, deviance);
    hst__bulk_terms(c, n, least / total, (swap ? j : k) / total);
    return least / total * weigh(c, g, n, upper ^ swap);
}
