/* The stable sort against insertion, and the bits and keys that ranks are made of against loops over bits. */
#include "support/support.h"

#include <float.h>
#include <string.h>

#include "kernels/bits.h"
#include "kernels/path.h"
#include "kernels/sort_entries.h"
#include "kernels/unbranched.h"

enum { MOST = 700 };

static void insert_sort(hst__entry *entry, int64_t n) {
    int64_t i, k;
    for (i = 1; i < n; ++i) {
        hst__entry e = entry[i];
        for (k = i; k > 0 && entry[k - 1].key > e.key; --k) {
            entry[k] = entry[k - 1];
        }
        entry[k] = e;
    }
}

static void assert_sorts(const hst__entry *entry, int64_t n) {
    static hst__entry expected[MOST];
    size_t bytes = (size_t)n * sizeof *entry;
    int path;
    memcpy(expected, entry, bytes);
    insert_sort(expected, n);
    for (path = 0; path <= hst__path(); ++path) {
        hst__entry *actual = guarded_alloc(bytes), *spare = guarded_alloc(bytes);
        memcpy(actual, entry, bytes);
        hst__sort_entries_on(path, actual, n, spare);
        assert_memory_equal(actual, expected, bytes);
        guarded_free(actual);
        guarded_free(spare);
    }
}

static void every_length_is_sorted_and_equal_keys_keep_their_order(void **unused) {
    static hst__entry entry[MOST];
    rng r = rng_seed(1);
    int64_t n, i;
    (void)unused;
    for (n = 0; n < MOST; n += n < 150 ? 1 : 23) {
        static const uint64_t kinds[] = {2, 7, 1000, UINT64_C(1) << 62};
        int k;
        for (k = 0; k < 4; ++k) {
            for (i = 0; i < n; ++i) {
                entry[i].key = (int64_t)rng_below(&r, kinds[k]) - (int64_t)(kinds[k] / 2);
                entry[i].place = i;
            }
            assert_sorts(entry, n);
        }
    }
}

static void ascending_falling_and_constant_keys_are_sorted(void **unused) {
    static hst__entry entry[MOST];
    int64_t n, i, slope;
    (void)unused;
    for (n = 1; n < MOST; n += 33) {
        for (slope = -1; slope <= 1; ++slope) {
            for (i = 0; i < n; ++i) {
                entry[i].key = slope * i;
                entry[i].place = i;
            }
            assert_sorts(entry, n);
        }
    }
}

static void the_best_path_is_what_is_called(void **unused) {
    hst__entry entry[3] = {{5, 0}, {-1, 1}, {5, 2}}, spare[3];
    (void)unused;
    hst__sort_entries(entry, 3, spare);
    assert_int_equal(entry[0].place, 1);
    assert_int_equal(entry[1].place, 0);
    assert_int_equal(entry[2].place, 2);
}

static void keys_are_ordered_as_doubles_are(void **unused) {
    static const double x[] = {-DBL_MAX,  -1e21,   -1,  -DBL_MIN, -0x1p-1074, 0,
                               0x1p-1074, DBL_MIN, 0.5, 1,        DBL_MAX};
    int i, k;
    (void)unused;
    for (i = 0; i < 11; ++i) {
        assert_same_bits(hst__of_key(hst__key_of(x[i])), x[i]);
        assert_true(hst__key_of(x[i]) > INT64_MIN + 1 && hst__key_of(x[i]) < INT64_MAX - 1);
        for (k = 0; k < i; ++k) {
            assert_true(hst__key_of(x[k]) < hst__key_of(x[i]));
        }
    }
    assert_true(hst__key_of(-0.0) == hst__key_of(0.0));
    assert_same_bits(hst__of_key(hst__key_of(-0.0)), 0.0);
}

static void bits_are_counted_and_found(void **unused) {
    rng r = rng_seed(2);
    int round;
    (void)unused;
    for (round = 0; round < 20000; ++round) {
        uint64_t x = rng_next(&r);
        int count = 0, place;
        if (round % 3 == 1) {
            x &= rng_next(&r) & rng_next(&r) & rng_next(&r);
        } else if (round % 3 == 2) {
            x |= rng_next(&r) | rng_next(&r);
        }
        x = round == 0 ? UINT64_MAX : x;
        for (place = 0; place < 64; ++place) {
            if (x >> place & 1) {
                assert_int_equal(hst__select_bit(x, count), place);
                assert_true(count > 0 || hst__lowest_bit(x) == place);
                ++count;
            }
        }
        assert_int_equal(hst__count_bits(x), count);
    }
}

static void truths_choose_without_a_branch(void **unused) {
    (void)unused;
    assert_int_equal(hst__unbranched(3 < 4), 1);
    assert_int_equal(hst__unbranched(4 < 3), 0);
    assert_int_equal(hst__either(-5, 7, 0), -5);
    assert_int_equal(hst__either(-5, 7, 1), 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_length_is_sorted_and_equal_keys_keep_their_order),
        cmocka_unit_test(ascending_falling_and_constant_keys_are_sorted),
        cmocka_unit_test(the_best_path_is_what_is_called),
        cmocka_unit_test(keys_are_ordered_as_doubles_are),
        cmocka_unit_test(bits_are_counted_and_found),
        cmocka_unit_test(truths_choose_without_a_branch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
