/* The same monitor, fed with a network without luck: so the answer holds for the options as they are,
 * memory and all. What comes before the fall is pushed once; a state is plain memory, so that each trial
 * starts from a copy. */
#include "watch_reach.h"
#include "program.h"

#include <math.h>

typedef struct trial {
    hst_monitor_state calm; /* up to the beginning of the fall */
    double seconds;         /* that a block takes before it */
    double lasting;         /* seconds that the fall lasts */
    double threshold;
} trial;

static int push(hst_monitor_state *state, double seconds, fault *why) {
    return program_good(hst_monitor_push_block(state, seconds, 1, 0), "hst_monitor_push_block", why);
}

/* 1 if the fall raises an alarm, 0 if not, -1 with `why` set. */
static int seen(const trial *t, double fall, fault *why) {
    hst_monitor_state state = t->calm;
    hst_monitor_reading r;
    double each = t->seconds / (1 - fall);
    for (double past = each; past <= t->lasting; past += each) {
        if (!push(&state, each, why)) {
            return -1;
        }
    }
    if (!program_good(hst_monitor_read(&r, &state, 0.95), "hst_monitor_read", why)) {
        return -1;
    }
    return r.log_e >= t->threshold;
}

/* A fall so deep that it leaves hardly a block to be seen by may go unseen: come down until one is seen,
 * then look for the smallest. */
static int smallest(double *out, const trial *t, fault *why) {
    double low = 0, high = 0.999;
    int found = seen(t, high, why);
    while (found == 0 && high > 0.05) {
        high -= 0.05;
        found = seen(t, high, why);
    }
    *out = found > 0 ? high : NAN;
    while (found > 0 && *out - low > 0.001) {
        double middle = (low + *out) / 2;
        int now = seen(t, middle, why);
        if (now < 0) {
            return 0;
        }
        *(now ? out : &low) = middle;
    }
    return found >= 0;
}

/* Push calm blocks until `seconds` have passed; `past` have already. */
static int calm_until(trial *t, double *past, double seconds, fault *why) {
    for (; *past + t->seconds <= seconds; *past += t->seconds) {
        if (!push(&t->calm, t->seconds, why)) {
            return 0;
        }
    }
    return 1;
}

int watch_reach_find(watch_reach out[WATCH_REACHES], int *count, const watch *w, fault *why) {
    static const int64_t length[WATCH_REACHES] = {86400, 7 * 86400, 28 * 86400};
    watch_sum since = watch_bins_sum(&w->bins, watch_bins_at(&w->bins, w->compare), w->bins.count);
    hst_monitor_options options = watch_monitor_options(w->options);
    int64_t record = w->time - w->compare;
    double past = 0;
    trial t;
    t.threshold = watch_threshold(w->options);
    t.seconds = (double)record / (double)(since.blocks > 0 ? since.blocks : 1);
    *count = 0;
    while (*count < WATCH_REACHES && 2 * length[*count] <= record && since.blocks > 0) {
        (*count)++;
    }
    if (!program_good(hst_monitor_init(&t.calm, &options), "hst_monitor_init", why)) {
        return 0;
    }
    for (int k = *count - 1; k >= 0;
         k--) { /* the longest first: each has the calm of those before it, and more */
        t.lasting = (double)length[k];
        out[k].seconds = length[k];
        if (!calm_until(&t, &past, (double)(record - length[k]), why) || !smallest(&out[k].fall, &t, why)) {
            return 0;
        }
    }
    return 1;
}
