/* By blocks as long as a window (van Herk, "A fast algorithm for local minimum and maximum filters on
 * rectangular and octagonal kernels", Pattern Recognition Letters 13, 1992): a window is the end of one block,
 * of which all is known from behind, and the beginning of the next, of which all is known from before.
 *
 * The largest quotient over both is not simply put together of the two: the quotient with a larger maximum
 * may be rounded to a smaller double, so that one that no sample of the window has must not be asked. In the
 * second part, samples up to the first that is above the maximum M of the first part have M for theirs, and
 * the smallest of them has the largest quotient. From there on they have the maximum of their own part. That
 * first sample, `stop`, moves on as long as there is none, and then only back, as M falls while its part gets
 * shorter: so all of it takes a few steps a sample.
 *
 * In the same way from behind: a sample takes the place of the maximum for those up to the next one that is
 * not below it, and what holds from there on is known. Maxima that have not been passed stand in a stack, each
 * with the smallest sample from it to the next and with what holds from it on. */
#include "sliding_fall.h"

#include <float.h>
#include <math.h> /* NAN only */

#include "missing.h"
#include "scalar.h"
#include "underwater.h"

enum { NONE = -1 }; /* as a maximum: nothing observed */

typedef struct parts {
    double *deepest; /* of the first part, from each of its samples to its end */
    double *level;   /* the maximum of the same */
    double *before;  /* of the second: the maximum from its beginning to each sample */
    double *least;   /* and the smallest */
    double *spare;
} parts;

static parts parts_in(double *work, int64_t width) {
    parts p;
    p.deepest = work;
    p.level = work + width;
    p.before = work + 2 * width;
    p.least = work + 3 * width;
    p.spare = work + 4 * width;
    return p;
}

/* 0 where there is none. */
static double depth_or_zero(double maximum, double x) {
    return maximum > x ? hst__depth_below(maximum, x) : 0;
}

/* x[0 .. width-1] becomes the first part; the stack takes the place of the second one's arrays. */
static void turn(const parts *p, const double *x, int64_t width) {
    double *top = p->before, *least = p->least, *deepest = p->spare;
    int64_t height = 0;
    int64_t i;
    for (i = width - 1; i >= 0; --i) {
        if (hst__is_observed(x[i])) {
            double lowest = x[i];
            double beyond = 0;
            for (; height > 0 && top[height - 1] < x[i]; --height) {
                lowest = hst__smaller(least[height - 1], lowest);
            }
            beyond = height > 0 ? deepest[height - 1] : 0;
            top[height] = x[i];
            least[height] = lowest;
            deepest[height++] = hst__larger(depth_or_zero(x[i], lowest), beyond);
        }
        p->level[i] = height > 0 ? top[0] : NONE;
        p->deepest[i] = height > 0 ? deepest[height - 1] : 0;
    }
}

/* The second part as far as it is there. */
typedef struct second {
    const double *x;
    int64_t stop; /* the first sample above the maximum of the first part, or its length */
    double level; /* before and least of its last sample */
    double lowest;
    double deepest; /* from stop on */
} second;

static void take_quotient(second *s, const parts *p, int64_t j) {
    s->deepest = hst__larger(depth_or_zero(p->before[j], s->x[j]), s->deepest);
}

/* One sample more behind, and `maximum` in front. */
static void lengthen(second *s, const parts *p, int64_t j, double maximum) {
    s->level = p->before[j] = hst__larger(s->x[j], s->level);
    s->lowest = p->least[j] = hst__smaller(s->x[j], s->lowest);
    if (s->stop < j || s->level > maximum) {
        take_quotient(s, p, j);
    } else {
        s->stop = j + 1;
    }
    while (s->stop > 0 && p->before[s->stop - 1] > maximum) {
        --s->stop;
        take_quotient(s, p, s->stop);
    }
}

/* Sample j of the second part ends a window of which `maximum` and `deepest` are the first part's. */
static double answer(const second *s, const parts *p, double maximum, double deepest) {
    double across = s->stop > 0 ? depth_or_zero(maximum, p->least[s->stop - 1]) : 0;
    if (!(hst__larger(maximum, s->level) >= 0)) {
        return NAN;
    }
    return hst__larger(hst__larger(across, s->deepest), deepest);
}

int hst__sliding_fall(double *out, const double *x, int64_t n, int64_t width, double *work) {
    parts p = parts_in(work, hst__least(width, n));
    int64_t from, j;
    for (from = 0; from < n; from += width) {
        second s = {x + from, 0, NONE, DBL_MAX, 0};
        int64_t count = hst__least(width, n - from);
        for (j = 0; j < count; ++j) {
            int first = from > 0 && j + 1 < width;
            double maximum = first ? p.level[j + 1] : NONE;
            if (s.x[j] < 0 || s.x[j] > DBL_MAX) {
                return 0;
            }
            lengthen(&s, &p, j, maximum);
            out[from + j] = answer(&s, &p, maximum, first ? p.deepest[j + 1] : 0);
        }
        if (count < n - from) {
            turn(&p, s.x, width);
        }
    }
    return 1;
}
