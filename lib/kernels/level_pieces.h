/* The best cuts of arrivals, or of values with a common variance, by functional pruning.
 *
 * For a level r let Q_t(r) be the least cost of the first t samples when the last segment has level r. Each
 * possible last change s gives a curve, with W and S the weight and the sum of the samples since s,
 *
 *     rates, in half costs:              f_s(r) = W r - S log r + base_s    W exposure, S arrivals
 *     means, in half costs x variance:   f_s(r) = W r^2/2 - S r + base_s    W samples, S their sum
 *
 * both lowest at S/W, and Q_t is their lower envelope: a list of pieces, each a stretch of levels that one s
 * owns. A sample adds the same to all curves, so the stretches stay as they are. What moves them is a new
 * change: at its own time its curve is flat, so each old piece keeps the levels at which it is not above
 * that, a stretch because f_s is convex, and the new change gets the rest. A change that owns no level never
 * will again.
 *
 * Where segments have at least m samples, the change t - m comes in m samples late, with the sums that the
 * others had at its own time; nothing else differs.
 *
 * Two such curves cross at most twice, so that there are no more than 2 n - 1 pieces. */
#ifndef HST_KERNELS_LEVEL_PIECES_H
#define HST_KERNELS_LEVEL_PIECES_H

#include "strict.h"

#include <stdint.h>

#include "changing.h"

/* A level with what its curve needs beside it: log r (of 0: -DBL_MAX), or r^2/2. */
typedef struct hst__bound {
    double level, beside;
} hst__bound;

typedef struct hst__level_piece {
    hst__bound low, high; /* the levels it owns */
    double sum, weight;   /* before the change */
    double base;
    int64_t change;
} hst__level_piece;

/* out[t] = min over s <= t - least of in[s] + penalty + cost of s .. t - 1, and last[t] the s, the earliest
 * of equals; out[t] is infinite where there is none. t = 1 .. count. in may be out, whose first element is
 * then set. Infinite in[s]: no such s. For rates and means, without a part for the length. piece has room for
 * `room` >= 1; where that is too little, the pieces that do not fit are left to their neighbours (2 count + 2
 * are always enough). */
void hst__level_pieces(const hst__changing *c, int64_t least, double penalty, const double *in, double *out,
                       int64_t *last, hst__level_piece *piece, int64_t room);

/* d < 0 (side -1) or d > 0 (side 1) with e^d - 1 - d = u, u >= 0; relative error below 1e-9. */
double hst__bend(double u, double side);

#endif
