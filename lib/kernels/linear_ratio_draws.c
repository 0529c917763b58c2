/* A row's counts are drawn around the fit of its sum: before N k/(r + k), during N r/(r + k), which together
 * are what the row had. Both vary, as they did. */
#include "linear_ratio_draws.h"

#include "poisson_table.h"

/* Words of a row beside its tables: two heads of tables (two numbers, an address), two counts, a ratio. */
enum { HEAD = 3, EACH = 2 * HEAD + 3 };

/* Draws lie near the model, and settle in a dozen steps. */
enum { STEPS = 60 };

/* No table for a mean up to `sum` holds more: its ends are rounded down, its length by no more than one. */
static int64_t table_words(int64_t sum) {
    return hst__poisson_table_counts((double)sum) + 2;
}

int64_t hst__linear_ratio_draws_words(const int64_t *before, const int64_t *during, int32_t rows) {
    int64_t words = 0;
    int32_t i;
    for (i = 0; i < rows; ++i) {
        words += EACH + 2 * table_words(before[i] + during[i]);
    }
    return words;
}

typedef struct simulation {
    hst__poisson_table *table; /* [rows][2] */
    int64_t *before;
    int64_t *during;
    double *ratio;
} simulation;

static simulation make(const hst__linear_ratio *l, const double *ratio, void *memory) {
    simulation s;
    uint64_t *next;
    int32_t i;
    s.table = memory;
    s.before = (int64_t *)memory + 2 * HEAD * (int64_t)l->rows;
    s.during = s.before + l->rows;
    s.ratio = (double *)(void *)(s.during + l->rows);
    next = (uint64_t *)(void *)(s.ratio + l->rows);
    for (i = 0; i < l->rows; ++i) {
        double sum = (double)(l->before[i] + l->during[i]);
        if (ratio[i] >= 0) {
            s.table[2 * i] = hst__poisson_table_make(sum * l->scale / (ratio[i] + l->scale), next);
            next += s.table[2 * i].counts;
            s.table[2 * i + 1] = hst__poisson_table_make(sum * ratio[i] / (ratio[i] + l->scale), next);
            next += s.table[2 * i + 1].counts;
        }
    }
    return s;
}

static void draw(const simulation *s, const hst__linear_ratio *l, const double *ratio, uint64_t seed,
                 int64_t run) {
    hst__random r = {seed};
    int32_t i;
    r.state = hst__random_next(&r) + (uint64_t)run;
    r.state = hst__random_next(&r);
    for (i = 0; i < l->rows; ++i) {
        s->before[i] = ratio[i] >= 0 ? hst__poisson_table_draw(&s->table[2 * i], &r) : 0;
        s->during[i] = ratio[i] >= 0 ? hst__poisson_table_draw(&s->table[2 * i + 1], &r) : 0;
    }
}

void hst__linear_ratio_draws(double *answer, int64_t runs, const hst__linear_ratio *l, const double *ratio,
                             hst__bounded *b, uint64_t seed, void *memory) {
    simulation s = make(l, ratio, memory);
    hst__linear_ratio simulated = *l;
    int64_t k;
    simulated.before = s.before;
    simulated.during = s.during;
    for (k = 0; k < runs; ++k) {
        int32_t j;
        draw(&s, l, ratio, seed, k);
        (void)hst__linear_ratio_fit(&simulated, b, s.ratio, STEPS);
        for (j = 0; j < l->n; ++j) {
            answer[(int64_t)j * runs + k] = b->x[j];
        }
    }
}
