/* Edges are found one from the other, so that nobody has to hold them. Distances are unsigned, because the
 * ends of an int64_t lie further apart than an int64_t can say; sums wrap around to the right value. */
#include "cut_grid.h"

uint64_t hst__distance(int64_t a, int64_t b) {
    return (uint64_t)b - (uint64_t)a;
}

static int is_regular(const hst__cut_grid *g, int64_t x) {
    return x == g->until || hst__distance(g->from, x) % (uint64_t)g->step == 0;
}

uint64_t hst__cut_grid_count(const hst__cut_grid *g) {
    uint64_t span = hst__distance(g->from, g->until);
    uint64_t bins = span / (uint64_t)g->step + (span % (uint64_t)g->step != 0);
    int first = !is_regular(g, g->extra[0]);
    int second = !is_regular(g, g->extra[1]) && g->extra[1] != g->extra[0];
    return 1 + bins + (uint64_t)(first + second);
}

int64_t hst__cut_grid_next(const hst__cut_grid *g, int64_t edge) {
    uint64_t step = (uint64_t)g->step - hst__distance(g->from, edge) % (uint64_t)g->step;
    int64_t next = g->until;
    int i;
    if (step < hst__distance(edge, g->until)) {
        next = (int64_t)((uint64_t)edge + step);
    }
    for (i = 0; i < 2; ++i) {
        if (g->extra[i] > edge && g->extra[i] < next) {
            next = g->extra[i];
        }
    }
    return next;
}
