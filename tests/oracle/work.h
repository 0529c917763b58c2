/* Whole numbers bit by bit, and on top of them what the work room is defined to give. Slow and obvious: a
 * number is an array of bits, division is the one of school, rounding looks at the digits one by one. */
#ifndef HASHSTAT_TESTS_ORACLE_WORK_H
#define HASHSTAT_TESTS_ORACLE_WORK_H

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { ORACLE_BITS = 720 };

typedef struct oracle_number {
    uint8_t bit[ORACLE_BITS]; /* least significant first */
} oracle_number;

static inline oracle_number oracle_from(uint64_t a) {
    oracle_number r;
    int i;
    memset(&r, 0, sizeof r);
    for (i = 0; i < 64; ++i) {
        r.bit[i] = (uint8_t)(a >> i & 1);
    }
    return r;
}

static inline oracle_number oracle_from_bytes(const uint8_t *bytes) {
    oracle_number r = oracle_from(0);
    int i;
    for (i = 0; i < 256; ++i) {
        r.bit[i] = (uint8_t)(bytes[31 - i / 8] >> i % 8 & 1);
    }
    return r;
}

/* Modulo 2^256. */
static inline void oracle_to_bytes(uint8_t *bytes, const oracle_number *a) {
    int i;
    memset(bytes, 0, 32);
    for (i = 0; i < 256; ++i) {
        bytes[31 - i / 8] = (uint8_t)(bytes[31 - i / 8] | a->bit[i] << i % 8);
    }
}

static inline int oracle_length(const oracle_number *a) {
    int n = ORACLE_BITS;
    while (n > 0 && !a->bit[n - 1]) {
        --n;
    }
    return n;
}

/* a 2^k, rounded down where k < 0; modulo 2^ORACLE_BITS. */
static inline oracle_number oracle_shift(const oracle_number *a, int k) {
    oracle_number r = oracle_from(0);
    int i;
    for (i = 0; i < ORACLE_BITS; ++i) {
        if (i + k >= 0 && i + k < ORACLE_BITS) {
            r.bit[i + k] = a->bit[i];
        }
    }
    return r;
}

static inline int oracle_compare(const oracle_number *a, const oracle_number *b) {
    int i;
    for (i = ORACLE_BITS - 1; i >= 0; --i) {
        if (a->bit[i] != b->bit[i]) {
            return a->bit[i] - b->bit[i];
        }
    }
    return 0;
}

static inline oracle_number oracle_add(const oracle_number *a, const oracle_number *b) {
    oracle_number r;
    int i, carry = 0;
    for (i = 0; i < ORACLE_BITS; ++i) {
        int sum = a->bit[i] + b->bit[i] + carry;
        r.bit[i] = (uint8_t)(sum & 1);
        carry = sum >> 1;
    }
    return r;
}

static inline oracle_number oracle_subtract(const oracle_number *a, const oracle_number *b) {
    oracle_number r;
    int i, borrow = 0;
    for (i = 0; i < ORACLE_BITS; ++i) {
        int rest = a->bit[i] - b->bit[i] - borrow;
        r.bit[i] = (uint8_t)(rest & 1);
        borrow = rest < 0;
    }
    return r;
}

static inline oracle_number oracle_multiply(const oracle_number *a, uint64_t b) {
    oracle_number r = oracle_from(0);
    int i;
    for (i = 0; i < 64; ++i) {
        if (b >> i & 1) {
            oracle_number shifted = oracle_shift(a, i);
            r = oracle_add(&r, &shifted);
        }
    }
    return r;
}

static inline oracle_number oracle_divide(const oracle_number *a, const oracle_number *b,
                                          oracle_number *rest) {
    oracle_number quotient = oracle_from(0), left = *a;
    int k;
    for (k = oracle_length(a) - oracle_length(b); k >= 0; --k) {
        oracle_number part = oracle_shift(b, k);
        if (oracle_compare(&left, &part) >= 0) {
            left = oracle_subtract(&left, &part);
            quotient.bit[k] = 1;
        }
    }
    *rest = left;
    return quotient;
}

static inline oracle_number oracle_from_decimal(const char *text) {
    oracle_number r = oracle_from(0);
    for (; *text != '\0'; ++text) {
        oracle_number digit = oracle_from((uint64_t)(*text - '0'));
        r = oracle_multiply(&r, 10);
        r = oracle_add(&r, &digit);
    }
    return r;
}

/* The nearest double, ties to even; `more` says that the number is in truth larger, by less than 1. */
static inline double oracle_round(const oracle_number *a, int more) {
    int length = oracle_length(a), cut = length > 53 ? length - 53 : 0, half, i;
    uint64_t kept = 0;
    for (i = length - 1; i >= cut; --i) {
        kept = kept << 1 | a->bit[i];
    }
    half = cut > 0 && a->bit[cut - 1];
    for (i = 0; i < cut - 1; ++i) {
        more |= a->bit[i];
    }
    kept += half && (more || (kept & 1));
    return ldexp((double)kept, cut);
}

/* Mantissa bit j lands at j + 8 (size - 3); what lands below 0 is dropped, at 256 or above overflows. */
static inline uint32_t oracle_decode(oracle_number *number, uint32_t bits) {
    int j, any = 0, over = 0;
    *number = oracle_from(0);
    for (j = 0; j < 23; ++j) {
        int at = j + 8 * ((int)(bits >> 24) - 3);
        if (at >= 0 && (bits >> j & 1)) {
            any = 1;
            if (at < 256) {
                number->bit[at] = 1;
            } else {
                over = 1;
            }
        }
    }
    return (uint32_t)((any && (bits >> 23 & 1) ? 1 : 0) + (over ? 2 : 0));
}

/* The smallest size whose mantissa fits 23 bits. */
static inline uint32_t oracle_encode(const oracle_number *number) {
    int size, length;
    oracle_number mantissa;
    uint32_t bits = 0;
    for (size = 0;; ++size) {
        mantissa = oracle_shift(number, 8 * (3 - size));
        length = oracle_length(&mantissa);
        if (length <= 23) {
            break;
        }
    }
    while (length > 0) {
        bits = bits << 1 | mantissa.bit[--length];
    }
    return (uint32_t)size << 24 | bits;
}

static inline oracle_number oracle_work(const oracle_number *target) {
    oracle_number one = oracle_from(1), above = oracle_add(target, &one), all = oracle_shift(&one, 256), rest;
    return oracle_divide(&all, &above, &rest);
}

static inline double oracle_difficulty(const oracle_number *target) {
    oracle_number first = oracle_from(65535), rest;
    oracle_number scaled = oracle_shift(&first, 208 + 160), quotient = oracle_divide(&scaled, target, &rest);
    return ldexp(oracle_round(&quotient, oracle_length(&rest) > 0), -160);
}

/* A double as whole number x 2^exponent. */
static inline oracle_number oracle_from_double(double x, int *exponent) {
    double mantissa = frexp(x, exponent);
    *exponent -= 53;
    return oracle_from((uint64_t)ldexp(mantissa, 53));
}

/* a 2^shift / x, rounded down. */
static inline oracle_number oracle_over_double(uint64_t a, int shift, double x) {
    int exponent;
    oracle_number mantissa = oracle_from_double(x, &exponent), top = oracle_from(a), scaled, rest;
    scaled = oracle_shift(&top, shift - exponent);
    return oracle_divide(&scaled, &mantissa, &rest);
}

#endif
