/* Quickselect (Hoare, "Algorithm 65: Find", Comm. ACM 4, 1961) for several ranks: a part is cut in two at a
 * value of its own, and only the sides in which a rank lies are gone into. The cut moves each value
 * without asking where it belongs (Lomuto's scheme, the place moving on by the outcome of the comparison), as
 * a branch on random data would be guessed wrong every second time.
 *
 * Data made for it can have every cut take off next to nothing. After so many cuts that random data never
 * need them the part is put in order by a heap (Musser, "Introspective Sorting and Selection Algorithms",
 * Software: Practice and Experience 27, 1997), so that the whole is O(n log n) whatever the data. */
#include "select.h"

#include <stddef.h>

#include "scalar.h"

enum { SHORT = 24, LONG = 128 };

/* A part of the array, and the ranks wanted of it; rank NULL: every one. */
typedef struct part {
    double *a; /* where the part begins */
    int64_t n;
    int64_t first; /* rank of a[0] in the whole */
    const int64_t *rank;
    int ranks;
} part;

static void sort_short(double *a, int64_t n) {
    int64_t i, j;
    for (i = 1; i < n; ++i) {
        double v = a[i];
        for (j = i; j > 0 && v < a[j - 1]; --j) {
            a[j] = a[j - 1];
        }
        a[j] = v;
    }
}

/* The value at the top sinks to where both below it are no larger. */
static void sink(double *a, int64_t top, int64_t n) {
    double v = a[top];
    int64_t child;
    while ((child = 2 * top + 1) < n) {
        child += child + 1 < n && a[child] < a[child + 1];
        if (!(v < a[child])) {
            break;
        }
        a[top] = a[child];
        top = child;
    }
    a[top] = v;
}

static void sort_by_heap(double *a, int64_t n) {
    int64_t i;
    for (i = n / 2; i > 0; --i) {
        sink(a, i - 1, n);
    }
    for (i = n - 1; i > 0; --i) {
        double largest = a[0];
        a[0] = a[i];
        a[i] = largest;
        sink(a, 0, i);
    }
}

static double middle(double a, double b, double c) {
    return hst__larger(hst__smaller(a, b), hst__smaller(hst__larger(a, b), c));
}

/* Tukey's ninther for long parts: closer to the middle than three alone. */
static double pivot_of(const double *a, int64_t n) {
    int64_t step = n / 9;
    if (n < LONG) {
        return middle(a[0], a[n / 2], a[n - 1]);
    }
    return middle(middle(a[0], a[step], a[2 * step]), middle(a[3 * step], a[4 * step], a[5 * step]),
                  middle(a[6 * step], a[7 * step], a[n - 1]));
}

/* Brings the values under the pivot to the front, and says how many they are. */
static int64_t cut_below(double *a, int64_t n, double pivot) {
    int64_t place = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        double v = a[i];
        a[i] = a[place];
        a[place] = v;
        place += v < pivot;
    }
    return place;
}

/* The same for those up to the pivot, the pivot included. */
static int64_t cut_up_to(double *a, int64_t n, double pivot) {
    int64_t place = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        double v = a[i];
        a[i] = a[place];
        a[place] = v;
        place += v <= pivot;
    }
    return place;
}

/* The part from `begin` on, with the ranks that lie there. */
static part rest_of(const part *p, int64_t begin) {
    part rest = {p->a + begin, p->n - begin, p->first + begin, p->rank, p->ranks};
    while (rest.rank != NULL && rest.ranks > 0 && *rest.rank < rest.first) {
        ++rest.rank;
        --rest.ranks;
    }
    return rest;
}

/* The part before `rest`. */
static part front_of(const part *p, const part *rest) {
    part front = {p->a, p->n - rest->n, p->first, p->rank,
                  p->rank != NULL ? p->ranks - rest->ranks : p->ranks};
    return front;
}

static int is_wanted(const part *p) {
    return p->n > 1 && p->ranks > 0;
}

/* Into the shorter side by a call and into the longer in the loop: so calls nest log2(n) deep at most. */
static void put_in_order(part p, int budget) {
    while (is_wanted(&p) && p.n > SHORT && budget-- > 0) {
        double pivot = pivot_of(p.a, p.n);
        int64_t below = cut_below(p.a, p.n, pivot);
        if (below == 0) { /* the pivot is the smallest: all equal to it are in their place at once */
            p = rest_of(&p, cut_up_to(p.a, p.n, pivot));
        } else {
            part rest = rest_of(&p, below);
            part front = front_of(&p, &rest);
            put_in_order(front.n < rest.n ? front : rest, budget);
            p = front.n < rest.n ? rest : front;
        }
    }
    if (is_wanted(&p)) {
        (p.n > SHORT ? sort_by_heap : sort_short)(p.a, p.n);
    }
}

void hst__select_within(double *a, int64_t n, const int64_t *rank, int ranks, int budget) {
    part whole = {a, n, 0, rank, rank != NULL ? ranks : 1};
    put_in_order(whole, budget);
}

/* Cuts at the median of three leave 3/4 of a part with probability 11/16: 2 log2(n) such cuts and as many
 * others are enough by far. */
static int budget_of(int64_t n) {
    int cuts = 8;
    while (n > 0) {
        n /= 2;
        cuts += 4;
    }
    return cuts;
}

void hst__select(double *a, int64_t n, const int64_t *rank, int ranks) {
    hst__select_within(a, n, rank, ranks, budget_of(n));
}

void hst__sort(double *a, int64_t n) {
    hst__select_within(a, n, NULL, 0, budget_of(n));
}
