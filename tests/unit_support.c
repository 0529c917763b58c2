/* The assertions themselves: each must fail where it should, or every test above them proves nothing. A
 * failing assertion is run as a CMocka group in a child process, whose exit status counts the failures. */
#define _DEFAULT_SOURCE /* fork, mkstemp */

#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hashstat/base.h"

/* Exit status of the child: 0 passed, 1 failed; 128 and above for a signal. */
static int outcome_of(CMUnitTestFunction body) {
    const struct CMUnitTest tests[] = {{"child", body, NULL, NULL, NULL}};
    int status = 0;
    pid_t child;
    (void)fflush(NULL);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int failures = 1;
        if (freopen("/dev/null", "w", stdout) != NULL && freopen("/dev/null", "w", stderr) != NULL) {
            failures = cmocka_run_group_tests(tests, NULL, NULL);
        }
        _exit(failures);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#define BODY(name, statement)                                                                                \
    static void name(void **unused) {                                                                        \
        (void)unused;                                                                                        \
        statement;                                                                                           \
    }

BODY(near_fails_just_outside, assert_near(1.0 + 3e-16, 1.0, 1e-16))
BODY(near_fails_on_nan, assert_near((double)NAN, (double)NAN, 1.0))
BODY(near_fails_on_opposite_infinities, assert_near((double)INFINITY, -(double)INFINITY, (double)INFINITY))
BODY(near_fails_on_infinite_actual, assert_near((double)INFINITY, 1.0, (double)INFINITY))
BODY(near_fails_for_a_nan_allowance, assert_near(1.0, 2.0, (double)NAN))
BODY(near_fails_beside_zero, assert_near(5e-324, 0.0, 1.0))
BODY(near_abs_fails_just_outside, assert_near_abs(1.5, 1.0, 0.49))
BODY(near_abs_fails_on_nan, assert_near_abs((double)NAN, 0.0, 1.0))
BODY(is_nan_fails_on_a_number, assert_is_nan(0.0))
BODY(same_bits_tells_the_zeros_apart, assert_same_bits(0.0, -0.0))
BODY(status_fails_on_another, assert_status(HST_ENULL, HST_ESIZE))

static void touched_at(size_t at) {
    unsigned char memory[16];
    fill_untouched(memory, sizeof memory);
    memory[at] = 0;
    assert_untouched(memory, sizeof memory);
}
BODY(untouched_fails_on_the_first_byte, touched_at(0))
BODY(untouched_fails_on_the_last_byte, touched_at(15))

static void touch_guarded(size_t bytes, ptrdiff_t at) {
    volatile char *p = guarded_alloc(bytes);
    p[at] = 0;
}
BODY(guard_stops_one_byte_too_far, touch_guarded(5, 5))
BODY(guard_stops_any_touch_of_nothing, touch_guarded(0, 0))

BODY(golden_fails_without_a_file, golden_open("no/such/file.csv"))

static void golden_of(const char *text, const char *column);
BODY(golden_fails_without_a_header, golden_of("# only a comment\n", "a"))
BODY(golden_fails_without_rows, golden_of("a,b\n", NULL))
BODY(golden_fails_without_the_column, golden_of("a,b\n1,2\n", "c"))
BODY(golden_fails_on_a_short_row, golden_of("a,b\n1\n", "a"))
BODY(golden_fails_on_a_word, golden_of("a,b\n1x,2\n", "a"))
BODY(golden_fails_on_an_empty_cell, golden_of("a,b\n,2\n", "a"))
BODY(golden_fails_on_too_large_an_integer, golden_of("a,b\n9223372036854775808,2\n", "a"))

/* Writes a file of its own and reads one row of it. The path climbs out of the test data to the root. */
static void golden_of(const char *text, const char *column) {
    static const char up[] = "../../../../../../../../../../../../../../../..";
    char name[] = "/tmp/hashstat-golden-XXXXXX";
    char path[sizeof up + sizeof name];
    int file = mkstemp(name);
    golden *g;
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (int)strlen(text));
    (void)close(file);
    (void)snprintf(path, sizeof path, "%s%s", up, name);
    g = golden_open(path);
    (void)unlink(name);
    if (golden_next(g) && column != NULL) {
        (void)golden_number(g, column);
        (void)golden_integer(g, column);
    }
    golden_close(g);
}
BODY(golden_reads_a_row, golden_of("# source\r\n\r\na,b\r\n12,0x10", "b"))

static void every_assertion_fails_where_it_should(void **unused) {
    static const CMUnitTestFunction fails[] = {near_fails_just_outside,
                                               near_fails_on_nan,
                                               near_fails_on_opposite_infinities,
                                               near_fails_on_infinite_actual,
                                               near_fails_for_a_nan_allowance,
                                               near_fails_beside_zero,
                                               near_abs_fails_just_outside,
                                               near_abs_fails_on_nan,
                                               is_nan_fails_on_a_number,
                                               same_bits_tells_the_zeros_apart,
                                               status_fails_on_another,
                                               untouched_fails_on_the_first_byte,
                                               untouched_fails_on_the_last_byte,
                                               golden_fails_without_a_file,
                                               golden_fails_without_a_header,
                                               golden_fails_without_rows,
                                               golden_fails_without_the_column,
                                               golden_fails_on_a_short_row,
                                               golden_fails_on_a_word,
                                               golden_fails_on_an_empty_cell,
                                               golden_fails_on_too_large_an_integer};
    size_t i;
    (void)unused;
    for (i = 0; i < sizeof fails / sizeof fails[0]; ++i) {
        if (outcome_of(fails[i]) != 1) {
            fail_msg("the assertion in line %d of the list passed", (int)i);
        }
    }
    assert_int_equal(outcome_of(golden_reads_a_row), 0);
}

static void guard_pages_stop_the_first_byte_too_far(void **unused) {
    (void)unused;
    assert_int_not_equal(outcome_of(guard_stops_one_byte_too_far), 0);
    assert_int_not_equal(outcome_of(guard_stops_any_touch_of_nothing), 0);
}

static void guarded_memory_is_writable_to_its_last_byte(void **unused) {
    static const size_t sizes[] = {0, 1, 8, 4095, 4096, 4097, 100000};
    size_t i;
    (void)unused;
    for (i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
        void *p = guarded_alloc(sizes[i]);
        assert_untouched(p, sizes[i]);
        memset(p, 1, sizes[i]);
        guarded_free(p);
    }
}

static void what_is_equal_or_close_passes(void **unused) {
    (void)unused;
    assert_near(1.0 + 2e-16, 1.0, 3e-16);
    assert_near((double)INFINITY, (double)INFINITY, 0.0);
    assert_near(-0.0, 0.0, 0.0);
    assert_near_abs(1.5, 1.0, 0.5);
    assert_is_nan((double)NAN);
    assert_same_bits(0.1, 0.1);
    assert_status(HST_EDOMAIN, -6);
}

static void golden_numbers_are_read_in_every_form(void **unused) {
    golden *g = golden_open("support/forms.csv");
    (void)unused;
    assert_int_equal(golden_next(g), 1);
    assert_same_bits(golden_number(g, "number"), 0.1);
    assert_int_equal(golden_integer(g, "integer"), 0x1d00ffff);
    assert_string_equal(golden_text(g, "text"), "hexadecimal");
    assert_int_equal(golden_is_empty(g, "integer"), 0);
    assert_int_equal(golden_next(g), 1);
    assert_near(golden_number(g, "number"), -(double)INFINITY, 0.0);
    assert_int_equal(golden_integer(g, "integer"), INT64_MIN);
    assert_int_equal(golden_next(g), 1);
    assert_is_nan(golden_number(g, "number"));
    assert_int_equal(golden_is_empty(g, "integer"), 1);
    assert_int_equal(golden_next(g), 0);
    golden_close(g);
}

/* The first outputs from seed 0, as the paper's reference code gives them. */
static void random_bits_are_splitmix64(void **unused) {
    rng r = rng_seed(0);
    (void)unused;
    assert_true(rng_next(&r) == UINT64_C(0xe220a8397b1dcdaf));
    assert_true(rng_next(&r) == UINT64_C(0x6e789e6aa1b965f4));
    assert_true(rng_next(&r) == UINT64_C(0x06c45d188009454f));
}

/* Mean and variance of each law within 5 standard errors of n = 40,000 draws. */
enum { DRAWS = 40000 };

static void check_moments(const double *x, double mean, double variance, double fourth) {
    double sum = 0, squares = 0;
    int i;
    for (i = 0; i < DRAWS; ++i) {
        sum += x[i] - mean;
        squares += (x[i] - mean) * (x[i] - mean);
    }
    assert_near_abs(sum / DRAWS, 0.0, 5 * sqrt(variance / DRAWS));
    assert_near_abs(squares / DRAWS, variance, 5 * sqrt((fourth - variance * variance) / DRAWS));
}

static void random_laws_have_their_mean_and_variance(void **unused) {
    static const double means[] = {0.01, 1, 9.99, 10, 11.5, 20, 144, 1008, 1e5, 1e9};
    static double x[DRAWS];
    rng r = rng_seed(20220105);
    size_t m;
    int i;
    (void)unused;
    for (i = 0; i < DRAWS; ++i) {
        x[i] = rng_uniform(&r);
    }
    check_moments(x, 0.5, 1.0 / 12, 1.0 / 80);
    for (i = 0; i < DRAWS; ++i) {
        x[i] = rng_normal(&r);
    }
    check_moments(x, 0, 1, 3);
    for (i = 0; i < DRAWS; ++i) {
        x[i] = rng_exponential(&r);
    }
    check_moments(x, 1, 1, 9);
    for (i = 0; i < DRAWS; ++i) {
        x[i] = (double)rng_below(&r, 6);
    }
    check_moments(x, 2.5, 35.0 / 12, 14.729166666666666); /* fair die: fourth central moment 707/48 */
    for (m = 0; m < sizeof means / sizeof means[0]; ++m) {
        for (i = 0; i < DRAWS; ++i) {
            x[i] = (double)rng_poisson(&r, means[m]);
        }
        check_moments(x, means[m], means[m], means[m] * (1 + 3 * means[m]));
    }
}

/* Chi-square of the counts k = 0..29 and beyond against e^-m m^k / k!, at both methods' seam and above. The
 * 0.99999 quantile of chi-square with 30 degrees of freedom is 76.3. */
static void poisson_counts_follow_the_law(void **unused) {
    static const double means[] = {2, 9.999, 10, 15};
    rng r = rng_seed(7);
    size_t m;
    int i, k;
    (void)unused;
    for (m = 0; m < sizeof means / sizeof means[0]; ++m) {
        int seen[31] = {0};
        double p = exp(-means[m]), rest = 1, distance = 0;
        for (i = 0; i < DRAWS; ++i) {
            int64_t draw = rng_poisson(&r, means[m]);
            ++seen[draw < 30 ? draw : 30];
        }
        for (k = 0; k < 30; ++k) {
            if (p * DRAWS > 5) {
                distance += (seen[k] - p * DRAWS) * (seen[k] - p * DRAWS) / (p * DRAWS);
            }
            rest -= p;
            p *= means[m] / (k + 1);
        }
        assert_true(rest > -1e-12 && distance < 76.3);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_assertion_fails_where_it_should),
        cmocka_unit_test(guard_pages_stop_the_first_byte_too_far),
        cmocka_unit_test(guarded_memory_is_writable_to_its_last_byte),
        cmocka_unit_test(what_is_equal_or_close_passes),
        cmocka_unit_test(golden_numbers_are_read_in_every_form),
        cmocka_unit_test(random_bits_are_splitmix64),
        cmocka_unit_test(random_laws_have_their_mean_and_variance),
        cmocka_unit_test(poisson_counts_follow_the_law),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
