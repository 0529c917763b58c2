/* A fit takes a part of the errors for its own, the smooth part first, so that what is left over hangs
 * together less than the errors do: with 41 values and a correlation of 0.6, 0.43 on average. That is what
 * makes intervals from the rest too short, and it can be reckoned with.
 *
 * Let x[i] be the weighted slopes of value i, P the inverse of the sum of x x', c[i] = P x[i] its pull, r the
 * correlation of neighbours and r^|i-j| that of any two. With H = X P X', M = 1 - H, L the shift by one to
 * either side, halved, and R the matrix of correlations, the rests M e have
 *
 *     E square  / variance = tr(M R)     = used - tr(H R)
 *     E product / variance = tr(M L M R) = pairs r - 2 tr(H L R) + tr(H L H R)
 *
 * and with G[d] = sum of c[i] c[i-d]', F = sum over d >= 1 of r^(d-1) G[d] and S[i] = sum of c[j] r^|i-j|,
 * which one pass gives,
 *
 *     A = G[0] + r (F + F')                                 tr(H R)     = tr(P^-1 A)
 *     N = sum over pairs of c[i] S[i+1]' + c[i+1] S[i]'     2 tr(H L R) = tr(P^-1 N)
 *     B = (G[1] + G[1]')/2                                  tr(H L H R) = tr(P^-1 B P^-1 A)
 *
 * Missing values have no row in any of them and make no pair. The r sought is the one at which the quotient
 * of both expectations is what was found; variance is square over tr(M R), and A times it the covariance of
 * the fit.
 */
#include "neighbours.h"

#include "newton.h"
#include "scalar.h"

#define FARTHEST 0.98

hst__rests hst__rests_of(const hst__drop *d, const hst__drop_fitted *fit) {
    hst__rests r = {0, 0, 0, 0};
    double before = 0;
    int had = 0;
    int64_t i;
    for (i = 0; i < d->n; ++i) {
        hst__drop_sample s;
        int seen = hst__drop_read(d, fit, i, &s);
        r.square += s.rest * s.rest;
        if (had && seen) {
            r.product += s.rest * before;
            r.step += (s.rest - before) * (s.rest - before);
            ++r.pairs;
        }
        had = seen;
        before = s.rest;
    }
    return r;
}

/* ---- small matrices ---- */

static hst__three times(const hst__three *a, const hst__three *b) {
    hst__three out;
    int i, j, k;
    for (i = 0; i < 3; ++i) {
        for (j = 0; j < 3; ++j) {
            double sum = 0;
            for (k = 0; k < 3; ++k) {
                sum += a->at[i][k] * b->at[k][j];
            }
            out.at[i][j] = sum;
        }
    }
    return out;
}

static double trace_of(const hst__three *a, const hst__three *b) {
    hst__three product = times(a, b);
    return product.at[0][0] + product.at[1][1] + product.at[2][2];
}

/* a x + b y */
static hst__three sum_of(double a, const hst__three *x, double b, const hst__three *y) {
    hst__three out;
    int i, j;
    for (i = 0; i < 3; ++i) {
        for (j = 0; j < 3; ++j) {
            out.at[i][j] = a * x->at[i][j] + b * y->at[i][j];
        }
    }
    return out;
}

/* ---- one correlation ---- */

typedef struct passed {
    hst__three next;   /* G[1] + G[1]' */
    hst__three later;  /* F + F' */
    hst__three across; /* N */
} passed;

/* sum += a b' */
static void add_product(hst__three *sum, const double a[3], const double b[3]) {
    int i, j;
    for (i = 0; i < 3; ++i) {
        for (j = 0; j < 3; ++j) {
            sum->at[i][j] += a[i] * b[j];
        }
    }
}

static void add_both(hst__three *sum, const double a[3], const double b[3]) {
    add_product(sum, a, b);
    add_product(sum, b, a);
}

/* At value i: `upto` is the sum over j < i of r^(i-1-j) c[j], `ahead` that over pairs (k, k + 1), k < i, of
 * r^(i-1-k) (c[k] + r c[k+1]). A missing value has a pull of 0 and no pair. */
static passed pass(const hst__drop *d, const hst__drop_fitted *fit, double r) {
    passed p = {{{{0}}}, {{{0}}}, {{{0}}}};
    double upto[3] = {0, 0, 0}, ahead[3] = {0, 0, 0}, before[3] = {0, 0, 0};
    int had = 0, k;
    int64_t i;
    for (i = d->first; i <= d->last; ++i) {
        hst__drop_sample s;
        double both[3];
        int seen = hst__drop_read(d, fit, i, &s);
        int pair = had && seen;
        for (k = 0; k < 3; ++k) {
            upto[k] = r * upto[k] + before[k];
            ahead[k] = r * ahead[k] + (pair ? before[k] + r * s.pull[k] : 0);
            both[k] = pair ? r * before[k] + s.pull[k] : 0;
        }
        add_both(&p.next, s.pull, before);
        add_both(&p.later, s.pull, upto);
        add_product(&p.across, both, upto);
        add_product(&p.across, s.pull, ahead);
        memcpy(before, s.pull, sizeof before);
        had = seen;
    }
    return p;
}

typedef struct expected {
    double square, product; /* over the variance */
    hst__three apart;       /* A */
} expected;

static expected expect(const hst__drop *d, const hst__drop_fitted *fit, int64_t pairs, double r) {
    passed p = pass(d, fit, r);
    hst__three twice;
    expected e;
    e.apart = sum_of(1, &fit->inverse, r, &p.later); /* G[0] = P */
    twice = times(&p.next, &fit->power);
    twice = times(&twice, &e.apart);
    e.square = (double)d->used - trace_of(&fit->power, &e.apart);
    e.product = (double)pairs * r - trace_of(&fit->power, &p.across) + trace_of(&fit->power, &twice) / 2;
    return e;
}

typedef struct sought {
    const hst__drop *drop;
    const hst__drop_fitted *fit;
    int64_t pairs;
    double found;
    expected here;
} sought;

/* The slope of the quotient by r is near 1 where there are many values. */
static double missing_at(void *context, double r, double *slope) {
    sought *s = context;
    s->here = expect(s->drop, s->fit, s->pairs, r);
    *slope = -1;
    return s->found - s->here.product / s->here.square;
}

hst__persistent hst__persistence_of(const hst__drop *d, const hst__drop_fitted *fit,
                                    const hst__rests *rests) {
    sought s = {d, fit, rests->pairs, 0, {0, 0, {{{0}}}}};
    hst__persistent out = {0, {{{0}}}};
    double slope;
    /* M of one degree of freedom is some m m' and both expectations have the factor m' R m: each r does. */
    if (rests->square > 0 && d->used > 4) {
        s.found = rests->product / rests->square;
        double from = hst__larger(-FARTHEST, hst__smaller(FARTHEST, s.found));
        out.persistence = hst__newton(missing_at, &s, -FARTHEST, FARTHEST, from);
    }
    (void)missing_at(&s, out.persistence, &slope);
    out.scatter = sum_of(rests->square / s.here.square, &s.here.apart, 0, &s.here.apart);
    return out;
}
