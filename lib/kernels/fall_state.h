/* The deepest fall of spans that follow one another, as words. */
#ifndef HST_KERNELS_FALL_STATE_H
#define HST_KERNELS_FALL_STATE_H

#include "strict.h"

#include <stdint.h>

enum { HST__FALL_NONE, HST__FALL_LASTS, HST__FALL_IS_OVER };

/* A maximum and the fall from it. What is not there is all zero. The recovery lies between its two keys. */
typedef struct hst__fall {
    double peak;
    int64_t peak_first; /* a key at which the peak stood, the earliest that is known */
    int64_t peak_last;  /* the latest of all */
    int64_t onset;
    double trough;
    int64_t trough_key; /* the earliest */
    int64_t kind;       /* HST__FALL_... */
    int64_t back_from;
    int64_t back_until;
} hst__fall;

/* All zero is empty. */
typedef struct hst__falls {
    int64_t count;
    int64_t missing;
    int64_t first_key; /* of the span, missing samples included */
    int64_t last_key;
    int64_t merged; /* 1: made of two parts in which something was observed */
    double first;   /* the first observed sample */
    int64_t first_observed;
    double least; /* of all observed samples, the earliest */
    int64_t least_key;
    hst__fall now;       /* from the running maximum */
    hst__fall deepest;   /* the first of those whose true quotients are largest */
    hst__fall by_double; /* the first of those whose rounded quotients are; nothing if merged */
} hst__falls;

enum { HST__FALLS_WORDS = sizeof(hst__falls) / sizeof(uint64_t) };
#define HST__FALLS_MOST (INT64_C(1) << 62) /* samples, missing ones included */

/* Whether pushes can have left it so, as far as that can be told at a glance. */
int hst__falls_are_sound(const hst__falls *s);

/* Whether so many more can be counted. */
int hst__falls_have_room(const hst__falls *s, int64_t samples);

/* level finite, >= 0 and not -0; key is above last_key; there is room. */
void hst__falls_push(hst__falls *s, double level, int64_t key);
void hst__falls_push_missing(hst__falls *s, int64_t key);

/* later begins above last_key; there is room. */
void hst__falls_merge(hst__falls *s, const hst__falls *later);

/* The one that is to be read: as pushed in sequence, or as merged. */
const hst__fall *hst__falls_deepest(const hst__falls *s);

#endif
