/* Assertions on doubles print 17 digits, enough to tell any two apart, and the error beside what was
 * allowed. */
#include "support.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "hashstat/base.h"

enum { UNTOUCHED = 0xA5 };

static void fail_near(double actual, double expected, double error, double allowed, const char *text,
                      const char *file, int line) {
    print_error("%s = %.17g\n  expected  %.17g\n  error     %.3g\n  allowed   %.3g\n", text, actual, expected,
                error, allowed);
    _fail(file, line);
}

void support_near(double actual, double expected, double relative, const char *text, const char *file,
                  int line) {
    double error;
    if (actual == expected) {
        return;
    }
    error = fabs(actual - expected) / fabs(expected);
    /* Negated, so that a NaN on either side or as the allowance fails. */
    if (!(isfinite(actual) && isfinite(expected) && error <= relative)) {
        fail_near(actual, expected, error, relative, text, file, line);
    }
}

void support_near_abs(double actual, double expected, double absolute, const char *text, const char *file,
                      int line) {
    double error;
    if (actual == expected) {
        return;
    }
    error = fabs(actual - expected);
    if (!(isfinite(actual) && isfinite(expected) && error <= absolute)) {
        fail_near(actual, expected, error, absolute, text, file, line);
    }
}

void support_is_nan(double x, const char *text, const char *file, int line) {
    if (!isnan(x)) {
        print_error("%s = %.17g, expected NaN\n", text, x);
        _fail(file, line);
    }
}

static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

void support_same_bits(double actual, double expected, const char *text, const char *file, int line) {
    if (bits_of(actual) != bits_of(expected)) {
        print_error("%s = %.17g (%a, %016" PRIx64 ")\n  expected  %.17g (%a, %016" PRIx64 ")\n", text, actual,
                    actual, bits_of(actual), expected, expected, bits_of(expected));
        _fail(file, line);
    }
}

void support_status(int32_t actual, int32_t expected, const char *text, const char *file, int line) {
    if (actual != expected) {
        print_error("%s\n  gave      %s (%" PRId32 ")\n  expected  %s (%" PRId32 ")\n", text,
                    hst_status_name(actual), actual, hst_status_name(expected), expected);
        _fail(file, line);
    }
}

void fill_untouched(void *p, size_t bytes) {
    memset(p, UNTOUCHED, bytes);
}

void support_untouched(const void *p, size_t bytes, const char *text, const char *file, int line) {
    const unsigned char *at = p;
    size_t i;
    for (i = 0; i < bytes; ++i) {
        if (at[i] != UNTOUCHED) {
            print_error("%s was written: byte %zu of %zu is 0x%02x\n", text, i, bytes, at[i]);
            _fail(file, line);
        }
    }
}
