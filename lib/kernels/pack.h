/* Words as portable bytes that show whether they were altered. */
#ifndef HST_KERNELS_PACK_H
#define HST_KERNELS_PACK_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

/* Bytes that `words` words take: a mark that says what they are, the words, a checksum. */
#define HST__SEALED_BYTES(words) (8 * ((words) + 2))

/* Little-endian on every machine; bytes need no alignment. */
void hst__seal(uint8_t *bytes, uint64_t mark, const uint64_t *word, size_t words);

/* 0, with nothing written, when mark or checksum differ. Altering a single byte always shows; any other
 * alteration escapes with a chance of 2^-64. */
int hst__unseal(uint64_t *word, size_t words, uint64_t mark, const uint8_t *bytes);

/* The parts of it, for bytes whose length varies. */
void hst__put_word(uint8_t *bytes, uint64_t word);
uint64_t hst__take_word(const uint8_t *bytes);
uint64_t hst__checksum(const uint8_t *bytes, size_t size);

#endif
