/* Change of a share between two dates, split into own growth and growth of the rest. */
#include "internal.h"

#include "hashstat/share.h"
#include "kernels/mover.h"

#define GROWTH_MAX 1e100

/* What the split depends on: both shares, and the growth of the whole. */
enum { FIRST, SECOND, GROWTH, INPUTS };

typedef double part_of_change(const double at[INPUTS]);

/* f(A, B) of the header. */
static double share_of(double own, double rest) {
    return own + rest > 0 ? own / (own + rest) : 0.5;
}

static double change_of(const double at[INPUTS]) {
    return at[SECOND] - at[FIRST];
}

static double own_of(const double at[INPUTS]) {
    double own = at[FIRST], rest = 1 - at[FIRST];
    double shrunk = rest / at[GROWTH], rest2 = (1 - at[SECOND]) * at[GROWTH]; /* neither underflows */
    return ((share_of(at[SECOND], shrunk) - at[FIRST]) + (at[SECOND] - share_of(own, rest2))) / 2;
}

static double rest_of(const double at[INPUTS]) {
    return change_of(at) - own_of(at);
}

/* The shift of f when one input goes to `end`. */
static double shift_of(part_of_change *f, const double at[INPUTS], int input, double end) {
    double moved[INPUTS];
    memcpy(moved, at, sizeof moved);
    moved[input] = end;
    return f(moved) - f(at);
}

static void write_part(hst_share_value *out, part_of_change *f, const hst_share_value *const value[INPUTS]) {
    hst__mover m = {0, 0, 0, 0};
    double at[INPUTS];
    int i;
    for (i = 0; i < INPUTS; ++i) {
        at[i] = value[i]->estimate;
    }
    out->estimate = f(at);
    for (i = 0; i < INPUTS; ++i) {
        double a = shift_of(f, at, i, value[i]->lower), b = shift_of(f, at, i, value[i]->upper);
        hst__mover_add(&m, hst__smaller(hst__smaller(a, b), 0), 0, hst__larger(hst__larger(a, b), 0));
    }
    out->lower = hst__larger(out->estimate - m.below, -1);
    out->upper = hst__smaller(out->estimate + m.above, 1);
}

static int is_within(const hst_share_value *v, double least, double most) {
    return v->estimate >= least && v->estimate <= most && v->lower >= least && v->lower <= v->upper &&
           v->upper <= most;
}

hst_status hst_share_change_split(hst_share_change *out, const hst_share_value *first,
                                  const hst_share_value *second, const hst_share_value *growth) {
    const hst_share_value *value[INPUTS];
    hst_share_change c;
    if (out == NULL || first == NULL || second == NULL || growth == NULL) {
        return HST_ENULL;
    }
    if (!is_within(first, 0, 1) || !is_within(second, 0, 1) ||
        !is_within(growth, 1 / GROWTH_MAX, GROWTH_MAX)) {
        return HST_EDOMAIN;
    }
    value[FIRST] = first;
    value[SECOND] = second;
    value[GROWTH] = growth;
    write_part(&c.change, change_of, value);
    write_part(&c.own, own_of, value);
    write_part(&c.rest, rest_of, value);
    c.own_growth = (second->estimate + 0.0) / (first->estimate + 0.0) * growth->estimate; /* no -0 */
    c.rest_growth = (1 - second->estimate) / (1 - first->estimate) * growth->estimate;
    *out = c;
    return HST_OK;
}
