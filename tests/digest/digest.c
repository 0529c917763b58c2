/* The program: prints the digests, or compares them, in every way that may not matter, with stored ones.
 *
 *     digest                   print one digest for each room and one of all, as tests/data/digest holds them
 *     digest --chunk N         the same, with samples given N at a time
 *     digest --against FILE    whole, in chunks of every size below, and by 1,000 random merge trees for each
 *                              state: status 1 when any digest is not that of FILE */
#include "digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TREES = 1000, SAMPLES_OF_A_TREE = 600 };

static const struct {
    const char *name;
    digest_whole *whole;       /* NULL: everything can be taken in parts */
    digest_parts *parts;       /* NULL: nothing can */
    const digest_state *state; /* NULL: nothing merges */
} ROOMS[] = {
    {"moments", digest_moments, digest_moments_parts, &digest_moments_state},
    {"quantile", digest_quantile, digest_quantile_parts, &digest_quantile_state},
    {"group", digest_group, digest_group_parts, &digest_group_state},
    {"series", digest_series, digest_series_parts, NULL},
    {"rolling", digest_rolling, digest_rolling_parts, NULL},
    {"hashrate", NULL, digest_hashrate_parts, &digest_hashrate_state},
    {"drawdown", digest_drawdown, digest_drawdown_parts, NULL},
};
enum { COUNT = sizeof ROOMS / sizeof ROOMS[0] };

enum { WAYS = 8 };
static const int64_t CHUNKS[WAYS] = {DIGEST_SAMPLES, 1, 2, 3, 5, 7, 13, 100};

void digest_require(int holds, const char *condition, const char *file, int line) {
    if (!holds) {
        (void)fprintf(stderr, "%s:%d: %s does not hold\n", file, line, condition);
        exit(2);
    }
}

void *digest_memory(size_t bytes) {
    void *memory = calloc(1, bytes + 1);
    DIGEST_REQUIRE(memory != NULL);
    return memory;
}

/* FNV-1a of 64 bits (Fowler, Noll and Vo) over the low byte first, whatever the machine's own order. */
static void put_word(digest *d, uint64_t word, int bytes) {
    int i;
    for (i = 0; i < bytes; ++i) {
        d->sum = (d->sum ^ (word >> (8 * i) & 0xff)) * UINT64_C(1099511628211);
    }
}

digest digest_empty(void) {
    digest d = {UINT64_C(14695981039346656037)};
    return d;
}

void digest_double(digest *d, double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    put_word(d, bits << 1 > UINT64_C(0x7ff) << 53 ? UINT64_C(0x7ff8000000000000) : bits, 8);
}

void digest_doubles(digest *d, const double *x, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        digest_double(d, x[i]);
    }
}

void digest_int64(digest *d, int64_t x) {
    put_word(d, (uint64_t)x, 8);
}

void digest_int64s(digest *d, const int64_t *x, int64_t n) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        digest_int64(d, x[i]);
    }
}

void digest_bytes(digest *d, const void *bytes, size_t n) {
    size_t i;
    for (i = 0; i < n; ++i) {
        put_word(d, ((const uint8_t *)bytes)[i], 1);
    }
}

/* What does not depend on the chunks, room by room. */
static void take_whole(digest *whole) {
    int k, which;
    for (k = 0; k < COUNT; ++k) {
        whole[k] = digest_empty();
        for (which = 0; which < DIGEST_KINDS && ROOMS[k].whole != NULL; ++which) {
            digest_data s = digest_data_of(which);
            ROOMS[k].whole(&whole[k], &s);
        }
    }
}

/* Goes on from there: one digest for each room, and at [COUNT] the one of all. */
static void take_parts(uint64_t *sum, const digest *whole, int64_t chunk) {
    digest all = digest_empty();
    int k, which;
    for (k = 0; k < COUNT; ++k) {
        digest d = whole[k];
        for (which = 0; which < DIGEST_KINDS && ROOMS[k].parts != NULL; ++which) {
            digest_data s = digest_data_of(which);
            ROOMS[k].parts(&d, &s, chunk);
        }
        sum[k] = d.sum;
        put_word(&all, d.sum, 8);
    }
    sum[COUNT] = all.sum;
}

static const char *name_of(int k) {
    return k < COUNT ? ROOMS[k].name : "all";
}

static int print(int64_t chunk) {
    digest whole[COUNT];
    uint64_t sum[COUNT + 1];
    int k;
    take_whole(whole);
    take_parts(sum, whole, chunk);
    (void)puts("room,digest");
    for (k = 0; k <= COUNT; ++k) {
        (void)printf("%s,0x%016" PRIx64 "\n", name_of(k), sum[k]);
    }
    return 0;
}

/* The stored digests; each of ours has exactly one, and there are no others. */
static void read_expected(uint64_t *sum, const char *path) {
    FILE *file = fopen(path, "r");
    char line[256];
    int k = -1; /* the line of column names */
    DIGEST_REQUIRE(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        size_t name = strcspn(line, ",");
        if (line[0] == '#') {
            continue;
        }
        if (k >= 0) {
            DIGEST_REQUIRE(k <= COUNT && name == strlen(name_of(k)) && memcmp(line, name_of(k), name) == 0);
            sum[k] = strtoull(line + name + 1, NULL, 16);
        }
        ++k;
    }
    (void)fclose(file);
    DIGEST_REQUIRE(k == COUNT + 1);
}

/* One line for each room that differs, with what it gave for each size of the chunks. */
static int compare_chunks(const uint64_t *expected) {
    uint64_t sum[WAYS][COUNT + 1];
    digest whole[COUNT];
    int wrong = 0;
    int c, k;
    take_whole(whole);
    for (c = 0; c < WAYS; ++c) {
        take_parts(sum[c], whole, CHUNKS[c]);
    }
    for (k = 0; k <= COUNT; ++k) {
        int differ = 0;
        for (c = 0; c < WAYS; ++c) {
            differ += sum[c][k] != expected[k];
        }
        if (differ > 0) {
            (void)printf("%s differs:", name_of(k));
            for (c = 0; c < WAYS; ++c) {
                (void)printf(" %" PRId64 ":0x%016" PRIx64, CHUNKS[c], sum[c][k]);
            }
            (void)puts("");
        }
        wrong += differ;
    }
    return wrong;
}

static int compare_trees(void) {
    rng r = rng_seed(2022);
    int wrong = 0;
    int k, which;
    for (k = 0; k < COUNT; ++k) {
        int differ = 0;
        for (which = 0; which < DIGEST_KINDS && ROOMS[k].state != NULL; ++which) {
            digest_data s = digest_data_of(which);
            s.n = SAMPLES_OF_A_TREE;
            differ += digest_trees(ROOMS[k].state, &s, &r, TREES / DIGEST_KINDS + 1);
        }
        if (differ > 0) {
            (void)printf("%s differs: %d merge trees give other bytes\n", name_of(k), differ);
        }
        wrong += differ;
    }
    return wrong;
}

static int compare(const char *path) {
    uint64_t expected[COUNT + 1];
    read_expected(expected, path);
    if (compare_chunks(expected) + compare_trees() > 0) {
        return 1;
    }
    (void)printf("0x%016" PRIx64 "\n", expected[COUNT]);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--against") == 0) {
        return compare(argv[2]);
    }
    if (argc == 3 && strcmp(argv[1], "--chunk") == 0) {
        int64_t chunk = strtoll(argv[2], NULL, 10);
        DIGEST_REQUIRE(chunk > 0);
        return print(chunk);
    }
    DIGEST_REQUIRE(argc == 1);
    return print(DIGEST_SAMPLES);
}
