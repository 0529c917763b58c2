/* The samples of one slot share their past, which ends before the slot begins: it is gathered once for all
 * of them. */
#include "season_median.h"

#include <math.h> /* NAN only */

#include "calendar.h"
#include "nearest_rank.h"
#include "observed.h"
#include "scalar.h"
#include "select.h"

/* The past of a slot. */
typedef struct past {
    double *value;
    int64_t count;
    double sum;
} past;

/* The first of u[0..n) that is not below `slot`. */
static int64_t first_of(const int64_t *u, int64_t n, int64_t slot) {
    int64_t low = 0, high = n;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (u[middle] < slot) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* No further back than the first sample's slot, so that nothing overflows. */
static void gather(past *p, const hst__season *s, const int64_t *u, int64_t start) {
    uint64_t reach = ((uint64_t)u[start] - (uint64_t)u[0]) / (uint64_t)s->slots;
    int64_t back = hst__least(s->seasons, (int64_t)reach);
    int64_t k, i;
    p->count = 0;
    p->sum = 0;
    for (k = 1; k <= back; ++k) {
        int64_t slot = u[start] - k * s->slots;
        for (i = first_of(u, start, slot); u[i] == slot; ++i) {
            if (hst__is_observed(s->x + i)) {
                p->value[p->count++] = s->x[i] + 0.0;
                p->sum += s->x[i];
            }
        }
    }
}

static double median_of(past *p, int64_t min_count) {
    int64_t rank;
    if (p->count < min_count) {
        return NAN;
    }
    rank = hst__nearest_rank(p->count, 0.5);
    hst__select(p->value, p->count, &rank, 1);
    return p->value[rank];
}

void hst__season_medians(const hst__season *s, const hst__verdicts *v, void *work) {
    int64_t *u = work;
    past p;
    double baseline = NAN;
    int64_t i;
    p.value = (double *)(u + s->n);
    for (i = 0; i < s->n; ++i) {
        u[i] = hst__divide_down(s->time[i], s->slot);
        if (i == 0 || u[i] != u[i - 1]) {
            gather(&p, s, u, i);
            baseline = median_of(&p, s->min_count);
        }
        (void)hst__judge(v, i, s->x[i], baseline, p.sum, (double)p.count);
    }
}
