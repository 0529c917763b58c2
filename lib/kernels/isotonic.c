/* Pool adjacent violators, exactly.
 *
 * Block means are compared by cross-multiplication in 128 bits and rounded to integers at the very end.
 * Rounding a mean is not just a convenience: for squares, the best sequence of integers *is* the rounded best
 * sequence of reals, because a step from k to k + 1 pays exactly when the mean lies above k + 1/2. */
#include "isotonic.h"

#include "monotone.h"

typedef struct product {
    uint64_t high;
    uint64_t low;
} product;

static product multiply(uint64_t a, uint64_t b) {
    uint64_t a0 = a & 0xffffffff;
    uint64_t a1 = a >> 32;
    uint64_t b0 = b & 0xffffffff;
    uint64_t b1 = b >> 32;
    uint64_t low = a0 * b0;
    uint64_t middle = a1 * b0 + (low >> 32);
    uint64_t other = a0 * b1 + (middle & 0xffffffff);
    product p;
    p.high = a1 * b1 + (middle >> 32) + (other >> 32);
    p.low = (other << 32) | (low & 0xffffffff);
    return p;
}

/* Whether sum_a / count_a > sum_b / count_b. */
static int mean_exceeds(int64_t sum_a, int64_t count_a, int64_t sum_b, int64_t count_b) {
    product a = multiply((uint64_t)sum_a, (uint64_t)count_b);
    product b = multiply((uint64_t)sum_b, (uint64_t)count_a);
    return a.high > b.high || (a.high == b.high && a.low > b.low);
}

/* Sum and count of block b stand in fit[b] and count[b]: there are never more blocks than elements read. */
static int64_t pool_violators(int64_t *fit, int64_t *count, const int64_t *x, int64_t n, int64_t least) {
    int64_t blocks = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        fit[blocks] = x[i] - least;
        count[blocks] = 1;
        while (blocks > 0 && mean_exceeds(fit[blocks - 1], count[blocks - 1], fit[blocks], count[blocks])) {
            fit[blocks - 1] += fit[blocks];
            count[blocks - 1] += count[blocks];
            --blocks;
        }
        ++blocks;
    }
    return blocks;
}

void hst__isotonic(int64_t *fit, const int64_t *x, int64_t n) {
    int64_t *count;
    int64_t least;
    int64_t block;
    int64_t end = n;
    if (n == 0) {
        return;
    }
    count = fit + n;
    (void)hst__span(&least, x, n);
    block = pool_violators(fit, count, x, n, least);
    /* From the back: a block's own entry never lies behind its first element. */
    while (block-- > 0) {
        int64_t size = count[block];
        int64_t whole = fit[block] / size;
        int64_t rest = fit[block] % size;
        int64_t mean = least + whole + (rest >= size - rest);
        int64_t first = end - size;
        while (end > first) {
            fit[--end] = mean;
        }
    }
}
