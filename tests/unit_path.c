/* Which instruction sets are chosen. */
#include "support/support.h"

#include "kernels/path.h"

#if HST__X86_PATHS && !defined(HST__PATH_FIXED)

/* Bits as Intel's Software Developer's Manual, volume 2A, gives them under CPUID. */
#define BIT(n) (UINT32_C(1) << (n))
static const hst__cpu everything = {
    BIT(27) | BIT(23), BIT(5), BIT(3) | BIT(5) | BIT(8) | BIT(16) | BIT(17) | BIT(28) | BIT(30) | BIT(31),
    0xe6};

static int path_of(hst__cpu cpu) {
    return hst__path_of(&cpu)();
}

static void each_set_needs_all_of_its_bits(void **unused) {
    int bit;
    (void)unused;
    assert_int_equal(path_of(everything), HST__PATH_AVX512);
    for (bit = 0; bit < 32; ++bit) {
        hst__cpu cpu = everything;
        int vital = bit == 3 || bit == 5 || bit == 8, wide = bit == 16 || bit == 17 || bit == 28 || bit >= 30;
        cpu.leaf7 &= ~BIT(bit);
        assert_int_equal(path_of(cpu), vital ? HST__PATH_PORTABLE : wide ? HST__PATH_AVX2 : HST__PATH_AVX512);
        cpu = everything;
        cpu.leaf1 &= ~BIT(bit);
        assert_int_equal(path_of(cpu), bit == 27 || bit == 23 ? HST__PATH_PORTABLE : HST__PATH_AVX512);
        cpu = everything;
        cpu.saved &= ~BIT(bit);
        vital = bit == 1 || bit == 2;
        assert_int_equal(path_of(cpu), vital                ? HST__PATH_PORTABLE
                                       : bit > 4 && bit < 8 ? HST__PATH_AVX2
                                                            : HST__PATH_AVX512);
    }
}

static void without_lzcnt_nothing_wide_is_chosen(void **unused) {
    hst__cpu cpu = everything;
    (void)unused;
    cpu.extended = 0;
    assert_int_equal(path_of(cpu), HST__PATH_PORTABLE);
}

static void registers_are_asked_for_only_where_the_question_exists(void **unused) {
    (void)unused;
    assert_int_equal(hst__cpu_saved(0), 0);
    if (hst__path() != HST__PATH_PORTABLE) {
        assert_int_equal(hst__cpu_saved(BIT(27)) & 6, 6);
    }
}

#endif

static void the_path_is_one_of_three_and_stays(void **unused) {
    int path = hst__path();
    (void)unused;
    assert_in_range(path, HST__PATH_PORTABLE, HST__PATH_AVX512);
    assert_int_equal(hst__path(), path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#if HST__X86_PATHS && !defined(HST__PATH_FIXED)
        cmocka_unit_test(each_set_needs_all_of_its_bits),
        cmocka_unit_test(without_lzcnt_nothing_wide_is_chosen),
        cmocka_unit_test(registers_are_asked_for_only_where_the_question_exists),
#endif
        cmocka_unit_test(the_path_is_one_of_three_and_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
