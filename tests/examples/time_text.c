/* Calendar arithmetic of our own: timegm is not C, and mktime depends on the machine's time zone. */
#include "time_text.h"

#include <stdio.h>
#include <string.h>

static const int64_t LAST_TIME = INT64_C(253402300799); /* 9999-12-31T23:59:59Z */
static const int64_t CENTURY = INT64_C(36525) * 86400;
static const int MONTH_DAYS[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static int is_leap(int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of(int64_t year, int month) {
    return MONTH_DAYS[month - 1] + (month == 2 && is_leap(year));
}

/* Days from 1970-01-01 to the first of January. */
static int64_t days_before(int64_t year) {
    int64_t y = year - 1;
    return 365 * (year - 1970) + (y / 4 - y / 100 + y / 400) - 477;
}

/* A number of exactly `digits` digits, stepping over it. */
static int take(int *out, const char **p, int digits) {
    *out = 0;
    for (int i = 0; i < digits; i++, (*p)++) {
        if (**p < '0' || **p > '9') {
            return 0;
        }
        *out = *out * 10 + (**p - '0');
    }
    return 1;
}

static int take_sign(const char **p, char sign) {
    return *(*p)++ == sign;
}

/* Digits that fill the whole text, or all but its last character. */
static int parse_digits(int64_t *out, const char *text, size_t length, int64_t most) {
    *out = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9' || *out > (most - (text[i] - '0')) / 10) {
            return 0;
        }
        *out = *out * 10 + (text[i] - '0');
    }
    return length > 0;
}

static int parse_calendar(int64_t *out, const char *p) {
    int year, month, day, hour, minute, second = 0;
    if (!take(&year, &p, 4) || !take_sign(&p, '-') || !take(&month, &p, 2) || !take_sign(&p, '-') ||
        !take(&day, &p, 2) || !take_sign(&p, 'T') || !take(&hour, &p, 2) || !take_sign(&p, ':') ||
        !take(&minute, &p, 2)) {
        return 0;
    }
    if (*p == ':') {
        p++;
        if (!take(&second, &p, 2)) {
            return 0;
        }
    }
    if (strcmp(p, "Z") != 0 || year < 1970 || month < 1 || month > 12 || day < 1 ||
        day > days_of(year, month) || hour > 23 || minute > 59 || second > 59) {
        return 0;
    }
    int64_t days = days_before(year) + day - 1;
    for (int m = 1; m < month; m++) {
        days += days_of(year, m);
    }
    *out = days * 86400 + hour * 3600 + minute * 60 + second;
    return 1;
}

int time_parse(int64_t *unix_seconds, const char *text) {
    int64_t value = 0;
    if (!parse_digits(&value, text, strlen(text), LAST_TIME) && !parse_calendar(&value, text)) {
        return 0;
    }
    *unix_seconds = value;
    return 1;
}

int duration_parse(int64_t *seconds, const char *text) {
    size_t length = strlen(text);
    int64_t unit = 1, value = 0;
    if (length == 0) {
        return 0;
    }
    switch (text[length - 1]) {
    case 'd':
        unit = 86400;
        length--;
        break;
    case 'h':
        unit = 3600;
        length--;
        break;
    case 'm':
        unit = 60;
        length--;
        break;
    case 's': length--; break;
    default: break;
    }
    if (!parse_digits(&value, text, length, CENTURY / unit)) {
        return 0;
    }
    *seconds = value * unit;
    return 1;
}

moment time_moment(int64_t unix_seconds) {
    moment m = {0, 1, 0, 0, 0, 0};
    int64_t days = unix_seconds / 86400, left = unix_seconds % 86400;
    m.year = 1970 + days / 366;
    while (days_before(m.year + 1) <= days) {
        m.year++;
    }
    days -= days_before(m.year);
    while (days >= days_of(m.year, m.month)) {
        days -= days_of(m.year, m.month);
        m.month++;
    }
    m.day = (int)days + 1;
    m.hour = (int)(left / 3600);
    m.minute = (int)(left / 60 % 60);
    m.second = (int)(left % 60);
    return m;
}

const char *month_name(int month) {
    static const char names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return names[month - 1];
}

char *time_text(char *out, int64_t unix_seconds) {
    moment m = time_moment(unix_seconds);
    int n =
        snprintf(out, TIME_TEXT, "%04d-%02d-%02d %02d:%02d", (int)m.year, m.month, m.day, m.hour, m.minute);
    if (m.second) {
        n += snprintf(out + n, TIME_TEXT - (size_t)n, ":%02d", m.second);
    }
    snprintf(out + n, TIME_TEXT - (size_t)n, " UTC");
    return out;
}

char *duration_text(char *out, int64_t seconds) {
    static const struct {
        int64_t seconds;
        const char *name;
    } units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    size_t i = 0;
    while (i < 3 && seconds < units[i].seconds) {
        i++;
    }
    if (i == 3) {
        snprintf(out, TIME_TEXT, "%lld s", (long long)seconds);
        return out;
    }
    int64_t small = units[i + 1].seconds, rounded = (seconds + small / 2) / small * small;
    int64_t large = rounded / units[i].seconds, rest = rounded % units[i].seconds / small;
    if (rest) {
        snprintf(out, TIME_TEXT, "%lld %s %lld %s", (long long)large, units[i].name, (long long)rest,
                 units[i + 1].name);
    } else {
        snprintf(out, TIME_TEXT, "%lld %s", (long long)large, units[i].name);
    }
    return out;
}
