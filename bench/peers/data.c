/* Writes the series of data.h into a folder, for programs that are not in C: raw numbers of this machine, in
 * KIND.N.x (double), KIND.N.time (int64) and KIND.N.id (int32). */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"

static void put(const char *folder, const bench_series *s, const char *what, const void *data, size_t each) {
    char path[1000];
    FILE *file;
    (void)snprintf(path, sizeof path, "%s/%s.%lld.%s", folder, bench_kind_name(s->kind), (long long)s->n, what);
    file = fopen(path, "wb");
    if (file == NULL || fwrite(data, each, (size_t)s->n, file) != (size_t)s->n || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

static void put_series(const char *folder, int kind, int64_t n) {
    bench_series s = bench_series_make(kind, n);
    put(folder, &s, "x", s.x, sizeof *s.x);
    put(folder, &s, "time", s.time, sizeof *s.time);
    put(folder, &s, "id", s.id, sizeof *s.id);
    bench_series_free(&s);
}

int main(int argc, char **argv) {
    int size;
    if (argc != 2) {
        (void)fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    for (size = 1; size < bench_sizes(); ++size) {
        put_series(argv[1], BENCH_ORDINARY, bench_size(size));
    }
    put_series(argv[1], BENCH_FALLING, bench_size(1));
    return 0;
}
