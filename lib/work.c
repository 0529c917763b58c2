/* Conversions between bits, target, difficulty and work go through whole numbers of 512 bits and are rounded
 * once, at the end: doubles would do for canonical bits, but not for a full target or for the way back. */
#include "internal.h"

#include <math.h> /* INFINITY */

#include "hashstat/work.h"
#include "kernels/compact.h"
#include "kernels/options.h"
#include "kernels/special.h"

/* Difficulty 1 is the target 65535 x 2^208. */
enum { TARGET_BITS = 256, ONE_MANTISSA = 65535, ONE_SHIFT = 208, MOST_BLOCKS = 1000000000 };
#define HARDEST (65535 * 0x1p208)        /* difficulty of the target 1 */
#define EASIEST_TARGET (65535 * 0x1p-48) /* of 2^256, a hair below that of any target */
#define EASIEST_BITS 0x1p-32             /* of 65535 x 2^240, the largest that bits can say */

/* bits and target ------------------------------------------------------------------------------- */

static uint32_t decode(hst__wide *number, uint32_t bits) {
    int length;
    *number = hst__compact_decode(bits);
    length = hst__wide_bits(*number);
    return (length > 0 && (bits & HST__COMPACT_SIGN) ? HST_WORK_NEGATIVE : 0u) |
           (length > TARGET_BITS ? HST_WORK_OVERFLOW : 0u);
}

hst_status hst_work_target_from_bits(uint8_t *target, uint32_t *flags, uint32_t bits) {
    hst__wide number;
    if (target == NULL || flags == NULL) {
        return HST_ENULL;
    }
    *flags = decode(&number, bits);
    hst__wide_store(target, number);
    return HST_OK;
}

hst_status hst_work_bits_from_target(uint32_t *bits, const uint8_t *target, uint32_t flags) {
    uint32_t compact;
    if (bits == NULL || target == NULL) {
        return HST_ENULL;
    }
    if (flags & ~(uint32_t)HST_WORK_NEGATIVE) {
        return HST_EOPTION;
    }
    compact = hst__compact_encode(hst__wide_load(target));
    *bits = flags && compact > 0 ? compact | HST__COMPACT_SIGN : compact;
    return HST_OK;
}

static hst_status target_of_bits(hst__wide *target, uint32_t bits) {
    return decode(target, bits) == 0 && hst__wide_bits(*target) > 0 ? HST_OK : HST_EDOMAIN;
}

static hst_status target_of_bytes(hst__wide *target, const uint8_t *bytes) {
    *target = hst__wide_load(bytes);
    return hst__wide_bits(*target) > 0 ? HST_OK : HST_EDOMAIN;
}

/* What difficulty and work share: a value of a target, if there is one. */
static hst_status answer(double *out, hst_status status, const hst__wide *target, double value(hst__wide)) {
    if (status == HST_OK) {
        *out = value(*target);
    }
    return status;
}

/* difficulty ------------------------------------------------------------------------------------ */

/* With 128 binary places the quotient has 95 digits or more; below them it only matters whether all are 0. */
static double difficulty_of(hst__wide target) {
    hst__wide rest, one = hst__wide_shift_left(hst__wide_from(ONE_MANTISSA), ONE_SHIFT + 128);
    hst__wide quotient = hst__wide_divide(one, target, &rest);
    quotient.limb[0] |= hst__wide_bits(rest) > 0;
    return hst__wide_double(quotient) * 0x1p-128;
}

hst_status hst_work_difficulty_from_target(double *difficulty, const uint8_t *target) {
    hst__wide number;
    if (difficulty == NULL || target == NULL) {
        return HST_ENULL;
    }
    return answer(difficulty, target_of_bytes(&number, target), &number, difficulty_of);
}

hst_status hst_work_difficulty_from_bits(double *difficulty, uint32_t bits) {
    hst__wide number;
    if (difficulty == NULL) {
        return HST_ENULL;
    }
    return answer(difficulty, target_of_bits(&number, bits), &number, difficulty_of);
}

/* One factor of 256 after another, as Core does: below 2^-1022 the roundings on the way show. */
hst_status hst_work_difficulty_core(double *difficulty, uint32_t bits) {
    uint32_t mantissa = bits & 0xffffff, size = bits >> 24;
    double d;
    if (difficulty == NULL) {
        return HST_ENULL;
    }
    if (mantissa == 0) {
        return HST_EDOMAIN;
    }
    for (d = 65535.0 / mantissa; size < 29; ++size) {
        d *= 256;
    }
    for (; size > 29; --size) {
        d /= 256;
    }
    *difficulty = d;
    return HST_OK;
}

hst_status hst_work_target_from_difficulty(uint8_t *target, double difficulty) {
    if (target == NULL) {
        return HST_ENULL;
    }
    if (!(difficulty >= EASIEST_TARGET && difficulty <= HARDEST)) {
        return HST_EDOMAIN;
    }
    if (difficulty == EASIEST_TARGET) {
        memset(target, 0xff, TARGET_BITS / 8);
    } else {
        hst__wide_store(target, hst__wide_divide_double(ONE_MANTISSA, ONE_SHIFT, difficulty));
    }
    return HST_OK;
}

hst_status hst_work_bits_from_difficulty(uint32_t *bits, double difficulty) {
    if (bits == NULL) {
        return HST_ENULL;
    }
    if (!(difficulty >= EASIEST_BITS && difficulty <= HARDEST)) {
        return HST_EDOMAIN;
    }
    *bits = hst__compact_encode_half(hst__wide_divide_double(ONE_MANTISSA, ONE_SHIFT + 1, difficulty));
    return HST_OK;
}

/* expected hashes ------------------------------------------------------------------------------- */

static hst__wide exact_work_of(hst__wide target) {
    hst__wide one = hst__wide_from(1);
    return hst__wide_divide(hst__wide_shift_left(one, TARGET_BITS), hst__wide_add(target, one), &target);
}

static double work_of(hst__wide target) {
    return hst__wide_double(exact_work_of(target));
}

hst_status hst_work_from_target(double *work, const uint8_t *target) {
    hst__wide number;
    if (work == NULL || target == NULL) {
        return HST_ENULL;
    }
    return answer(work, target_of_bytes(&number, target), &number, work_of);
}

hst_status hst_work_from_bits(double *work, uint32_t bits) {
    hst__wide number;
    if (work == NULL) {
        return HST_ENULL;
    }
    return answer(work, target_of_bits(&number, bits), &number, work_of);
}

hst_status hst_work_from_bits_n(double *work, const uint32_t *bits, int64_t n) {
    int64_t i = 0;
    if (n != 0 && (work == NULL || bits == NULL)) {
        return HST_ENULL;
    }
    if (n < 0) {
        return HST_ESIZE;
    }
    while (i < n) {
        uint32_t run = bits[i];
        double value;
        if (hst_work_from_bits(&value, run) != HST_OK) {
            return HST_EDOMAIN;
        }
        for (; i < n && bits[i] == run; ++i) {
            work[i] = value;
        }
    }
    return HST_OK;
}

hst_status hst_work_exact_from_target(uint8_t *work, const uint8_t *target) {
    hst__wide number;
    hst_status status;
    if (work == NULL || target == NULL) {
        return HST_ENULL;
    }
    status = target_of_bytes(&number, target);
    if (status == HST_OK) {
        hst__wide_store(work, exact_work_of(number));
    }
    return status;
}

hst_status hst_work_target_from_work(uint8_t *target, double work) {
    hst__wide most;
    if (target == NULL) {
        return HST_ENULL;
    }
    if (!(work >= 1 && work <= 0x1p255)) {
        return HST_EDOMAIN;
    }
    most = hst__wide_divide_double(1, TARGET_BITS, work);
    hst__wide_store(target, hst__wide_subtract(most, hst__wide_from(1)));
    return HST_OK;
}

/* One of the two is a power of two. Dividing first: the way must not overflow where the result does not. */
static hst_status scale(double *out, double x, double divisor, double factor) {
    double scaled;
    if (out == NULL) {
        return HST_ENULL;
    }
    if (!hst__is_positive(x)) {
        return HST_EDOMAIN;
    }
    scaled = x / divisor * factor;
    if (!hst__is_finite(scaled)) {
        return HST_EOVERFLOW;
    }
    *out = scaled;
    return HST_OK;
}

hst_status hst_work_from_difficulty(double *work, double difficulty) {
    return scale(work, difficulty, ONE_MANTISSA, 0x1p48);
}

hst_status hst_work_difficulty_from_work(double *difficulty, double work) {
    return scale(difficulty, work, 0x1p48, ONE_MANTISSA);
}

hst_status hst_work_from_difficulty_pow32(double *work, double difficulty) {
    return scale(work, difficulty, 1, 0x1p32);
}

hst_status hst_work_difficulty_from_work_pow32(double *difficulty, double work) {
    return scale(difficulty, work, 0x1p32, 1);
}

/* the next difficulty --------------------------------------------------------------------------- */

enum { RULES_0_1 = 32 }; /* bytes of the struct in release 0.1 */
static const hst_work_rules bitcoin = {sizeof(hst_work_rules), 0, 1209600, 2016, 0x1d00ffff, 4};

hst_status hst_work_rules_init(hst_work_rules *rules, uint32_t struct_size) {
    if (rules == NULL) {
        return HST_ENULL;
    }
    return hst__options_init(rules, struct_size, &bitcoin, RULES_0_1, sizeof bitcoin) ? HST_OK : HST_EOPTION;
}

/* The limit comes out canonical. With these bounds a span within the clamp is above 0 and fits 32 bits. */
static hst_status take_rules(hst_work_rules *out, const hst_work_rules *rules) {
    hst__wide limit;
    rules = rules == NULL ? &bitcoin : rules;
    if (!hst__options_read(out, rules, &bitcoin, RULES_0_1, sizeof bitcoin)) {
        return HST_EOPTION;
    }
    if (out->clamp < 1 || out->timespan < out->clamp || out->timespan > UINT32_MAX / out->clamp ||
        out->blocks < 2 || out->blocks > MOST_BLOCKS || target_of_bits(&limit, out->limit) != HST_OK) {
        return HST_EDOMAIN;
    }
    out->limit = hst__compact_encode(limit);
    return HST_OK;
}

/* Header times may be any numbers, so their difference is taken where it cannot overflow. */
static uint32_t held_span(const hst_work_rules *rules, int64_t first, int64_t last) {
    uint64_t meant = (uint64_t)rules->timespan, least = meant / rules->clamp, most = meant * rules->clamp;
    uint64_t span = last < first ? 0 : (uint64_t)last - (uint64_t)first;
    return (uint32_t)(span < least ? least : span > most ? most : span);
}

/* A larger target never has smaller canonical bits, so the limit is applied to the bits. Core's limits have
 * more digits than their bits do; those are cut off either way. */
hst_status hst_work_retarget(const hst_work_rules *rules, uint32_t *next, uint32_t bits, int64_t first,
                             int64_t last) {
    hst_work_rules r;
    hst__wide target, rest;
    uint32_t unlimited;
    hst_status status;
    if (next == NULL) {
        return HST_ENULL;
    }
    status = take_rules(&r, rules);
    status = status == HST_OK ? target_of_bits(&target, bits) : status;
    if (status != HST_OK) {
        return status;
    }
    target = hst__wide_multiply(target, held_span(&r, first, last));
    unlimited = hst__compact_encode(hst__wide_divide(target, hst__wide_from((uint64_t)r.timespan), &rest));
    *next = unlimited < r.limit ? unlimited : r.limit;
    return HST_OK;
}

static double change_after(const hst_work_rules *rules, double span) {
    double least = (double)(rules->timespan / rules->clamp), most = (double)(rules->timespan * rules->clamp);
    double held = span < least ? least : span > most ? most : span;
    return (double)rules->timespan / held - 1;
}

/* The spans that the epoch may have: expected, shortest and longest. */
static void foresee(hst_work_outlook *out, const hst_work_rules *rules, double first, double level) {
    double elapsed = out->elapsed, k = (double)out->found, left = (double)out->remaining;
    double tail = hst__tail_of(level), shortest = elapsed, longest = elapsed;
    double expected = elapsed;
    if (left > 1) {
        shortest = elapsed / hst__beta_quantile_upper(k + 1, left - 1, tail).x;
    }
    if (left > 0) {
        expected = k > 0 ? elapsed * (k + left) / k : INFINITY;
        longest = k > 0 ? elapsed / hst__beta_quantile_lower(k, left, tail).x : INFINITY;
    }
    out->change = change_after(rules, expected);
    out->change_lower = change_after(rules, longest);
    out->change_upper = change_after(rules, shortest);
    out->end = first + expected;
    out->end_lower = first + shortest;
    out->end_upper = first + longest;
}

hst_status hst_work_forecast(const hst_work_rules *rules, hst_work_outlook *out, int64_t first, int64_t now,
                             int64_t found, double level) {
    hst_work_rules r;
    hst_status status;
    if (out == NULL) {
        return HST_ENULL;
    }
    if (found < 0) {
        return HST_ESIZE;
    }
    status = take_rules(&r, rules);
    if (status != HST_OK) {
        return status;
    }
    if (found > r.blocks - 1 || !hst__is_open_unit(level)) {
        return HST_EDOMAIN;
    }
    if (now <= first) {
        return HST_EORDER;
    }
    out->elapsed = (double)((uint64_t)now - (uint64_t)first);
    out->mean_time = found > 0 ? out->elapsed / (double)found : INFINITY;
    out->progress = (double)found / (double)(r.blocks - 1);
    out->found = found;
    out->remaining = r.blocks - 1 - found;
    foresee(out, &r, (double)first, level);
    return HST_OK;
}

/* mempool's EPOCH_BLOCK_LENGTH and BLOCK_SECONDS_TARGET, and a quarter of the epoch. */
enum { EPOCH = 2016, SPACING = 600, QUARTER = 504 };

static double percent_change(double mean) {
    double change = (SPACING / mean - 1) * 100;
    return change > 300 ? 300 : change < -75 ? -75 : change;
}

/* Term by term in mempool's order, because its figures are compared to the last bit. Where no time has passed
 * the mean is 0 and the change infinite, which the clamp makes 300. */
hst_status hst_work_forecast_mempool(hst_work_outlook_mempool *out, int64_t first, int64_t quarter,
                                     int64_t now, int64_t latest, int64_t height, double previous) {
    double elapsed, mean, adjusted, span;
    int64_t k = height % EPOCH;
    if (out == NULL) {
        return HST_ENULL;
    }
    if ((uint64_t)(first | quarter | now | latest | height) >> 40 || !(previous >= -75 && previous <= 300)) {
        return HST_EDOMAIN;
    }
    if (quarter > first && k < QUARTER - 1) {
        return HST_EORDER;
    }
    elapsed = now > first ? (double)(now - first) : 0;
    adjusted = mean = k > 0 ? elapsed / (double)k : SPACING;
    if (quarter > 0 && k < QUARTER - 1) {
        span = elapsed + (double)(first - quarter) * (1 + previous / 100);
        adjusted = span / (QUARTER - 1);
        out->change = percent_change(span / QUARTER);
    } else {
        span = (double)((k == EPOCH - 1 ? latest : now) - first);
        out->change = percent_change(span / (double)(k + 1));
    }
    out->progress = (double)k / EPOCH * 100;
    out->expected = elapsed / SPACING;
    out->remaining = EPOCH - k;
    out->next_height = height + out->remaining;
    out->mean_ms = (int64_t)(mean * 1000);
    out->adjusted_mean_ms = (int64_t)(adjusted * 1000);
    out->remaining_ms = out->remaining * out->adjusted_mean_ms;
    out->end_ms = out->remaining_ms + now * 1000;
    return HST_OK;
}
