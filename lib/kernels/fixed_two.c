/* A mean of doubles of like size is a fraction of so few digits that it lies half-way between two doubles for
 * one window in n or so. Such a tie is told by a division that leaves nothing; what is uncertain then is
 * summed without rounding at all. */
#include "fixed_two.h"

#include "exact_sum.h"

/* Whether left over n = c leaves nothing. Both halves of c, of 26 bits (Veltkamp), times n are exact. */
static int leaves_nothing(double left, double c, double n) {
    double t = c * 134217729.0;
    double upper = t - (t - c);
    return (left - upper * n) - (c - upper) * n == 0;
}

double hst__two_settle(hst__two_parts p, double n) {
    double low = p.middle + p.small;
    double m = p.high / n;
    double t = m * 134217729.0;
    double upper = t - (t - m);
    double r = p.high - upper * n;
    double left = r + low;
    double c = left / n;
    hst__exact_sum sum = {{0}};
    /* If neither addition rounded and c is exact, upper + c is the mean, and is rounded to even here. */
    if (p.small == low - p.middle && low == left - r && r == left - low && leaves_nothing(left, c, n)) {
        return upper + c;
    }
    hst__exact_sum_add(&sum, p.high);
    hst__exact_sum_add(&sum, p.middle);
    hst__exact_sum_add(&sum, p.small);
    return hst__exact_sum_mean(&sum, (int64_t)n);
}
