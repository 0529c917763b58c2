/* What every bench file shares. A bench file is a main that calls bench_begin, then bench_case for each
 * routine and size, then returns bench_end(). Each case prints one JSON object a line, or a table row.
 *
 *     static double run(void *context) {
 *         ... call the library ...
 *         return a number made from the whole answer;
 *     }
 *
 *     int main(int argc, char **argv) {
 *         int i;
 *         bench_begin(argc, argv);
 *         for (i = 0; i < bench_sizes() && bench_wants("drawdown_max"); ++i) {
 *             series s = make_series(bench_size(i));
 *             bench_case("drawdown_max", s.n, 8.0 * (double)s.n, NULL, run, &s);
 *             free_series(&s);
 *         }
 *         return bench_end();
 *     }
 */
#ifndef HASHSTAT_BENCH_H
#define HASHSTAT_BENCH_H

#include <stddef.h>
#include <stdint.h>

#include "data.h"
#include "support/rng.h"

/* Rebuilds what a run uses up; not timed, called before each run. NULL where a run changes nothing. */
typedef void bench_setup(void *context);

/* The work that is timed. The number it returns keeps the compiler from dropping the work, is printed as
 * `check`, and must come out the same each time: so a run that does less than it says is seen. */
typedef double bench_run(void *context);

/* --table, --smoke (smallest size, one run), --list, --filter TEXT (names that contain it). */
void bench_begin(int argc, char **argv);

/* 1e3, 1e5, 1e7; only the first under --smoke and --list. */
int bench_sizes(void);
int64_t bench_size(int index);

/* Whether the case is asked for: ask before making its data. */
int bench_wants(const char *name);

/* Times one case: n items, and `bytes` (> 0) that the routine cannot do without reading. The floor of the
 * case is reading that many bytes once by the plainest fast loop, timed in the same run and printed as a
 * row of its own. */
void bench_case(const char *name, int64_t n, double bytes, bench_setup *setup, bench_run *run, void *context);

/* The same with a goal: times the floor. */
void bench_case_goal(const char *name, int64_t n, double bytes, double goal, bench_run *run, void *context);

/* The same where the answer is as large as the input: the floor copies `bytes` instead. */
void bench_case_copy(const char *name, int64_t n, double bytes, bench_setup *setup, bench_run *run,
                     void *context);

/* One routine over a series: every size, every kind of data.h, the same way for all rooms.
 *
 *     static double run_sum(void *context) {
 *         bench_series *s = context;
 *         double sum = 0;
 *         (void)hst_moments_sum(&sum, s->x, s->n);
 *         return sum;
 *     }
 *
 *     static const bench_plan plans[] = {
 *         {.name = "moments_sum", .run = run_sum, .bytes = 8, .goal_cache = 2.3, .goal_memory = 1.25},
 *     };
 */
typedef struct bench_plan {
    const char *name;
    bench_run *run; /* the context is a bench_series */
    double bytes;   /* of an item, that cannot be left unread */
    int copy;       /* whether the answer is as large: then the floor copies them */
    double goal_cache;  /* times the floor at 1e5 items; 0: none */
    double goal_memory; /* times the floor at 1e7 items; 0: none */
    void (*prepare)(bench_series *s); /* untimed, once for each series; may be NULL */
    const void *extra; /* handed on in the series */
    int ordinary_only; /* where prepare makes data of its own, or kinds make no difference */
} bench_plan;

void bench_series_case(const bench_plan *plan);

/* count items of `each` bytes, zeroed; ends the program if there is no memory. Freed with free. */
void *bench_room(int64_t count, size_t each);

/* What main returns: 0 if at least one case ran and all checks came out the same each time. */
int bench_end(void);

#endif
