/* Two panels over one axis of windows: a point for what was counted, a bar for what the blocks leave open. */
#include "concentration_chart.h"
#include "svg.h"
#include "time_text.h"

#include <math.h>

enum {
    WIDTH = 760,
    HEIGHT = 520,
    LEFT = 64,
    RIGHT = 736,
    TOP = 84,
    MIDDLE = 286,
    LOW_TOP = 338,
    BOTTOM = 478
};
enum { TEXT = 120, LABELS = 12, MOST_BAR = 26 };

static const char STYLE[] =
    "text { font: 12px 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif; fill: #333 }\n"
    ".title { font-size: 17px; font-weight: bold; fill: #111 } .panel { font-weight: bold } .note { fill: "
    "#666 }\n"
    ".right { text-anchor: end } .centre { text-anchor: middle } .grid { stroke: #e6e6e6 } .axis { stroke: "
    "#888 }\n"
    ".hhi { fill: #1b62a8; fill-opacity: .22 } .nakamoto { fill: #1f7a3d; fill-opacity: .22 }\n"
    ".point { stroke: #111; stroke-width: 2.2 }\n";

typedef struct chart {
    FILE *file;
    const concentration_figures *f;
    const concentration_options *o;
    svg_scale hhi, nakamoto;
} chart;

static double middle_of(const chart *c, int64_t i) {
    return LEFT + (RIGHT - LEFT) * ((double)i + 0.5) / (double)c->f->windows;
}

static double bar_width(const chart *c) {
    return fmin(MOST_BAR, 0.7 * (RIGHT - LEFT) / (double)c->f->windows);
}

static void scale(chart *c) {
    double hhi = 0, most = 1;
    for (int64_t i = 0; i < c->f->windows; i++) {
        const hst_concentration_range *r = &c->f->range[i];
        hhi = isfinite(r->hhi.upper) ? fmax(hhi, 1e4 * r->hhi.upper) : hhi;
        most = fmax(most, (double)c->f->measure[i].nakamoto);
        most = fmax(most, (double)r->nakamoto_upper);
    }
    double step = svg_tick_step(hhi > 0 ? hhi : 1, 5);
    svg_scale upper = {0, step * ceil((hhi > 0 ? hhi : 1) / step), MIDDLE, TOP},
              lower = {0, most + 1, BOTTOM, LOW_TOP};
    c->hhi = upper;
    c->nakamoto = lower;
}

static void value_axis(const chart *c, const svg_scale *s, double step) {
    char text[TEXT];
    for (int64_t k = 0; (double)k * step <= s->until; k++) {
        double y = svg_at(s, (double)k * step);
        svg_line(c->file, k ? "grid" : "axis", LEFT, y, RIGHT, y);
        snprintf(text, sizeof text, "%.10g", (double)k * step);
        svg_text(c->file, "right", LEFT - 8, y + 4, text);
    }
}

static void windows_axis(const chart *c) {
    char text[TEXT];
    int64_t every = (c->f->windows + LABELS - 1) / LABELS;
    for (int64_t i = 0; i < c->f->windows; i += every) {
        moment m = time_moment(c->f->edge[i]);
        if (c->o->every == 0) {
            snprintf(text, sizeof text, "%s %d", month_name(m.month), (int)m.year % 100);
        } else {
            snprintf(text, sizeof text, "%d %s", m.day, month_name(m.month));
        }
        svg_text(c->file, "centre", middle_of(c, i), BOTTOM + 18, text);
    }
}

/* A bar from low to high and a line at the point; nothing where there is no number. */
static void bar(const chart *c, const svg_scale *s, int64_t i, const char *class_name, double low,
                double high, double point) {
    double x = middle_of(c, i), half = bar_width(c) / 2;
    if (isfinite(low) && isfinite(high)) {
        svg_rect(c->file, class_name, x - half, svg_at(s, high), 2 * half, svg_at(s, low) - svg_at(s, high));
    }
    if (isfinite(point)) {
        svg_line(c->file, "point", x - half, svg_at(s, point), x + half, svg_at(s, point));
    }
}

/* A count of pools as a bar end: beyond the panel where more than are known may be needed. */
static double pools_at(const chart *c, int64_t pools) {
    return pools == HST_NONE ? c->nakamoto.until : (double)pools;
}

static void bars(const chart *c) {
    for (int64_t i = 0; i < c->f->windows; i++) {
        const hst_concentration *m = &c->f->measure[i];
        const hst_concentration_range *r = &c->f->range[i];
        bar(c, &c->hhi, i, "hhi", 1e4 * r->hhi.lower, 1e4 * r->hhi.upper, 1e4 * m->hhi_unbiased);
        if (m->blocks > 0) {
            bar(c, &c->nakamoto, i, "nakamoto", pools_at(c, r->nakamoto_lower) - 0.3,
                pools_at(c, r->nakamoto_upper) + 0.3, m->nakamoto == HST_NONE ? NAN : (double)m->nakamoto);
        }
    }
}

void concentration_chart(FILE *file, const concentration_figures *figures,
                         const concentration_options *options) {
    chart c = {file, figures, options, {0, 1, 0, 1}, {0, 1, 0, 1}};
    char text[TEXT];
    scale(&c);
    svg_begin(file, WIDTH, HEIGHT, "How concentrated mining is", STYLE);
    svg_text(file, "title", LEFT - 44, 30, "How concentrated mining is");
    snprintf(text, sizeof text,
             "A line for what was counted, a bar for what its blocks leave open (%.12g %%)",
             100 * options->level);
    svg_text(file, "note", LEFT - 44, 51, text);
    svg_text(file, "panel", LEFT - 44, TOP - 12, "Herfindahl-Hirschman index, points of 10,000");
    snprintf(text, sizeof text, "Nakamoto coefficient: pools that hold %.12g %% together",
             100 * options->threshold);
    svg_text(file, "panel", LEFT - 44, LOW_TOP - 14, text);
    value_axis(&c, &c.hhi, svg_tick_step(c.hhi.until, 5));
    value_axis(&c, &c.nakamoto, fmax(1, svg_tick_step(c.nakamoto.until, 5)));
    windows_axis(&c);
    bars(&c);
    svg_end(file);
}
