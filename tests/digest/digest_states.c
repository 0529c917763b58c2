/* What can be asked of every state that merges: pushed in chunks, merged in random trees, packed and back. */
#include "digest.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_PARTS = 40 };

void *digest_pushed(const digest_state *kind, const digest_data *s, int64_t chunk) {
    void *state = digest_memory(kind->bytes);
    int64_t i;
    kind->begin(state);
    for (i = 0; i < s->n; i += chunk) {
        kind->push(state, s, i, s->n - i < chunk ? s->n : i + chunk);
    }
    return state;
}

void digest_packed(digest *d, const digest_state *kind, const void *state) {
    uint8_t *packed = digest_memory(kind->packed);
    uint8_t *again = digest_memory(kind->packed);
    void *back = digest_memory(kind->bytes);
    size_t bytes = kind->pack(packed, state);
    kind->begin(back);
    kind->unpack(back, packed, bytes);
    DIGEST_REQUIRE(kind->pack(again, back) == bytes);
    DIGEST_REQUIRE(memcmp(packed, again, bytes) == 0);
    digest_bytes(d, packed, bytes);
    free(back);
    free(again);
    free(packed);
}

/* A random tree: the series is cut into parts of random length, of which some are empty, and any two that are
 * left are merged until one is. */
static void *grow(const digest_state *kind, const digest_data *s, rng *r) {
    void *part[MOST_PARTS];
    int parts = 2 + (int)rng_below(r, MOST_PARTS - 1);
    int64_t from = 0;
    int k;
    for (k = 0; k < parts; ++k) {
        int64_t left = s->n - from;
        int64_t take = k == parts - 1 ? left : (int64_t)rng_below(r, (uint64_t)(2 * left / (parts - k) + 1));
        part[k] = digest_memory(kind->bytes);
        kind->begin(part[k]);
        kind->push(part[k], s, from, from + take);
        from += take;
    }
    while (parts > 1) {
        int into = (int)rng_below(r, (uint64_t)parts);
        int other = (int)rng_below(r, (uint64_t)(parts - 1));
        other += other >= into;
        kind->merge(part[into], part[other]);
        free(part[other]);
        part[other] = part[--parts];
    }
    return part[0];
}

int digest_trees(const digest_state *kind, const digest_data *s, rng *r, int trees) {
    void *whole = digest_pushed(kind, s, s->n);
    uint8_t *expected = digest_memory(kind->packed);
    uint8_t *packed = digest_memory(kind->packed);
    size_t bytes = kind->pack(expected, whole);
    int differ = 0;
    int tree;
    for (tree = 0; tree < trees; ++tree) {
        void *grown = grow(kind, s, r);
        if (kind->pack(packed, grown) != bytes || memcmp(packed, expected, bytes) != 0) {
            ++differ;
        }
        free(grown);
    }
    free(packed);
    free(expected);
    free(whole);
    return differ;
}
