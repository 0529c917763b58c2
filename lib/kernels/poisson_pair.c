/* Sums over two independent Poisson counts M and K. The region is {K <= c(M)} with c never falling, so one
 * walk up the staircase c visits every corner: the chance is the sum over M of P(M) P(K <= c(M)), and
 * P(K <= .) grows as the walk climbs. That costs two ranges of counts instead of their product.
 *
 * Ranges. P(X >= mean + t) <= exp(-t^2/(2 (mean + t/3))) and P(X <= mean - t) <= exp(-t^2/(2 mean))
 * (Boucheron, Lugosi, Massart, "Concentration Inequalities", 2013, chapter 2). With the t below,
 * each tail left out has less than exp(-41.4) = 1.1e-18, and the four together less than 1e-17. */
#include "poisson_pair.h"

#include <math.h> /* INFINITY only */

#include "special.h"

static double least_count(double mean) {
    double low = mean - hst__sqrt(82.8 * mean);
    return low > 0 ? (double)(long long)low : 0;
}

static double most_count(double mean) {
    return (double)(long long)(mean + 14.8 + hst__sqrt(191 + 82.8 * mean));
}

/* A count on its way up: its next value with that value's probability, and the probability of all below. */
typedef struct climb {
    double next, last, mass, below, mean;
} climb;

static climb climb_from(double first, double mean) {
    climb c;
    c.next = first;
    c.last = most_count(mean);
    c.mass = hst__poisson_mass(first, mean);
    c.below = 0;
    c.mean = mean;
    return c;
}

static void step_up(climb *c) {
    c->below += c->mass;
    c->next += 1;
    c->mass *= c->mean / c->next;
}

/* Equal windows give the double (M - K)/M, in which a tie with `fall` is a tie. With others up to four
 * roundings of 1.1e-16 (the caller's of m and k among them) stand between the two. The sum stays clear of 1:
 * even the least k leaves 1e-9 for counts that rise. */
double hst__pair_fall(double m, double k, double fall) {
    double least = m < k ? m : k;
    double u = k / least;
    double v = m / least;
    double lowest = m < k || m > k ? fall - HST__PAIR_SLACK : fall;
    climb after = climb_from(least_count(k), k);
    climb before = climb_from(least_count(m), m);
    double p = 0;
    if (before.next == 0) {
        step_up(&before);
    }
    while (before.next <= before.last) {
        double whole = before.next * u;
        while (after.next <= after.last && (whole - after.next * v) / whole >= lowest) {
            step_up(&after);
        }
        p += before.mass * after.below;
        step_up(&before);
    }
    return p;
}

/* P(X <= k) of m + k trials: at least m events of M's kind, which have the chance x = 1 - y. */
static double conditional_tail(double m, double k, double x, double y) {
    return hst__beta_lower(m, k + 1, x, y);
}

/* The smallest m in low + 1 .. high - 1 whose conditional tail at k is at most `limit`; high when there is
 * none. */
static double first_seen(double low, double high, double k, double x, double y, double limit) {
    while (high - low > 1) {
        double middle = (double)(long long)((low + high) / 2);
        if (conditional_tail(middle, k, x, y) <= limit) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return high;
}

/* The walk keeps g = P(X <= k) and w = P(X = k) of m + k trials, and moves them by
 *
 *     m -> m + 1   g loses y w               w becomes w x (m + k + 1)/(m + 1)
 *     k -> k + 1   g gains w' m/(m + k + 1)  w becomes w y (m + k + 1)/(k + 1) = w'
 *
 * (DLMF 8.17.20 and 8.17.21). Differences cancel, yet g is only ever compared with alpha and never much above
 * it, so that their absolute errors, of the order of alpha's last digit, do no harm. That is why the walk
 * starts at the first corner inside the region and not at the least m, where g is near 1.
 *
 * The limit lies a little above alpha, so that an alpha which the test attains exactly (1/2, 1/4) does not
 * hang on a rounding; the factor 1 - alpha keeps it below 1. */
double hst__pair_power(double m, double k, double fall, double alpha) {
    double limit = alpha + 1e-9 * alpha * (1 - alpha);
    double x = m / (m + k);
    double y = k / (m + k);
    double fallen = k * (1 - fall);
    climb event = climb_from(least_count(fallen), fallen);
    climb base = climb_from(first_seen(least_count(m), most_count(m) + 1, event.next, x, y, limit), m);
    double g = conditional_tail(base.next, event.next, x, y);
    double w = hst__binomial_mass(event.next, base.next + event.next, y, x);
    double power = 0;
    while (base.next <= base.last) {
        while (g <= limit && event.next <= event.last) {
            double trials = base.next + event.next + 1;
            step_up(&event);
            w *= y * trials / event.next;
            g += w * base.next / trials;
        }
        power += base.mass * event.below;
        g -= y * w;
        step_up(&base);
        w *= x * (base.next + event.next) / base.next;
    }
    return power < 1 ? power : 1; /* the sum may round to a little more */
}

double hst__pair_detectable_fall(double m, double k, double alpha, double power) {
    double low = 0;
    double high = 1;
    if (hst__pair_power(m, k, high, alpha) < power) {
        return INFINITY;
    }
    if (hst__pair_power(m, k, low, alpha) >= power) {
        return 0;
    }
    while (high - low > 1e-12) {
        double middle = (low + high) / 2;
        if (hst__pair_power(m, k, middle, alpha) < power) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}

/* A mean of K below which nothing is ever seen: the best outcome, K = 0, has the p (1 + k/m)^-M >= exp(-M
 * k/m), which stays above alpha for the largest M there is. */
static double blind_mean(double m, double alpha) {
    return m * -hst__log(alpha) / (2 * most_count(m));
}

double hst__pair_time_to_detect(double m, double rate, double fall, double alpha, double power) {
    double most = HST__PAIR_MEAN_MAX / rate;
    double low = 0;
    double high = blind_mean(m, alpha) / rate;
    while (hst__pair_power(m, rate * high, fall, alpha) < power) {
        if (high == most) {
            return INFINITY;
        }
        low = high;
        high = 2 * high < most ? 2 * high : most;
    }
    while (high - low > 1e-9 * high) {
        double middle = low + (high - low) / 2;
        if (hst__pair_power(m, rate * middle, fall, alpha) < power) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return high;
}
