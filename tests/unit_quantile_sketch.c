/* The sketch: how close its quantiles are, that no order shows in it, and the bytes that every release must
 * read. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "hashstat/quantile.h"

enum { MOST = 4000, PARTS = 8, ASKED = 7 };

static double x[MOST], work[MOST];
static const double p[ASKED] = {0, 0.01, 0.25, 0.5, 0.9, 0.999, 1};

typedef struct sketch {
    size_t bytes;
    void *memory; /* ends at an inaccessible page */
} sketch;

static sketch begin(double accuracy, double least, double most) {
    sketch s;
    assert_status(hst_quantile_sketch_size(&s.bytes, accuracy, least, most), HST_OK);
    assert_int_equal(s.bytes % 8, 0);
    s.memory = guarded_alloc(s.bytes);
    assert_status(hst_quantile_sketch_init(s.memory, s.bytes, accuracy, least, most), HST_OK);
    return s;
}

static void end(sketch *s) {
    guarded_free(s->memory);
}

static void push_n(sketch *s, const double *values, int64_t n) {
    assert_status(hst_quantile_sketch_push_n(s->memory, s->bytes, values, n), HST_OK);
}

static hst_quantile_counts counts_of(const sketch *s) {
    hst_quantile_counts c;
    assert_status(hst_quantile_sketch_counts(&c, s->memory, s->bytes), HST_OK);
    return c;
}

static void assert_same_sketch(const sketch *a, const sketch *b) {
    size_t size[2] = {0, 0};
    uint8_t *packed[2];
    assert_int_equal(a->bytes, b->bytes);
    assert_memory_equal(a->memory, b->memory, a->bytes);
    assert_status(hst_quantile_sketch_packed_size(&size[0], a->memory, a->bytes), HST_OK);
    assert_status(hst_quantile_sketch_packed_size(&size[1], b->memory, b->bytes), HST_OK);
    assert_int_equal(size[0], size[1]);
    packed[0] = guarded_alloc(size[0]);
    packed[1] = guarded_alloc(size[1]);
    assert_status(hst_quantile_sketch_pack(packed[0], size[0], a->memory, a->bytes), HST_OK);
    assert_status(hst_quantile_sketch_pack(packed[1], size[1], b->memory, b->bytes), HST_OK);
    assert_memory_equal(packed[0], packed[1], size[0]);
    guarded_free(packed[0]);
    guarded_free(packed[1]);
}

/* Hashrates over several orders, some zero, some missing, and some beyond 1e10..1e20 if asked for. */
static void fill(rng *r, int64_t n, int beyond) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        double size = ldexp(1 + rng_uniform(r), 34 + (int)rng_below(r, 32));
        x[i] = rng_below(r, 10) == 0 ? (double)NAN : rng_below(r, 20) == 0 ? 0 : size;
        if (beyond && rng_below(r, 8) == 0) {
            x[i] = rng_below(r, 2) == 0 ? 1e9 * rng_uniform(r) : 1e21 * (1 + rng_uniform(r));
        }
    }
}

/* What the header promises of an answer, given the true quantile. */
static void assert_answer(double answer, hst_interval bounds, double truth, double accuracy, double least,
                          double most) {
    assert_true(bounds.lower <= truth && truth <= bounds.upper);
    if (truth < least) {
        assert_same_bits(answer, 0.0);
        assert_same_bits(bounds.lower, 0.0);
        assert_same_bits(bounds.upper, truth > 0 ? least : 0.0);
    } else if (truth > most) {
        assert_same_bits(answer, INFINITY);
        assert_same_bits(bounds.lower, most);
        assert_same_bits(bounds.upper, INFINITY);
    } else {
        assert_true(fabsl((long double)answer - (long double)truth) <=
                    (long double)accuracy * (long double)truth);
        assert_true(least <= bounds.lower && bounds.lower <= answer && answer <= bounds.upper);
        assert_true(bounds.upper <= most);
    }
}

static void quantiles_are_within_the_accuracy_of_the_true_ones(void **unused) {
    static const double accuracies[] = {0.5, 0.1, 0.01, 0.001, 1e-5};
    rng r = rng_seed(71);
    int run, k;
    (void)unused;
    for (run = 0; run < 400; ++run) {
        double accuracy = accuracies[run % 5], least = 1e10, most = 1e20, truth[ASKED], out[ASKED];
        sketch s = begin(accuracy, least, most);
        hst_interval bounds[ASKED];
        int64_t n = 1 + (int64_t)rng_below(&r, run % 4 == 0 ? MOST : 60);
        fill(&r, n, run % 2);
        x[0] = 1e15;
        push_n(&s, x, n);
        assert_status(hst_quantile_select_nearest(truth, p, ASKED, x, n, work, sizeof work), HST_OK);
        assert_status(hst_quantile_sketch_read(out, p, ASKED, s.memory, s.bytes), HST_OK);
        assert_status(hst_quantile_sketch_bounds(bounds, p, ASKED, s.memory, s.bytes), HST_OK);
        for (k = 0; k < ASKED; ++k) {
            assert_answer(out[k], bounds[k], truth[k], accuracy, least, most);
            assert_true(k == 0 || out[k] >= out[k - 1]);
        }
        end(&s);
    }
}

static void counts_tell_what_is_held(void **unused) {
    static const double some[] = {0, -0.0, (double)NAN, 1, 0.5, 2, 1.5, 3, 0x1p-1074, DBL_MAX};
    sketch s = begin(0.02, 1, 2);
    hst_quantile_counts c = counts_of(&s);
    (void)unused;
    assert_int_equal(c.observed + c.missing + c.zeros + c.below + c.above, 0);
    push_n(&s, some, 10);
    c = counts_of(&s);
    assert_int_equal(c.observed, 9);
    assert_int_equal(c.missing, 1);
    assert_int_equal(c.zeros, 2);
    assert_int_equal(c.below, 2);
    assert_int_equal(c.above, 2);
    assert_same_bits(c.accuracy, 0.02);
    assert_same_bits(c.least, 1);
    assert_same_bits(c.most, 2);
    end(&s);
}

static void the_head_and_eight_bytes_a_bucket_are_what_a_sketch_takes(void **unused) {
    size_t bytes = 0;
    (void)unused;
    assert_status(hst_quantile_sketch_size(&bytes, 0.01, 1, 1), HST_OK);
    assert_int_equal(bytes, 72 + 8);
    assert_status(hst_quantile_sketch_size(&bytes, 0.01, 1, nextafter(1024, 0)), HST_OK);
    assert_int_equal(bytes, 72 + 8 * 350);
    assert_status(hst_quantile_sketch_size(&bytes, 1e-5, DBL_MIN, DBL_MAX), HST_OK);
    assert_int_equal(bytes, 72 + 8 * 2046 * 35001);
}

static void any_chunking_gives_the_same_bytes(void **unused) {
    static const int64_t chunks[] = {1, 2, 3, 5, 7, 13, 100, MOST};
    rng r = rng_seed(72);
    sketch whole = begin(0.01, 1e10, 1e20), one = begin(0.01, 1e10, 1e20);
    size_t c;
    int64_t i;
    (void)unused;
    fill(&r, MOST, 1);
    push_n(&whole, x, MOST);
    for (i = 0; i < MOST; ++i) {
        assert_status(hst_quantile_sketch_push(one.memory, one.bytes, x[i]), HST_OK);
    }
    assert_same_sketch(&one, &whole);
    for (c = 0; c < sizeof chunks / sizeof *chunks; ++c) {
        sketch s = begin(0.01, 1e10, 1e20);
        for (i = 0; i < MOST; i += chunks[c]) {
            push_n(&s, x + i, MOST - i < chunks[c] ? MOST - i : chunks[c]);
        }
        assert_same_sketch(&s, &whole);
        end(&s);
    }
    end(&one);
    end(&whole);
}

/* Parts cut at random, merged two at a time in a random order until one is left. */
static void any_tree_of_merges_gives_the_same_bytes(void **unused) {
    rng r = rng_seed(73);
    int run, k;
    (void)unused;
    for (run = 0; run < 1000; ++run) {
        sketch whole = begin(0.05, 1e10, 1e20), part[PARTS];
        int parts = PARTS;
        int64_t from = 0;
        fill(&r, 200, 1);
        push_n(&whole, x, 200);
        for (k = 0; k < PARTS; ++k) {
            int64_t n = k == PARTS - 1 ? 200 - from : (int64_t)rng_below(&r, (uint64_t)(200 - from));
            part[k] = begin(0.05, 1e10, 1e20);
            push_n(&part[k], x + from, n);
            from += n;
        }
        while (parts > 1) {
            int a = (int)rng_below(&r, (uint64_t)parts), b = (int)rng_below(&r, (uint64_t)parts - 1);
            b += b >= a;
            assert_status(
                hst_quantile_sketch_merge(part[a].memory, part[a].bytes, part[b].memory, part[b].bytes),
                HST_OK);
            end(&part[b]);
            part[b] = part[--parts];
        }
        assert_same_sketch(&part[0], &whole);
        end(&part[0]);
        end(&whole);
    }
}

static void what_is_taken_back_leaves_no_trace(void **unused) {
    rng r = rng_seed(74);
    sketch s = begin(0.01, 1e10, 1e20), expected = begin(0.01, 1e10, 1e20);
    int64_t i;
    (void)unused;
    fill(&r, MOST, 1);
    push_n(&expected, x, MOST / 2);
    push_n(&s, x, MOST);
    for (i = MOST - 1; i >= MOST / 2; --i) {
        assert_status(hst_quantile_sketch_unpush(s.memory, s.bytes, x[i]), HST_OK);
    }
    assert_same_sketch(&s, &expected);
    end(&s);
    end(&expected);
}

static void a_sketch_may_be_moved_and_merged_with_itself(void **unused) {
    rng r = rng_seed(75);
    sketch s = begin(0.01, 1e10, 1e20), moved = begin(0.3, 1, 1), twice = begin(0.01, 1e10, 1e20);
    (void)unused;
    fill(&r, 500, 1);
    push_n(&s, x, 500);
    push_n(&twice, x, 500);
    push_n(&twice, x, 500);
    end(&moved);
    moved.bytes = s.bytes;
    moved.memory = guarded_alloc(s.bytes);
    memcpy(moved.memory, s.memory, s.bytes);
    assert_status(hst_quantile_sketch_merge(moved.memory, moved.bytes, moved.memory, moved.bytes), HST_OK);
    assert_same_sketch(&moved, &twice);
    end(&s);
    end(&moved);
    end(&twice);
}

static void memory_beyond_a_sketch_is_left_alone(void **unused) {
    uint64_t memory[40];
    size_t bytes = 0;
    (void)unused;
    fill_untouched(memory, sizeof memory);
    assert_status(hst_quantile_sketch_size(&bytes, 0.5, 1, 100), HST_OK);
    assert_true(bytes < sizeof memory);
    assert_status(hst_quantile_sketch_init(memory, sizeof memory, 0.5, 1, 100), HST_OK);
    assert_status(hst_quantile_sketch_push(memory, sizeof memory, DBL_MAX), HST_OK);
    assert_untouched((char *)memory + bytes, sizeof memory - bytes);
}

/* ---- packed bytes ------------------------------------------------------------------------------ */

static void put(uint8_t *bytes, int at, uint64_t word) {
    int k;
    for (k = 0; k < 8; ++k) {
        bytes[8 * at + k] = (uint8_t)(word >> (8 * k));
    }
}

/* The layout is part of the contract: a sketch packed today must be read by every later release, on any
 * machine. Accuracy 1/2 has one bucket an octave; 1..100 are seven of them, 5 and 12 lie in the third and in
 * the fourth. */
static void the_bytes_of_a_sketch_are_these(void **unused) {
    static const double some[] = {5, (double)NAN, 0, 0, 0.1, 0.1, 0.1, 101, 12, 12};
    const uint64_t word[] = {UINT64_C(0x0000000171747368),
                             UINT64_C(0x3fe) << 52,
                             UINT64_C(0x3ff) << 52,
                             UINT64_C(0x4059) << 48,
                             1,
                             2,
                             3,
                             1,
                             2,
                             1,
                             2};
    uint64_t sum = UINT64_C(14695981039346656037);
    sketch s = begin(0.5, 1, 100);
    uint8_t expected[96], packed[97];
    size_t size = 0, i;
    (void)unused;
    for (i = 0; i < 11; ++i) {
        put(expected, (int)i, word[i]);
    }
    for (i = 0; i < 88; ++i) {
        sum = (sum ^ expected[i]) * UINT64_C(1099511628211);
    }
    put(expected, 11, sum);
    push_n(&s, some, 10);
    assert_int_equal(s.bytes, 72 + 8 * 7);
    assert_status(hst_quantile_sketch_packed_size(&size, s.memory, s.bytes), HST_OK);
    assert_int_equal(size, 96);
    fill_untouched(packed, sizeof packed);
    assert_status(hst_quantile_sketch_pack(packed, 97, s.memory, s.bytes), HST_OK);
    assert_memory_equal(packed, expected, 96);
    assert_untouched(packed + 96, 1);
    end(&s);
}

static void packed_and_unpacked_a_sketch_is_the_same(void **unused) {
    rng r = rng_seed(76);
    int run;
    (void)unused;
    for (run = 0; run < 200; ++run) {
        sketch s = begin(0.02, 1e10, 1e20), back;
        size_t size = 0;
        uint8_t *packed;
        fill(&r, 100, 1);
        push_n(&s, x, run % 10 == 0 ? 0 : (int64_t)rng_below(&r, 100));
        assert_status(hst_quantile_sketch_packed_size(&size, s.memory, s.bytes), HST_OK);
        packed = guarded_alloc(size + 1); /* crooked */
        assert_status(hst_quantile_sketch_pack(packed + 1, size, s.memory, s.bytes), HST_OK);
        assert_status(hst_quantile_sketch_unpacked_size(&back.bytes, packed + 1, size), HST_OK);
        assert_int_equal(back.bytes, s.bytes);
        back.memory = guarded_alloc(back.bytes);
        assert_status(hst_quantile_sketch_unpack(back.memory, back.bytes, packed + 1, size), HST_OK);
        assert_same_sketch(&back, &s);
        guarded_free(packed);
        end(&s);
        end(&back);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_within_the_accuracy_of_the_true_ones),
        cmocka_unit_test(counts_tell_what_is_held),
        cmocka_unit_test(the_head_and_eight_bytes_a_bucket_are_what_a_sketch_takes),
        cmocka_unit_test(any_chunking_gives_the_same_bytes),
        cmocka_unit_test(any_tree_of_merges_gives_the_same_bytes),
        cmocka_unit_test(what_is_taken_back_leaves_no_trace),
        cmocka_unit_test(a_sketch_may_be_moved_and_merged_with_itself),
        cmocka_unit_test(memory_beyond_a_sketch_is_left_alone),
        cmocka_unit_test(the_bytes_of_a_sketch_are_these),
        cmocka_unit_test(packed_and_unpacked_a_sketch_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
