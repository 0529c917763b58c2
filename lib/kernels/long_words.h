/* Whole numbers of many words, word[0] lowest; a number below zero is in two's complement. */
#ifndef HST_KERNELS_LONG_WORDS_H
#define HST_KERNELS_LONG_WORDS_H

#include "strict.h"

#include <stdint.h>

typedef struct hst__two_words {
    uint64_t low, high;
} hst__two_words;

/* a b + c + d, which always fits. */
hst__two_words hst__product(uint64_t a, uint64_t b, uint64_t c, uint64_t d);

/* word += other, both of that length; a carry out of the last word is dropped, as it must be where one of the
 * two is below zero. */
void hst__add_words(uint64_t *word, const uint64_t *other, int words);

/* word += p 2^place, or word -= p 2^place; place >= 0, and the three words that p may reach must be there. */
void hst__add_at(uint64_t *word, int words, int place, hst__two_words p);
void hst__subtract_at(uint64_t *word, int words, int place, hst__two_words p);

/* word += a x other, other of length <= words; what passes the last word is dropped. */
void hst__add_multiple(uint64_t *word, int words, const uint64_t *other, int length, uint64_t a);

#endif
