/* Reference values of the special functions in ball arithmetic: every printed value is a ball whose error
 * is below 1e-24 of it. Points are random with a fixed seed, plus the edges named below.
 *
 *     cc -O2 make_special.c -o make_special -lflint-arb -lflint -lm && ./make_special TABLE >TABLE.csv
 *
 * for each TABLE of: log, mass, normal, gamma_tail, gamma_quantile, beta_tail, beta_quantile (Arb 2.23).
 *
 * Tails come from the one series whose terms are all positive,
 *     P(a, x) = x^a e^-x / gamma(a + 1) * (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...)
 *     I_x(a, b) = x^a (1-x)^b / (a B(a, b)) * (1 + n/(a+1) x + n(n+1)/((a+1)(a+2)) x^2 + ...),
 * for x <= 1/2 and n = a + b, with the remainder bounded by a geometric one; the other tail is 1 minus it,
 * at whatever precision that takes. Quantiles are roots of these tails by Newton's method on the logarithm
 * of the smaller one. None of this is how the library does it. Of x and y = 1 - x the smaller is the point,
 * and the other one is its rounded complement. */
#include <arb.h>
#include <arb_hypgeom.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS = 19 };

static unsigned long long state;

/* splitmix64 */
static double uniform(void) {
    unsigned long long z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static double between(double low, double high) {
    return low + (high - low) * uniform();
}

/* A double with few digits, so that the tables stay short. */
static double shorten(double x, int digits) {
    char text[40];
    (void)snprintf(text, sizeof text, "%.*g", digits, x);
    return strtod(text, NULL);
}

/* 0, or log-uniform to 1e9 and whole, plus 0, 1/2 or 1; one in twenty is any real from 1/2 to 1e4. */
static double shape(double largest) {
    static const double shift[] = {0, 0.5, 1};
    double n = uniform() < 0.08 ? 0 : floor(exp(between(0, log(largest))) + 0.5);
    double s = shift[(int)(uniform() * 3)];
    if (uniform() < 0.05) {
        return shorten(exp(between(log(0.5), log(1e4))), 8);
    }
    return n + s > 0 ? n + s : 0.5;
}

/* Levels 1e-12 .. 1 - 1e-12, half of the rest in each tail; small tails and small levels alike. */
static double probability(void) {
    double t = shorten(exp(between(log(5e-13), log(0.5))), 3);
    return uniform() < 0.5 ? t : 1 - t;
}

static void print(const arb_t x) {
    if (arb_rel_accuracy_bits(x) < 80 && !(arf_is_zero(arb_midref(x)) && mag_is_zero(arb_radref(x)))) {
        fprintf(stderr, "a value is not known well enough\n");
        exit(1);
    }
    char *text = arb_get_str(x, DIGITS, ARB_STR_NO_RADIUS);
    printf(",%s", text);
    flint_free(text);
}

/* sum of t, t r_0, t r_0 r_1, ... with r_k = (top + k) x / (bottom + k), top < 0 for gamma's (no top). */
static void series(arb_t sum, const arb_t top, const arb_t bottom, const arb_t x, slong prec) {
    arb_t term, up, down;
    arb_init(term), arb_init(up), arb_init(down);
    int beta = !arb_is_negative(top);
    arb_one(sum), arb_one(term);
    arb_set(up, top), arb_set(down, bottom);
    double above = arf_get_d(arb_midref(top), ARF_RND_NEAR);
    double below = arf_get_d(arb_midref(bottom), ARF_RND_NEAR);
    double point = arf_get_d(arb_midref(x), ARF_RND_UP);
    for (double k = 0;; k += 1) {
        arb_mul(term, term, x, prec);
        if (beta) {
            arb_mul(term, term, up, prec);
            arb_add_ui(up, up, 1, prec);
        }
        arb_div(term, term, down, prec);
        arb_add_ui(down, down, 1, prec);
        arb_add(sum, sum, term, prec);
        double ratio = (beta ? (above + k + 1) * point : point) / (below + k + 1) * (1 + 1e-12);
        if (ratio < 0.9999999 && arf_abs_bound_lt_2exp_si(arb_midref(term))
                < arf_abs_bound_lt_2exp_si(arb_midref(sum)) - prec - 40) {
            /* later ratios are smaller, or for beta at most the larger of this one and x */
            double bound = ratio > point && beta ? ratio : beta ? point : ratio;
            arb_t rest;
            arb_init(rest);
            arb_set_d(rest, 1.01 * bound / (1 - bound));
            arb_mul(rest, rest, term, prec);
            arb_add_error(sum, rest);
            arb_clear(rest);
            break;
        }
    }
    arb_clear(term), arb_clear(up), arb_clear(down);
}

/* x^a e^-x / gamma(a), the density in log x, and both tails. */
static void gamma_tails(arb_t lower, arb_t upper, arb_t density, double a, const arb_t x, slong prec) {
    arb_t shape_, t, none;
    arb_init(shape_), arb_init(t), arb_init(none);
    arb_set_d(shape_, a);
    arb_set_si(none, -1);
    arb_log(density, x, prec);
    arb_mul(density, density, shape_, prec);
    arb_sub(density, density, x, prec);
    arb_lgamma(t, shape_, prec);
    arb_sub(density, density, t, prec);
    arb_exp(density, density, prec);
    arb_add_ui(t, shape_, 1, prec);
    series(lower, none, t, x, prec);
    arb_mul(lower, lower, density, prec);
    arb_div(lower, lower, shape_, prec);
    arb_sub_ui(upper, lower, 1, prec);
    arb_neg(upper, upper);
    arb_clear(shape_), arb_clear(t), arb_clear(none);
}

/* The same for beta, density in log(x/(1-x)), x <= 1/2 or little more. */
static void beta_tails(arb_t lower, arb_t upper, arb_t density, double a, double b, const arb_t x,
                       slong prec) {
    arb_t one, two, t, sum;
    arb_init(one), arb_init(two), arb_init(t), arb_init(sum);
    arb_set_d(one, a), arb_set_d(two, b);
    arb_add(sum, one, two, prec);
    arb_log(density, x, prec);
    arb_mul(density, density, one, prec);
    arb_neg(t, x);
    arb_log1p(t, t, prec);
    arb_addmul(density, t, two, prec);
    arb_lgamma(t, one, prec);
    arb_sub(density, density, t, prec);
    arb_lgamma(t, two, prec);
    arb_sub(density, density, t, prec);
    arb_lgamma(t, sum, prec);
    arb_add(density, density, t, prec);
    arb_exp(density, density, prec);
    arb_add_ui(t, one, 1, prec);
    series(lower, sum, t, x, prec);
    arb_mul(lower, lower, density, prec);
    arb_div(lower, lower, one, prec);
    arb_sub_ui(upper, lower, 1, prec);
    arb_neg(upper, upper);
    arb_clear(one), arb_clear(two), arb_clear(t), arb_clear(sum);
}

/* b < 0 means gamma. Doubles the precision until both tails are known. */
static void tails(arb_t lower, arb_t upper, arb_t density, double a, double b, const arb_t x, slong bits) {
    for (slong prec = 192;; prec *= 2) {
        if (b < 0) {
            gamma_tails(lower, upper, density, a, x, prec);
        } else {
            beta_tails(lower, upper, density, a, b, x, prec);
        }
        if (prec > 8000 || (arb_rel_accuracy_bits(lower) > bits && arb_rel_accuracy_bits(upper) > bits)) {
            return;
        }
    }
}

/* Abramowitz and Stegun 26.2.23: only a start. */
static double rough_normal(double p) {
    double t = sqrt(-2 * log(p));
    return -(t - (2.515517 + t * (0.802853 + t * 0.010328))
                   / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
}

/* x of the gamma law with one tail equal to p <= 1/2. */
static void gamma_root(arb_t x, double a, double p, int upper) {
    double z = rough_normal(p) * (upper ? -1 : 1);
    double c = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
    double log_p = upper ? log1p(-p) : log(p);
    double start = a >= 2 && c > 0.3 ? a * c * c * c : exp((log_p + lgamma(a + 1)) / a);
    if (upper && start < -log(p)) {
        start = -log(p); /* from the left of the root a first step in log x can be far too long */
    }
    arb_t lower, upper_, density, step;
    arb_init(lower), arb_init(upper_), arb_init(density), arb_init(step);
    arb_set_d(x, start > 1e-290 ? start : 1e-290);
    for (int last = 0; last < 2;) {
        tails(lower, upper_, density, a, -1, x, last ? 100 : 60);
        arb_ptr tail = upper ? upper_ : lower;
        arb_set_d(step, p);
        arb_div(step, tail, step, 256);
        arb_log(step, step, 256);
        arb_mul(step, step, tail, 256);
        arb_div(step, step, density, 256);
        if (!upper) {
            arb_neg(step, step);
        }
        double size = arf_get_d(arb_midref(step), ARF_RND_NEAR);
        last += fabs(size) * (1 + sqrt(a)) < 1e-6;
        arb_exp(step, step, 256);
        arb_mul(x, x, step, 256);
        arf_set_round(arb_midref(x), arb_midref(x), 200, ARF_RND_NEAR);
        mag_zero(arb_radref(x));
    }
    arb_clear(lower), arb_clear(upper_), arb_clear(density), arb_clear(step);
}

/* x and y = 1 - x with I_x(a, b) = p <= 1/2. */
static void beta_root(arb_t x, arb_t y, double a, double b, double p) {
    double log_x = (log(p) + log(a) + lgamma(a) + lgamma(b) - lgamma(a + b)) / a;
    arb_t lower, upper, density, step;
    arb_init(lower), arb_init(upper), arb_init(density), arb_init(step);
    if (a > 4 && b > 4) {
        double t = log(a / b) + rough_normal(p) * sqrt(1 / a + 1 / b);
        arb_set_d(x, 1 / (1 + exp(-t)));
        arb_set_d(y, 1 / (1 + exp(t)));
    } else {
        if (a > b) {
            log_x = -(b - log(p)) / a; /* below the root: y a is nearly gamma with shape b */
        }
        arb_set_d(x, exp(log_x));
        arb_set_d(y, -expm1(log_x));
    }
    for (int last = 0; last < 2;) {
        int small_x = arf_cmp(arb_midref(x), arb_midref(y)) <= 0;
        arb_ptr tail = small_x ? lower : upper;
        if (small_x) {
            tails(lower, upper, density, a, b, x, last ? 100 : 60);
        } else {
            tails(lower, upper, density, b, a, y, last ? 100 : 60);
        }
        arb_set_d(step, p);
        arb_div(step, tail, step, 256);
        arb_log(step, step, 256);
        arb_mul(step, step, tail, 256);
        arb_div(step, step, density, 256);
        arb_neg(step, step);
        double size = arf_get_d(arb_midref(step), ARF_RND_NEAR);
        last += fabs(size) * (1 + sqrt(a + b)) < 1e-6;
        /* odds times e^step */
        arb_exp(step, step, 256);
        arb_mul(x, x, step, 256);
        arb_add(step, x, y, 256);
        arb_div(x, x, step, 256);
        arb_div(y, y, step, 256);
        arf_set_round(arb_midref(x), arb_midref(x), 200, ARF_RND_NEAR);
        arf_set_round(arb_midref(y), arb_midref(y), 200, ARF_RND_NEAR);
        mag_zero(arb_radref(x)), mag_zero(arb_radref(y));
        if (small_x) {
            arb_sub_ui(y, x, 1, 256), arb_neg(y, y);
        } else {
            arb_sub_ui(x, y, 1, 256), arb_neg(x, x);
        }
    }
    arb_clear(lower), arb_clear(upper), arb_clear(density), arb_clear(step);
}

static arb_t u, v, w, slope;

static void log_table(void) {
    printf("function,x,value\n");
    for (int i = 0; i < 700; i++) {
        double x = i % 3 == 0 ? between(-0.999, 4) : exp(between(log(1e-12), log(1e12)));
        x = shorten(i % 3 == 1 && x < 1 ? -x : x, 9);
        printf("log1p_minus,%.17g", x);
        arb_set_d(u, x);
        arb_log1p(v, u, 300);
        arb_sub(v, v, u, 300);
        print(v);
        printf("\n");
    }
    for (int i = 0; i < 700; i++) {
        double x = i % 3 == 0 ? between(0.001, 4) : exp(between(log(1e-9), log(1e15)));
        double near_zero = 1 + (i / 2 % 2) + (i % 2 ? 1 : -1) * exp2(-i / 2.);
        x = i < 40 ? 0.5 + i / 2 * 0.5 : i < 80 ? near_zero : shorten(x, 9);
        if (x == 1 || x == 2) {
            continue; /* exactly 0: asserted in words */
        }
        printf("log_gamma,%.17g", x);
        arb_set_d(u, x);
        arb_lgamma(v, u, 300);
        print(v);
        printf("\n");
    }
}

static void poisson_row(double k, double mean) {
    printf("poisson,%.17g,,%.17g,", k, mean);
    arb_set_d(u, mean), arb_set_d(v, k);
    arb_log(w, u, 400);
    arb_mul(w, w, v, 400);
    arb_sub(w, w, u, 400);
    arb_add_ui(v, v, 1, 400);
    arb_lgamma(v, v, 400);
    arb_sub(w, w, v, 400);
    arb_exp(w, w, 400);
    print(w);
    printf("\n");
}

static void binomial_row(double k, double n, double p, double q) {
    printf("binomial,%.17g,%.17g,%.17g,%.17g", k, n, p, q);
    arb_t a, b;
    arb_init(a), arb_init(b);
    if (p <= q) {
        arb_set_d(a, p), arb_sub_ui(b, a, 1, 400), arb_neg(b, b);
    } else {
        arb_set_d(b, q), arb_sub_ui(a, b, 1, 400), arb_neg(a, a);
    }
    arb_log(a, a, 400), arb_log(b, b, 400);
    arb_set_d(u, k), arb_set_d(v, n);
    arb_mul(w, a, u, 400);
    arb_sub(a, v, u, 400);
    arb_addmul(w, a, b, 400);
    arb_add_ui(v, v, 1, 400), arb_lgamma(v, v, 400), arb_add(w, w, v, 400);
    arb_add_ui(v, u, 1, 400), arb_lgamma(v, v, 400), arb_sub(w, w, v, 400);
    arb_add_ui(v, a, 1, 400), arb_lgamma(v, v, 400), arb_sub(w, w, v, 400);
    arb_exp(w, w, 400);
    print(w);
    printf("\n");
    arb_clear(a), arb_clear(b);
}

static void split(double small, int swap, double *x, double *y) {
    *x = swap ? 1 - small : small;
    *y = swap ? small : 1 - small;
}

static void mass_table(void) {
    printf("law,k,n,p,q,value\n");
    for (int i = 0; i < 700; i++) {
        double k = i < 40 ? i / 2 * 0.5 : shape(1e9);
        double mean = k + between(-8, 8) * sqrt(k + 1);
        mean = i % 10 == 0 ? exp(between(log(1e-9), log(600))) : mean > 0 ? mean : k * 0.1 + 0.1;
        poisson_row(k, shorten(mean, 9));
    }
    for (int i = 0; i < 800; i++) {
        double k = i < 40 ? i / 2 * 0.5 : shape(1e9);
        double rest = i % 7 == 0 ? 0 : shape(1e9);
        double t = log((k + 0.3) / (rest + 0.3)) + between(-8, 8) * sqrt(1 / (k + 1) + 1 / (rest + 1));
        double p, q;
        split(shorten(1 / (1 + exp(fabs(t))), 9), t > 0, &p, &q);
        binomial_row(k, k + rest, p, q);
    }
}

static void normal_table(void) {
    printf("function,x,lower,upper\n");
    for (int i = 0; i < 700; i++) {
        double z = shorten(i % 2 ? between(-8, 8) : between(-37.5, 37.5), 9);
        if (i < 60) {
            z = (i / 2) * (i % 2 ? 1.25 : -1.25);
        }
        printf("tails,%.17g", z);
        arb_set_d(u, z);
        arb_set_ui(v, 2);
        arb_rsqrt(v, v, 2000);
        arb_mul(u, u, v, 2000);
        arb_hypgeom_erfc(w, u, 2000);
        arb_mul_2exp_si(w, w, -1);
        arb_neg(u, u);
        arb_hypgeom_erfc(v, u, 2000);
        arb_mul_2exp_si(v, v, -1);
        print(v);
        print(w);
        printf("\n");
    }
    for (int i = 0; i < 700; i++) {
        double p = i % 4 ? probability() : i % 8 ? shorten(between(1e-3, 0.999), 5) : exp(between(-700, -1));
        if (p == 0.5) {
            continue;
        }
        printf("quantile,%.17g", p);
        /* z^2/2 is a gamma quantile of shape 1/2 */
        double tail = p < 0.5 ? p : 1 - p;
        gamma_root(w, 0.5, 2 * tail, 1);
        arb_mul_2exp_si(w, w, 1);
        arb_sqrt(w, w, 200);
        if (p < 0.5) {
            arb_neg(w, w);
        }
        print(w);
        printf(",\n");
    }
}

static int is_tiny(const arb_t tail) {
    return arf_cmpabs_2exp_si(arb_midref(tail), -1000) < 0;
}

static void gamma_tail_row(double a, double x) {
    arb_set_d(u, x);
    tails(v, w, slope, a, -1, u, 90);
    if (is_tiny(v) || is_tiny(w)) {
        return;
    }
    printf("%.17g,%.17g", a, x);
    print(v);
    print(w);
    printf("\n");
    fflush(stdout);
}

/* Shapes for which the tail beyond the mean is small soon: there the border between computing it by itself
 * and as 1 minus the other one costs most digits. */
static const double narrow[] = {0.5, 0.5, 0.52, 0.55, 0.6, 1, 1.5};

static void gamma_tail_table(void) {
    printf("a,x,lower,upper\n");
    for (int i = 0; i < 2400; i++) {
        double a = i < 60 ? 0.5 + i / 3 * 0.5 : i % 40 == 0 ? 1e9 : shape(1e9);
        double z = i % 12 == 0 ? between(-36, 36) : between(-7.5, 7.5);
        double c = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
        double x = c > 0.15 && a > 0.4 && i % 8 ? a * c * c * c : a * exp(between(-28, 2) / (a + 0.5));
        gamma_tail_row(a, shorten(x, a > 1e6 ? 12 : 9));
    }
    for (int i = 0; i < 210; i++) {
        double a = narrow[i % 7];
        gamma_tail_row(a, shorten(a + between(i % 2 ? 0.9 : 1, i % 2 ? 1 : 3), 9));
    }
    gamma_tail_row(0.5, 2.4449021942569793); /* 3.5e-14 off with the border at a + 2 */
}

static void gamma_quantile_table(void) {
    printf("a,p,lower,upper\n");
    for (int i = 0; i < 2200; i++) {
        double a = i < 200 ? 0.5 + i / 10 * 0.5 : i % 50 == 0 ? 1e9 + i % 3 * 0.5 : shape(1e9);
        double p = i % 25 == 0 ? 5e-13 : i % 25 == 1 ? 1 - 5e-13 : probability();
        printf("%.17g,%.17g", a, p);
        for (int upper = 0; upper < 2; upper++) {
            gamma_root(u, a, p <= 0.5 ? p : 1 - p, upper ^ (p > 0.5));
            print(u);
        }
        printf("\n");
        fflush(stdout);
    }
}

/* I_x(a, b) and 1 minus it, small being x or, if `swap`, y. */
static void beta_tail_row(double a, double b, double small, int swap) {
    double x, y;
    split(small, swap, &x, &y);
    arb_set_d(u, small);
    if (swap) {
        tails(w, v, slope, b, a, u, 90);
    } else {
        tails(v, w, slope, a, b, u, 90);
    }
    if (is_tiny(v) || is_tiny(w)) {
        return;
    }
    printf("%.17g,%.17g,%.17g,%.17g", a, b, x, y);
    print(v);
    print(w);
    printf("\n");
    fflush(stdout);
}

static void beta_tail_table(void) {
    printf("a,b,x,y,lower,upper\n");
    for (int i = 0; i < 2400; i++) {
        double a = i < 100 ? 0.5 + i % 10 * 0.5 : i % 40 == 0 ? 1e9 : shape(1e9);
        double any = i % 5 ? shape(1e9) : a * exp(between(-1, 1));
        double b = i < 100 ? 0.5 + i / 10 * 0.5 : i % 41 == 0 ? 1e9 : any;
        double z = i % 12 == 0 ? between(-30, 30) : between(-8, 8);
        double t = log(a / b) + z * sqrt(1 / a + 1 / b);
        double small = shorten(1 / (1 + exp(fabs(t))), a > 1e6 && b > 1e6 ? 12 : 9);
        double x, y;
        split(small, t > 0, &x, &y);
        b = i % 5 ? b : b > 20 ? floor(b) : 0.5 * floor(2 * b + 1);
        if (a * log(a / ((a + b) * x)) + b * log(b / ((a + b) * y)) <= 680) {
            /* for others both series would run for hours to show a tail of 0 */
            beta_tail_row(a, b, small, t > 0);
        }
    }
    for (int i = 0; i < 280; i++) {
        double b = narrow[i % 7];
        double a = shorten(exp(between(log(b + 2), i % 4 ? log(12) : log(1e3))), 6);
        double y = (b + between(i % 2 ? 0.6 : 0.75, i % 2 ? 0.75 : 2.2)) / (a + b);
        if (y < 0.5) {
            beta_tail_row(a, b, shorten(y, 9), 1);
        }
    }
    /* 4.5e-14 and 3e-14 off with the border at b + 3/2 */
    beta_tail_row(4.4136934065677753, 0.50246346099953298, 0.40545887115919166, 1);
    beta_tail_row(3.28946709, 0.5, 0.49759893842, 1);
}

static void beta_quantile_table(void) {
    static const double edge[] = {0.5, 1, 1.5, 2, 19.5, 20, 21, 1e9, 1e9 + 0.5, 1e9 + 1};
    printf("a,b,p,x,y\n");
    for (int i = 0; i < 2800; i++) {
        double a = i < 300 ? edge[i % 10] : shape(1e9);
        double b = i < 300 ? edge[i / 10 % 10] : i % 5 ? shape(1e9) : floor(a * exp(between(-1, 1)) + 1);
        double p = i % 30 == 0 ? 5e-13 : i % 30 == 1 ? 1 - 5e-13 : probability();
        printf("%.17g,%.17g,%.17g", a, b, p);
        if (p <= 0.5) {
            beta_root(u, v, a, b, p);
        } else {
            beta_root(v, u, b, a, 1 - p);
        }
        print(u);
        print(v);
        printf("\n");
        fflush(stdout);
    }
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        void (*table)(void);
    } all[] = {{"log", log_table}, {"mass", mass_table}, {"normal", normal_table},
               {"gamma_tail", gamma_tail_table}, {"gamma_quantile", gamma_quantile_table},
               {"beta_tail", beta_tail_table}, {"beta_quantile", beta_quantile_table}};
    arb_init(u), arb_init(v), arb_init(w), arb_init(slope);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (argc == 2 && strcmp(argv[1], all[i].name) == 0) {
            state = 20220105 + i;
            printf("# Ball arithmetic (Arb 2.23), right in all digits shown; make_special.c beside this\n"
                   "# file says how. Arguments are the doubles that their decimals round to.\n");
            all[i].table();
            return 0;
        }
    }
    fprintf(stderr, "usage: make_special TABLE\n");
    return 1;
}
