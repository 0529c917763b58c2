/* The projector onto all ways without a trace has an entry for each two unknowns. It splits into blocks as
 * the ways do, whichever of them the singular vectors happen to be. */
#include "alike.h"

#include <math.h> /* sqrt only */

#include "jacobi.h"
#include "scalar.h"

enum { SWEEPS = 40 };

#define ALIKE 1e-9 /* of the largest singular value */
#define PART 1e-10 /* of an entry of the projector: rounding is below 1e-12, since vectors are good to 1e-6 */

int64_t hst__alike_words(int32_t n) {
    return 2 * (int64_t)n * n + n;
}

hst__alike hst__alike_make(int32_t n, double *memory) {
    hst__alike a;
    a.n = n;
    a.column = memory;
    a.vector = a.column + (size_t)n * (size_t)n;
    a.value = a.vector + (size_t)n * (size_t)n;
    return a;
}

/* Greatest over least value, after the columns were divided by their lengths or not. */
static double decompose(const hst__alike *a, const hst__bounded *b, int scaled) {
    double most = 0;
    double least;
    int32_t i, c;
    for (c = 0; c < a->n; ++c) {
        double length = hst__bounded_length(b, c);
        double scale = scaled && length > 0 ? length : 1;
        for (i = 0; i < a->n; ++i) {
            double entry = b->square[(size_t)i * ((size_t)a->n + 1) + (size_t)c];
            a->column[(size_t)c * (size_t)a->n + (size_t)i] = entry / scale;
        }
    }
    hst__jacobi(a->column, a->vector, a->value, a->n, SWEEPS);
    for (c = 0; c < a->n; ++c) {
        most = hst__larger(most, a->value[c]);
    }
    for (least = most, c = 0; c < a->n; ++c) {
        least = hst__smaller(least, a->value[c]);
    }
    return most / least;
}

double hst__alike_condition(const hst__alike *a, const hst__bounded *b) {
    return decompose(a, b, 0);
}

int32_t hst__alike_find(const hst__alike *a, const hst__bounded *b, double *condition) {
    double most = 0;
    int32_t rank = 0;
    int32_t k;
    *condition = decompose(a, b, 1);
    for (k = 0; k < a->n; ++k) {
        most = hst__larger(most, a->value[k]);
    }
    for (k = 0; k < a->n; ++k) {
        a->value[k] = a->value[k] > ALIKE * most ? a->value[k] : 0;
        rank += a->value[k] > 0;
    }
    return rank;
}

static double part_of(const hst__alike *a, int32_t k, int32_t c) {
    return a->vector[(size_t)k * (size_t)a->n + (size_t)c];
}

static int share_a_way(const hst__alike *a, int32_t c, int32_t d) {
    double sum = 0;
    int32_t k;
    for (k = 0; k < a->n; ++k) {
        sum += a->value[k] > 0 ? 0 : part_of(a, k, c) * part_of(a, k, d);
    }
    return hst__magnitude(sum) > PART;
}

int hst__alike_is_identified(const hst__alike *a, int32_t c) {
    return !share_a_way(a, c, c);
}

double hst__alike_inflation(const hst__alike *a, int32_t c) {
    double sum = 0;
    int32_t k;
    for (k = 0; k < a->n; ++k) {
        double part = a->value[k] > 0 ? part_of(a, k, c) / a->value[k] : 0;
        sum += part * part;
    }
    return sqrt(sum);
}

static void rename_set(int64_t *set, int32_t n, int64_t from, int64_t to) {
    int32_t c;
    for (c = 0; c < n; ++c) {
        set[c] = set[c] == from ? to : set[c];
    }
}

/* Each unknown begins as a set that bears its number; of two that are joined the lesser number stays. So a
 * set bears that of its first unknown, and the count of sets before it is never more. */
int64_t hst__alike_groups(const hst__alike *a, int64_t *set) {
    int64_t sets = 0;
    int32_t c, d;
    for (c = 0; c < a->n; ++c) {
        set[c] = hst__alike_is_identified(a, c) ? -1 : c;
        for (d = 0; set[c] >= 0 && d < c; ++d) {
            if (set[d] >= 0 && share_a_way(a, c, d)) {
                rename_set(set, c + 1, hst__most(set[c], set[d]), hst__least(set[c], set[d]));
            }
        }
    }
    for (c = 0; c < a->n; ++c) {
        if (set[c] == c) {
            rename_set(set, a->n, c, sets++);
        }
    }
    return sets;
}
