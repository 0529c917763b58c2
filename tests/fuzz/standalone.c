/* Runs a fuzz target without libFuzzer, on seeded inputs: so every build checks that the targets compile
 * and that their invariants hold. Half of the 8-byte words are plain doubles or small integers, because
 * random bits are almost always huge, tiny or NaN and go no further than the first check. The library promises
 * to leave errno alone, and here nothing else can have set it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "support/rng.h"

enum { MOST_BYTES = 4096 };

int LLVMFuzzerInitialize(int *argc, char ***argv);

static void fill(rng *r, uint8_t *data, size_t size) {
    size_t i;
    for (i = 0; i < size; i += 8) {
        uint64_t word = rng_next(r);
        size_t part = size - i < 8 ? size - i : 8;
        if (word % 4 == 0) {
            double plain = 1000 * rng_uniform(r);
            memcpy(&word, &plain, sizeof word);
        } else if (word % 4 == 1) {
            word = rng_below(r, 256);
        }
        memcpy(data + i, &word, part);
    }
}

int main(int argc, char **argv) {
    static uint8_t buffer[MOST_BYTES];
    long inputs = argc > 1 ? strtol(argv[1], NULL, 10) : 1000;
    rng r = rng_seed(1);
    long i;
    (void)LLVMFuzzerInitialize(&argc, &argv);
    for (i = 0; i < inputs; ++i) {
        size_t size = (size_t)rng_below(&r, i % 2 == 0 ? 128 : MOST_BYTES + 1);
        uint8_t *data = malloc(size + 1); /* of its own size, so that a sanitizer sees the end */
        if (data == NULL) {
            return 1;
        }
        fill(&r, buffer, size);
        memcpy(data, buffer, size);
        errno = 0;
        (void)LLVMFuzzerTestOneInput(data, size);
        FUZZ_REQUIRE(errno == 0);
        free(data);
    }
    (void)printf("%ld inputs\n", inputs);
    return inputs > 0 ? 0 : 1;
}
