/* Both ways by shifting; nothing here knows what the number means. */
#include "compact.h"

hst__wide hst__compact_decode(uint32_t compact) {
    int size = compact >> 24 > 35 ? 35 : (int)(compact >> 24);
    hst__wide mantissa = hst__wide_from(compact & HST__COMPACT_MANTISSA);
    return hst__wide_shift_right(hst__wide_shift_left(mantissa, 8 * size), 24);
}

/* bits / 8 + 1, not (bits + 7) / 8: the byte more for the sign. */
static int size_of(int bits) {
    return bits / 8 + 1;
}

uint32_t hst__compact_encode(hst__wide a) {
    int bits = hst__wide_bits(a), size = size_of(bits);
    hst__wide mantissa = hst__wide_shift_right(hst__wide_shift_left(a, 24), 8 * size);
    return bits == 0 ? 0 : (uint32_t)size << 24 | (uint32_t)hst__wide_low(mantissa);
}

/* Half a unit of the mantissa's last place on top, then cut: a carry to a new byte leaves only zeros. */
uint32_t hst__compact_encode_half(hst__wide twice) {
    int size = size_of(hst__wide_bits(twice) - 1);
    hst__wide unit = hst__wide_shift_left(hst__wide_from(1), size > 3 ? 8 * (size - 3) : 0);
    return hst__compact_encode(hst__wide_shift_right(hst__wide_add(twice, unit), 1));
}
