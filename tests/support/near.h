/* Assertions on doubles, statuses and memory that must not have been written. Each argument is evaluated
 * once. */
#ifndef HASHSTAT_TESTS_NEAR_H
#define HASHSTAT_TESTS_NEAR_H

#include <stddef.h>
#include <stdint.h>

/* |actual - expected| <= relative * |expected|. Equal infinities are near, a NaN is near nothing, and only
 * zero is near zero: say assert_near_abs where that is not meant. */
#define assert_near(actual, expected, relative)                                                              \
    support_near((actual), (expected), (relative), #actual, __FILE__, __LINE__)

/* |actual - expected| <= absolute. */
#define assert_near_abs(actual, expected, absolute)                                                          \
    support_near_abs((actual), (expected), (absolute), #actual, __FILE__, __LINE__)

#define assert_is_nan(x) support_is_nan((x), #x, __FILE__, __LINE__)

/* The same double bit for bit: tells -0 from +0 and one NaN from another. */
#define assert_same_bits(actual, expected)                                                                   \
    support_same_bits((actual), (expected), #actual, __FILE__, __LINE__)

/* The audit looks for assert_status(hst_f(...), HST_E...) in one statement. */
#define assert_status(actual, expected) support_status((actual), (expected), #actual, __FILE__, __LINE__)

/* Fill memory with a pattern before a call, and see afterwards that it is still there, whole or in part. */
void fill_untouched(void *p, size_t bytes);
#define assert_untouched(p, bytes) support_untouched((p), (bytes), #p, __FILE__, __LINE__)

void support_near(double actual, double expected, double relative, const char *text, const char *file,
                  int line);
void support_near_abs(double actual, double expected, double absolute, const char *text, const char *file,
                      int line);
void support_is_nan(double x, const char *text, const char *file, int line);
void support_same_bits(double actual, double expected, const char *text, const char *file, int line);
void support_status(int32_t actual, int32_t expected, const char *text, const char *file, int line);
void support_untouched(const void *p, size_t bytes, const char *text, const char *file, int line);

#endif
