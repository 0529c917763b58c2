#include "moment_state.h"

#include <string.h>

#include "by_blocks.h"
#include "extremes.h"
#include "places.h"
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

/* ---- many values ------------------------------------------------------------------------------- */

/* Values on their way into a state, and the keys that go with them. */
typedef struct keyed {
    hst__moments *m;
    const double *x;
    const int64_t *key;
    int64_t first_key;
} keyed;

static int64_t key_of(const keyed *k, const double *x) {
    int64_t i = x - k->x;
    return k->key == NULL ? k->first_key + i : k->key[i];
}

/* The least key among n values from x on that equal one of them. */
static int64_t least_key(int path, const keyed *k, const double *x, int64_t n, double value) {
    return k->key == NULL ? key_of(k, x + hst__first_on(path, x, n, value))
                          : hst__least_key(k->key + (x - k->x), x, n, value);
}

/* Keys are looked at only where they matter: without an array of them, later ones are larger. */
static int take_block(void *to, int path, const hst__block_sum *sum, const double *x, int64_t n) {
    keyed *k = to;
    hst__moments *m = k->m;
    int first = m->spread.n == 0;
    hst__extremes e;
    if (!hst__exact_spread_add_block(&m->spread, path, sum, x, n)) {
        return 0;
    }
    e = hst__extremes_on(path, x, n);
    if (e.least > e.most) {
        return 1; /* nothing observed */
    }
    if (first || e.least < value_of(m->least) || (k->key != NULL && e.least == value_of(m->least))) {
        offer_least(m, first, e.least, least_key(path, k, x, n, e.least));
    }
    if (first || e.most > value_of(m->most) || (k->key != NULL && e.most == value_of(m->most))) {
        offer_most(m, first, e.most, least_key(path, k, x, n, e.most));
    }
    return 1;
}

static void take_value(void *to, const double *x) {
    keyed *k = to;
    hst__moments_push(k->m, *x, key_of(k, x));
}

int hst__moments_of_on(int path, hst__moments *m, const double *x, const int64_t *key, int64_t first_key,
                       int64_t n) {
    keyed k = {m, x, key, first_key};
    hst__taker taker = {&k, take_block, take_value};
    memset(m, 0, sizeof *m);
    m->missing = hst__by_blocks(path, &taker, x, n);
    return m->missing >= 0;
}

int hst__moments_of(hst__moments *m, const double *x, const int64_t *key, int64_t first_key, int64_t n) {
    return hst__moments_of_on(hst__path(), m, x, key, first_key, n);
}

/* ---- taking back and merging ------------------------------------------------------------------- */

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
