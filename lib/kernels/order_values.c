/* Selection by sampling (Floyd and Rivest, "Expected Time Bounds for Selection", Comm. ACM 18, 1975): two
 * values of a sample bracket the rank that is wanted; one pass counts what lies below the bracket and keeps
 * what lies inside; the answer is among those, unless the sample misled, which the counts show. Then all is
 * kept and selected from: slower, and as right.
 *
 * In a sample of s the rank of quantile p has a standard deviation of sqrt(s p (1 - p)). A bracket of three
 * of them on either side is missed once in 370 times, and keeps 6 n sqrt(p (1 - p) / s) values; s is
 * chosen so that putting those in order costs about as much as the sample does, which is at s ~ n^(2/3).
 *
 * The sample is drawn by a fixed rule from the positions alone, one value from each stretch of equal length,
 * at a place in it that no period of the data can keep in step with. */
#include "order_values.h"

#include <math.h> /* sqrt only */

#include "scalar.h"
#include "select.h"

enum {
    UNSAMPLED = 4096, /* as many are selected from as they are */
    SAMPLE_MIN = 512,
    SAMPLE_MAX = 16384
};

#define DEVIATIONS 3

static int64_t sample_size(int64_t n, int guesses) {
    double wanted = 0.5 * (double)n * (double)n * (double)guesses;
    int64_t s = SAMPLE_MIN;
    while (s < SAMPLE_MAX && (double)s * (double)s * (double)s < wanted) {
        s *= 2;
    }
    return s;
}

static int is_observed(const double *x) {
    return (hst__bits_at(x) << 1) <= UINT64_C(0xffe) << 52;
}

/* Takes s of the values, and returns how many of them are observed. The numbers are Knuth's MMIX
 * generator. */
static int64_t take_sample(double *sample, int64_t s, const double *x, int64_t n) {
    uint64_t stretch = (uint64_t)n / (uint64_t)s;
    uint64_t random = 0;
    int64_t place = 0;
    int64_t i;
    for (i = 0; i < s; ++i) {
        const double *from = x + i * n / s;
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        from += ((random >> 32) * stretch) >> 32;
        sample[place] = *from;
        place += is_observed(from);
    }
    return place;
}

/* Ranks of a sample that bracket a rank, both outside of it where the bracket is open. */
typedef struct reach {
    int64_t from;
    int64_t to;
} reach;

static reach reach_of(double p, int64_t s) {
    double centre = p * (double)(s - 1);
    double half = DEVIATIONS * sqrt((double)s * p * (1 - p)) + 2;
    reach r;
    r.from = (int64_t)(centre - half + (double)s) - s; /* rounded down */
    r.to = (int64_t)(centre + half) + 1;
    return r;
}

/* Reaches in order, those that touch made one; returns how many. */
static int reaches_of(reach *r, const double *guess, int guesses, int64_t s) {
    int last = -1;
    int g, at;
    for (g = 0; g < guesses; ++g) {
        reach next = reach_of(guess[g], s);
        for (at = g; at > 0 && next.from < r[at - 1].from; --at) {
            r[at] = r[at - 1];
        }
        r[at] = next;
    }
    for (g = 0; g < guesses; ++g) {
        if (last >= 0 && r[g].from <= r[last].to) {
            r[last].to = hst__most(r[last].to, r[g].to);
        } else {
            r[++last] = r[g];
        }
    }
    return last + 1;
}

static void open_bracket(hst__sieve *sieve) {
    sieve->brackets = 1;
    sieve->low[0] = -DBL_MAX;
    sieve->high[0] = DBL_MAX;
}

/* Brackets by the values of the sample at the ends of its reaches. Where values are equal, brackets may
 * touch, and are made one. */
static void guess_brackets(hst__sieve *sieve, const double *guess, int guesses, double *sample, int64_t s) {
    reach r[HST__ORDER_GUESSES];
    int64_t rank[HST__ORDER_RANKS] = {0};
    int count = reaches_of(r, guess, guesses, s);
    int ranks = 0;
    int b = -1;
    int k;
    for (k = 0; k < count; ++k) {
        rank[ranks++] = hst__most(r[k].from, 0);
        rank[ranks++] = hst__least(r[k].to, s - 1);
    }
    hst__select(sample, s, rank, ranks);
    for (k = 0; k < count; ++k) {
        double low = r[k].from < 0 ? -DBL_MAX : sample[rank[2 * k]];
        if (b < 0 || low > sieve->high[b]) {
            sieve->low[++b] = low;
        }
        sieve->high[b] = r[k].to >= s ? DBL_MAX : sample[rank[2 * k + 1]];
    }
    sieve->brackets = b + 1;
}

void hst__order_look(hst__order *order, const double *guess, int guesses, const double *x, int64_t n,
                     double *work) {
    order->x = x;
    order->n = n;
    order->work = work;
    open_bracket(&order->sieve);
    if (guesses > 0 && n > UNSAMPLED) {
        int64_t s = take_sample(work, sample_size(n, guesses), x, n);
        if (s > 0) {
            guess_brackets(&order->sieve, guess, guesses, work, s);
        }
    }
    hst__sieve_pass(&order->sieve, work, x, n);
}

/* Where a rank stands among what was kept; -1 where it is the value of a bracket of equal values; -2 where no
 * bracket has it. */
enum { SETTLED = -1, MISSED = -2 };

static int64_t place_of(const hst__sieve *s, hst__ranked *wanted) {
    int64_t kept = 0;
    int b;
    for (b = 0; b < s->brackets; ++b) {
        int64_t place = wanted->rank - s->below[b];
        if (place >= 0 && place < s->inside[b]) {
            wanted->value = s->low[b];
            return s->low[b] < s->high[b] ? kept + place : SETTLED;
        }
        kept += s->low[b] < s->high[b] ? s->inside[b] : 0;
    }
    return MISSED;
}

/* Places of all, and whether there is one for each. */
static int find_places(int64_t *place, const hst__sieve *s, hst__ranked *wanted, int count) {
    int found = 1;
    int k;
    for (k = 0; k < count; ++k) {
        place[k] = place_of(s, &wanted[k]);
        found &= place[k] != MISSED;
    }
    return found;
}

static void sort_by_rank(hst__ranked *wanted, int count) {
    int k, at;
    for (k = 1; k < count; ++k) {
        hst__ranked next = wanted[k];
        for (at = k; at > 0 && next.rank < wanted[at - 1].rank; --at) {
            wanted[at] = wanted[at - 1];
        }
        wanted[at] = next;
    }
}

void hst__order_read(hst__order *order, hst__ranked *wanted, int count) {
    int64_t place[HST__ORDER_RANKS];
    int64_t among[HST__ORDER_RANKS];
    int selected = 0;
    int k;
    sort_by_rank(wanted, count);
    if (!find_places(place, &order->sieve, wanted, count)) {
        open_bracket(&order->sieve);
        hst__sieve_pass(&order->sieve, order->work, order->x, order->n);
        (void)find_places(place, &order->sieve, wanted, count);
    }
    for (k = 0; k < count; ++k) {
        among[selected] = place[k];
        selected += place[k] != SETTLED;
    }
    hst__select(order->work, order->sieve.kept, among, selected);
    for (k = 0; k < count; ++k) {
        wanted[k].value = 0.0 + (place[k] == SETTLED ? wanted[k].value : order->work[place[k]]);
    }
}

double hst__ranked_value(const hst__ranked *wanted, int64_t rank) {
    while (wanted->rank != rank) {
        ++wanted;
    }
    return wanted->value;
}
