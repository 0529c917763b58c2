/* A long integer times a power of two, rounded once to a double. */
#ifndef HST_KERNELS_ROUND_WORDS_H
#define HST_KERNELS_ROUND_WORDS_H

#include "strict.h"

#include <stdint.h>

/* Number of the highest set bit; x > 0. */
int hst__leading_bit(uint64_t x);

/* Bits of the double next to the integer word[0] + 2^64 word[1] + ... times 2^(-1074 - down): ties to even,
 * denormals exact or rounded as IEEE has it, infinite above DBL_MAX. down >= 0. `sticky` says that a part
 * below the last bit of the integer is not zero; down must then be 64 or more, so that it cannot matter
 * except in a tie. */
uint64_t hst__round_words(const uint64_t *word, int words, int down, int sticky);

/* In place: the integer divided by n > 0; what remains is returned. */
uint64_t hst__divide_words(uint64_t *word, int words, uint64_t n);

/* In place, as much of it as can matter to a double: the leading words of the integer divided by n > 0, and 0
 * for those below, of which there are none unless the quotient has 256 bits and more. Whether the quotient has
 * a part below its last bit or a zero that was none: the `sticky` of hst__round_words. */
int hst__divide_leading(uint64_t *word, int words, uint64_t n);

/* In place: 0 minus the integer, in two's complement. */
void hst__negate_words(uint64_t *word, int words);

#endif
