#include "calendar.h"

/* 365 x 1969 and the leap days of the years 1 to 1969. */
enum { DAYS_FROM_1_TO_1970 = 365 * 1969 + 1969 / 4 - 1969 / 100 + 1969 / 400 };

int64_t hst__divide_down(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

static int is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int64_t hst__days_to_month(int64_t month) {
    static const int32_t before[12] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int64_t year = hst__divide_down(month, 12);
    int64_t whole = year - 1; /* years since the beginning of year 1 */
    int64_t of_year = month - 12 * year;
    int64_t leap_days =
        hst__divide_down(whole, 4) - hst__divide_down(whole, 100) + hst__divide_down(whole, 400);
    int64_t leap_day = of_year > 1 && is_leap(year);
    return 365 * whole + leap_days - DAYS_FROM_1_TO_1970 + before[of_year] + leap_day;
}
