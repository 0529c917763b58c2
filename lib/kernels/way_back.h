/* Walking from an event to the return: indexes of observed samples, -1 for none. */
#ifndef HST_KERNELS_WAY_BACK_H
#define HST_KERNELS_WAY_BACK_H

#include "strict.h"

#include <stdint.h>

#include "timed.h"

/* What the series has to come back to: one level, or one for each sample. */
typedef struct hst__target {
    const double *path; /* NULL: `baseline` throughout */
    double baseline;
    double fraction;
    int64_t hold;
} hst__target;

/* What the walk leaves, all indexes of observed samples or -1. */
typedef struct hst__course {
    int64_t before; /* the last one at or after the event and before the onset */
    int64_t onset;
    int64_t trough;
    int64_t last_below; /* the last one below the level */
    int64_t first_touch;
    int64_t run;  /* where the run in progress began */
    int64_t last; /* the last one looked at */
    int held;     /* the run in progress is the recovery */
} hst__course;

double hst__baseline_at(const hst__target *t, int64_t i);
double hst__level_at(const hst__target *t, int64_t i);

/* From the first sample at or after the event to the recovery, or to the end. */
hst__course hst__walk_back(const hst__timed *s, int64_t event, const hst__target *t);

/* The sample to which the fall is counted. */
int64_t hst__course_end(const hst__course *c);

typedef struct hst__half_course {
    double level;
    int64_t before; /* the observed sample before the trough, or -1 */
    int64_t trough;
    int64_t last_below; /* the trough or a later sample */
    int64_t crossing;
    int64_t last; /* the last one looked at */
} hst__half_course;

hst__half_course hst__walk_half(const hst__timed *s, int64_t event, double baseline);

/* Seconds that the way back can have taken at most, given the samples before and after it; INT64_MAX: no bound,
 * because it is not over, or because nothing was seen before it and the event is INT64_MIN. */
int64_t hst__longest_course(const hst__course *c, const hst__timed *s, int64_t event);
int64_t hst__longest_half(const hst__half_course *h, const hst__timed *s, int64_t event);

/* Seconds for which samples stood within `limit` seconds from index `from` on. The series reaches that far. */
int64_t hst__observed_within(const hst__timed *s, int64_t from, int64_t limit);

/* Integral of baseline - x from one sample to another. Infinite when it is beyond DBL_MAX. */
double hst__work_between(const hst__timed *s, int64_t from, int64_t end, const hst__target *t);

/* What stood within a control time. */
typedef struct hst__area {
    double work;   /* integral of baseline - x; infinite when it is beyond DBL_MAX */
    double lowest; /* of the samples that stood there or began there */
    int64_t seconds;
} hst__area;

hst__area hst__area_within(const hst__timed *s, int64_t event, int64_t until, double baseline);

#endif
