/* Ticks that stand where a calendar has its own. */
#include "time_ticks.h"
#include "time_text.h"

#include <stdio.h>

enum { DAY = 86400 };

static void name(time_tick *out, int64_t time, int clock, int64_t *year) {
    moment m = time_moment(time);
    out->time = time;
    out->year[0] = '\0';
    if (clock) {
        snprintf(out->text, sizeof out->text, "%d %s %02d:%02d", m.day, month_name(m.month), m.hour,
                 m.minute);
    } else {
        snprintf(out->text, sizeof out->text, "%d %s", m.day, month_name(m.month));
    }
    if (m.year != *year) {
        *year = m.year;
        snprintf(out->year, sizeof out->year, "%lld", (long long)m.year);
    }
}

static int months(time_tick out[TIME_TICKS], int64_t begin, int64_t end) {
    int64_t span = (end - begin) / (30 * DAY), year = 0;
    int64_t every = span <= 10 ? 1 : span <= 30 ? 3 : span <= 120 ? 12 : (span + 119) / 120 * 12;
    int count = 0;
    for (int64_t t = (begin + DAY - 1) / DAY * DAY; t <= end && count < TIME_TICKS; t += DAY) {
        moment m = time_moment(t);
        if (m.day == 1 && (m.year * 12 + m.month - 1) % every == 0) {
            name(&out[count++], t, 0, &year);
        }
    }
    return count;
}

int time_ticks(time_tick out[TIME_TICKS], int64_t begin, int64_t end) {
    static const int64_t steps[] = {60,    300,   600, 1800,    3600,    10800,
                                    21600, 43200, DAY, 2 * DAY, 4 * DAY, 7 * DAY};
    int64_t year = 0;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if ((end - begin) / steps[i] <= 10) {
            int count = 0;
            for (int64_t t = (begin + steps[i] - 1) / steps[i] * steps[i]; t <= end; t += steps[i]) {
                name(&out[count++], t, steps[i] < DAY, &year);
            }
            return count;
        }
    }
    return months(out, begin, end);
}
