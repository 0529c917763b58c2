#include "grouped_sum.h"

#include <string.h>

#include "fixed.h"
#include "mean.h"
#include "path.h"
#include "split.h"

enum {
    LANES = 16,
    CHUNK = 256,    /* values cut at a time: few enough that cutting the next overlaps with adding these */
    CELLS = 8,      /* of a row, where rows are few */
    FEW_ROWS = 256, /* whose cells fit the nearest cache */
    VALUES_PER_ROW = 32, /* fewer do not pay for more than one cell */
    TERMS_LEAST = 16,    /* L */
    TERMS_MOST = 20,
    SCANS = 8,  /* values, at least, for each cell that is looked through */
    MARGIN = 2, /* binary orders above the largest of a chunk that E leaves free */
    EXPONENT_LEAST = -800,
    EXPONENT_MOST = 960
};
#define SIGNLESS (UINT64_MAX >> 1)
#define INFINITE_BITS (UINT64_C(0x7ff) << 52)

static int cells_of(int64_t rows) {
    return rows <= FEW_ROWS ? CELLS : 1;
}

uint64_t hst__grouped_sum_bytes(int64_t rows) {
    return (uint64_t)rows * (sizeof(hst__rest) + (uint64_t)cells_of(rows) * sizeof(hst__cell));
}

/* ---- how values are cut ------------------------------------------------------------------------ */

static int coarse_bits(int terms) {
    return 62 - 2 * terms;
}

static int fine_bits(int terms) {
    return 63 - terms;
}

static int count_place(int terms) {
    return 63 - terms;
}

static int coarse_exponent(const hst__cut *cut) {
    return cut->exponent - coarse_bits(cut->terms);
}

static int fine_exponent(const hst__cut *cut) {
    return coarse_exponent(cut) - fine_bits(cut->terms);
}

/* For magnitudes below 2^exponent. */
static void set_cut(hst__cut *cut, int exponent) {
    cut->exponent = exponent;
    cut->coarse = 1.5 * hst__two_to(52 + coarse_exponent(cut));
    cut->fine = 1.5 * hst__two_to(52 + fine_exponent(cut));
    cut->coarse_zero = hst__bits(cut->coarse) - (UINT64_C(1) << count_place(cut->terms));
    cut->fine_zero = hst__bits(cut->fine);
    cut->most = ((uint64_t)(exponent + 1023) << 52) - 1;
}

/* The cell that x, no NaN, would make by itself; *misfit has a bit set if that is not exact. */
static HST__BODY hst__cell cut_value(const hst__cut *cut, double x, uint64_t *misfit, uint64_t *outside) {
    double coarse = x + cut->coarse;
    double rest = x - (coarse - cut->coarse);
    double fine = rest + cut->fine;
    double back = fine - cut->fine;
    hst__cell c;
    *misfit |= hst__bits(rest) ^ hst__bits(back);
    *outside |= cut->most - (hst__bits(x) & SIGNLESS);
    c.coarse = hst__bits(coarse) - cut->coarse_zero;
    c.fine = hst__bits(fine) - cut->fine_zero;
    return c;
}

/* ---- a chunk in vectors ------------------------------------------------------------------------ */

/* What a look at a chunk says. */
typedef struct chunk {
    hst__cell term[CHUNK];
    uint64_t misfit; /* not 0: some value */
    uint32_t stray;  /* not 0: some id */
    int64_t unknown; /* ids that are -1 */
} chunk;

static HST__BODY void cut_row(hst__cell *term, uint64_t *misfit, uint64_t *outside, const double *x,
                              const hst__cut *cut) {
    int k;
    for (k = 0; k < LANES; ++k) {
        uint64_t observed = hst__is_missing(x + k) - 1;
        hst__cell c = cut_value(cut, hst__or_zero(x + k), &misfit[k], &outside[k]);
        term[k].coarse = c.coarse & observed;
        term[k].fine = c.fine;
    }
}

/* Integers may be reduced in any order, so that compilers find lanes by themselves; of lanes that are written
 * out, 16 are unrolled into single comparisons by gcc 12. */
static HST__BODY void look_at_ids(chunk *c, const int32_t *id, int64_t n, int32_t least, uint32_t past) {
    uint32_t stray = 0;
    int32_t unknown = 0;
    int64_t i;
    for (i = 0; i < n; ++i) {
        stray |= (uint32_t)((uint32_t)id[i] - (uint32_t)least >= past);
        unknown += id[i] == -1;
    }
    c->stray = stray;
    c->unknown = unknown;
}

/* n is a multiple of LANES. */
static HST__BODY void look_at(chunk *c, const int32_t *id, const double *x, int64_t n, int32_t least,
                              uint32_t past, const hst__cut *cut) {
    uint64_t misfit[LANES] = {0}, outside[LANES] = {0};
    int64_t i;
    int k;
    c->misfit = 0;
    look_at_ids(c, id, n, least, past);
    for (i = 0; i < n; i += LANES) {
        cut_row(c->term + i, misfit, outside, x + i, cut);
    }
    for (k = 0; k < LANES; ++k) {
        c->misfit |= misfit[k] | outside[k] >> 63;
    }
}

static HST__BODY void add_terms(hst__cell *cell, const hst__cell *term, const int32_t *id, int64_t n,
                                int cells) {
    int64_t i;
    int k;
    for (i = 0; i < n; i += CELLS) {
        for (k = 0; k < CELLS; ++k) {
            hst__cell *to = cell + ((int64_t)id[i + k] + 1) * cells + k % cells;
            to->coarse += term[i + k].coarse;
            to->fine += term[i + k].fine;
        }
    }
}

/* Adds whole chunks as long as all values fit and all ids are rows; returns how many values were added. */
static HST__BODY int64_t add_chunks(const hst__grouped_sum *g, int64_t *unknown, const int32_t *id,
                                    const double *x, int64_t n, int32_t least) {
    uint32_t past = (uint32_t)(g->rows - 1 - least);
    int64_t i, m;
    chunk c;
    for (i = 0; i < n; i += m) {
        m = n - i < CHUNK ? n - i : CHUNK;
        look_at(&c, id + i, x + i, m, least, past, &g->cut);
        if (c.misfit != 0 || c.stray != 0) {
            break;
        }
        *unknown += c.unknown;
        if (g->cells == CELLS) {
            add_terms(g->cell, c.term, id + i, m, CELLS);
        } else {
            add_terms(g->cell, c.term, id + i, m, 1);
        }
    }
    return i;
}

static int64_t add_portable(const hst__grouped_sum *g, int64_t *unknown, const int32_t *id, const double *x,
                            int64_t n, int32_t least) {
    return add_chunks(g, unknown, id, x, n, least);
}

#if HST__X86_PATHS
static HST__AVX2 int64_t add_avx2(const hst__grouped_sum *g, int64_t *unknown, const int32_t *id,
                                  const double *x, int64_t n, int32_t least) {
    return add_chunks(g, unknown, id, x, n, least);
}

static HST__AVX512 int64_t add_avx512(const hst__grouped_sum *g, int64_t *unknown, const int32_t *id,
                                      const double *x, int64_t n, int32_t least) {
    return add_chunks(g, unknown, id, x, n, least);
}
#endif

static int64_t add_on(int path, const hst__grouped_sum *g, int64_t *unknown, const int32_t *id,
                      const double *x, int64_t n, int32_t least) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        return add_avx512(g, unknown, id, x, n, least);
    }
    if (path == HST__PATH_AVX2) {
        return add_avx2(g, unknown, id, x, n, least);
    }
#endif
    (void)path;
    return add_portable(g, unknown, id, x, n, least);
}

/* ---- cells read and emptied -------------------------------------------------------------------- */

/* The content of one or more cells; coarse and fine stay whole doubles of less than 53 bits. */
typedef struct content {
    int64_t count;
    uint64_t coarse; /* modulo 2^64 */
    uint64_t fine;
} content;

static uint64_t count_in(const hst__cell *cell, int terms) {
    int place = count_place(terms);
    return (cell->coarse + (UINT64_C(1) << (place - 1))) >> place;
}

/* The fine part is carried into the coarse one as far as it reaches. */
static void read_cell(content *c, const hst__cell *cell, int terms) {
    uint64_t count = count_in(cell, terms);
    c->count += (int64_t)count;
    c->coarse += cell->coarse - (count << count_place(terms)) + hst__shifted(cell->fine, fine_bits(terms));
    c->fine += hst__remaining(cell->fine, fine_bits(terms));
}

static double high_of(const content *c, const hst__cut *cut) {
    return hst__whole(c->coarse) * hst__two_to(coarse_exponent(cut));
}

static double low_of(const content *c, const hst__cut *cut) {
    return hst__whole(c->fine) * hst__two_to(fine_exponent(cut));
}

static void need_rests(hst__grouped_sum *g) {
    if (!g->spilled) {
        memset(g->rest, 0, (size_t)g->rows * sizeof *g->rest);
        g->spilled = 1;
    }
}

static void spill_cell(hst__grouped_sum *g, int64_t at) {
    hst__rest *rest = g->rest + at / g->cells;
    content c = {0, 0, 0};
    read_cell(&c, g->cell + at, g->cut.terms);
    rest->count += c.count;
    hst__exact_sum_add(&rest->sum, high_of(&c, &g->cut));
    hst__exact_sum_add(&rest->sum, low_of(&c, &g->cut));
    memset(g->cell + at, 0, sizeof *g->cell);
}

/* Empties the cells that hold `terms` or more. */
static void spill_from(hst__grouped_sum *g, uint64_t terms) {
    int64_t at;
    for (at = 0; at < g->rows * g->cells; ++at) {
        if (count_in(g->cell + at, g->cut.terms) >= terms) {
            need_rests(g);
            spill_cell(g, at);
        }
    }
    g->since = 0;
}

/* ---- what did not fit -------------------------------------------------------------------------- */

/* E for the largest of some values; 0 if it may not be chosen again yet, or they are too large or too
 * small. */
static int take_exponent(hst__grouped_sum *g, const double *x, int64_t n) {
    uint64_t most = 0;
    int exponent;
    int64_t i;
    if (g->misfits < g->rows * g->cells) {
        return 0;
    }
    for (i = 0; i < n; ++i) {
        uint64_t bits = hst__bits_at(x + i) & SIGNLESS;
        most = bits < INFINITE_BITS && bits > most ? bits : most;
    }
    exponent = (int)(most >> 52) - 1022 + MARGIN;
    if (exponent < EXPONENT_LEAST || exponent > EXPONENT_MOST) {
        return 0;
    }
    spill_from(g, 1);
    set_cut(&g->cut, exponent);
    g->misfits = 0;
    return 1;
}

static void add_value(hst__grouped_sum *g, int64_t row, double x) {
    uint64_t misfit = 0, outside = 0;
    hst__cell c = cut_value(&g->cut, x, &misfit, &outside);
    misfit |= outside >> 63;
    hst__cell *to = g->cell + row * g->cells;
    if (misfit == 0) {
        to->coarse += c.coarse;
        to->fine += c.fine;
        return;
    }
    need_rests(g);
    ++g->misfits;
    ++g->rest[row].count;
    hst__exact_sum_add(&g->rest[row].sum, x);
}

static enum hst__grouped_outcome add_one_by_one(hst__grouped_sum *g, int64_t *unknown, const int32_t *id,
                                                const double *x, int64_t n, int32_t least) {
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint64_t bits = hst__bits_at(x + i) & SIGNLESS;
        if (id[i] < least || id[i] >= g->rows - 1) {
            return HST__GROUPED_NO_ROW;
        }
        if (bits == INFINITE_BITS) {
            return HST__GROUPED_INFINITE;
        }
        *unknown += id[i] == -1;
        if (bits < INFINITE_BITS) {
            add_value(g, (int64_t)id[i] + 1, x[i]);
        }
    }
    return HST__GROUPED_DONE;
}

/* ---- together ---------------------------------------------------------------------------------- */

void hst__grouped_sum_begin(hst__grouped_sum *g, void *work, int64_t rows, int64_t n) {
    int cells = cells_of(rows);
    g->cell = work;
    g->rest = (hst__rest *)(void *)(g->cell + rows * cells);
    g->rows = rows;
    g->cells = n / VALUES_PER_ROW < rows ? 1 : cells;
    g->spilled = 0;
    g->since = 0;
    g->misfits = rows * g->cells;
    g->cut.terms = TERMS_LEAST;
    while (g->cut.terms < TERMS_MOST && (INT64_C(1) << (g->cut.terms - 1)) / SCANS < rows * g->cells) {
        ++g->cut.terms;
    }
    set_cut(&g->cut, 0);
    memset(g->cell, 0, (size_t)(rows * g->cells) * sizeof *g->cell);
}

/* No more than may be added before the cells are looked through. A chunk that does not fit goes in one by
 * one, unless E may be chosen again for it; what is no whole row of lanes does so too. */
static enum hst__grouped_outcome add_span(int path, hst__grouped_sum *g, int64_t *unknown, const int32_t *id,
                                          const double *x, int64_t n, int32_t least) {
    enum hst__grouped_outcome outcome = HST__GROUPED_DONE;
    int64_t i = 0;
    while (i < n && outcome == HST__GROUPED_DONE) {
        int64_t m;
        i += add_on(path, g, unknown, id + i, x + i, (n - i) / LANES * LANES, least);
        m = hst__least(n - i, CHUNK);
        if (!take_exponent(g, x + i, m)) {
            outcome = add_one_by_one(g, unknown, id + i, x + i, m, least);
            i += m;
        }
    }
    return outcome;
}

enum hst__grouped_outcome hst__grouped_sum_add_on(int path, hst__grouped_sum *g, int64_t *unknown,
                                                  const int32_t *id, const double *x, int64_t n,
                                                  int32_t least) {
    int64_t span = INT64_C(1) << (g->cut.terms - 1);
    enum hst__grouped_outcome outcome = HST__GROUPED_DONE;
    int64_t i, m;
    for (i = 0; i < n && outcome == HST__GROUPED_DONE; i += m) {
        if (g->since == span) {
            spill_from(g, (uint64_t)span);
        }
        m = hst__least(n - i, span - g->since);
        outcome = add_span(path, g, unknown, id + i, x + i, m, least);
        g->since += m;
    }
    return outcome;
}

enum hst__grouped_outcome hst__grouped_sum_add(hst__grouped_sum *g, int64_t *unknown, const int32_t *id,
                                               const double *x, int64_t n, int32_t least) {
    return hst__grouped_sum_add_on(hst__path(), g, unknown, id, x, n, least);
}

/* ---- answers ----------------------------------------------------------------------------------- */

static content content_of(const hst__grouped_sum *g, int64_t row) {
    content c = {0, 0, 0};
    int k;
    for (k = 0; k < g->cells; ++k) {
        read_cell(&c, g->cell + row * g->cells + k, g->cut.terms);
    }
    return c;
}

/* All of a row. */
static hst__rest whole_of(const hst__grouped_sum *g, int64_t row, const content *c) {
    hst__rest whole = g->rest[row];
    whole.count += c->count;
    hst__exact_sum_add(&whole.sum, high_of(c, &g->cut));
    hst__exact_sum_add(&whole.sum, low_of(c, &g->cut));
    return whole;
}

int64_t hst__grouped_sum_read(double *sum, const hst__grouped_sum *g, int64_t row) {
    content c = content_of(g, row);
    if (g->spilled) {
        hst__rest whole = whole_of(g, row, &c);
        *sum = hst__exact_sum_read(&whole.sum);
        return whole.count;
    }
    *sum = high_of(&c, &g->cut) + low_of(&c, &g->cut);
    return c.count;
}

int64_t hst__grouped_sum_mean(double *mean, const hst__grouped_sum *g, int64_t row) {
    content c = content_of(g, row);
    if (g->spilled) {
        hst__rest whole = whole_of(g, row, &c);
        *mean = whole.count > 0 ? hst__exact_sum_mean(&whole.sum, whole.count) : 0;
        return whole.count;
    }
    *mean = c.count > 0 ? hst__mean_of_parts(high_of(&c, &g->cut), low_of(&c, &g->cut), c.count) : 0;
    return c.count;
}
