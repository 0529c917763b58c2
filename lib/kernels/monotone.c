/* What a repair moved is counted where the old value is overwritten, because out may be the input. */
#include "monotone.h"

static const hst__moves NOTHING = {0, 0, 0, -1};

static void note_move(hst__moves *moves, int64_t i, int64_t from, int64_t to) {
    int64_t change = to > from ? to - from : from - to;
    if (change > 0) {
        moves->first = moves->moved > 0 ? moves->first : i;
        moves->largest = change > moves->largest ? change : moves->largest;
        moves->total += change;
        ++moves->moved;
    }
}

uint64_t hst__span(int64_t *least, const int64_t *x, int64_t n) {
    int64_t low = n > 0 ? x[0] : 0;
    int64_t high = low;
    int64_t i;
    for (i = 0; i < n; ++i) {
        low = x[i] < low ? x[i] : low;
        high = x[i] > high ? x[i] : high;
    }
    *least = low;
    return (uint64_t)high - (uint64_t)low;
}

int hst__span_fits(const int64_t *x, int64_t n) {
    int64_t least;
    uint64_t span = hst__span(&least, x, n);
    return n == 0 || span <= (uint64_t)(INT64_MAX / n);
}

hst__moves hst__running_maximum(int64_t *out, const int64_t *x, int64_t n) {
    hst__moves moves = NOTHING;
    int64_t highest = INT64_MIN;
    int64_t i;
    for (i = 0; i < n; ++i) {
        highest = x[i] > highest ? x[i] : highest;
        note_move(&moves, i, x[i], highest);
        out[i] = highest;
    }
    return moves;
}

hst__moves hst__replace(int64_t *out, const int64_t *x, const int64_t *by, int64_t n) {
    hst__moves moves = NOTHING;
    int64_t i;
    for (i = 0; i < n; ++i) {
        note_move(&moves, i, x[i], by[i]);
        out[i] = by[i];
    }
    return moves;
}
