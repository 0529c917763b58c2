/* The best cuts of a record of arrivals by functional pruning.
 *
 * For a rate r let Q_t(r) be the least cost of the first t samples when the last segment has rate r. Each
 * possible last change s gives a curve, in half costs
 *
 *     f_s(r) = A (r - 1) - B log r + base_s,   A and B exposure and arrivals since s, base_s cost up to s,
 *
 * and Q_t is their lower envelope: a list of pieces, each a stretch of rates that one s owns. A sample adds the
 * same A and B to all, so the stretches stay as they are. What moves them is a new change: at its own time its
 * curve is flat, f_t = base_t, so each old piece keeps the rates at which it is not above base_t, a stretch
 * because f_s is convex, and the new change gets the rest. A change that owns no rate never will again.
 *
 * Where segments have at least m samples, the change t - m comes in m samples late, with the sums that the
 * others had at its own time; nothing else differs.
 *
 * Two such curves cross at most twice, so that there are no more than 2 n - 1 pieces. */
#ifndef HST_KERNELS_POISSON_PIECES_H
#define HST_KERNELS_POISSON_PIECES_H

#include "strict.h"

#include <stdint.h>

#include "changing.h"

typedef struct hst__poisson_piece {
    double low, log_low, high, log_high; /* the rates it owns; log of 0: -DBL_MAX */
    double arrivals, exposure;           /* before the change */
    double base;
    int64_t change;
} hst__poisson_piece;

/* out[t] = min over s <= t - least of in[s] + penalty + cost of s .. t - 1, and last[t] the s, the earliest of
 * equals; out[t] is infinite where there is none. t = 1 .. count. in may be out, whose first element is then
 * set. Infinite in[s]: no such s. piece has room for `room` >= 1; where that is too little, the pieces that do
 * not fit are left to their neighbours (2 count + 2 are always enough). */
void hst__poisson_pieces(const hst__changing *c, int64_t least, double penalty, const double *in, double *out,
                         int64_t *last, hst__poisson_piece *piece, int64_t room);

/* d < 0 (side -1) or d > 0 (side 1) with e^d - 1 - d = u, u >= 0; relative error below 1e-9. */
double hst__bend(double u, double side);

#endif
