/* A block that cannot be taken as a whole is cut into pieces, because values near one another differ less, and
 * only a piece that cannot be either goes value by value: that takes thirty times as long. */
#include "by_blocks.h"

#include "scalar.h"

enum { PIECE = 64 };
#define INFINITE (UINT64_C(0x7ff) << 52)

static int64_t take_values(const hst__taker *taker, const double *x, int64_t n) {
    int64_t missing = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint64_t magnitude = hst__magnitude_bits(x + i);
        if (magnitude < INFINITE) {
            taker->take_value(taker->to, x + i);
        } else if (magnitude == INFINITE) {
            return -1;
        } else {
            ++missing;
        }
    }
    return missing;
}

static int take_whole(int path, const hst__taker *taker, hst__block_sum *sum, const double *x, int64_t n) {
    return hst__block_sum_on(path, sum, x, n) && taker->take_block(taker->to, path, sum, x, n);
}

static int64_t take_piece(int path, const hst__taker *taker, const double *x, int64_t n) {
    hst__block_sum sum;
    hst__block_sum_begin(&sum, x, n);
    return take_whole(path, taker, &sum, x, n) ? sum.missing : take_values(taker, x, n);
}

static int64_t take_pieces(int path, const hst__taker *taker, const double *x, int64_t n) {
    int64_t missing = 0;
    int64_t i;
    for (i = 0; i < n; i += PIECE) {
        int64_t more = take_piece(path, taker, x + i, hst__least(PIECE, n - i));
        if (more < 0) {
            return -1;
        }
        missing += more;
    }
    return missing;
}

int64_t hst__by_blocks(int path, const hst__taker *taker, const double *x, int64_t n) {
    hst__block_sum sum;
    int64_t missing = 0;
    int64_t i, until;
    hst__block_sum_begin(&sum, x, hst__least(HST__BLOCK, n));
    for (i = 0; i < n; i = until) {
        int64_t more;
        until = hst__block_end(x, i, n);
        more = take_whole(path, taker, &sum, x + i, until - i) ? sum.missing
                                                               : take_pieces(path, taker, x + i, until - i);
        if (more < 0) {
            return -1;
        }
        missing += more;
    }
    return missing;
}
