#include "moment_state.h"

#include <string.h>

#include "scalar.h"

#define SIGNLESS (UINT64_MAX >> 1)
#define INFINITE_BITS (UINT64_C(0x7ff) << 52)

static int is_missing(double x) {
    return (hst__bits_at(&x) & SIGNLESS) > INFINITE_BITS;
}

static double value_of(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t bits_of(double x) {
    x += 0.0; /* -0 + 0 = +0 */
    return hst__bits_at(&x);
}

static int is_finite(uint64_t bits) {
    return (bits & SIGNLESS) < INFINITE_BITS;
}

static int is_clear(uint64_t bits, int64_t key) {
    return bits == 0 && key == 0;
}

/* Without samples there is nothing but what is missing. */
static int is_void(const hst__moments *m) {
    hst__moments none;
    memset(&none, 0, sizeof none);
    none.missing = m->missing;
    return hst__same_words(m, &none, HST__MOMENTS_WORDS);
}

static int are_extremes(const hst__moments *m) {
    int least_unknown = (m->unknown & HST__LEAST_UNKNOWN) != 0;
    int most_unknown = (m->unknown & HST__MOST_UNKNOWN) != 0;
    if (m->unknown > (HST__LEAST_UNKNOWN | HST__MOST_UNKNOWN) || !is_finite(m->least) ||
        !is_finite(m->most)) {
        return 0;
    }
    if (least_unknown || most_unknown) {
        return (!least_unknown || is_clear(m->least, m->least_key)) &&
               (!most_unknown || is_clear(m->most, m->most_key));
    }
    return value_of(m->least) <= value_of(m->most);
}

int hst__moments_are_sound(const hst__moments *m) {
    if (m->spread.n < 0 || m->spread.n > HST__MOMENTS_MOST || m->missing < 0 ||
        m->missing > HST__MOMENTS_MOST) {
        return 0;
    }
    return m->spread.n == 0 ? is_void(m)
                            : are_extremes(m) && m->spread.square[HST__EXACT_SPREAD_WORDS - 1] >> 63 == 0;
}

int hst__moments_have_room(const hst__moments *m, int64_t count, int64_t missing) {
    return m->spread.n <= HST__MOMENTS_MOST - count && m->missing <= HST__MOMENTS_MOST - missing;
}

/* Whether a candidate with its key comes before what stands there. */
static int comes_first(double x, int64_t key, double other, int64_t other_key, int upwards) {
    return upwards ? x > other || (x == other && key < other_key)
                   : x < other || (x == other && key < other_key);
}

static void offer_least(hst__moments *m, int first, double x, int64_t key) {
    if ((m->unknown & HST__LEAST_UNKNOWN) == 0 &&
        (first || comes_first(x, key, value_of(m->least), m->least_key, 0))) {
        m->least = bits_of(x);
        m->least_key = key;
    }
}

static void offer_most(hst__moments *m, int first, double x, int64_t key) {
    if ((m->unknown & HST__MOST_UNKNOWN) == 0 &&
        (first || comes_first(x, key, value_of(m->most), m->most_key, 1))) {
        m->most = bits_of(x);
        m->most_key = key;
    }
}

void hst__moments_push(hst__moments *m, double x, int64_t key) {
    int first = m->spread.n == 0;
    if (is_missing(x)) {
        ++m->missing;
        return;
    }
    hst__exact_spread_add(&m->spread, x);
    offer_least(m, first, x, key);
    offer_most(m, first, x, key);
}

static void forget_least(hst__moments *m) {
    m->unknown |= HST__LEAST_UNKNOWN;
    m->least = 0;
    m->least_key = 0;
}

static void forget_most(hst__moments *m) {
    m->unknown |= HST__MOST_UNKNOWN;
    m->most = 0;
    m->most_key = 0;
}

/* Had it been pushed, it would stand there itself. */
static int is_beyond(const hst__moments *m, double x, int64_t key) {
    return ((m->unknown & HST__LEAST_UNKNOWN) == 0 &&
            comes_first(x, key, value_of(m->least), m->least_key, 0)) ||
           ((m->unknown & HST__MOST_UNKNOWN) == 0 && comes_first(x, key, value_of(m->most), m->most_key, 1));
}

static void take_extremes(hst__moments *m, double x, int64_t key) {
    if (m->spread.n == 0) {
        m->least = m->most = m->unknown = 0;
        m->least_key = m->most_key = 0;
        return;
    }
    if ((m->unknown & HST__LEAST_UNKNOWN) == 0 && x == value_of(m->least) && key == m->least_key) {
        forget_least(m);
    }
    if ((m->unknown & HST__MOST_UNKNOWN) == 0 && x == value_of(m->most) && key == m->most_key) {
        forget_most(m);
    }
}

int hst__moments_unpush(hst__moments *m, double x, int64_t key) {
    hst__moments left = *m;
    if (is_missing(x)) {
        m->missing -= m->missing > 0;
        return left.missing > 0;
    }
    if (m->spread.n == 0 || is_beyond(m, x, key)) {
        return 0;
    }
    hst__exact_spread_subtract(&left.spread, x);
    take_extremes(&left, x, key);
    if (!hst__moments_are_sound(&left)) {
        return 0;
    }
    *m = left;
    return 1;
}

void hst__moments_merge(hst__moments *m, const hst__moments *other) {
    hst__moments from = *other;
    int first = m->spread.n == 0;
    m->missing += from.missing;
    if (from.spread.n == 0) {
        return;
    }
    hst__exact_spread_merge(&m->spread, &from.spread);
    if (from.unknown & HST__LEAST_UNKNOWN) {
        forget_least(m);
    } else {
        offer_least(m, first, value_of(from.least), from.least_key);
    }
    if (from.unknown & HST__MOST_UNKNOWN) {
        forget_most(m);
    } else {
        offer_most(m, first, value_of(from.most), from.most_key);
    }
}
