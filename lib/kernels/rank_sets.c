/* Holm's step-down over all n (n - 1) statements "the mean of i is at most that of j", each tested by the
 * exact conditional test: given a = count[i] and b = count[j], P(X >= a), X binomial(a + b, 1/2), which is
 * the chance that a heads come before b + 1 tails. So it falls with a and rises with b, and over places in
 * descending order what is rejected is a staircase: n steps to find it, not n^2.
 *
 * Holm goes through the ordered p-values with the limits alpha/m, alpha/(m - 1), ... Counting how many are at
 * most alpha/(m - rejected), again and again from rejected = 0, ends at the same number: while r are rejected
 * and the next p-value passes, the count is above r, and it is never above Holm's, because the first p-value
 * that Holm keeps is above every limit up to there. No p-value has to be stored. */
#include "rank_sets.h"

#include "binomial_p.h"
#include "scalar.h"

static double p_of(int64_t larger, int64_t smaller) {
    return hst__binomial_at_most((double)smaller, (double)larger, 0.5, 0.5);
}

/* The staircase for one limit; the number of statements rejected. */
static double staircase(int64_t *beaten, const int64_t *count, int64_t n, double limit) {
    double rejected = 0;
    int64_t at = 0, i;
    for (i = 0; i < n; ++i) {
        at = hst__most(at, i + 1); /* a single place has no statement and any limit */
        while (at < n && p_of(count[i], count[at]) > limit) {
            ++at;
        }
        beaten[i] = at;
        rejected += (double)(n - at);
    }
    return rejected;
}

void hst__rank_sets(int64_t *beaten, const int64_t *count, int64_t n, double alpha) {
    double statements = (double)n * (double)(n - 1), before, rejected = 0;
    do {
        before = rejected;
        rejected = staircase(beaten, count, n, alpha / hst__larger(1, statements - before));
    } while (rejected > before);
}
