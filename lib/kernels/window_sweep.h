/* One sweep of windows over events in order of time: which events fall into each, how long it was watched,
 * and the integral of dt / level over that time. */
#ifndef HST_KERNELS_WINDOW_SWEEP_H
#define HST_KERNELS_WINDOW_SWEEP_H

#include "strict.h"

#include <stdint.h>

#include "step_integral.h"

/* n events at ascending times, watched from the first to the last; level[i] > 0 holds on (time[i-1],
 * time[i]]. */
typedef struct hst__window_sweep {
    const int64_t *time;
    int64_t last;  /* n - 1 */
    int64_t begin; /* time of the first event; 0 when there is none */
    int64_t end;   /* time of the last */
    int64_t from;  /* first event at or after the start of the window */
    int64_t until; /* first event at or after its end */
    hst__step_integral integral;
} hst__window_sweep;

/* The events first .. past - 1 of a window; never the first and the last of all, which bound the watch. */
typedef struct hst__window {
    int64_t first;
    int64_t past;
    int64_t seconds;
    double exposure;
} hst__window;

/* The arrays must outlive the sweep. */
void hst__window_sweep_begin(hst__window_sweep *sweep, const int64_t *time, const double *level, int64_t n);

/* The window [from, until), until >= from; neither end may lie before that of the window before. */
hst__window hst__window_sweep_move(hst__window_sweep *sweep, int64_t from, int64_t until);

/* Whether windows [start + j step, start + j step + width), j < count, are none that is empty or runs
 * backwards and all end within int64; count >= 0. */
int hst__is_grid(int64_t start, int64_t step, int64_t width, int64_t count);

/* Counts of the events of window `now` by label, negative ones left out. Where it overlaps with `before`, row
 * - labels must hold that window's counts: then what left is taken away and what entered is added. */
void hst__window_labels(int64_t *row, int32_t labels, const int32_t *label, const hst__window *before,
                        const hst__window *now);

#endif
