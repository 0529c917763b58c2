/* Sums, means and variances against MPFR with as many bits as it takes, over more than a million seeded series:
 * mixed signs, cancellation, denormals, exponents from 1e-300 to 1e300, gaps. */
#include "support/support.h"

#include <math.h>
#include <mpfr.h>
#include <string.h>

#include "hashstat/moments.h"

/* The exact sum of squares of any doubles lies within 2 x 2148 bits. */
enum { CASES = 1000000, MOST = 24, BITS = 5000 };

static double x[MOST];
static mpfr_t sum, square, term, answer;

static double any_finite(rng *r) {
    uint64_t bits = rng_next(r);
    double value;
    bits ^= (bits >> 52 & 0x7ff) == 0x7ff ? UINT64_C(1) << 60 : 0;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* About 1e-300 .. 1e300, either sign. */
static double wide(rng *r) {
    return ldexp(rng_uniform(r) - 0.5, (int)rng_below(r, 1993) - 996);
}

static double sample(rng *r, int kind) {
    switch (kind) {
    case 0: return any_finite(r);
    case 1: return wide(r);
    case 2: return ldexp((double)rng_below(r, 1000) - 500, -1074);
    case 3: return ldexp(rng_normal(r), (int)rng_below(r, 60));
    case 4: return 1e15 + rng_uniform(r);
    default: return 1.8e20 * (1 + 0.01 * rng_normal(r));
    }
}

/* Pairs that nearly cancel, in odd kinds of series. */
static int64_t fill(rng *r) {
    int kind = (int)rng_below(r, 6), cancels = (int)rng_below(r, 2), gaps = rng_below(r, 3) == 0;
    int64_t n = 1 + (int64_t)rng_below(r, MOST), i;
    for (i = 0; i < n; ++i) {
        x[i] = cancels && i % 2 == 1 ? -x[i - 1] : sample(r, kind);
        x[i] = cancels && i % 2 == 1 && rng_below(r, 2) ? nextafter(x[i], 0) : x[i];
        x[i] = gaps && rng_below(r, 5) == 0 ? NAN : x[i];
    }
    return n;
}

/* MPFR rounds once to 53 bits; mpfr_subnormalize makes that right for denormals too. */
static double rounded(mpfr_t value) {
    int inexact;
    mpfr_t narrow;
    double result;
    mpfr_init2(narrow, 53);
    mpfr_set_emin(-1073); /* the exponents of a double, for MPFR's mantissa in [1/2, 1) */
    mpfr_set_emax(1024);
    inexact = mpfr_set(narrow, value, MPFR_RNDN);
    inexact = mpfr_check_range(narrow, inexact, MPFR_RNDN);
    inexact = mpfr_subnormalize(narrow, inexact, MPFR_RNDN);
    (void)inexact;
    result = mpfr_get_d(narrow, MPFR_RNDN);
    mpfr_clear(narrow);
    mpfr_set_emin(-100000);
    mpfr_set_emax(100000);
    return result + 0.0;
}

static int64_t add_up(int64_t n) {
    int64_t count = 0, i;
    mpfr_set_zero(sum, 1);
    mpfr_set_zero(square, 1);
    for (i = 0; i < n; ++i) {
        if (!isnan(x[i])) {
            mpfr_set_d(term, x[i], MPFR_RNDN);
            mpfr_add(sum, sum, term, MPFR_RNDN);
            mpfr_sqr(term, term, MPFR_RNDN);
            mpfr_add(square, square, term, MPFR_RNDN);
            ++count;
        }
    }
    return count;
}

/* The quotient has BITS bits and so is exact or wrong far below the last of 53; a tie it has exactly. */
static void assert_quotient(double actual, mpfr_t value, int64_t divisor) {
    mpfr_div_si(answer, value, (long)divisor, MPFR_RNDN);
    assert_same_bits(actual, rounded(answer));
}

static void assert_figures(int64_t n, int64_t count) {
    double value;
    hst_status status = hst_moments_sum(&value, x, n);
    if (status == HST_OK) {
        assert_same_bits(value, rounded(sum));
    } else {
        assert_status(status, HST_EOVERFLOW);
        assert_true(isinf(rounded(sum)));
    }
    assert_status(hst_moments_mean(&value, x, n), HST_OK);
    assert_quotient(value, sum, count);
    if (count > 1) {
        /* (square - sum^2/count)/(count - 1) = (count square - sum^2)/(count (count - 1)) */
        mpfr_mul_si(square, square, (long)count, MPFR_RNDN);
        mpfr_sqr(term, sum, MPFR_RNDN);
        mpfr_sub(square, square, term, MPFR_RNDN);
        status = hst_moments_variance(&value, x, n);
        if (status == HST_OK) {
            assert_quotient(value, square, count * (count - 1));
        } else {
            assert_status(status, HST_EOVERFLOW);
            mpfr_div_si(answer, square, (long)(count * (count - 1)), MPFR_RNDN);
            assert_true(isinf(rounded(answer)));
        }
    }
}

static void a_million_series_are_rounded_once(void **unused) {
    rng r = rng_seed(1000000);
    int64_t run;
    (void)unused;
    mpfr_inits2(BITS, sum, square, term, answer, (mpfr_ptr)0);
    mpfr_set_emin(-100000);
    mpfr_set_emax(100000);
    for (run = 0; run < CASES; ++run) {
        int64_t n = fill(&r), count;
        count = add_up(n);
        if (count > 0) {
            assert_figures(n, count);
        }
    }
    mpfr_clears(sum, square, term, answer, (mpfr_ptr)0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_million_series_are_rounded_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
