/* Answers go to the folder that HASHSTAT_ANSWERS names, as raw doubles, at most 1,000 of each. */
#include "peers.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEPT = 1000 };

int64_t peers_one(const bench_series *s) {
    (void)s;
    return 1;
}

int64_t peers_four(const bench_series *s) {
    (void)s;
    return 4;
}

int64_t peers_times(const bench_series *s) {
    return s->n / PEERS_THOUSANDTHS;
}

int64_t peers_cells(const bench_series *s) {
    return PEERS_COUNTRIES * peers_times(s);
}

/* weight[pool][country], the same as in the other languages. */
const double *peers_weights(void) {
    static double weight[PEERS_POOLS * PEERS_COUNTRIES];
    int i;
    for (i = 0; i < PEERS_POOLS * PEERS_COUNTRIES; ++i) {
        weight[i] = (double)(i * 7919 % 1009) / 1009;
    }
    return weight;
}

static void keep_answer(const char *name, const char *peer, int64_t n, const double *out, int64_t count) {
    const char *folder = getenv("HASHSTAT_ANSWERS");
    int64_t step = (count + KEPT - 1) / KEPT;
    char path[1000];
    FILE *file;
    int64_t i;
    if (folder == NULL) {
        return;
    }
    (void)snprintf(path, sizeof path, "%s/%s %lld %s", folder, name, (long long)n, peer);
    file = fopen(path, "wb");
    for (i = 0; file != NULL && i < count; i += step) {
        (void)fwrite(&out[i], sizeof out[i], 1, file);
    }
    if (file == NULL || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

static void run_plan(const char *peer, const peers_plan *plan, int kind, int64_t n) {
    bench_series s = bench_series_make(kind, n);
    int64_t count = plan->count == NULL ? n : plan->count(&s);
    int64_t items = plan->count == peers_cells ? PEERS_POOLS * count : n;
    char name[100];
    (void)snprintf(name, sizeof name, "%s.%s", plan->routine, bench_kind_name(kind));
    s.extra = plan->extra;
    if (plan->prepare != NULL) {
        plan->prepare(&s);
    }
    bench_case(name, items, 8.0 * (double)n, NULL, plan->run, &s);
    if (bench_wants(name)) {
        keep_answer(name, peer, items, s.out, count);
    }
    bench_series_free(&s);
}

/* Small sizes are not compared, and falling data only where they do not take minutes. */
int peers_main(const char *peer, const peers_plan *plans, size_t count, int argc, char **argv) {
    size_t i;
    int size;
    bench_begin(argc, argv);
    for (i = 0; i < count; ++i) {
        for (size = bench_sizes() > 1; size < bench_sizes() && bench_wants(plans[i].routine); ++size) {
            run_plan(peer, &plans[i], BENCH_ORDINARY, bench_size(size));
            if (plans[i].falling && size < 2) {
                run_plan(peer, &plans[i], BENCH_FALLING, bench_size(size));
            }
        }
    }
    return bench_end();
}
