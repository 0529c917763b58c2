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
    assert_true(hst__options_init(&options, sizeof options, &defaults, sizeof defaults));
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
    assert_true(hst__options_init(bytes, size, &defaults, sizeof defaults));
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
    assert_false(hst__options_init(&options, sizeof options - 1, &defaults, sizeof defaults));
    assert_false(hst__options_init(&options, 0, &defaults, sizeof defaults));
    assert_untouched(&options, sizeof options);
}

static void a_tail_is_known_only_while_it_is_zero(void **unused) {
    unsigned char *bytes = guarded_alloc(24);
    int i;
    (void)unused;
    assert_true(hst__options_init(bytes, 24, &defaults, sizeof defaults));
    assert_true(hst__options_known(bytes, sizeof defaults));
    for (i = (int)sizeof defaults; i < 24; ++i) {
        bytes[i] = 1;
        assert_false(hst__options_known(bytes, sizeof defaults));
        bytes[i] = 0;
    }
    guarded_free(bytes);
}

static void short_structs_and_flags_are_not_known(void **unused) {
    small_options *options = guarded_alloc(sizeof *options);
    (void)unused;
    *options = defaults;
    assert_true(hst__options_known(options, sizeof defaults));
    options->flags = 1;
    assert_false(hst__options_known(options, sizeof defaults));
    *options = defaults;
    options->struct_size = sizeof defaults - 1;
    assert_false(hst__options_known(options, sizeof defaults));
    guarded_free(options);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(init_gives_defaults_and_the_callers_size),
        cmocka_unit_test(init_of_a_newer_struct_zeroes_its_tail_and_no_more),
        cmocka_unit_test(init_of_too_few_bytes_writes_nothing),
        cmocka_unit_test(a_tail_is_known_only_while_it_is_zero),
        cmocka_unit_test(short_structs_and_flags_are_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
