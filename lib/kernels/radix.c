/* Radix sort by bytes, the least significant first (Knuth, "The Art of Computer Programming" 3, 5.2.5). One
 * look counts all bytes at once and sees whether the keys are in order already; a byte that all keys share,
 * such as a high byte of an exponent, costs no pass. */
#include "radix.h"

#include <string.h>

enum { BYTES = 8, VALUES = 256 };

typedef struct counts {
    int64_t of[BYTES][VALUES];
} counts;

/* Whether the keys ascend already; else counts are complete. */
static int count_all(counts *c, const uint64_t *key, int64_t n) {
    uint64_t before = 0;
    int ascends = 1;
    int64_t i;
    int b;
    memset(c, 0, sizeof *c);
    for (i = 0; i < n; ++i) {
        ascends &= key[i] >= before;
        before = key[i];
        for (b = 0; b < BYTES; ++b) {
            ++c->of[b][(key[i] >> (8 * b)) & 0xff];
        }
    }
    return ascends;
}

/* Counts become the places where each value begins. */
static void places_of(int64_t *count) {
    int64_t place = 0;
    int v;
    for (v = 0; v < VALUES; ++v) {
        int64_t here = count[v];
        count[v] = place;
        place += here;
    }
}

static void spread(const hst__radix *r, int64_t *place, int shift) {
    int64_t i;
    for (i = 0; i < r->n; ++i) {
        int64_t to = place[(r->key[i] >> shift) & 0xff]++;
        r->spare[to] = r->key[i];
        if (r->label != NULL) {
            r->label_spare[to] = r->label[i];
        }
    }
}

static hst__radix swapped(const hst__radix *r) {
    hst__radix s = {r->spare, r->key, r->label_spare, r->label, r->n};
    return s;
}

static int shares_byte(const int64_t *count, uint64_t key, int shift, int64_t n) {
    return count[(key >> shift) & 0xff] == n;
}

void hst__radix_sort(const hst__radix *r) {
    hst__radix now = *r;
    counts c;
    int b;
    if (count_all(&c, r->key, r->n)) {
        return;
    }
    for (b = 0; b < BYTES; ++b) {
        if (!shares_byte(c.of[b], r->key[0], 8 * b, r->n)) {
            places_of(c.of[b]);
            spread(&now, c.of[b], 8 * b);
            now = swapped(&now);
        }
    }
    if (now.key != r->key) {
        memcpy(r->key, now.key, (size_t)r->n * sizeof *r->key);
        if (r->label != NULL) {
            memcpy(r->label, now.label, (size_t)r->n * sizeof *r->label);
        }
    }
}
