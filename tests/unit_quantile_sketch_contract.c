/* What a sketch refuses, in which order, and that it stays as it was. */
#include "support/support.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "hashstat/quantile.h"

/* Accuracy 0.2 over 1..1000; words and layout as lib/kernels/log_sketch.h has them. */
enum { WORDS = 48, HEAD = 5, PACKED = 8 * WORDS };

static uint64_t sketch[WORDS], before[WORDS], other[WORDS];
static uint8_t packed[PACKED];
static size_t bytes, packed_bytes;
static void *const crooked = (char *)other + 4;
static const double half = 0.5, odd = 2, some[] = {3, 0, (double)NAN, 0.5, 500, 2000, 3.1};

/* A sketch of seven samples, and its packed bytes. */
static void set_up(void) {
    assert_status(hst_quantile_sketch_size(&bytes, 0.2, 1, 1000), HST_OK);
    assert_true(bytes <= sizeof sketch);
    assert_status(hst_quantile_sketch_init(sketch, bytes, 0.2, 1, 1000), HST_OK);
    assert_status(hst_quantile_sketch_push_n(sketch, bytes, some, 7), HST_OK);
    assert_status(hst_quantile_sketch_packed_size(&packed_bytes, sketch, bytes), HST_OK);
    assert_status(hst_quantile_sketch_pack(packed, packed_bytes, sketch, bytes), HST_OK);
    memcpy(before, sketch, sizeof sketch);
}

static void null_arguments_are_refused_first(void **unused) {
    hst_quantile_counts counts;
    hst_interval bounds;
    double out;
    size_t size;
    (void)unused;
    assert_status(hst_quantile_sketch_size(NULL, odd, 1, 2), HST_ENULL);
    assert_status(hst_quantile_sketch_init(NULL, 0, odd, 1, 2), HST_ENULL);
    assert_status(hst_quantile_sketch_push(NULL, 0, -1), HST_ENULL);
    assert_status(hst_quantile_sketch_push_n(NULL, 0, some, -1), HST_ENULL);
    assert_status(hst_quantile_sketch_push_n(crooked, 0, NULL, -1), HST_ENULL);
    assert_status(hst_quantile_sketch_unpush(NULL, 0, -1), HST_ENULL);
    assert_status(hst_quantile_sketch_merge(NULL, 0, crooked, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_merge(crooked, 0, NULL, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_counts(NULL, crooked, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_counts(&counts, NULL, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_read(NULL, &half, 1, crooked, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_read(&out, NULL, -1, crooked, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_read(&out, &half, -1, NULL, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_bounds(NULL, &half, 1, crooked, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_bounds(&bounds, &half, 1, NULL, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_packed_size(NULL, crooked, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_packed_size(&size, NULL, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_pack(NULL, 0, crooked, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_pack(packed, 0, NULL, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_unpacked_size(NULL, packed, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_unpacked_size(&size, NULL, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_unpack(NULL, 0, packed, 0), HST_ENULL);
    assert_status(hst_quantile_sketch_unpack(crooked, 0, NULL, 0), HST_ENULL);
}

static void negative_lengths_are_refused_before_alignment(void **unused) {
    hst_interval bounds;
    double out;
    (void)unused;
    assert_status(hst_quantile_sketch_push_n(crooked, 0, some, -1), HST_ESIZE);
    assert_status(hst_quantile_sketch_read(&out, &odd, -1, crooked, 0), HST_ESIZE);
    assert_status(hst_quantile_sketch_bounds(&bounds, &odd, -1, crooked, 0), HST_ESIZE);
}

static void crooked_memory_is_refused_before_its_content(void **unused) {
    hst_quantile_counts counts;
    hst_interval bounds;
    double out;
    size_t size;
    (void)unused;
    set_up();
    fill_untouched(other, sizeof other);
    assert_status(hst_quantile_sketch_init(crooked, 0, odd, 1, 2), HST_EALIGN);
    assert_status(hst_quantile_sketch_push(crooked, 0, -1), HST_EALIGN);
    assert_status(hst_quantile_sketch_push_n(crooked, 0, some, 7), HST_EALIGN);
    assert_status(hst_quantile_sketch_unpush(crooked, 0, -1), HST_EALIGN);
    assert_status(hst_quantile_sketch_merge(crooked, 0, sketch, bytes), HST_EALIGN);
    assert_status(hst_quantile_sketch_merge(sketch, 0, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_sketch_counts(&counts, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_sketch_read(&out, &odd, 1, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_sketch_bounds(&bounds, &odd, 1, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_sketch_packed_size(&size, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_sketch_pack(packed, 0, crooked, 0), HST_EALIGN);
    assert_status(hst_quantile_sketch_unpack(crooked, 0, packed, 0), HST_EALIGN);
    assert_untouched(other, sizeof other);
}

static void too_few_bytes_are_refused(void **unused) {
    hst_quantile_counts counts;
    hst_interval bounds;
    double out;
    size_t size, k;
    (void)unused;
    set_up();
    fill_untouched(other, sizeof other);
    fill_untouched(&counts, sizeof counts);
    for (k = 0; k < bytes; ++k) {
        assert_status(hst_quantile_sketch_init(other, k, 0.2, 1, 1000), HST_ESPACE);
        assert_status(hst_quantile_sketch_push(sketch, k, -1), HST_ESPACE);
        assert_status(hst_quantile_sketch_push_n(sketch, k, some, 7), HST_ESPACE);
        assert_status(hst_quantile_sketch_unpush(sketch, k, 3), HST_ESPACE);
        assert_status(hst_quantile_sketch_merge(sketch, k, before, bytes), HST_ESPACE);
        assert_status(hst_quantile_sketch_merge(sketch, bytes, before, k), HST_ESPACE);
        assert_status(hst_quantile_sketch_counts(&counts, sketch, k), HST_ESPACE);
        assert_status(hst_quantile_sketch_read(&out, &odd, 1, sketch, k), HST_ESPACE);
        assert_status(hst_quantile_sketch_bounds(&bounds, &odd, 1, sketch, k), HST_ESPACE);
        assert_status(hst_quantile_sketch_packed_size(&size, sketch, k), HST_ESPACE);
        assert_status(hst_quantile_sketch_pack(other, sizeof other, sketch, k), HST_ESPACE);
        assert_status(hst_quantile_sketch_unpack(other, k, packed, packed_bytes), HST_ESPACE);
    }
    for (k = 0; k < packed_bytes; ++k) {
        assert_status(hst_quantile_sketch_pack(other, k, sketch, bytes), HST_ESPACE);
    }
    assert_memory_equal(sketch, before, sizeof sketch);
    assert_untouched(other, sizeof other);
    assert_untouched(&counts, sizeof counts);
}

/* Memory that ends within the head, where an inaccessible page begins. */
static void a_head_that_is_not_there_is_not_read(void **unused) {
    size_t words;
    (void)unused;
    set_up();
    for (words = 0; words < HEAD; ++words) {
        uint64_t *memory = guarded_alloc(8 * words);
        memcpy(memory, sketch, 8 * words);
        assert_status(hst_quantile_sketch_push(memory, 8 * words, 1), HST_ESPACE);
        assert_status(hst_quantile_sketch_merge(sketch, bytes, memory, 8 * words), HST_ESPACE);
        guarded_free(memory);
    }
}

/* Whatever is called with it, and even with a value that is refused. */
static void assert_corrupt_head(void) {
    assert_status(hst_quantile_sketch_push(sketch, bytes, -1), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_push_n(sketch, bytes, some, 7), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_unpush(sketch, bytes, -1), HST_ECORRUPT);
}

static void assert_corrupt(void) {
    hst_quantile_counts counts;
    hst_interval bounds;
    double out;
    size_t size;
    fill_untouched(&counts, sizeof counts);
    fill_untouched(&size, sizeof size);
    assert_status(hst_quantile_sketch_merge(sketch, bytes, other, bytes), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_merge(other, bytes, sketch, bytes), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_merge(sketch, bytes, other, bytes - 1), HST_ESPACE);
    assert_status(hst_quantile_sketch_merge(other, bytes - 1, sketch, bytes), HST_ESPACE);
    assert_status(hst_quantile_sketch_counts(&counts, sketch, bytes), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_read(&out, &odd, 1, sketch, bytes), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_bounds(&bounds, &odd, 1, sketch, bytes), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_packed_size(&size, sketch, bytes), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_pack(packed, 0, sketch, bytes), HST_ECORRUPT);
    assert_untouched(&counts, sizeof counts);
    assert_untouched(&size, sizeof size);
}

static void overwritten_memory_is_seen(void **unused) {
    static const uint64_t bad[HEAD] = {0, 0, 0, 0, (UINT64_C(1) << 53) + 1};
    size_t k;
    (void)unused;
    set_up();
    memcpy(other, before, sizeof other);
    for (k = 0; k < HEAD; ++k) { /* kind, accuracy, least, most, total */
        memcpy(sketch, before, sizeof sketch);
        sketch[k] = bad[k];
        assert_corrupt_head();
        assert_corrupt();
    }
    for (k = HEAD - 1; k < bytes / 8; ++k) { /* counts that do not add up */
        memcpy(sketch, before, sizeof sketch);
        ++sketch[k];
        assert_corrupt();
        sketch[k] = UINT64_MAX - 3;
        assert_corrupt();
    }
    assert_memory_equal(other, before, sizeof other);
}

static void values_that_no_hashrate_has_are_refused(void **unused) {
    static const double bad[] = {-1, -0x1p-1074, (double)INFINITY, -(double)INFINITY};
    double out = -1;
    hst_interval bounds;
    size_t size = 0;
    int k;
    (void)unused;
    set_up();
    fill_untouched(other, sizeof other);
    for (k = 0; k < 4; ++k) {
        double many[] = {1, 2, 0};
        many[2] = bad[k];
        assert_status(hst_quantile_sketch_push(sketch, bytes, bad[k]), HST_EDOMAIN);
        assert_status(hst_quantile_sketch_push_n(sketch, bytes, many, 3), HST_EDOMAIN);
        assert_status(hst_quantile_sketch_unpush(sketch, bytes, bad[k]), HST_EDOMAIN);
    }
    assert_status(hst_quantile_sketch_unpush(sketch, bytes, 100), HST_EDOMAIN); /* never pushed */
    assert_status(hst_quantile_sketch_read(&out, &odd, 1, sketch, bytes), HST_EDOMAIN);
    assert_status(hst_quantile_sketch_bounds(&bounds, &odd, 1, sketch, bytes), HST_EDOMAIN);
    assert_status(hst_quantile_sketch_size(&size, 0.6, 1, 2), HST_EDOMAIN);
    assert_status(hst_quantile_sketch_init(other, sizeof other, 0.1, 0, 2), HST_EDOMAIN);
    assert_status(hst_quantile_sketch_init(other, 0, 0.1, 3, 2), HST_EDOMAIN);
    assert_memory_equal(sketch, before, sizeof sketch);
    assert_untouched(other, sizeof other);
    assert_int_equal(size, 0);
    assert_same_bits(out, -1);
}

static void unequal_sketches_do_not_merge(void **unused) {
    static const double unlike[][3] = {{0.19, 1, 1000}, {0.2, 1.001, 1000}, {0.2, 1, 999}};
    int k;
    (void)unused;
    set_up();
    for (k = 0; k < 3; ++k) {
        assert_status(hst_quantile_sketch_init(other, sizeof other, unlike[k][0], unlike[k][1], unlike[k][2]),
                      HST_OK);
        assert_status(hst_quantile_sketch_merge(sketch, bytes, other, sizeof other), HST_EOPTION);
    }
    assert_memory_equal(sketch, before, sizeof sketch);
}

static void more_than_2_53_samples_are_refused(void **unused) {
    double out = 0;
    int k;
    (void)unused;
    set_up();
    assert_status(hst_quantile_sketch_init(sketch, bytes, 0.2, 1, 1000), HST_OK);
    assert_status(hst_quantile_sketch_push(sketch, bytes, 7), HST_OK);
    for (k = 0; k < 53; ++k) {
        assert_status(hst_quantile_sketch_merge(sketch, bytes, sketch, bytes), HST_OK);
    }
    memcpy(other, sketch, sizeof other);
    assert_status(hst_quantile_sketch_push(sketch, bytes, 7), HST_EOVERFLOW);
    assert_status(hst_quantile_sketch_push_n(sketch, bytes, some, 7), HST_EOVERFLOW);
    assert_status(hst_quantile_sketch_push_n(sketch, bytes, NULL, 0), HST_OK);
    assert_status(hst_quantile_sketch_merge(sketch, bytes, before, bytes), HST_EOVERFLOW);
    assert_status(hst_quantile_sketch_merge(sketch, bytes, sketch, bytes), HST_EOVERFLOW);
    assert_memory_equal(other, sketch, sizeof other);
    assert_status(hst_quantile_sketch_read(&out, &half, 1, sketch, bytes), HST_OK);
    assert_near(out, 7, 0.2);
}

static void a_sketch_without_values_has_no_quantile(void **unused) {
    hst_interval bounds = {-1, -1};
    double out = -1, gap = (double)NAN;
    (void)unused;
    set_up();
    assert_status(hst_quantile_sketch_init(sketch, bytes, 0.2, 1, 1000), HST_OK);
    assert_status(hst_quantile_sketch_push(sketch, bytes, gap), HST_OK);
    assert_status(hst_quantile_sketch_read(&out, &half, 1, sketch, bytes), HST_EEMPTY);
    assert_status(hst_quantile_sketch_read(NULL, NULL, 0, sketch, bytes), HST_EEMPTY);
    assert_status(hst_quantile_sketch_bounds(&bounds, &half, 1, sketch, bytes), HST_EEMPTY);
    assert_same_bits(out, -1);
    assert_same_bits(bounds.lower, -1);
    assert_status(hst_quantile_sketch_unpush(sketch, bytes, gap), HST_OK);
    assert_status(hst_quantile_sketch_unpush(sketch, bytes, gap), HST_EDOMAIN);
}

/* ---- packed bytes ------------------------------------------------------------------------------ */

static void assert_refused(const uint8_t *p, size_t size) {
    size_t room;
    fill_untouched(&room, sizeof room);
    fill_untouched(other, sizeof other);
    assert_status(hst_quantile_sketch_unpacked_size(&room, p, size), HST_ECORRUPT);
    assert_status(hst_quantile_sketch_unpack(other, sizeof other, p, size), HST_ECORRUPT);
    assert_untouched(&room, sizeof room);
    assert_untouched(other, sizeof other);
}

static void truncated_lengthened_and_altered_bytes_are_refused(void **unused) {
    size_t k;
    int bit;
    (void)unused;
    set_up();
    for (k = 0; k < packed_bytes; ++k) {
        assert_refused(packed, k);
    }
    for (k = 1; k <= 16; ++k) {
        assert_refused(packed, packed_bytes + k);
    }
    for (k = 0; k < packed_bytes; ++k) {
        for (bit = 0; bit < 8; ++bit) {
            packed[k] = (uint8_t)(packed[k] ^ (1 << bit));
            assert_refused(packed, packed_bytes);
            packed[k] = (uint8_t)(packed[k] ^ (1 << bit));
        }
    }
}

static void put(uint8_t *p, size_t at, uint64_t word) {
    int k;
    for (k = 0; k < 8; ++k) {
        p[8 * at + (size_t)k] = (uint8_t)(word >> (8 * k));
    }
}

/* Bytes with a checksum after them that fits. */
static void assert_sealed_refused(uint8_t *p, size_t size) {
    uint64_t sum = UINT64_C(14695981039346656037);
    size_t k;
    for (k = 0; k < size; ++k) {
        sum = (sum ^ p[k]) * UINT64_C(1099511628211);
    }
    for (k = 0; k < 8; ++k) {
        p[size + k] = (uint8_t)(sum >> (8 * k));
    }
    assert_refused(p, size + 8);
}

/* The packed bytes with one word another, so many words of them. */
static void assert_forgery_refused(size_t words, size_t at, uint64_t word) {
    static uint8_t forged[PACKED];
    memcpy(forged, packed, packed_bytes);
    put(forged, at, word);
    assert_sealed_refused(forged, 8 * words);
}

static void a_length_that_is_not_whole_words_is_refused(void **unused) {
    static uint8_t forged[PACKED];
    size_t k;
    (void)unused;
    set_up();
    for (k = 1; k < 8; ++k) {
        memcpy(forged, packed, packed_bytes);
        assert_sealed_refused(forged, packed_bytes - 8 + k);
    }
}

/* Word 8 is the number of the first bucket that is not empty, and with word 9 the counts begin. */
static void content_that_no_sketch_has_is_refused(void **unused) {
    size_t words;
    uint64_t first;
    (void)unused;
    set_up();
    words = packed_bytes / 8 - 1;
    first = packed[64];
    assert_true(first > 0 && packed[65] == 0);
    assert_forgery_refused(words, 0, UINT64_C(0x0000000271747368)); /* another version */
    assert_forgery_refused(words, 1, 0);                            /* accuracy */
    assert_forgery_refused(words, 2, UINT64_C(0x7ff) << 52);        /* least */
    assert_forgery_refused(words, 3, UINT64_C(0x7ff8) << 48);       /* most */
    assert_forgery_refused(words, 4, (UINT64_C(1) << 53) - 5);      /* one sample too many */
    assert_forgery_refused(words, 4, UINT64_MAX);
    assert_forgery_refused(words, 9, UINT64_C(1) << 60);
    assert_forgery_refused(words, 9, 0);          /* the first count is zero */
    assert_forgery_refused(words, words - 1, 0);  /* the last is */
    assert_forgery_refused(words, 8, bytes / 8 - words + 1); /* one beyond the buckets, and far */
    assert_forgery_refused(words, 8, first + 40);
    assert_forgery_refused(words, 8, UINT64_MAX);
    assert_forgery_refused(9, 8, 1);                         /* no counts, but a first one */
    assert_forgery_refused(words, 3, UINT64_C(0x3ff) << 52); /* fewer buckets than counts */
}

static void bytes_that_were_packed_are_read(void **unused) {
    hst_quantile_counts counts;
    (void)unused;
    set_up();
    assert_status(hst_quantile_sketch_unpack(other, bytes, packed, packed_bytes), HST_OK);
    assert_memory_equal(other, sketch, bytes);
    assert_status(hst_quantile_sketch_counts(&counts, other, bytes), HST_OK);
    assert_int_equal(counts.observed, 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_arguments_are_refused_first),
        cmocka_unit_test(negative_lengths_are_refused_before_alignment),
        cmocka_unit_test(crooked_memory_is_refused_before_its_content),
        cmocka_unit_test(too_few_bytes_are_refused),
        cmocka_unit_test(a_head_that_is_not_there_is_not_read),
        cmocka_unit_test(overwritten_memory_is_seen),
        cmocka_unit_test(values_that_no_hashrate_has_are_refused),
        cmocka_unit_test(unequal_sketches_do_not_merge),
        cmocka_unit_test(more_than_2_53_samples_are_refused),
        cmocka_unit_test(a_sketch_without_values_has_no_quantile),
        cmocka_unit_test(truncated_lengthened_and_altered_bytes_are_refused),
        cmocka_unit_test(a_length_that_is_not_whole_words_is_refused),
        cmocka_unit_test(content_that_no_sketch_has_is_refused),
        cmocka_unit_test(bytes_that_were_packed_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
