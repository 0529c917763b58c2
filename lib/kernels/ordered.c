/* Scans over arrays that are read once: plain loops without an early exit, which compilers turn into vector
 * code. A rejected array is rare, so leaving early would save nothing and cost the lanes. Comparisons of
 * doubles stay scalar in gcc 12; those of their bits do not, and take a third of the time. */
#include "ordered.h"

#include "scalar.h"

int hst__is_ascending(const int64_t *x, int64_t n) {
    int descends = 0;
    int64_t i;
    for (i = 1; i < n; ++i) {
        descends |= x[i] < x[i - 1];
    }
    return !descends;
}

/* Positive doubles are ordered as their bits are; the bits of all others lie beyond those of every positive
 * one. Both bounds lie below 2^63, so a number beyond either has the sign set in one of the two
 * differences. */
int hst__all_within(const double *x, int64_t n, double least, double most) {
    uint64_t low = hst__bits_at(&least);
    uint64_t high = hst__bits_at(&most);
    uint64_t outside = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint64_t bits = hst__bits_at(x + i);
        outside |= (bits - low) | (high - bits);
    }
    return outside >> 63 == 0;
}

int hst__all_at_least(const int64_t *x, int64_t n, int64_t least) {
    int valid = 1;
    int64_t i;
    for (i = 0; i < n; ++i) {
        valid &= x[i] >= least;
    }
    return valid;
}

int hst__fits_table(int64_t rows, int32_t columns) {
    return columns == 0 || (columns > 0 && rows <= INT64_MAX / columns);
}

int hst__all_ids(const int32_t *id, int64_t n, int32_t ids) {
    int valid = 1;
    int64_t i;
    for (i = 0; i < n; ++i) {
        valid &= (id[i] >= -1) & (id[i] < ids);
    }
    return valid;
}

int hst__are_parts(const int64_t *part, int64_t parts, int64_t whole) {
    int64_t i;
    for (i = 0; i < parts; ++i) {
        if (part[i] < 0 || part[i] > whole) {
            return 0;
        }
        whole -= part[i];
    }
    return 1;
}

enum { NEAR = 8 };

/* A look at the next few, without a branch that could be guessed wrong; then doubling steps, then halving.
 * Consecutive searches move a little each, and a binary search over the whole array would miss the cache. */
int64_t hst__first_at_least(const int64_t *x, int64_t from, int64_t end, int64_t bound) {
    int64_t step = NEAR;
    int64_t low = from;
    int64_t high;
    if (end - from >= NEAR) {
        int k;
        for (k = 0; k < NEAR; ++k) {
            low += x[from + k] < bound;
        }
        if (low < from + NEAR) {
            return low;
        }
    }
    high = low;
    while (high < end && x[high] < bound) {
        low = high + 1;
        high = end - high > step ? high + step : end;
        step += step;
    }
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (x[middle] < bound) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

enum { LANES = 16 };

int64_t hst__run_end(const double *x, int64_t from, int64_t end) {
    uint64_t first = hst__bits_at(x + from);
    int64_t i = from + 1;
    while (end - i >= LANES) {
        uint64_t differs = 0;
        int k;
        for (k = 0; k < LANES; ++k) {
            differs |= hst__bits_at(x + i + k) ^ first;
        }
        if (differs != 0) {
            break;
        }
        i += LANES;
    }
    while (i < end && hst__bits_at(x + i) == first) {
        ++i;
    }
    return i;
}
