/* The hull that grows to the right: its vertices against all pairs of points, and what it drops when full. */
#include "support/support.h"

#include <math.h>

#include "kernels/hull.h"

enum { MOST = 200 };

static uint64_t memory[2][HST__HULL_MOST * HST__POINT_WORDS];
static hst__point point[MOST];

/* Above 0 where b is on the outer side of the line from a to c; exact for these whole numbers. */
static double outer(const hst__point *a, const hst__point *b, const hst__point *c, int side) {
    double area = (c->clock[side] - a->clock[side]) * (double)(b->count - a->count) -
                  (b->clock[side] - a->clock[side]) * (double)(c->count - a->count);
    return side == HST__FALL ? area : -area;
}

/* A vertex lies outside of every chord that passes it. */
static int is_vertex(int64_t k, int64_t n, int side) {
    int64_t i, j;
    for (i = 0; i < k; ++i) {
        for (j = k + 1; j < n; ++j) {
            if (!(outer(&point[i], &point[k], &point[j], side) > 0)) {
                return 0;
            }
        }
    }
    return 1;
}

static int64_t make_points(rng *r) {
    int64_t n = 2 + (int64_t)rng_below(r, 28), i;
    double clock = 0;
    int64_t count = 0;
    for (i = 0; i < n; ++i) {
        clock += 1 + (double)rng_below(r, 4);
        count += (int64_t)rng_below(r, 6);
        point[i].clock[0] = point[i].clock[1] = clock;
        point[i].count = count;
        point[i].index = i;
        point[i].key = 10 * i;
        point[i].next_key = 10 * i + 10;
    }
    return n;
}

static void the_vertices_are_those_outside_of_all_chords(void **unused) {
    rng r = rng_seed(1);
    int run, side;
    (void)unused;
    for (run = 0; run < 2000; ++run) {
        int64_t n = make_points(&r), i;
        for (side = 0; side < 2; ++side) {
            int64_t vertices = 0, lost = 0, k = 0;
            for (i = 0; i < n; ++i) {
                vertices = hst__hull_add(memory[side], vertices, &point[i], side, &lost);
            }
            assert_int_equal(lost, 0);
            for (i = 0; i < n; ++i) {
                if (is_vertex(i, n, side)) {
                    hst__point p = hst__point_at(memory[side], k);
                    assert_memory_equal(&p, &point[i], sizeof p);
                    ++k;
                }
            }
            assert_int_equal(vertices, k);
        }
    }
}

/* A parabola: every point is a vertex, and any triangle of neighbours is alike. */
static void a_full_hull_drops_one_vertex_at_a_time_and_says_so(void **unused) {
    int64_t vertices = 0, lost = 0, i;
    hst__point p = {{0, 0}, 0, 0, 0, 0}, first, last;
    (void)unused;
    for (i = 0; i < 1000; ++i) {
        p.clock[HST__RISE] = (double)i;
        p.count = i * i;
        p.index = i;
        vertices = hst__hull_add(memory[1], vertices, &p, HST__RISE, &lost);
        assert_int_equal(vertices + lost, i + 1);
        assert_true(vertices <= HST__HULL_MOST);
    }
    first = hst__point_at(memory[1], 0);
    last = hst__point_at(memory[1], vertices - 1);
    assert_int_equal(first.index, 0);
    assert_int_equal(last.index, 999);
    for (i = 1; i < vertices; ++i) { /* evenly thinned: no gap is far wider than 1000 / 64 */
        hst__point a = hst__point_at(memory[1], i - 1), b = hst__point_at(memory[1], i);
        assert_true(b.index > a.index && b.index - a.index < 64);
    }
}

/* The one that stands out the least: a hair above the line between its neighbours. */
static void the_vertex_that_loses_least_goes(void **unused) {
    int64_t vertices = 0, lost = 0, i;
    hst__point p = {{0, 0}, 0, 0, 0, 0};
    (void)unused;
    for (i = 0; i <= HST__HULL_MOST; ++i) {
        p.clock[HST__FALL] = (double)i;
        p.count = 1000000 * i - 1000 * i * i + (i == 30 ? -999 : 0);
        p.index = i;
        vertices = hst__hull_add(memory[0], vertices, &p, HST__FALL, &lost);
    }
    assert_int_equal(vertices, HST__HULL_MOST);
    assert_int_equal(lost, 1);
    for (i = 0; i < vertices; ++i) {
        p = hst__point_at(memory[0], i);
        assert_int_equal(p.index, i < 30 ? i : i + 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vertices_are_those_outside_of_all_chords),
        cmocka_unit_test(a_full_hull_drops_one_vertex_at_a_time_and_says_so),
        cmocka_unit_test(the_vertex_that_loses_least_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
