#include "log_rank.h"

#include <string.h>

#include "censored.h"

void *hst__log_rank_begin(hst__log_rank *t, void *memory, int32_t groups) {
    size_t g = (size_t)groups;
    t->groups = groups;
    t->at_risk = memory;
    t->observed = t->at_risk + g;
    t->expected = (double *)(t->observed + g);
    t->excess = t->expected + g;
    t->variance = t->excess + g;
    if (g > 0) {
        memset(memory, 0, HST__LOG_RANK_BYTES(g));
    }
    return t->variance + g * g;
}

/* `events` >= 1 of `all` at one time; who is at risk stands in t->at_risk. */
static void add_time(hst__log_rank *t, int64_t events, int64_t all) {
    double d = (double)events;
    double n = (double)all;
    double scale = all > 1 ? d * (double)(all - events) / ((n - 1) * n) : 0;
    int32_t g, h;
    for (g = 0; g < t->groups; ++g) {
        double part = (double)t->at_risk[g];
        double *row = t->variance + (size_t)g * (size_t)t->groups;
        if (part > 0) {
            t->expected[g] += d * (part / n);
            for (h = 0; h < g; ++h) {
                row[h] -= scale * part * ((double)t->at_risk[h] / n);
            }
        }
    }
}

void hst__log_rank_sum(hst__log_rank *t, const uint64_t *key, const int32_t *group, int64_t n) {
    int64_t first;
    int64_t past;
    for (first = 0; first < n; ++first) {
        ++t->at_risk[group[first]];
    }
    for (first = 0; first < n; first = past) {
        int64_t events = 0;
        for (past = first; past < n && hst__same_duration(key[past], key[first]); ++past) {
            int64_t event = 1 - hst__is_censored(key[past]);
            t->observed[group[past]] += event;
            events += event;
        }
        if (events > 0) {
            add_time(t, events, n - first);
        }
        for (; first < past; ++first) {
            --t->at_risk[group[first]];
        }
    }
}

static double pivot_of(const hst__log_rank *t, size_t p) {
    size_t k = (size_t)t->groups;
    double pivot = 0;
    size_t i;
    for (i = p + 1; i < k; ++i) {
        pivot -= t->variance[i * k + p];
    }
    return pivot;
}

/* Takes what row p explains out of the rows below it. */
static void eliminate(hst__log_rank *t, size_t p, double pivot) {
    size_t k = (size_t)t->groups;
    size_t i, j;
    for (i = p + 1; i < k; ++i) {
        double *row = t->variance + i * k;
        double factor = row[p] / pivot;
        t->excess[i] -= factor * t->excess[p];
        for (j = p + 1; j < i; ++j) {
            row[j] -= factor * t->variance[j * k + p];
        }
    }
}

/* (O - E)' V^- (O - E) by elimination: the sum of what is left of each excess, squared, over its pivot. Rows
 * of V sum to zero and stay so, and only the diagonal is above zero: a pivot is what the rest of its row
 * lacks, so that nothing is subtracted (Grassmann, Taksar and Heyman's rule) and the rank is exact. The last
 * pivot is 0; so is that of a group to which no event could fall, and of one that is alone at risk whenever
 * something happens. */
hst__log_rank_answer hst__log_rank_solve(hst__log_rank *t) {
    hst__log_rank_answer answer = {0, 0};
    size_t k = (size_t)t->groups;
    size_t p;
    for (p = 0; p < k; ++p) {
        t->excess[p] = (double)t->observed[p] - t->expected[p];
    }
    for (p = 0; p < k; ++p) {
        double pivot = pivot_of(t, p);
        if (pivot > 0) {
            answer.chi2 += t->excess[p] * t->excess[p] / pivot;
            ++answer.freedom;
            eliminate(t, p, pivot);
        }
    }
    return answer;
}
