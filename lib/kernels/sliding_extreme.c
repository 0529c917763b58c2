/* Windows by count. A window is the union of two or more shorter ones, which may overlap, because the least of
 * the least is the least. So runs of 4, 16, 64 samples are made from each other in whole vectors; a narrow window is four
 * such runs. A wide one is a row of runs of 16 side by side, and the windows that begin 16 apart slide along
 * the same rows: so 16 neighbours are 16 lanes, which each do what van Herk and Gil and Werman do with single
 * samples (Pattern Recognition Letters 13, 1992; IEEE PAMI 15, 1993): rows stand in blocks as long as the
 * window, and any window is the end of one block and the beginning of the next.
 *
 * Missing samples, and those beyond either end, are read as infinity; an answer that still is infinite saw none.
 * The largest is the least of the negated. */
#include "sliding_extreme.h"

#include <math.h> /* INFINITY and NAN only */

#include "observed.h"
#include "path.h"
#include "scalar.h"
#include "sliding_count.h"
#include "sliding_extreme_time.h"

enum { ROW = 16, NARROW = 128, TILE = 1024 };

typedef struct frame {
    const double *x;
    const hst__sliding *w;
    int64_t before;
    int64_t width;
    int64_t min_count;
    double sign; /* 1: least, -1: largest */
} frame;

/* v[k] = sample from + k, lifted. */
static HST__BODY void lift(double *v, const frame *f, int64_t from, int64_t count) {
    int64_t begin = hst__least(hst__most(-from, 0), count);
    int64_t end = hst__most(hst__least(f->w->n - from, count), begin);
    const double *x = f->x;
    double sign = f->sign;
    int64_t k;
    for (k = 0; k < begin; ++k) {
        v[k] = INFINITY;
    }
    for (k = begin; k < end; ++k) {
        v[k] = hst__lifted(x + from + k, sign);
    }
    for (k = end; k < count; ++k) {
        v[k] = INFINITY;
    }
}

static HST__BODY double least_of_four(double a, double b, double c, double d) {
    return hst__smaller(hst__smaller(a, b), hst__smaller(c, d));
}

/* From runs of `span` samples to runs of four times as many; the last 3 span of v are lost. A run is read
 * before it is written over, since nothing is read at a lower index: with a constant span that is vector code. */
static HST__BODY int64_t widen(double *v, int64_t count, int64_t span) {
    int64_t k;
    for (k = 0; k < count - 3 * span; ++k) {
        v[k] = least_of_four(v[k], v[k + span], v[k + 2 * span], v[k + 3 * span]);
    }
    return 4 * span;
}

/* ---- narrow windows ------------------------------------------------------------------------ */

static HST__BODY void narrow_tile(double *out, const frame *f, int64_t count, double *v) {
    int64_t room = count + f->width - 1;
    int64_t span = f->width < 4 ? 1 : widen(v, room, 1);
    int64_t rest, second, third, k;
    double sign = f->sign;
    if (f->width >= 16) {
        span = widen(v, room, 4);
    }
    if (f->width >= 64) {
        span = widen(v, room, 16);
    }
    rest = f->width - span;
    second = hst__least(span, rest);
    third = hst__least(2 * span, rest);
    for (k = 0; k < count; ++k) {
        out[k] = hst__lowered(least_of_four(v[k], v[k + second], v[k + third], v[k + rest]), sign);
    }
}

static HST__BODY void slide_narrow(double *out, const frame *f, double *v) {
    int64_t n = f->w->n;
    int64_t observed = f->min_count > 1 ? hst__count_before(f->x, f->w) : 0;
    int64_t i;
    for (i = 0; i < n; i += TILE) {
        int64_t count = hst__least(TILE, n - i);
        lift(v, f, i - f->before, count + f->width - 1);
        narrow_tile(out + i, f, count, v);
        if (f->min_count > 1) {
            observed = hst__blank_windows(out, f->x, f->w, i, i + count, f->min_count, observed);
        }
    }
}

/* ---- wide windows -------------------------------------------------------------------------- */

/* ending[j] = least of the rows j and later of a block. */
static HST__BODY void scan_back(double *ending, const double *run, int64_t rows) {
    double least[ROW];
    int64_t j;
    int k;
    for (k = 0; k < ROW; ++k) {
        least[k] = INFINITY;
    }
    for (j = rows - 1; j >= 0; --j) {
        for (k = 0; k < ROW; ++k) {
            least[k] = hst__smaller(run[j * ROW + k], least[k]);
            ending[j * ROW + k] = least[k];
        }
    }
}

/* A block of windows: row j is the end of one block from row j on, the beginning of the next up to row j, and
 * the run that ends with the window, `rest` samples after the last whole row. */
static HST__BODY void scan_forth(double *out, int64_t count, const double *ending, const double *run,
                                 int64_t rest, double sign) {
    double least[ROW], spare[ROW];
    int64_t j;
    int k;
    for (k = 0; k < ROW; ++k) {
        least[k] = INFINITY;
    }
    for (j = 0; j < count; j += ROW) {
        double *to = count - j < ROW ? spare : out + j;
        for (k = 0; k < ROW; ++k) {
            double whole = hst__smaller(ending[j + k], least[k]);
            to[k] = hst__lowered(hst__smaller(whole, run[j - ROW + rest + k]), sign);
            least[k] = hst__smaller(run[j + k], least[k]);
        }
        for (k = 0; to == spare && k < count - j; ++k) {
            out[j + k] = spare[k];
        }
    }
}

static HST__BODY void runs_of_block(double *run, const frame *f, int64_t from, int64_t block) {
    int64_t room = block + ROW - 1;
    lift(run, f, from, room);
    (void)widen(run, room, 1);
    (void)widen(run, room, 4);
}

static HST__BODY void slide_wide(double *out, const frame *f, double *work) {
    int64_t n = f->w->n;
    int64_t block = f->width / ROW * ROW;
    double *ending = work;
    double *run = work + block + ROW; /* with the last row of the block before in front */
    int64_t observed = f->min_count > 1 ? hst__count_before(f->x, f->w) : 0;
    int64_t i;
    int k;
    runs_of_block(run, f, -f->before, block);
    for (i = 0; i < n; i += block) {
        int64_t count = hst__least(block, n - i);
        scan_back(ending, run, block / ROW);
        for (k = 0; k < ROW; ++k) {
            run[k - ROW] = run[block - ROW + k];
        }
        runs_of_block(run, f, i - f->before + block, block);
        scan_forth(out + i, count, ending, run, f->width - block, f->sign);
        if (f->min_count > 1) {
            observed = hst__blank_windows(out, f->x, f->w, i, i + count, f->min_count, observed);
        }
    }
}

/* ---- either ------------------------------------------------------------------------------------ */

static HST__BODY void slide(double *out, const frame *f, double *work) {
    if (f->width < NARROW) {
        slide_narrow(out, f, work);
    } else {
        slide_wide(out, f, work);
    }
}

static void slide_portable(double *out, const frame *f, double *work) {
    slide(out, f, work);
}

#if HST__X86_PATHS
static HST__AVX2 void slide_avx2(double *out, const frame *f, double *work) {
    slide(out, f, work);
}

static HST__AVX512 void slide_avx512(double *out, const frame *f, double *work) {
    slide(out, f, work);
}
#endif

static void slide_on(int path, double *out, const frame *f, double *work) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        slide_avx512(out, f, work);
        return;
    }
    if (path == HST__PATH_AVX2) {
        slide_avx2(out, f, work);
        return;
    }
#endif
    (void)path;
    slide_portable(out, f, work);
}

static void extreme_on(int path, double *out, const double *x, const hst__sliding *w, int64_t min_count,
                       double sign, void *work) {
    if (w->time != NULL) {
        hst__extreme_by_time(out, x, w, min_count, sign, work);
    } else {
        frame f = {x, w, hst__sliding_before(w), (int64_t)hst__sliding_width(w), min_count, sign};
        slide_on(path, out, &f, work);
    }
}

void hst__sliding_min_on(int path, double *out, const double *x, const hst__sliding *w, int64_t min_count,
                         void *work) {
    extreme_on(path, out, x, w, min_count, 1, work);
}

void hst__sliding_max_on(int path, double *out, const double *x, const hst__sliding *w, int64_t min_count,
                         void *work) {
    extreme_on(path, out, x, w, min_count, -1, work);
}

void hst__sliding_min(double *out, const double *x, const hst__sliding *w, int64_t min_count, void *work) {
    hst__sliding_min_on(hst__path(), out, x, w, min_count, work);
}

void hst__sliding_max(double *out, const double *x, const hst__sliding *w, int64_t min_count, void *work) {
    hst__sliding_max_on(hst__path(), out, x, w, min_count, work);
}

/* Two scans of rows, with the row before and the samples after them. */
static uint64_t doubles_by_count(uint64_t width) {
    return width < NARROW ? TILE + NARROW : 2 * (width / ROW * ROW) + ROW + ROW - 1;
}

size_t hst__sliding_extreme_bytes(const hst__sliding *w) {
    uint64_t longest = w->time != NULL ? (uint64_t)w->n : hst__sliding_width(w);
    uint64_t bytes = UINT64_MAX;
    if (longest < HST__SLIDING_MOST) {
        bytes = sizeof(double) * (w->time != NULL ? hst__extreme_by_time_doubles(w) : doubles_by_count(longest));
    }
    return bytes > SIZE_MAX ? SIZE_MAX : (size_t)bytes;
}
