/* Windows by count. A window is the union of two or more shorter ones, which may overlap, because the
 * least of the least is the least. A narrow one is made of four runs of 1, 4 or 16 samples; a wide one of rows
 * of runs (sliding_rows.h). Missing samples, and those beyond either end, are read as infinity; an answer
 * that still is infinite saw none. The largest is the least of the negated. */
#include "sliding_extreme.h"

#include <math.h> /* NAN only */
#include <string.h>

#include "observed.h"
#include "path.h"
#include "scalar.h"
#include "sliding_bounds.h"
#include "sliding_count.h"
#include "sliding_extreme_time.h"
#include "sliding_rows.h"

enum {
    ROW = HST__ROW,
    NARROW = 32, /* from here on, rows cost no more */
    TILE = 1024,
    AHEAD = 1024 /* samples that are worked on while memory answers */
};

typedef struct frame {
    int path;
    const double *x;
    const hst__sliding *w;
    int64_t before;
    int64_t width;
    int64_t min_count;
    double sign; /* 1: least, -1: largest */
} frame;

/* Samples from .. from + count - 1: where they are, or, near the ends, copied with a NaN for each that is
 * beyond. */
static const double *samples(double *copy, const frame *f, int64_t from, int64_t count) {
    int64_t begin = hst__least(hst__most(-from, 0), count);
    int64_t end = hst__most(hst__least(f->w->n - from, count), begin);
    int64_t k;
    if (end - begin == count) {
        return f->x + from;
    }
    for (k = 0; k < count; ++k) {
        copy[k] = NAN;
    }
    if (end > begin) {
        memcpy(copy + begin, f->x + from + begin, (size_t)(end - begin) * sizeof *copy);
    }
    return copy;
}

static void blank(double *out, const frame *f, int64_t from, int64_t count) {
    if (f->min_count > 1) {
        hst__blank_windows_on(f->path, out, f->x, f->w, from, from + count, f->min_count);
    }
}

/* ---- narrow windows ------------------------------------------------------------------------ */

static HST__BODY double least_of_four(double a, double b, double c, double d) {
    return hst__smaller(hst__smaller(a, b), hst__smaller(c, d));
}

/* From runs of `span` samples to runs of four times as many; the last 3 span of v are lost. A run is read
 * before it is written over, since nothing is read at a lower index: with a constant span that is vector
 * code. */
static HST__BODY int64_t widen(double *v, int64_t count, int64_t span) {
    int64_t k;
    for (k = 0; k < count - 3 * span; ++k) {
        v[k] = least_of_four(v[k], v[k + span], v[k + 2 * span], v[k + 3 * span]);
    }
    return 4 * span;
}

static HST__BODY void narrow_tile(double *out, int64_t count, const double *x, int64_t width, double sign,
                                  double *v) {
    int64_t room = count + width - 1;
    int64_t span = 1;
    int64_t rest, second, third, k;
    for (k = 0; k < room; ++k) {
        v[k] = hst__lifted(x + k, sign);
    }
    if (width >= 4) {
        span = widen(v, room, 1);
    }
    if (width >= 16) {
        span = widen(v, room, 4);
    }
    rest = width - span;
    second = hst__least(span, rest);
    third = hst__least(2 * span, rest);
    for (k = 0; k < count; ++k) {
        out[k] = hst__lowered(least_of_four(v[k], v[k + second], v[k + third], v[k + rest]), sign);
    }
}

static void narrow_portable(double *out, int64_t count, const double *x, int64_t width, double sign,
                            double *v) {
    narrow_tile(out, count, x, width, sign, v);
}

#if HST__X86_PATHS
static HST__AVX2 void narrow_avx2(double *out, int64_t count, const double *x, int64_t width, double sign,
                                  double *v) {
    narrow_tile(out, count, x, width, sign, v);
}

static HST__AVX512 void narrow_avx512(double *out, int64_t count, const double *x, int64_t width, double sign,
                                      double *v) {
    narrow_tile(out, count, x, width, sign, v);
}
#endif

static void narrow_on(int path, double *out, int64_t count, const double *x, int64_t width, double sign,
                      double *v) {
#if HST__X86_PATHS
    if (path == HST__PATH_AVX512) {
        narrow_avx512(out, count, x, width, sign, v);
        return;
    }
    if (path == HST__PATH_AVX2) {
        narrow_avx2(out, count, x, width, sign, v);
        return;
    }
#endif
    (void)path;
    narrow_portable(out, count, x, width, sign, v);
}

static void slide_narrow(double *out, const frame *f, double *work) {
    double *v = work;
    double *copy = work + TILE + NARROW;
    int64_t i;
    for (i = 0; i < f->w->n; i += TILE) {
        int64_t count = hst__least(TILE, f->w->n - i);
        const double *x = samples(copy, f, i - f->before, count + f->width - 1);
        narrow_on(f->path, out + i, count, x, f->width, f->sign, v);
        blank(out, f, i, count);
    }
}

/* ---- wide windows -------------------------------------------------------------------------- */

/* Far enough ahead that memory can answer in time, and where there is memory at all. */
static int64_t ahead(const frame *f, int64_t from, int64_t block) {
    return hst__least(from + hst__most(AHEAD - block, 0), f->w->n - 1);
}

static void slide_wide(double *out, const frame *f, double *work) {
    int64_t block = f->width / ROW * ROW;
    double *ending = work;
    double *next_ending = ending + block;
    double *run = next_ending + block + ROW; /* with the last row of the block before in front */
    double *copy = run + block + ROW;
    int64_t from = -f->before;
    int64_t i;
    hst__rows_back_on(f->path, run, ending, samples(copy, f, from, block + ROW), block, f->sign, out);
    for (i = 0; i < f->w->n; i += block) {
        int64_t count = hst__least(block, f->w->n - i);
        double *used = ending;
        from += block;
        memcpy(run - ROW, run + block - ROW, ROW * sizeof *run);
        hst__rows_back_on(f->path, run, next_ending, samples(copy, f, from, block + ROW), block, f->sign,
                          out + ahead(f, i, block));
        hst__rows_forth_on(f->path, out + i, count, ending, run, f->width - block, f->sign,
                           f->x + ahead(f, from + block, block));
        blank(out, f, i, count);
        ending = next_ending;
        next_ending = used;
    }
}

/* ---- either ------------------------------------------------------------------------------------ */

static void extreme_on(int path, double *out, const double *x, const hst__sliding *w, int64_t min_count,
                       double sign, void *work) {
    frame f = {path, x, w, hst__sliding_before(w), (int64_t)hst__sliding_width(w), min_count, sign};
    if (w->time != NULL) {
        hst__extreme_by_time(out, x, w, min_count, sign, work);
    } else if (f.width < NARROW) {
        slide_narrow(out, &f, work);
    } else {
        slide_wide(out, &f, work);
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

/* A tile and its copy, or four blocks with a row more each. */
static uint64_t doubles_by_count(uint64_t width) {
    return width < NARROW ? 2 * (TILE + NARROW) : 4 * (width / ROW * ROW) + 3 * ROW;
}

size_t hst__sliding_extreme_bytes(const hst__sliding *w) {
    uint64_t longest = w->time != NULL ? (uint64_t)w->n : hst__sliding_width(w);
    uint64_t bytes = UINT64_MAX;
    if (longest < HST__SLIDING_MOST) {
        bytes =
            sizeof(double) * (w->time != NULL ? hst__extreme_by_time_doubles(w) : doubles_by_count(longest));
    }
    return bytes > SIZE_MAX ? SIZE_MAX : (size_t)bytes;
}
