/* Singular values, and which unknowns cannot be told apart. */
#include "support/support.h"

#include <math.h>
#include <string.h>

#include "kernels/alike.h"
#include "kernels/jacobi.h"

enum { MOST = 24 };

/* ---- singular values --------------------------------------------------------------------------- */

static double dot(const double *a, const double *b, int32_t n) {
    double sum = 0;
    int32_t i;
    for (i = 0; i < n; ++i) {
        sum += a[i] * b[i];
    }
    return sum;
}

static void vectors_are_orthogonal_and_values_their_images(void **state) {
    rng random = rng_seed(1);
    int run;
    (void)state;
    for (run = 0; run < 200; ++run) {
        int32_t n = 1 + (int32_t)rng_below(&random, MOST), p, q, i, j;
        double a[MOST * MOST], column[MOST * MOST], vector[MOST * MOST], value[MOST];
        for (i = 0; i < n * n; ++i) {
            column[i] = a[i] = rng_normal(&random);
        }
        hst__jacobi(column, vector, value, n, 40);
        for (p = 0; p < n; ++p) {
            for (i = 0; i < n; ++i) { /* the image of vector p is column p */
                double image = 0;
                for (j = 0; j < n; ++j) {
                    image += a[j * n + i] * vector[p * n + j];
                }
                assert_near_abs(image, column[p * n + i], 1e-12);
            }
            assert_near(value[p], sqrt(dot(column + p * n, column + p * n, n)), 1e-15);
            for (q = 0; q <= p; ++q) {
                assert_near_abs(dot(vector + p * n, vector + q * n, n), p == q, 1e-13);
                assert_true(p == q || fabs(dot(column + p * n, column + q * n, n)) < 1e-12);
            }
        }
    }
}

/* (3 0; 4 5) has the singular values 3 sqrt 5 and sqrt 5. */
static void a_small_matrix_has_its_known_values(void **state) {
    double column[4] = {3, 4, 0, 5}, vector[4], value[2];
    (void)state;
    hst__jacobi(column, vector, value, 2, 40);
    assert_near(fmax(value[0], value[1]), 3 * sqrt(5), 1e-15);
    assert_near(fmin(value[0], value[1]), sqrt(5), 1e-15);
}

static void without_sweeps_columns_stay_as_they_are(void **state) {
    double column[4] = {3, 4, 0, 5}, vector[4], value[2];
    (void)state;
    hst__jacobi(column, vector, value, 2, 0);
    assert_near(value[0], 5, 0);
    assert_near(vector[0] + vector[3], 2, 0);
}

static void a_matrix_of_nothing_has_values_of_nothing(void **state) {
    double column[9] = {0}, vector[9], value[3];
    (void)state;
    hst__jacobi(column, vector, value, 3, 40);
    assert_near_abs(value[0] + value[1] + value[2], 0, 0);
}

/* ---- likeness ---------------------------------------------------------------------------------- */

typedef struct likeness {
    hst__bounded b;
    hst__alike a;
    void *memory, *other;
    double condition;
    int32_t rank;
} likeness;

static likeness of_rows(const double *rows, int count, int32_t n) {
    likeness l;
    int i;
    l.memory = guarded_alloc((size_t)hst__bounded_words(n) * sizeof(double));
    l.other = guarded_alloc((size_t)hst__alike_words(n) * sizeof(double));
    l.b = hst__bounded_make(n, l.memory);
    for (i = 0; i < count; ++i) {
        memcpy(l.b.row, rows + i * n, (size_t)n * sizeof *rows);
        l.b.row[n] = 0;
        hst__bounded_push(&l.b);
    }
    l.a = hst__alike_make(n, l.other);
    l.rank = hst__alike_find(&l.a, &l.b, &l.condition);
    return l;
}

static void end(likeness *l) {
    guarded_free(l->memory);
    guarded_free(l->other);
}

static void orthogonal_columns_have_the_condition_of_their_lengths(void **state) {
    static const double rows[] = {3, 0, 0, 0.5};
    likeness l = of_rows(rows, 2, 2);
    int64_t set[2];
    (void)state;
    assert_near(hst__alike_condition(&l.a, &l.b), 6, 1e-15);
    assert_int_equal(hst__alike_find(&l.a, &l.b, &l.condition), 2);
    assert_near(l.condition, 1, 1e-15);
    assert_int_equal(hst__alike_groups(&l.a, set), 0);
    assert_int_equal(set[0], -1);
    assert_near(hst__alike_inflation(&l.a, 1), 1, 1e-15);
    end(&l);
}

/* Columns a, b, 2a, c, b, 0, c + e: three sets and a lone pair that is told apart. */
static void columns_alike_are_one_set(void **state) {
    static const double rows[] = {1, 0, 2, 3, 0, 0, 4, 0, 1, 0, 1, 1, 0, 1,
                                  0, 0, 0, 5, 0, 0, 5, 2, 1, 4, 0, 1, 0, 7};
    static const int64_t sets[] = {0, 1, 0, -1, 1, 2, -1};
    likeness l = of_rows(rows, 4, 7);
    int64_t set[7];
    int c;
    (void)state;
    assert_int_equal(l.rank, 4);
    assert_int_equal(hst__alike_groups(&l.a, set), 3);
    for (c = 0; c < 7; ++c) {
        assert_int_equal(set[c], sets[c]);
        assert_int_equal(hst__alike_is_identified(&l.a, c), sets[c] < 0);
    }
    end(&l);
}

/* Two chains, a + b = c and d + e = f, interleaved: sets that are joined late keep their least number. */
/* Singular values of two columns 2e away from one another are as 1 to e. */
static void columns_are_told_apart_down_to_a_billionth(void **state) {
    static const double apart[] = {1, 1, 0, 8e-9}, alike[] = {1, 1, 0, 8e-10};
    likeness l = of_rows(apart, 2, 2);
    (void)state;
    assert_int_equal(l.rank, 2);
    end(&l);
    l = of_rows(alike, 2, 2);
    assert_int_equal(l.rank, 1);
    end(&l);
}

/* a, a + b/1000 and b: the third has a thousandth of the way without a trace, and is not told either. */
static void a_small_part_in_a_way_without_a_trace_is_a_part(void **state) {
    static const double rows[] = {1, 1, 0, 0, 0.001, 1};
    likeness l = of_rows(rows, 2, 3);
    int64_t set[3];
    (void)state;
    assert_int_equal(l.rank, 2);
    assert_int_equal(hst__alike_groups(&l.a, set), 1);
    assert_int_equal(set[2], 0);
    end(&l);
}

static void sets_join_through_a_common_member(void **state) {
    static const double rows[] = {1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1};
    static const int64_t sets[] = {0, 1, 0, 1, 0, 1};
    likeness l = of_rows(rows, 4, 6);
    int64_t set[6];
    int c;
    (void)state;
    assert_int_equal(l.rank, 4);
    assert_int_equal(hst__alike_groups(&l.a, set), 2);
    for (c = 0; c < 6; ++c) {
        assert_int_equal(set[c], sets[c]);
    }
    end(&l);
}

/* Columns a, p, b, p, c, d in the plane, a and b at a right angle, c and d on their bisectors, p apart: c is
 * like a and like b, which are not like each other, and the set has the number of its first. */
static void a_set_is_numbered_by_its_first_member(void **state) {
    const double r = sqrt(2);
    const double rows[] = {1, 0, 1, 0, r, 0, 1, 0, -1, 0, 0, r, 0, 3, 0, 3, 0, 0};
    static const int64_t sets[] = {0, 1, 0, 1, 0, 0};
    likeness l = of_rows(rows, 3, 6);
    int64_t set[6];
    int c;
    (void)state;
    assert_int_equal(l.rank, 3);
    assert_int_equal(hst__alike_groups(&l.a, set), 2);
    for (c = 0; c < 6; ++c) {
        assert_int_equal(set[c], sets[c]);
    }
    end(&l);
}

/* Columns at an angle: sum of squares of two unit columns with cosine r has inflation 1/sqrt(1 - r^2). */
static void likeness_inflates_the_error(void **state) {
    static const double rows[] = {1, 0.8, 0, 0.6};
    likeness l = of_rows(rows, 2, 2);
    (void)state;
    assert_near(hst__alike_inflation(&l.a, 0), 1 / 0.6, 1e-14);
    assert_near(l.condition, sqrt(1.8 / 0.2), 1e-14);
    end(&l);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_are_orthogonal_and_values_their_images),
        cmocka_unit_test(a_small_matrix_has_its_known_values),
        cmocka_unit_test(without_sweeps_columns_stay_as_they_are),
        cmocka_unit_test(a_matrix_of_nothing_has_values_of_nothing),
        cmocka_unit_test(orthogonal_columns_have_the_condition_of_their_lengths),
        cmocka_unit_test(columns_alike_are_one_set),
        cmocka_unit_test(columns_are_told_apart_down_to_a_billionth),
        cmocka_unit_test(a_small_part_in_a_way_without_a_trace_is_a_part),
        cmocka_unit_test(sets_join_through_a_common_member),
        cmocka_unit_test(a_set_is_numbered_by_its_first_member),
        cmocka_unit_test(likeness_inflates_the_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
