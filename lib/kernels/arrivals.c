/* Order-free sums of arrivals: two integers, and an exact sum of the quotients seconds / level. Every change
 * is made to a copy, so that words which cannot take it stay as they are. */
#include "arrivals.h"

#include <string.h>

/* Says what the bytes are and how they are laid out. */
#define MARK UINT64_C(0x0000000161747368)

/* Every quotient lies between seconds / LEVEL_MAX and seconds / LEVEL_MIN, and so does their sum; a factor of
 * two on either side covers the rounding. Zero seconds allow no exposure but zero. */
static int is_sound(const hst__arrivals *a) {
    double exposure = hst__exact_sum_read(&a->exposure);
    double seconds = (double)a->seconds;
    return a->count >= 0 && a->count <= HST__ARRIVALS_MAX && a->seconds >= 0 &&
           exposure >= seconds / HST__ARRIVALS_LEVEL_MAX / 2 &&
           exposure <= seconds / HST__ARRIVALS_LEVEL_MIN * 2;
}

int hst__arrivals_read(hst__arrivals *a, const uint64_t *words) {
    memcpy(a, words, sizeof *a);
    return is_sound(a) ? HST__ARRIVALS_DONE : HST__ARRIVALS_UNSOUND;
}

static int store(uint64_t *words, const hst__arrivals *a) {
    memcpy(words, a, sizeof *a);
    return HST__ARRIVALS_DONE;
}

static int has_room(const hst__arrivals *a, int64_t count, int64_t seconds) {
    return count <= HST__ARRIVALS_MAX - a->count && seconds <= INT64_MAX - a->seconds;
}

int hst__arrivals_add_n(uint64_t *words, const int64_t *seconds, const double *level, int64_t n) {
    hst__arrivals a;
    int64_t i;
    if (hst__arrivals_read(&a, words) != HST__ARRIVALS_DONE) {
        return HST__ARRIVALS_UNSOUND;
    }
    for (i = 0; i < n; ++i) {
        if (!has_room(&a, 1, seconds[i])) {
            return HST__ARRIVALS_FULL;
        }
        ++a.count;
        a.seconds += seconds[i];
        hst__exact_sum_add(&a.exposure, (double)seconds[i] / level[i]);
    }
    return store(words, &a);
}

int hst__arrivals_add(uint64_t *words, int64_t count, int64_t seconds, double level) {
    hst__arrivals a;
    if (hst__arrivals_read(&a, words) != HST__ARRIVALS_DONE) {
        return HST__ARRIVALS_UNSOUND;
    }
    if (!has_room(&a, count, seconds)) {
        return HST__ARRIVALS_FULL;
    }
    a.count += count;
    a.seconds += seconds;
    hst__exact_sum_add(&a.exposure, (double)seconds / level);
    return store(words, &a);
}

int hst__arrivals_take(uint64_t *words, int64_t count, int64_t seconds, double level) {
    hst__arrivals a;
    if (hst__arrivals_read(&a, words) != HST__ARRIVALS_DONE) {
        return HST__ARRIVALS_UNSOUND;
    }
    a.count -= count;
    a.seconds -= seconds;
    hst__exact_sum_subtract(&a.exposure, (double)seconds / level);
    return is_sound(&a) ? store(words, &a) : HST__ARRIVALS_LACKING;
}

int hst__arrivals_merge(uint64_t *words, const uint64_t *other) {
    hst__arrivals a;
    hst__arrivals b;
    if (hst__arrivals_read(&a, words) != HST__ARRIVALS_DONE ||
        hst__arrivals_read(&b, other) != HST__ARRIVALS_DONE) {
        return HST__ARRIVALS_UNSOUND;
    }
    if (!has_room(&a, b.count, b.seconds)) {
        return HST__ARRIVALS_FULL;
    }
    a.count += b.count;
    a.seconds += b.seconds;
    hst__exact_sum_merge(&a.exposure, &b.exposure);
    return store(words, &a);
}

int hst__arrivals_pack(uint8_t *bytes, const uint64_t *words) {
    hst__arrivals a;
    if (hst__arrivals_read(&a, words) != HST__ARRIVALS_DONE) {
        return HST__ARRIVALS_UNSOUND;
    }
    hst__seal(bytes, MARK, words, HST__ARRIVALS_WORDS);
    return HST__ARRIVALS_DONE;
}

int hst__arrivals_unpack(uint64_t *words, const uint8_t *bytes) {
    uint64_t read[HST__ARRIVALS_WORDS];
    hst__arrivals a;
    if (!hst__unseal(read, HST__ARRIVALS_WORDS, MARK, bytes) ||
        hst__arrivals_read(&a, read) != HST__ARRIVALS_DONE) {
        return HST__ARRIVALS_UNSOUND;
    }
    return store(words, &a);
}
