/* What must be kept of a span so that the deepest fall of two that follow one another is known.
 *
 * Let a be the maximum of the first part and b the first sample of the second, if any, that reaches a. The
 * falls of both together are those of the first part that are over, one across the seam, and those of the
 * second part from b on. The fall across the seam has peak a; its trough is the lower of that so far and of
 * the lowest sample t of the second part before b. t depends on a: to know it for every a would take the
 * whole staircase of record highs. But let l be the least sample of the second part, at its earliest key, and
 * d the depth of its deepest fall, which begins at p. Depths are true fractions 1 - x/m; of equal ones the
 * earlier counts.
 *
 *   no b      All of the second part lies in the fall across the seam, so t = l.
 *   p < a     That fall ends no later than b, so t is at most its trough. If l came from b on, it would lie
 *             under a maximum m >= a > p and make a fall deeper than d. So t = l, and 1 - l/a >= d: no fall
 *             from b on is deeper.
 *   p >= a    Then b comes no later than p. If t > l, then l comes from b on, under some m >= a, and
 *             1 - t/a < 1 - l/m <= d: the fall across the seam does not count if its trough lies in the
 *             second part. So l may be taken for t if it comes before b, or if 1 - l/a is sure to be below d.
 *             It is, if l lies between b and p, because falls before the deepest are less deep than d. It
 *             need not be after p: then l is not taken.
 *   no fall   The second part never steps down: l is its first sample, and comes before b if it is below a.
 *
 * So the first and the least sample, the running maximum with its fall, and the deepest fall are enough. The
 * rounded quotients of hst__depth_below are not monotone in the maximum, and of those that round to the same
 * double the earliest would count, be it ever so little less deep: t itself would be needed. They decide
 * while samples come one by one, and are given up by a merge. */
#include "fall_state.h"

#include "product_order.h"
#include "scalar.h"
#include "underwater.h"

static const hst__fall NOTHING = {0, 0, 0, 0, 0, 0, HST__FALL_NONE, 0, 0};

/* ---- what can be ------------------------------------------------------------------------------- */

/* Each of the tests below is made, whatever the others say: no number does harm by being compared. */

/* Finite, >= 0 and not -0. */
static int is_level(double x) {
    return hst__bits_at(&x) < UINT64_C(0x7ff) << 52;
}

static int is_same(const hst__fall *a, const hst__fall *b) {
    return hst__same_words(a, b, sizeof *a / sizeof(uint64_t));
}

/* A maximum from which nothing fell. */
static int is_bare(const hst__fall *f) {
    hst__fall bare = NOTHING;
    bare.peak = f->peak;
    bare.peak_first = f->peak_first;
    bare.peak_last = f->peak_last;
    return is_same(f, &bare);
}

static int has_fallen(const hst__fall *f, const hst__falls *s) {
    return is_level(f->trough) & (s->least <= f->trough) & (f->trough < f->peak) & (f->peak_last < f->onset) &
           (f->onset <= f->trough_key) & (f->trough_key <= s->last_key);
}

static int lasts(const hst__fall *f, const hst__falls *s) {
    return has_fallen(f, s) & (f->kind == HST__FALL_LASTS) & (f->back_from == 0) & (f->back_until == 0);
}

static int is_over(const hst__fall *f, const hst__falls *s) {
    return has_fallen(f, s) & (f->kind == HST__FALL_IS_OVER) & (f->trough_key < f->back_from) &
           (f->back_from <= f->back_until) & (f->back_until <= s->last_key);
}

static int is_maximum(const hst__fall *f, const hst__falls *s) {
    return is_level(f->peak) & (f->peak <= s->now.peak) & (s->first_observed <= f->peak_first) &
           (f->peak_first <= f->peak_last) & (f->peak_last <= s->last_key);
}

/* While now falls there is a record, and a record that lasts is that one. */
static int is_record(const hst__fall *f, const hst__falls *s) {
    int none = is_same(f, &NOTHING) & (s->now.kind == HST__FALL_NONE);
    return none | (is_maximum(f, s) & is_over(f, s)) | ((f->kind == HST__FALL_LASTS) & is_same(f, &s->now));
}

static int are_records(const hst__falls *s) {
    int by_double = is_record(&s->by_double, s) &
                    ((s->by_double.kind == HST__FALL_NONE) == (s->deepest.kind == HST__FALL_NONE));
    return is_record(&s->deepest, s) & (s->merged == 1 ? is_same(&s->by_double, &NOTHING) : by_double) &
           (s->merged == 0 || s->merged == 1);
}

static int is_observed(const hst__falls *s) {
    const hst__fall *now = &s->now;
    return is_level(s->first) & is_level(s->least) & (s->least <= s->first) & (s->first <= now->peak) &
           (s->first_key <= s->first_observed) & (s->first_observed <= s->least_key) &
           (s->least_key <= s->last_key) & is_maximum(now, s) & (is_bare(now) | lasts(now, s)) &
           are_records(s);
}

/* Where nothing was observed there is nothing but the span of what is missing. */
static int is_void(const hst__falls *s) {
    hst__falls none = {0};
    none.missing = s->missing;
    none.first_key = s->missing > 0 ? s->first_key : 0;
    none.last_key = s->missing > 0 ? s->last_key : 0;
    return hst__same_words(s, &none, HST__FALLS_WORDS);
}

/* Each sample has a key of its own. */
static int is_span(const hst__falls *s) {
    uint64_t keys = (uint64_t)s->last_key - (uint64_t)s->first_key;
    return (s->first_key <= s->last_key) & ((uint64_t)(s->count + s->missing) - 1 <= keys);
}

int hst__falls_are_sound(const hst__falls *s) {
    if (s->count < 0 || s->count > HST__FALLS_MOST || s->missing < 0 ||
        s->missing > HST__FALLS_MOST - s->count) {
        return 0;
    }
    if (s->count == 0 && !is_void(s)) {
        return 0;
    }
    return s->count + s->missing == 0 || (is_span(s) && (s->count == 0 || is_observed(s)));
}

int hst__falls_have_room(const hst__falls *s, int64_t samples) {
    return s->count + s->missing <= HST__FALLS_MOST - samples;
}

/* ---- one part ---------------------------------------------------------------------------------- */

/* A sample below the peak, or the first and the least of several. */
static void sink(hst__fall *now, int64_t onset, double trough, int64_t trough_key) {
    int begins = now->kind == HST__FALL_NONE;
    if (begins) {
        now->onset = onset;
        now->kind = HST__FALL_LASTS;
    }
    if (begins || trough < now->trough) {
        now->trough = trough;
        now->trough_key = trough_key;
    }
}

/* Whether a is truly deeper than b: its trough is a smaller part of its peak. */
static int is_deeper(const hst__fall *a, const hst__fall *b) {
    return b->kind == HST__FALL_NONE || hst__product_is_less(a->trough, b->peak, b->trough, a->peak);
}

static int is_deeper_by_double(const hst__fall *a, const hst__fall *b) {
    return b->kind == HST__FALL_NONE ||
           hst__depth_below(a->peak, a->trough) > hst__depth_below(b->peak, b->trough);
}

static void keep_deepest(hst__falls *s) {
    if (is_deeper(&s->now, &s->deepest)) {
        s->deepest = s->now;
    }
}

/* A record that lasts is the fall of now, and a lower trough belongs to it even where the quotient stays. */
static void keep_deepest_by_double(hst__falls *s) {
    if (s->by_double.kind == HST__FALL_LASTS || is_deeper_by_double(&s->now, &s->by_double)) {
        s->by_double = s->now;
    }
}

static void end(hst__fall *fall, int64_t from, int64_t until) {
    if (fall->kind == HST__FALL_LASTS) {
        fall->kind = HST__FALL_IS_OVER;
        fall->back_from = from;
        fall->back_until = until;
    }
}

static void rise(hst__falls *s, double level, int64_t key) {
    int64_t first = s->count > 0 && level == s->now.peak ? s->now.peak_first : key;
    end(&s->deepest, key, key);
    end(&s->by_double, key, key);
    s->now = NOTHING;
    s->now.peak = level;
    s->now.peak_first = first;
    s->now.peak_last = key;
}

static void fall(hst__falls *s, double level, int64_t key) {
    if (s->now.kind == HST__FALL_LASTS && level >= s->now.trough) {
        return;
    }
    sink(&s->now, key, level, key);
    keep_deepest(s);
    if (!s->merged) {
        keep_deepest_by_double(s);
    }
}

static void extend(hst__falls *s, int64_t first_key, int64_t last_key) {
    if (s->count + s->missing == 0) {
        s->first_key = first_key;
    }
    s->last_key = last_key;
}

void hst__falls_push_missing(hst__falls *s, int64_t key) {
    extend(s, key, key);
    ++s->missing;
}

void hst__falls_push(hst__falls *s, double level, int64_t key) {
    extend(s, key, key);
    if (s->count == 0) {
        s->first = level;
        s->first_observed = key;
    }
    if (s->count == 0 || level < s->least) {
        s->least = level;
        s->least_key = key;
    }
    if (s->count == 0 || level >= s->now.peak) {
        rise(s, level, key);
    } else {
        fall(s, level, key);
    }
    ++s->count;
}

/* ---- two parts --------------------------------------------------------------------------------- */

/* Whether the least sample of the later part may stand for the lowest before it is back at the peak. */
static int least_may_count(double peak, const hst__falls *later) {
    const hst__fall *deepest = &later->deepest;
    return later->first < peak &&
           (deepest->kind == HST__FALL_NONE || deepest->peak < peak || later->least_key < deepest->peak_last);
}

/* What is known of the key of b, the first sample that is back at the peak of s. It is the first of all, or
 * comes after what lies below. */
static void end_across(hst__falls *s, const hst__falls *later) {
    const hst__fall *deepest = &later->deepest;
    int inside = deepest->kind != HST__FALL_NONE && deepest->peak < s->now.peak;
    int64_t until = deepest->kind != HST__FALL_NONE && !inside ? deepest->peak_first : later->now.peak_first;
    int64_t below = later->first_observed;
    int64_t from = later->first_observed;
    if (later->first >= s->now.peak) {
        end(&s->deepest, from, from);
        return;
    }
    if (s->deepest.trough_key == later->least_key) {
        below = hst__most(below, later->least_key);
    }
    from = hst__least(below, until - 1) + 1;
    end(&s->deepest, inside ? hst__most(from, deepest->back_from) : from, until);
}

/* The later part reaches the maximum, and its falls from there on count too. Its deepest is one of them if it
 * is deeper than the fall across the seam: else p >= a (above). */
static void merge_recovered(hst__falls *s, const hst__falls *later) {
    double peak = s->now.peak;
    int64_t first = s->now.peak_first;
    if (least_may_count(peak, later)) {
        sink(&s->now, later->first_observed, later->least, later->least_key);
    }
    if (s->now.kind == HST__FALL_LASTS) {
        keep_deepest(s);
    }
    end_across(s, later);
    if (later->deepest.kind != HST__FALL_NONE && is_deeper(&later->deepest, &s->deepest)) {
        s->deepest = later->deepest;
        s->deepest.peak_first = s->deepest.peak == peak ? first : s->deepest.peak_first;
    }
    s->now = later->now;
    s->now.peak_first = s->now.peak == peak ? first : s->now.peak_first;
}

/* Both have observed something. */
static void merge_falls(hst__falls *s, const hst__falls *later) {
    s->merged = 1;
    s->by_double = NOTHING;
    if (later->now.peak >= s->now.peak) {
        merge_recovered(s, later);
    } else {
        sink(&s->now, later->first_observed, later->least, later->least_key);
        keep_deepest(s);
    }
    if (later->least < s->least) {
        s->least = later->least;
        s->least_key = later->least_key;
    }
}

/* Counts and span of s, all else of the later one. */
static void take_over(hst__falls *s, const hst__falls *later) {
    hst__falls taken = *later;
    taken.count = s->count;
    taken.missing = s->missing;
    taken.first_key = s->first_key;
    taken.last_key = s->last_key;
    *s = taken;
}

void hst__falls_merge(hst__falls *s, const hst__falls *later) {
    if (later->count + later->missing == 0) {
        return;
    }
    extend(s, later->first_key, later->last_key);
    if (s->count > 0 && later->count > 0) {
        merge_falls(s, later);
    } else if (later->count > 0) {
        take_over(s, later);
    }
    s->count += later->count;
    s->missing += later->missing;
}

const hst__fall *hst__falls_deepest(const hst__falls *s) {
    return s->merged ? &s->deepest : &s->by_double;
}
