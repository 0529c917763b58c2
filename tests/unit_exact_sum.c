/* The exact sum against a sum of school: an array of bits, one for each power of two that a double can
 * have. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "kernels/exact_sum.h"

/* Digits of weight 2^(i - 1074), each counted up and down freely; carried only when read. */
enum { PLACES = 2200 };

typedef struct school {
    int64_t digit[PLACES];
} school;

static void school_add(school *s, double x, int times) {
    int exponent;
    double mantissa = frexp(fabs(x), &exponent);
    int place = exponent + 1074;
    while (mantissa > 0) {
        int64_t bit;
        mantissa *= 2;
        --place;
        bit = mantissa >= 1;
        mantissa -= (double)bit;
        if (bit) {
            s->digit[place] += x < 0 ? -times : times;
        }
    }
}

/* Carries, takes the sign off, and rounds to 53 bits by looking at the digits one by one. */
static double school_read(const school *from) {
    school s = *from;
    double sign = 1, x = 0;
    int i, top, lowest, up;
    for (;;) {
        int64_t carry = 0;
        for (i = 0; i < PLACES; ++i) {
            int64_t d = s.digit[i] + carry;
            carry = (d - (d & 1)) / 2;
            s.digit[i] = d & 1;
        }
        if (carry == 0) {
            break;
        }
        sign = -sign; /* a negative sum: its digits are those of the complement */
        for (i = 0; i < PLACES; ++i) {
            s.digit[i] = 1 - s.digit[i];
        }
        s.digit[0] += 1;
    }
    for (top = PLACES - 1; top >= 0 && s.digit[top] == 0; --top) {
    }
    lowest = top > 52 ? top - 52 : 0;
    for (i = top; i >= lowest; --i) {
        x = 2 * x + (double)s.digit[i];
    }
    up = 0;
    if (lowest > 0 && s.digit[lowest - 1]) {
        up = s.digit[lowest] != 0;
        for (i = lowest - 2; i >= 0; --i) {
            up |= s.digit[i] != 0;
        }
    }
    x += up;
    /* In two steps, so that ldexp never rounds a denormal and overflows where it should. */
    return top < 0 ? 0 : sign * ldexp(x, lowest - 1074);
}

static double random_double(rng *r, int least, int most) {
    double x = ldexp(1 + rng_uniform(r), least + (int)rng_below(r, (uint64_t)(most - least + 1)));
    return rng_below(r, 2) ? x : -x;
}

static const double corners[] = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    DBL_MAX,
    -DBL_MAX,
    DBL_MIN,
    -DBL_MIN,
    0x1p-1074,
    -0x1p-1074,
    1.5,
    1e300,
    -1e300,
    1e-300,
    0x1p53,
    -0x1p53,
    0x1p-53,
    0x1p-54,
    0x1p970,
    0x1p969,
    0x1p-1010,
    0x1p-1011,
    0x1.fffffffffffffp0,
    0x1p1023,
    0x0.fffffffffffffp-1022,
};
enum { CORNERS = (int)(sizeof corners / sizeof corners[0]) };

static void sums_of_three_corners_are_rounded_once(void **unused) {
    int a, b, c;
    (void)unused;
    for (a = 0; a < CORNERS; ++a) {
        for (b = 0; b < CORNERS; ++b) {
            for (c = 0; c < CORNERS; c += 3) {
                hst__exact_sum sum = {{0}};
                school s;
                memset(&s, 0, sizeof s);
                hst__exact_sum_add(&sum, corners[a]);
                hst__exact_sum_add(&sum, corners[b]);
                hst__exact_sum_add(&sum, corners[c]);
                school_add(&s, corners[a], 1);
                school_add(&s, corners[b], 1);
                school_add(&s, corners[c], 1);
                assert_same_bits(hst__exact_sum_read(&sum), school_read(&s));
            }
        }
    }
}

static void random_sums_are_rounded_once(void **unused) {
    rng r = rng_seed(1);
    int run, i;
    (void)unused;
    for (run = 0; run < 2000; ++run) {
        int least = (int)rng_below(&r, 2040) - 1070;
        int most = least + (int)rng_below(&r, 1 + (uint64_t)(1020 - least)) / (run % 3 == 0 ? 1 : 8);
        hst__exact_sum sum = {{0}};
        school s;
        memset(&s, 0, sizeof s);
        for (i = 0; i < 20; ++i) {
            double x = random_double(&r, least, most);
            if (rng_below(&r, 4) == 0) {
                hst__exact_sum_subtract(&sum, x);
                school_add(&s, x, -1);
            } else {
                hst__exact_sum_add(&sum, x);
                school_add(&s, x, 1);
            }
        }
        assert_same_bits(hst__exact_sum_read(&sum), school_read(&s));
    }
}

static void neither_order_nor_grouping_changes_a_word(void **unused) {
    rng r = rng_seed(2);
    int run, i;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        double x[40];
        hst__exact_sum forward = {{0}}, backward = {{0}}, halves[2] = {{{0}}, {{0}}};
        for (i = 0; i < 40; ++i) {
            x[i] = random_double(&r, -1000, 1000);
            hst__exact_sum_add(&halves[i % 2], x[i]);
        }
        hst__exact_sum_add_n(&forward, x, 40);
        for (i = 39; i >= 0; --i) {
            hst__exact_sum_add(&backward, x[i]);
        }
        hst__exact_sum_merge(&halves[0], &halves[1]);
        assert_memory_equal(&forward, &backward, sizeof forward);
        assert_memory_equal(&forward, &halves[0], sizeof forward);
    }
}

static void what_is_taken_back_leaves_no_trace(void **unused) {
    rng r = rng_seed(3);
    hst__exact_sum sum = {{0}}, empty = {{0}};
    double x[200];
    int i;
    (void)unused;
    for (i = 0; i < 200; ++i) {
        x[i] = random_double(&r, -1074, 1023);
        hst__exact_sum_add(&sum, x[i]);
    }
    for (i = 0; i < 200; ++i) {
        hst__exact_sum_subtract(&sum, x[i]);
    }
    assert_memory_equal(&sum, &empty, sizeof sum);
    assert_same_bits(hst__exact_sum_read(&sum), 0.0);
}

static void merging_with_itself_doubles(void **unused) {
    rng r = rng_seed(4);
    int run, i;
    (void)unused;
    for (run = 0; run < 300; ++run) {
        hst__exact_sum sum = {{0}};
        double once;
        for (i = 0; i < 7; ++i) {
            hst__exact_sum_add(&sum, random_double(&r, -300, 300));
        }
        once = hst__exact_sum_read(&sum);
        hst__exact_sum_merge(&sum, &sum);
        assert_same_bits(hst__exact_sum_read(&sum), 2 * once);
    }
}

/* 2^53 + 1 lies halfway between two doubles, and each further bit decides. */
static void a_half_goes_to_even_unless_something_is_left_over(void **unused) {
    static const struct {
        double terms[3];
        double sum;
    } rows[] = {
        {{0x1p53, 1, 0}, 0x1p53},
        {{0x1p53, 3, 0}, 0x1p53 + 4},
        {{0x1p53, 1, 0x1p-1074}, 0x1p53 + 2},
        {{0x1p53, 1, -0x1p-1074}, 0x1p53},
        {{-0x1p53, -1, -0x1p-1074}, -0x1p53 - 2},
        {{0x1p63, 0x1p10, 0x1p-64}, 0x1p63 + 0x1p11},
        {{0x1p64, 0x1p11, 0}, 0x1p64},
        {{DBL_MAX, 0x1p969, 0}, DBL_MAX},
        {{DBL_MAX, 0x1p970, 0}, INFINITY},
        {{DBL_MAX, 0x1p970, -0x1p-1074}, DBL_MAX},
        {{DBL_MAX, DBL_MAX, 0}, INFINITY},
        {{-DBL_MAX, -DBL_MAX, 0}, -INFINITY},
        {{DBL_MAX, DBL_MAX, -DBL_MAX}, DBL_MAX},
        {{0x1p-1022, -0x1p-1074, 0}, 0x0.fffffffffffffp-1022},
    };
    size_t i;
    (void)unused;
    for (i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
        hst__exact_sum sum = {{0}};
        hst__exact_sum_add_n(&sum, rows[i].terms, 3);
        assert_same_bits(hst__exact_sum_read(&sum), rows[i].sum);
    }
}

/* A quarter of a million of the greatest double, and back. */
static void sums_far_beyond_any_double_come_back(void **unused) {
    hst__exact_sum sum = {{0}};
    int i;
    (void)unused;
    hst__exact_sum_add(&sum, 0.5);
    for (i = 0; i < 250000; ++i) {
        hst__exact_sum_add(&sum, DBL_MAX);
    }
    assert_same_bits(hst__exact_sum_read(&sum), INFINITY);
    for (i = 0; i < 500000; ++i) {
        hst__exact_sum_subtract(&sum, DBL_MAX);
    }
    assert_same_bits(hst__exact_sum_read(&sum), -INFINITY);
    for (i = 0; i < 250000; ++i) {
        hst__exact_sum_add(&sum, DBL_MAX);
    }
    assert_same_bits(hst__exact_sum_read(&sum), 0.5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_of_three_corners_are_rounded_once),
        cmocka_unit_test(random_sums_are_rounded_once),
        cmocka_unit_test(neither_order_nor_grouping_changes_a_word),
        cmocka_unit_test(what_is_taken_back_leaves_no_trace),
        cmocka_unit_test(merging_with_itself_doubles),
        cmocka_unit_test(a_half_goes_to_even_unless_something_is_left_over),
        cmocka_unit_test(sums_far_beyond_any_double_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
