/* Option structs of older and newer callers. */
#include "support/support.h"

#include <string.h>

#include "kernels/options.h"

typedef struct small_options {
    uint32_t struct_size, flags;
    int64_t value;
} small_options;

static const small_options defaults = {sizeof(small_options), 0, 7};

static void init_gives_defaults_and_the_callers_size(void **unused) {
    small_options options;
    (void)unused;
    memset(&options, 0xff, sizeof options);
    assert_true(hst__options_init(&options, sizeof options, &defaults, sizeof defaults, sizeof defaults));
    assert_int_equal(options.struct_size, sizeof options);
    assert_int_equal(options.flags, 0);
    assert_int_equal(options.value, 7);
}

static void init_of_a_newer_struct_zeroes_its_tail_and_no_more(void **unused) {
    unsigned char bytes[40];
    uint32_t size = 32;
    int i;
    (void)unused;
    fill_untouched(bytes, sizeof bytes);
    assert_true(hst__options_init(bytes, size, &defaults, sizeof defaults, sizeof defaults));
    assert_memory_equal(bytes, &size, sizeof size);
    for (i = (int)sizeof defaults; i < 32; ++i) {
        assert_int_equal(bytes[i], 0);
    }
    assert_untouched(bytes + 32, 8);
}

static void init_of_too_few_bytes_writes_nothing(void **unused) {
    small_options options;
    (void)unused;
    fill_untouched(&options, sizeof options);
    assert_false(
        hst__options_init(&options, sizeof options - 1, &defaults, sizeof defaults, sizeof defaults));
    assert_false(hst__options_init(&options, 0, &defaults, sizeof defaults, sizeof defaults));
    assert_untouched(&options, sizeof options);
}

/* What the same struct became in a later release: `known` is its size, and `least` is still that of the first
 * one. */
typedef struct grown_options {
    uint32_t struct_size, flags;
    int64_t value;
    double share;
    uint32_t mode, limit;
} grown_options;

static const grown_options grown = {sizeof(grown_options), 0, 8, 0.5, 3, 4};

static void init_by_an_older_caller_fills_what_it_has(void **unused) {
    grown_options options;
    (void)unused;
    fill_untouched(&options, sizeof options);
    assert_true(hst__options_init(&options, sizeof(small_options), &grown, sizeof defaults, sizeof grown));
    assert_int_equal(options.struct_size, sizeof(small_options));
    assert_int_equal(options.value, 8);
    assert_untouched(&options.share, sizeof options - sizeof(small_options));
    assert_false(
        hst__options_init(&options, sizeof(small_options) - 1, &grown, sizeof defaults, sizeof grown));
}

static void an_older_caller_gets_defaults_for_what_it_lacks(void **unused) {
    small_options *old = guarded_alloc(sizeof *old);
    unsigned char *between = guarded_alloc(24);
    grown_options options;
    double share = 0.25;
    uint32_t size = 24;
    (void)unused;
    *old = defaults;
    old->value = 9;
    assert_true(hst__options_read(&options, old, &grown, sizeof defaults, sizeof grown));
    assert_int_equal(options.value, 9);
    assert_near(options.share, 0.5, 0);
    assert_int_equal(options.mode, 3);
    assert_int_equal(options.limit, 4);
    memcpy(between, old, sizeof *old); /* of a release that had share, but not yet mode and limit */
    memcpy(between, &size, sizeof size);
    memcpy(between + sizeof *old, &share, sizeof share);
    assert_true(hst__options_read(&options, between, &grown, sizeof defaults, sizeof grown));
    assert_near(options.share, 0.25, 0);
    assert_int_equal(options.mode, 3);
    guarded_free(old);
    guarded_free(between);
}

static void what_the_caller_set_is_read(void **unused) {
    grown_options mine = {sizeof mine, 0, 11, 0.75, 1, 2}, options;
    (void)unused;
    assert_true(hst__options_read(&options, &mine, &grown, sizeof defaults, sizeof grown));
    assert_memory_equal(&options, &mine, sizeof mine);
}

static void a_tail_is_read_only_while_it_is_zero(void **unused) {
    unsigned char *bytes = guarded_alloc(24);
    small_options options;
    int i;
    (void)unused;
    assert_true(hst__options_init(bytes, 24, &defaults, sizeof defaults, sizeof defaults));
    assert_true(hst__options_read(&options, bytes, &defaults, sizeof defaults, sizeof defaults));
    assert_int_equal(options.value, 7);
    fill_untouched(&options, sizeof options);
    for (i = (int)sizeof defaults; i < 24; ++i) {
        bytes[i] = 1;
        assert_false(hst__options_read(&options, bytes, &defaults, sizeof defaults, sizeof defaults));
        bytes[i] = 0;
    }
    assert_untouched(&options, sizeof options);
    guarded_free(bytes);
}

static void known_flags_are_read_and_no_others(void **unused) {
    small_options mine = {sizeof(small_options), 5, 9}, read;
    (void)unused;
    fill_untouched(&read, sizeof read);
    assert_false(hst__options_read_flags(&read, &mine, &defaults, sizeof mine, sizeof mine, 4));
    assert_false(hst__options_read_flags(&read, &mine, &defaults, sizeof mine, sizeof mine, 3));
    assert_untouched(&read, sizeof read);
    assert_true(hst__options_read_flags(&read, &mine, &defaults, sizeof mine, sizeof mine, 7));
    assert_int_equal(read.flags, 5);
    assert_int_equal(read.value, 9);
}

static void short_structs_and_flags_are_not_read(void **unused) {
    small_options *mine = guarded_alloc(sizeof *mine), options;
    (void)unused;
    fill_untouched(&options, sizeof options);
    *mine = defaults;
    mine->flags = 1;
    assert_false(hst__options_read(&options, mine, &defaults, sizeof defaults, sizeof defaults));
    *mine = defaults;
    mine->struct_size = sizeof defaults - 1;
    assert_false(hst__options_read(&options, mine, &defaults, sizeof defaults, sizeof defaults));
    assert_untouched(&options, sizeof options);
    guarded_free(mine);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_gives_defaults_and_the_callers_size),
        cmocka_unit_test(init_of_a_newer_struct_zeroes_its_tail_and_no_more),
        cmocka_unit_test(init_of_too_few_bytes_writes_nothing),
        cmocka_unit_test(init_by_an_older_caller_fills_what_it_has),
        cmocka_unit_test(an_older_caller_gets_defaults_for_what_it_lacks),
        cmocka_unit_test(what_the_caller_set_is_read),
        cmocka_unit_test(a_tail_is_read_only_while_it_is_zero),
        cmocka_unit_test(known_flags_are_read_and_no_others),
        cmocka_unit_test(short_structs_and_flags_are_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
