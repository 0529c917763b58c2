/* The series that all rooms are timed on: the same seeds, so that every program and every peer sees the same
 * numbers. */
#ifndef HASHSTAT_BENCH_DATA_H
#define HASHSTAT_BENCH_DATA_H

#include <stddef.h>
#include <stdint.h>

enum {
    BENCH_ORDINARY, /* wanders as a hashrate does, by a thousandth a step */
    BENCH_SORTED,   /* climbs all the way, by uneven steps */
    BENCH_FALLING,  /* the same backwards */
    BENCH_CONSTANT, /* one value whose sums are not exact in double */
    BENCH_MISSING,  /* ordinary, a tenth of it missing */
    BENCH_KINDS
};

const char *bench_kind_name(int kind);

typedef struct bench_series {
    int kind;
    int64_t n;
    double *x;     /* [n] about 1e20 hash/s */
    int64_t *time; /* [n] strictly increasing, a minute apart on average */
    int32_t *id;   /* [n] 0..63 */
    double *out;   /* [n] touched, for answers as long as the series */
    void *work;    /* for prepare to allocate; freed with the series */
    size_t work_bytes;
    const void *extra;
} bench_series;

bench_series bench_series_make(int kind, int64_t n);
void bench_series_free(bench_series *s);

/* A number made from an answer of n doubles, NaN aside, cheap beside making the answer. */
double bench_check(const double *out, int64_t n);

#endif
