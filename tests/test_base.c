/* Version and statuses: what a caller compares, logs and shows. */
#include "support/support.h"

#include <stdio.h>
#include <string.h>

#include "hashstat/base.h"

static const hst_status listed[] = {HST_OK,     HST_ENULL,     HST_ESIZE,   HST_EALIGN,
                                    HST_ESPACE, HST_EOPTION,   HST_EDOMAIN, HST_EORDER,
                                    HST_EEMPTY, HST_EOVERFLOW, HST_ECORRUPT};
enum { LISTED = sizeof listed / sizeof listed[0] };

static void version_is_that_of_the_header(void **unused) {
    char expected[64];
    (void)unused;
    (void)snprintf(expected, sizeof expected, "%d.%d.%d", HST_VERSION_MAJOR, HST_VERSION_MINOR,
                   HST_VERSION_PATCH);
    assert_string_equal(hst_version(), expected);
}

static void abi_version_is_that_of_the_header(void **unused) {
    (void)unused;
    assert_int_equal(hst_abi_version(), HST_ABI_VERSION);
}

static void statuses_are_the_frozen_numbers_from_0_down(void **unused) {
    int i;
    (void)unused;
    for (i = 0; i < LISTED; ++i) {
        assert_int_equal(listed[i], -i);
    }
}

static void names_are_those_of_the_header(void **unused) {
    (void)unused;
    assert_string_equal(hst_status_name(HST_OK), "HST_OK");
    assert_string_equal(hst_status_name(HST_ENULL), "HST_ENULL");
    assert_string_equal(hst_status_name(HST_ESIZE), "HST_ESIZE");
    assert_string_equal(hst_status_name(HST_EALIGN), "HST_EALIGN");
    assert_string_equal(hst_status_name(HST_ESPACE), "HST_ESPACE");
    assert_string_equal(hst_status_name(HST_EOPTION), "HST_EOPTION");
    assert_string_equal(hst_status_name(HST_EDOMAIN), "HST_EDOMAIN");
    assert_string_equal(hst_status_name(HST_EORDER), "HST_EORDER");
    assert_string_equal(hst_status_name(HST_EEMPTY), "HST_EEMPTY");
    assert_string_equal(hst_status_name(HST_EOVERFLOW), "HST_EOVERFLOW");
    assert_string_equal(hst_status_name(HST_ECORRUPT), "HST_ECORRUPT");
}

static void each_status_has_a_text_of_its_own(void **unused) {
    int i, k;
    (void)unused;
    for (i = 0; i < LISTED; ++i) {
        assert_true(strlen(hst_status_text(listed[i])) > 10);
        for (k = 0; k < i; ++k) {
            assert_string_not_equal(hst_status_text(listed[i]), hst_status_text(listed[k]));
        }
    }
}

static void unknown_numbers_are_said_to_be_unknown(void **unused) {
    static const hst_status unknown[] = {1, -11, 12345, INT32_MAX, INT32_MIN};
    size_t i;
    (void)unused;
    for (i = 0; i < sizeof unknown / sizeof unknown[0]; ++i) {
        assert_string_equal(hst_status_name(unknown[i]), "HST_UNKNOWN");
        assert_non_null(strstr(hst_status_text(unknown[i]), "not a status"));
    }
}

static void no_index_is_minus_one(void **unused) {
    (void)unused;
    assert_int_equal(HST_NONE, -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_is_that_of_the_header),
        cmocka_unit_test(abi_version_is_that_of_the_header),
        cmocka_unit_test(statuses_are_the_frozen_numbers_from_0_down),
        cmocka_unit_test(names_are_those_of_the_header),
        cmocka_unit_test(each_status_has_a_text_of_its_own),
        cmocka_unit_test(unknown_numbers_are_said_to_be_unknown),
        cmocka_unit_test(no_index_is_minus_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
