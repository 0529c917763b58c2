/* What the room simultaneity refuses: every documented error, in order, with nothing written. */
#include <math.h>

#include "hashstat/simultaneity.h"
#include "support/simultaneity_call.h"
#include "support/support.h"

enum { ROOM = 64 };

static uint64_t work[ROOM];
static int32_t part[2];

static const int32_t ones[4] = {1, 0, 0, 1};

static void options_are_checked_before_numbers(void **state) {
    hst_simultaneity_options o;
    hst_simultaneity out;
    (void)state;
    assert_status(hst_simultaneity_options_init(NULL, 48), HST_ENULL);
    fill_untouched(&o, sizeof o);
    assert_status(hst_simultaneity_options_init(&o, 47), HST_EOPTION);
    assert_untouched(&o, sizeof o);
    assert_status(hst_simultaneity_options_init(&o, (uint32_t)sizeof o), HST_OK);
    assert_int_equal(o.period, 1);
    assert_int_equal(o.draws, 9999);
    assert_int_equal(o.exact, 100000);
    assert_int_equal(o.seed, 1);
    assert_near(o.level, 0.95, 0);
    o.struct_size = 40;
    o.period = 0;
    assert_status(hst_simultaneity_most(&o, &out, part, ones, NULL, 2, 2, 1, work, sizeof work), HST_EOPTION);
    o.struct_size = 48;
    o.flags = 1;
    assert_status(hst_simultaneity_most(&o, &out, part, ones, NULL, 2, 2, 1, work, sizeof work), HST_EOPTION);
}

static void numbers_in_options_are_checked(void **state) {
    static const int64_t draws[3] = {0, 1000000001, 1}, exact[3] = {-1, 1000000001, 0};
    static const double level[3] = {0, 1, (double)NAN};
    hst_simultaneity_options o;
    hst_simultaneity out;
    int k;
    (void)state;
    fill_untouched(&out, sizeof out);
    for (k = 0; k < 3; ++k) {
        o = options_of(1, draws[k], 0);
        assert_status(hst_simultaneity_most(&o, &out, part, ones, NULL, 2, 2, 1, work, sizeof work),
                      k < 2 ? HST_EDOMAIN : HST_OK);
        o = options_of(1, 1, exact[k]);
        assert_status(hst_simultaneity_at(&o, &out, part, ones, NULL, 2, 2, 1, 0, work, sizeof work),
                      k < 2 ? HST_EDOMAIN : HST_OK);
        o = options_of(1, 1, 0);
        o.level = level[k];
        assert_status(hst_simultaneity_most(&o, &out, part, ones, NULL, 2, 2, 1, work, sizeof work),
                      HST_EDOMAIN);
    }
    o = options_of(0, 1, 0);
    assert_status(hst_simultaneity_most(&o, &out, part, ones, NULL, 2, 2, 1, work, sizeof work), HST_EDOMAIN);
}

static void sizes_are_rejected(void **state) {
    const int64_t far = (INT64_C(1) << 32) + 1;
    size_t bytes = 7;
    (void)state;
    assert_status(hst_simultaneity_work_size(NULL, -1, 0), HST_ENULL);
    assert_status(hst_simultaneity_work_size(&bytes, -1, 0), HST_ESIZE);
    assert_status(hst_simultaneity_work_size(&bytes, 4097, 0), HST_ESIZE);
    assert_status(hst_simultaneity_work_size(&bytes, 1, -1), HST_ESIZE);
    assert_status(hst_simultaneity_work_size(&bytes, 1, far), HST_ESIZE);
    assert_status(hst_simultaneity_common_work_size(NULL, -1, 0), HST_ENULL);
    assert_status(hst_simultaneity_common_work_size(&bytes, -1, 0), HST_ESIZE);
    assert_status(hst_simultaneity_common_work_size(&bytes, 4097, 0), HST_ESIZE);
    assert_status(hst_simultaneity_common_work_size(&bytes, 1, -1), HST_ESIZE);
    assert_status(hst_simultaneity_common_work_size(&bytes, 1, far), HST_ESIZE);
    assert_int_equal(bytes, 7);
    assert_status(hst_simultaneity_work_size(&bytes, 4096, far - 1), HST_OK);
    assert_true(bytes > UINT32_MAX);
    assert_status(hst_simultaneity_common_work_size(&bytes, 4096, far - 1), HST_OK);
    assert_true(bytes > UINT32_MAX);
}

static void most_rejects_what_it_cannot_use(void **state) {
    static const int32_t bad[4] = {1, 0, 2, 1}, low[4] = {1, -2, 0, 1}, none[4] = {-1, -1, -1, -1};
    static const int32_t high[2] = {0, 2}, under[2] = {-2, 0}, nobody[2] = {-1, -1};
    hst_simultaneity_options o = options_of(1, 1, 1);
    hst_simultaneity out;
    char *odd = (char *)work + 4;
    size_t size = 0;
    (void)state;
    assert_status(hst_simultaneity_work_size(&size, 2, 2), HST_OK);
    fill_untouched(&out, sizeof out);
    fill_untouched(part, sizeof part);
    o.flags = 2;
    assert_status(hst_simultaneity_most(&o, NULL, part, bad, high, -1, 2, 0, odd, 0), HST_ENULL);
    assert_status(hst_simultaneity_most(&o, &out, NULL, bad, high, -1, 2, 0, odd, 0), HST_ENULL);
    assert_status(hst_simultaneity_most(&o, &out, part, NULL, high, -1, 2, 0, odd, 0), HST_ENULL);
    assert_status(hst_simultaneity_most(&o, &out, part, bad, high, -1, 2, 0, NULL, 0), HST_ENULL);
    assert_status(hst_simultaneity_most(&o, &out, part, bad, high, -1, 2, 0, odd, 0), HST_ESIZE);
    assert_status(hst_simultaneity_most(&o, &out, part, bad, high, 2, -2, 0, odd, 0), HST_ESIZE);
    assert_status(hst_simultaneity_most(&o, &out, part, bad, high, 2, 2, 0, odd, 0), HST_EALIGN);
    assert_status(hst_simultaneity_most(&o, &out, part, bad, high, 2, 2, 0, work, size - 1), HST_ESPACE);
    assert_status(hst_simultaneity_most(&o, &out, part, bad, high, 2, 2, 0, work, size), HST_EOPTION);
    o.flags = 0;
    assert_status(hst_simultaneity_most(&o, &out, part, none, NULL, 2, 2, 0, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_most(&o, &out, part, none, high, 2, 2, 1, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_most(&o, &out, part, none, under, 2, 2, 1, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_most(&o, &out, part, bad, NULL, 2, 2, 3, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_most(&o, &out, part, low, NULL, 2, 2, 3, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_most(&o, &out, part, none, NULL, 2, 2, 1, work, size), HST_EEMPTY);
    assert_status(hst_simultaneity_most(&o, &out, part, ones, nobody, 2, 2, 1, work, size), HST_EEMPTY);
    assert_status(hst_simultaneity_most(&o, &out, part, ones, NULL, 2, 2, 3, work, size), HST_EEMPTY);
    assert_status(hst_simultaneity_most(&o, &out, NULL, NULL, NULL, 0, 2, 1, work, size), HST_EEMPTY);
    assert_status(hst_simultaneity_most(&o, &out, part, NULL, NULL, 2, 0, 1, work, size), HST_EEMPTY);
    o.period = 3;
    assert_status(hst_simultaneity_most(&o, &out, part, ones, NULL, 2, 2, 1, work, size), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
    assert_untouched(part, sizeof part);
}

static void at_rejects_what_it_cannot_use(void **state) {
    static const int32_t bad[4] = {1, 0, 2, 1}, none[4] = {-1, -1, -1, -1}, high[2] = {0, 2};
    hst_simultaneity_options o = options_of(1, 1, 1);
    hst_simultaneity out;
    char *odd = (char *)work + 4;
    size_t size = 0;
    (void)state;
    assert_status(hst_simultaneity_work_size(&size, 2, 2), HST_OK);
    fill_untouched(&out, sizeof out);
    fill_untouched(part, sizeof part);
    o.flags = 2;
    assert_status(hst_simultaneity_at(&o, NULL, part, bad, high, -1, 2, 0, -1, odd, 0), HST_ENULL);
    assert_status(hst_simultaneity_at(&o, &out, NULL, bad, high, -1, 2, 0, -1, odd, 0), HST_ENULL);
    assert_status(hst_simultaneity_at(&o, &out, part, NULL, high, -1, 2, 0, -1, odd, 0), HST_ENULL);
    assert_status(hst_simultaneity_at(&o, &out, part, bad, high, -1, 2, 0, -1, NULL, 0), HST_ENULL);
    assert_status(hst_simultaneity_at(&o, &out, part, bad, high, -1, 2, 0, -1, odd, 0), HST_ESIZE);
    assert_status(hst_simultaneity_at(&o, &out, part, bad, high, 2, 2, 0, -1, odd, 0), HST_EALIGN);
    assert_status(hst_simultaneity_at(&o, &out, part, bad, high, 2, 2, 0, -1, work, size - 1), HST_ESPACE);
    assert_status(hst_simultaneity_at(&o, &out, part, bad, high, 2, 2, 0, -1, work, size), HST_EOPTION);
    o.flags = 0;
    assert_status(hst_simultaneity_at(&o, &out, part, none, NULL, 2, 2, 0, 0, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_at(&o, &out, part, none, NULL, 2, 2, 1, -1, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_at(&o, &out, part, none, NULL, 2, 2, 1, 2, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_at(&o, &out, part, none, high, 2, 2, 1, 0, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_at(&o, &out, part, bad, NULL, 2, 2, 3, 0, work, size), HST_EDOMAIN);
    assert_status(hst_simultaneity_at(&o, &out, part, none, NULL, 2, 2, 1, 1, work, size), HST_EEMPTY);
    assert_status(hst_simultaneity_at(&o, &out, part, ones, NULL, 2, 2, 3, 0, work, size), HST_EEMPTY);
    assert_untouched(&out, sizeof out);
    assert_untouched(part, sizeof part);
}

static void marks_reject_what_they_cannot_use(void **state) {
    static const int32_t down[2] = {0, 3}, under[2] = {0, -2};
    static const int64_t blocks[2] = {1, 1}, negative[2] = {1, -1}, many[2] = {1, 1000001}, some[2] = {0, 1};
    static const double usual[2] = {1, 1}, zero[2] = {1, 0}, tiny[2] = {1, 9e-61}, vast[2] = {1, 1.1e60};
    static const double minus[2] = {-1, 1}, endless[2] = {1, (double)INFINITY};
    int32_t mark[2];
    double q[2];
    (void)state;
    fill_untouched(mark, sizeof mark);
    fill_untouched(q, sizeof q);
    assert_status(hst_simultaneity_onsets(NULL, down, -1), HST_ENULL);
    assert_status(hst_simultaneity_onsets(mark, NULL, -1), HST_ENULL);
    assert_status(hst_simultaneity_onsets(mark, down, -1), HST_ESIZE);
    assert_status(hst_simultaneity_onsets(mark, down, 2), HST_EDOMAIN);
    assert_status(hst_simultaneity_onsets(mark, under, 2), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(NULL, q, negative, minus, -1, 2, 0, 0, 2, 2), HST_ENULL);
    assert_status(hst_simultaneity_falls(mark, q, NULL, minus, -1, 2, 0, 0, 2, 2), HST_ENULL);
    assert_status(hst_simultaneity_falls(mark, q, negative, NULL, -1, 2, 0, 0, 2, 2), HST_ENULL);
    assert_status(hst_simultaneity_falls(mark, q, negative, minus, -1, 2, 0, 0, 2, 2), HST_ESIZE);
    assert_status(hst_simultaneity_falls(mark, q, negative, minus, 1, -2, 0, 0, 2, 2), HST_ESIZE);
    assert_status(hst_simultaneity_falls(mark, q, negative, minus, 1, 2, 0, 0, 2, 2), HST_EOPTION);
    assert_status(hst_simultaneity_falls(mark, q, blocks, usual, 1, 2, 0, 1, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, blocks, usual, 1, 2, 1, 100001, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, blocks, usual, 1, 2, 1, 1, 1, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, negative, usual, 1, 2, 1, 1, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, many, usual, 1, 2, 1, 1, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, some, zero, 1, 2, 1, 1, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, blocks, tiny, 1, 2, 1, 1, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, blocks, vast, 1, 2, 1, 1, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, blocks, minus, 1, 2, 1, 1, 0.5, 0), HST_EDOMAIN);
    assert_status(hst_simultaneity_falls(mark, q, blocks, endless, 1, 2, 1, 1, 0.5, 0), HST_EDOMAIN);
    assert_untouched(mark, sizeof mark);
    assert_untouched(q, sizeof q);
    assert_status(hst_simultaneity_falls(NULL, NULL, NULL, NULL, 3, 0, 1, 1, 0.5, 0), HST_OK);
    assert_status(hst_simultaneity_falls(NULL, NULL, NULL, usual, 0, 2, 1, 1, 0.5, 0), HST_OK);
}

static void common_rejects_what_it_cannot_use(void **state) {
    static const int64_t blocks[4] = {1, 1, 1, 1}, negative[4] = {1, -1, 1, 1}, no_block[4] = {0, 0, 0, 0};
    static const double usual[2] = {1, 1}, minus[2] = {-1, 1}, gap[2] = {1, (double)NAN}, zero[2] = {0, 1};
    static const int32_t high[2] = {0, 2}, nobody[2] = {-1, -1};
    hst_simultaneity_options o = options_of(1, 1, 1);
    hst_simultaneity_fall f;
    char *odd = (char *)work + 4;
    double q[2];
    size_t size = 0;
    (void)state;
    assert_status(hst_simultaneity_common_work_size(&size, 2, 2), HST_OK);
    fill_untouched(&f, sizeof f);
    fill_untouched(q, sizeof q);
    o.flags = 1;
    assert_status(hst_simultaneity_common(&o, NULL, q, negative, minus, high, -1, 2, 0, 0, odd, 0),
                  HST_ENULL);
    assert_status(hst_simultaneity_common(&o, &f, NULL, negative, minus, high, -1, 2, 0, 0, odd, 0),
                  HST_ENULL);
    assert_status(hst_simultaneity_common(&o, &f, q, NULL, minus, high, -1, 2, 0, 0, odd, 0), HST_ENULL);
    assert_status(hst_simultaneity_common(&o, &f, q, negative, NULL, high, -1, 2, 0, 0, odd, 0), HST_ENULL);
    assert_status(hst_simultaneity_common(&o, &f, q, negative, minus, high, -1, 2, 0, 0, NULL, 0), HST_ENULL);
    assert_status(hst_simultaneity_common(&o, &f, q, negative, minus, high, -1, 2, 0, 0, odd, 0), HST_ESIZE);
    assert_status(hst_simultaneity_common(&o, &f, q, negative, minus, high, 2, 2, 0, 0, odd, 0), HST_EALIGN);
    assert_status(hst_simultaneity_common(&o, &f, q, negative, minus, high, 2, 2, 0, 0, work, size - 1),
                  HST_ESPACE);
    assert_status(hst_simultaneity_common(&o, &f, q, negative, minus, high, 2, 2, 0, 0, work, size),
                  HST_EOPTION);
    o.flags = 0;
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, usual, NULL, 2, 2, 0, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, usual, NULL, 2, 2, 1, 0, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, usual, high, 2, 2, 1, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, minus, NULL, 2, 2, 1, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common(&o, &f, q, negative, usual, NULL, 2, 2, 1, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, usual, nobody, 2, 2, 1, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, gap, NULL, 2, 2, 1, 1, work, size), HST_EEMPTY);
    assert_status(hst_simultaneity_common(&o, &f, q, no_block, zero, NULL, 2, 2, 1, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, usual, NULL, 2, 2, 2, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common(&o, &f, NULL, NULL, usual, NULL, 0, 2, 1, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common(&o, &f, q, NULL, NULL, NULL, 2, 0, 1, 1, work, size), HST_EEMPTY);
    o.period = 0;
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, usual, NULL, 2, 2, 1, 1, work, size),
                  HST_EDOMAIN);
    o.period = 2;
    assert_status(hst_simultaneity_common(&o, &f, q, blocks, usual, NULL, 2, 2, 1, 1, work, size),
                  HST_EEMPTY);
    assert_untouched(&f, sizeof f);
    assert_untouched(q, sizeof q);
}

static void a_known_bin_rejects_what_it_cannot_use(void **state) {
    static const int64_t blocks[4] = {1, 1, 1, 1}, negative[4] = {1, -1, 1, 1}, no_block[4] = {0, 0, 0, 0};
    static const double usual[2] = {1, 1}, minus[2] = {-1, 1}, gap[2] = {1, (double)NAN}, zero[2] = {0, 1};
    static const int32_t high[2] = {0, 2}, nobody[2] = {-1, -1};
    hst_simultaneity_options o = options_of(1, 1, 1);
    hst_simultaneity_fall f;
    char *odd = (char *)work + 4;
    double q[2];
    size_t size = 0;
    (void)state;
    assert_status(hst_simultaneity_common_work_size(&size, 2, 2), HST_OK);
    fill_untouched(&f, sizeof f);
    fill_untouched(q, sizeof q);
    o.flags = 1;
    assert_status(hst_simultaneity_common_at(&o, NULL, q, negative, minus, high, -1, 2, 0, 0, -1, odd, 0),
                  HST_ENULL);
    assert_status(hst_simultaneity_common_at(&o, &f, NULL, negative, minus, high, -1, 2, 0, 0, -1, odd, 0),
                  HST_ENULL);
    assert_status(hst_simultaneity_common_at(&o, &f, q, NULL, minus, high, -1, 2, 0, 0, -1, odd, 0),
                  HST_ENULL);
    assert_status(hst_simultaneity_common_at(&o, &f, q, negative, NULL, high, -1, 2, 0, 0, -1, odd, 0),
                  HST_ENULL);
    assert_status(hst_simultaneity_common_at(&o, &f, q, negative, minus, high, -1, 2, 0, 0, -1, NULL, 0),
                  HST_ENULL);
    assert_status(hst_simultaneity_common_at(&o, &f, q, negative, minus, high, -1, 2, 0, 0, -1, odd, 0),
                  HST_ESIZE);
    assert_status(hst_simultaneity_common_at(&o, &f, q, negative, minus, high, 2, 2, 0, 0, -1, odd, 0),
                  HST_EALIGN);
    assert_status(
        hst_simultaneity_common_at(&o, &f, q, negative, minus, high, 2, 2, 0, 0, -1, work, size - 1),
        HST_ESPACE);
    assert_status(hst_simultaneity_common_at(&o, &f, q, negative, minus, high, 2, 2, 0, 0, -1, work, size),
                  HST_EOPTION);
    o.flags = 0;
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, NULL, 2, 2, 0, 1, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, NULL, 2, 2, 1, 0, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, high, 2, 2, 1, 1, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, minus, NULL, 2, 2, 1, 1, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common_at(&o, &f, q, negative, usual, NULL, 2, 2, 1, 1, 1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, nobody, 2, 2, 1, 1, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, gap, NULL, 2, 2, 1, 1, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common_at(&o, &f, q, no_block, zero, NULL, 2, 2, 1, 1, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, NULL, 2, 2, 2, 1, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common_at(&o, &f, NULL, NULL, usual, NULL, 0, 2, 1, 1, 1, work, size),
                  HST_EEMPTY);
    assert_status(hst_simultaneity_common_at(&o, &f, q, NULL, NULL, NULL, 2, 0, 1, 1, 1, work, size),
                  HST_EEMPTY);
    o.period = 0;
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, NULL, 2, 2, 1, 1, 1, work, size),
                  HST_EDOMAIN);
    o.period = 1;
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, NULL, 2, 2, 1, 1, -1, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, NULL, 2, 2, 1, 1, 0, work, size),
                  HST_EDOMAIN);
    assert_status(hst_simultaneity_common_at(&o, &f, q, blocks, usual, NULL, 2, 2, 1, 1, 2, work, size),
                  HST_EDOMAIN);
    assert_untouched(&f, sizeof f);
    assert_untouched(q, sizeof q);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_checked_before_numbers),
        cmocka_unit_test(numbers_in_options_are_checked),
        cmocka_unit_test(sizes_are_rejected),
        cmocka_unit_test(most_rejects_what_it_cannot_use),
        cmocka_unit_test(at_rejects_what_it_cannot_use),
        cmocka_unit_test(marks_reject_what_they_cannot_use),
        cmocka_unit_test(common_rejects_what_it_cannot_use),
        cmocka_unit_test(a_known_bin_rejects_what_it_cannot_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
