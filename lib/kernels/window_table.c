/* Windows one after the other, each with the one before it, from which counts by label are carried over. */
#include "window_table.h"

#include <stddef.h>

hst__window hst__windows_at(const hst__windows *w, int64_t j, hst__window_sweep *sweep) {
    /* Unsigned, because j x step alone may pass what start, far below 0, brings back. */
    int64_t from = (int64_t)((uint64_t)w->start + (uint64_t)j * (uint64_t)w->step);
    return w->edges != NULL ? hst__window_sweep_move(sweep, w->edges[j], w->edges[j + 1])
                            : hst__window_sweep_move(sweep, from, from + w->width);
}

void hst__window_table_fill(const hst__window_table *t, const hst__windows *w, hst__window_sweep *sweep) {
    hst__window before = {0, 0, 0, 0};
    int64_t j;
    for (j = 0; j < w->count; ++j) {
        hst__window now = hst__windows_at(w, j, sweep);
        t->events[j] = now.past - now.first;
        t->exposure[j] = now.exposure;
        t->seconds[j] = now.seconds;
        if (t->by_label != NULL) {
            hst__window_labels(t->by_label + j * t->labels, t->labels, t->label, &before, &now);
        }
        before = now;
    }
}
