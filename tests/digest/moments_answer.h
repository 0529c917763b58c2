/* The moments of an array, of a state and of a group have one form. */
#ifndef HASHSTAT_TESTS_MOMENTS_ANSWER_H
#define HASHSTAT_TESTS_MOMENTS_ANSWER_H

#include "digest.h"
#include "hashstat/moments.h"

static inline void put_moments(digest *d, const hst_moments *m) {
    digest_int64(d, m->count);
    digest_int64(d, m->missing);
    digest_double(d, m->sum);
    digest_double(d, m->mean);
    digest_double(d, m->variance);
    digest_double(d, m->population_variance);
    digest_double(d, m->min);
    digest_int64(d, m->min_key);
    digest_double(d, m->max);
    digest_int64(d, m->max_key);
}

/* A call that may have no answer: its status, and what it wrote only where that is HST_OK. */
static inline void put_answer(digest *d, hst_status status, const hst_moments *m) {
    digest_int64(d, status);
    if (status == HST_OK) {
        put_moments(d, m);
    }
}

#endif
