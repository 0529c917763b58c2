/* Least squares in 0..1: what the active set must do beyond what the room asks of it. */
#include "support/support.h"

#include <math.h>

#include "kernels/bounded.h"

typedef struct problem {
    hst__bounded b;
    void *memory;
} problem;

static problem make(int32_t n) {
    problem p;
    p.memory = guarded_alloc((size_t)hst__bounded_words(n) * sizeof(double));
    p.b = hst__bounded_make(n, p.memory);
    return p;
}

static void push(hst__bounded *b, const double *row) {
    int32_t j;
    for (j = 0; j <= b->n; ++j) {
        b->row[j] = row[j];
    }
    hst__bounded_push(b);
}

static problem make_of(int32_t n, const double *rows, int count) {
    problem p = make(n);
    int i;
    for (i = 0; i < count; ++i) {
        push(&p.b, rows + i * (n + 1));
    }
    return p;
}

static void one_unknown_stops_at_its_bounds(void **state) {
    static const double sides[] = {-1, 0, 0.25, 1, 3};
    static const double answers[] = {0, 0, 0.25, 1, 1};
    int i;
    (void)state;
    for (i = 0; i < 5; ++i) {
        double row[2] = {1, 0};
        problem p;
        row[1] = sides[i];
        p = make_of(1, row, 1);
        hst__bounded_solve(&p.b, 20);
        assert_near_abs(p.b.x[0], answers[i], 0);
        assert_near_abs(hst__bounded_objective(&p.b), pow(sides[i] - answers[i], 2), 1e-15);
        guarded_free(p.memory);
    }
}

/* Both unknowns want to go up when freed alone; freed together the first must come back to 0. */
static void an_unknown_that_was_freed_can_be_held_again(void **state) {
    static const double rows[] = {1, 1, 0.5, 0, 0.5, 0.4};
    problem p = make_of(2, rows, 2);
    (void)state;
    hst__bounded_solve(&p.b, 30);
    assert_near_abs(p.b.x[0], 0, 0);
    assert_near(p.b.x[1], (0.5 + 0.2) / 1.25, 1e-15);
    assert_int_equal(p.b.free, 1);
    guarded_free(p.memory);
}

/* Slopes of the objective: 0 where free, inwards at no bound. */
static void check_optimal(const hst__bounded *b, const double *rows, int count) {
    int32_t j, k;
    int i;
    for (j = 0; j < b->n; ++j) {
        double pull = 0, scale = 0;
        for (i = 0; i < count; ++i) {
            const double *row = rows + i * (b->n + 1);
            double left = row[b->n];
            for (k = 0; k < b->n; ++k) {
                left -= row[k] * b->x[k];
            }
            pull += row[j] * left;
            scale += fabs(row[j]) * (1 + fabs(left));
        }
        assert_true(b->x[j] >= 0 && b->x[j] <= 1);
        assert_true(j == b->pinned || b->x[j] > 0 || pull <= 1e-11 * scale);
        assert_true(j == b->pinned || b->x[j] < 1 || pull >= -1e-11 * scale);
        assert_true(j == b->pinned || b->x[j] <= 0 || b->x[j] >= 1 || fabs(pull) <= 1e-11 * scale);
    }
}

static void no_answer_can_be_bettered(void **state) {
    rng random = rng_seed(1);
    double rows[40 * 41];
    int run;
    (void)state;
    for (run = 0; run < 2000; ++run) {
        int32_t n = 1 + (int32_t)rng_below(&random, run < 1900 ? 8 : 40), j;
        int count = 1 + (int)rng_below(&random, 40), i;
        int coarse = run % 3 == 0; /* small whole numbers: ties, zeros, columns alike */
        problem p;
        for (i = 0; i < count * (n + 1); ++i) {
            rows[i] = coarse ? (double)rng_below(&random, 4) - 1 : rng_normal(&random);
        }
        p = make_of(n, rows, count);
        hst__bounded_solve(&p.b, 10 * (n + 1));
        check_optimal(&p.b, rows, count);
        j = (int32_t)rng_below(&random, (uint64_t)n);
        hst__bounded_pin(&p.b, j, (double)rng_below(&random, 3) / 2);
        check_optimal(&p.b, rows, count);
        guarded_free(p.memory);
    }
}

static void a_copy_takes_everything_over(void **state) {
    static const double rows[] = {1, 0.5, 0.8, 0.2, 1, 0.7, 0.3, 0.3, 0.1};
    problem p = make_of(2, rows, 3), q = make(2);
    (void)state;
    hst__bounded_solve(&p.b, 30);
    hst__bounded_copy(&q.b, &p.b);
    assert_near(hst__bounded_objective(&q.b), hst__bounded_objective(&p.b), 0);
    hst__bounded_solve(&q.b, 30);
    assert_near(q.b.x[0], p.b.x[0], 1e-15);
    assert_near(hst__bounded_length(&q.b, 0), sqrt(1.13), 1e-15);
    guarded_free(p.memory);
    guarded_free(q.memory);
}

/* Two columns alike but for 1e-11: the second adds nothing but that, and stays. A column of nothing, too. */
static void what_the_free_ones_imply_is_left_alone(void **state) {
    static const double rows[] = {1, 1, 0, 0.6, 2, 2, 0, 1.2, 1, 1 + 1e-11, 0, 0.9};
    problem p = make_of(3, rows, 3);
    (void)state;
    hst__bounded_solve(&p.b, 40);
    assert_int_equal(p.b.free, 1);
    assert_near(p.b.x[0] + p.b.x[1], (0.6 + 2.4 + 0.9) / 6, 1e-11);
    assert_near_abs(p.b.x[2], 0, 0);
    guarded_free(p.memory);
}

/* Two columns alike but for 1e-7. Once one is free, the other's pull is that times what is left of the right
 * side: next to nothing, yet it has a quarter of the whole range to go. */
static void what_the_free_ones_nearly_imply_is_told_all_the_same(void **state) {
    static const double rows[] = {1, 1, 0.75, 0, 1e-7, 0.25e-7};
    problem p = make_of(2, rows, 2);
    (void)state;
    hst__bounded_solve(&p.b, 30);
    assert_near(p.b.x[0], 0.5, 1e-8);
    assert_near(p.b.x[1], 0.25, 1e-8);
    assert_int_equal(p.b.free, 2);
    guarded_free(p.memory);
}

/* The first column meets the right side exactly: what roundings leave pulls at the others, and frees none. */
static void what_lies_at_its_bound_is_not_freed_by_rounding(void **state) {
    rng random = rng_seed(4);
    int run;
    (void)state;
    for (run = 0; run < 300; ++run) {
        double rows[9 * 5];
        problem p;
        int i, j;
        for (i = 0; i < 9; ++i) {
            for (j = 0; j < 4; ++j) {
                rows[5 * i + j] = (double)rng_below(&random, 4096) / 4096;
            }
            rows[5 * i + 4] = rows[5 * i] / 4;
        }
        p = make_of(4, rows, 9);
        hst__bounded_solve(&p.b, 50);
        assert_near(p.b.x[0], 0.25, 1e-13);
        assert_near_abs(p.b.x[1] + p.b.x[2] + p.b.x[3], 0, 0);
        assert_int_equal(p.b.free, 1);
        guarded_free(p.memory);
    }
}

static void moves_that_run_out_leave_what_there_is(void **state) {
    static const double rows[] = {1, 0, 0.5, 0, 1, 0.4};
    problem p = make_of(2, rows, 2);
    (void)state;
    hst__bounded_solve(&p.b, 1);
    assert_near_abs(p.b.x[0] + p.b.x[1], 0.5, 0);
    assert_near(hst__bounded_objective(&p.b), 0.16, 1e-15);
    guarded_free(p.memory);
}

/* Squares of entries below 1e-162 are 0: such rows turn nothing, and nothing becomes NaN. */
static void entries_next_to_nothing_count_as_nothing(void **state) {
    static const double rows[] = {1e-170, 1, 0.5, 1, 1e-170, 0.25, 1e-200, 0, 1e-200};
    problem p = make_of(2, rows, 3);
    (void)state;
    hst__bounded_solve(&p.b, 30);
    assert_near(p.b.x[0], 0.25, 1e-15);
    assert_near(p.b.x[1], 0.5, 1e-15);
    guarded_free(p.memory);
}

/* ---- profiles ---------------------------------------------------------------------------------- */

/* x0 alone: objective (x0 - 0.4)^2 for x0, whatever the other is. */
static void an_end_is_where_a_parabola_has_risen(void **state) {
    static const double rows[] = {1, 0, 0.4, 0, 1, 0.3};
    problem p = make_of(2, rows, 2), q = make(2);
    (void)state;
    hst__bounded_solve(&p.b, 30);
    hst__bounded_copy(&q.b, &p.b);
    assert_near(hst__bounded_end(&q.b, 0, 1, 0.01, 0, 60), 0.5, 1e-12);
    hst__bounded_copy(&q.b, &p.b);
    assert_near(hst__bounded_end(&q.b, 0, 0, 0.01, 0, 60), 0.3, 1e-12);
    hst__bounded_copy(&q.b, &p.b);
    assert_near_abs(hst__bounded_end(&q.b, 0, 0, 0.17, 0, 60), 0, 0);
    hst__bounded_copy(&q.b, &p.b);
    assert_near(hst__bounded_end(&q.b, 0, 1, 0.01, 0, 0), 1, 0); /* no step: still at the edge */
    guarded_free(p.memory);
    guarded_free(q.memory);
}

/* Objective (x0 + x1 - 0.8)^2: flat while x1 makes up for x0, then a parabola. From the flat part, and from
 * beyond, the step of Newton is none. */
static void an_end_beyond_a_flat_stretch_is_found(void **state) {
    static const double rows[] = {1, 1, 0.8};
    problem p = make_of(2, rows, 1), q = make(2);
    double drop;
    (void)state;
    hst__bounded_solve(&p.b, 30);
    for (drop = 1e-12; drop < 0.04; drop *= 10) {
        hst__bounded_copy(&q.b, &p.b);
        assert_near(hst__bounded_end(&q.b, 0, 1, drop, 0, 60), 0.8 + sqrt(drop), 1e-11);
    }
    hst__bounded_copy(&q.b, &p.b);
    assert_near_abs(hst__bounded_end(&q.b, 0, 0, 1e-6, 0, 60), 0, 0);
    guarded_free(p.memory);
    guarded_free(q.memory);
}

/* Where `least` is more than the least, the rise is nothing between two points: the step of Newton says
 * nothing there. (x - 0.4)^2 = 0.3 + 0.001. */
static void an_end_is_found_past_a_rise_of_nothing(void **state) {
    static const double rows[] = {1, 0.4};
    problem p = make_of(1, rows, 1);
    (void)state;
    hst__bounded_solve(&p.b, 20);
    assert_near(hst__bounded_end(&p.b, 0, 1, 0.001, 0.3, 60), 0.4 + sqrt(0.301), 1e-12);
    guarded_free(p.memory);
}

/* Against halving, over profiles with many corners. */
static void ends_are_those_of_halving(void **state) {
    rng random = rng_seed(2);
    double rows[12 * 9];
    int run, i;
    (void)state;
    for (run = 0; run < 300; ++run) {
        int32_t n = 1 + (int32_t)rng_below(&random, 8);
        problem p, q = make(n);
        double least, inside, outside, edge = run % 2, drop = pow(10, -3 * rng_uniform(&random)), end;
        for (i = 0; i < 12 * (n + 1); ++i) {
            rows[i] = rng_uniform(&random);
        }
        p = make_of(n, rows, 12);
        hst__bounded_solve(&p.b, 10 * (n + 1));
        least = hst__bounded_objective(&p.b);
        hst__bounded_copy(&q.b, &p.b);
        end = hst__bounded_end(&q.b, 0, edge, drop, least, 60);
        inside = p.b.x[0];
        outside = edge;
        hst__bounded_pin(&p.b, 0, edge);
        for (i = 0; i < 60 && (end > edge || end < edge); ++i) {
            double middle = (inside + outside) / 2;
            hst__bounded_pin(&p.b, 0, middle);
            *(hst__bounded_objective(&p.b) - least > drop ? &outside : &inside) = middle;
        }
        assert_near_abs(end, end > edge || end < edge ? inside : edge, 1e-10);
        assert_true((end > edge || end < edge) || hst__bounded_objective(&p.b) - least <= drop * (1 + 1e-12));
        guarded_free(p.memory);
        guarded_free(q.memory);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_unknown_stops_at_its_bounds),
        cmocka_unit_test(an_unknown_that_was_freed_can_be_held_again),
        cmocka_unit_test(no_answer_can_be_bettered),
        cmocka_unit_test(a_copy_takes_everything_over),
        cmocka_unit_test(what_the_free_ones_imply_is_left_alone),
        cmocka_unit_test(what_the_free_ones_nearly_imply_is_told_all_the_same),
        cmocka_unit_test(what_lies_at_its_bound_is_not_freed_by_rounding),
        cmocka_unit_test(moves_that_run_out_leave_what_there_is),
        cmocka_unit_test(entries_next_to_nothing_count_as_nothing),
        cmocka_unit_test(an_end_is_where_a_parabola_has_risen),
        cmocka_unit_test(an_end_beyond_a_flat_stretch_is_found),
        cmocka_unit_test(an_end_is_found_past_a_rise_of_nothing),
        cmocka_unit_test(ends_are_those_of_halving),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
