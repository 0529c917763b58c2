/* The chart. Between rows the curve is flat, so line and band are steps. Only the last row can be 0, where
 * the range is undefined. */
#include "recoveries_chart.h"
#include "quantity_text.h"
#include "svg.h"
#include "time_text.h"

#include <math.h>

enum { WIDTH = 760, HEIGHT = 460, LEFT = 64, RIGHT = 724, TOP = 84, BOTTOM = 400, DAY = 86400 };

static const char STYLE[] =
    "text { font: 12px 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif; fill: #333 }\n"
    ".title { font-size: 17px; font-weight: bold; fill: #111 } .note { fill: #666 }\n"
    ".right { text-anchor: end } .centre { text-anchor: middle }\n"
    ".grid { stroke: #e6e6e6 } .axis { stroke: #888 }\n"
    ".band { fill: #1b62a8; fill-opacity: .16 } .curve { fill: none; stroke: #1b62a8; stroke-width: 2.2 }\n"
    ".open { stroke: #b3361b; stroke-width: 2 } .median { stroke: #444; stroke-dasharray: 5 4 }\n";

typedef struct chart {
    FILE *file;
    const recoveries_figures *f;
    svg_scale time, left;
} chart;

/* A round number of seconds, minutes, hours or days of which about eight cover the range. */
static double time_step(double range) {
    static const double steps[] = {1,        2,        5,        10,       15,        30,       60,
                                   120,      300,      600,      900,      1800,      3600,     7200,
                                   10800,    21600,    43200,    DAY,      2 * DAY,   5 * DAY,  7 * DAY,
                                   14 * DAY, 30 * DAY, 60 * DAY, 90 * DAY, 180 * DAY, 365 * DAY};
    size_t count = sizeof steps / sizeof *steps, k = 0;
    while (k < count && range / steps[k] > 8) {
        k++;
    }
    return k < count ? steps[k] : svg_tick_step(range / DAY, 8) * DAY;
}

static void axes(const chart *c) {
    char text[TIME_TEXT];
    double step = time_step(c->time.until);
    for (int k = 0; k <= 4; k++) {
        double y = svg_at(&c->left, k / 4.0);
        svg_line(c->file, k ? "grid" : "axis", LEFT, y, RIGHT, y);
        snprintf(text, sizeof text, "%d %%", 25 * k);
        svg_text(c->file, "right", LEFT - 8, y + 4, text);
    }
    for (int64_t k = 0; (double)k * step <= c->time.until; k++) {
        double x = svg_at(&c->time, (double)k * step);
        svg_line(c->file, "grid", x, TOP, x, BOTTOM);
        svg_text(c->file, "centre", x, BOTTOM + 18, duration_text(text, (int64_t)((double)k * step)));
    }
}

/* Both ends of the range between one row and the next. After the last row nothing is known. */
static void band(const chart *c) {
    const hst_survival_row *row = c->f->row;
    for (int64_t i = 0; i + 1 < c->f->rows; i++) {
        double from = svg_at(&c->time, row[i].time), until = svg_at(&c->time, row[i + 1].time);
        double high = svg_at(&c->left, row[i].upper), low = svg_at(&c->left, row[i].lower);
        svg_rect(c->file, "band", from, high, until - from, low - high);
    }
}

static void curve(const chart *c) {
    const hst_survival_row *row = c->f->row;
    svg_path path;
    double level = 1;
    svg_path_begin(&path, c->file, "curve");
    svg_path_point(&path, LEFT, svg_at(&c->left, level));
    for (int64_t i = 0; i < c->f->rows; i++) {
        double x = svg_at(&c->time, row[i].time);
        svg_path_point(&path, x, svg_at(&c->left, level));
        level = row[i].survival;
        svg_path_point(&path, x, svg_at(&c->left, level));
    }
    svg_path_end(&path, 0);
    for (int64_t i = 0; i < c->f->rows; i++) {
        if (row[i].censored > 0) {
            double x = svg_at(&c->time, row[i].time), y = svg_at(&c->left, row[i].survival);
            svg_line(c->file, "open", x, y - 6, x, y + 6);
        }
    }
}

static void median(const chart *c) {
    char text[2 * TIME_TEXT], time[TIME_TEXT];
    double half = c->f->quantile[1].estimate;
    if (!isfinite(half)) {
        return;
    }
    double x = svg_at(&c->time, half), y = svg_at(&c->left, 0.5);
    svg_line(c->file, "median", LEFT, y, x, y);
    svg_line(c->file, "median", x, y, x, BOTTOM);
    snprintf(text, sizeof text, "half within %s", duration_text(time, (int64_t)(half + 0.5)));
    svg_text(c->file, x > (LEFT + RIGHT) / 2 ? "right" : "note", x + (x > (LEFT + RIGHT) / 2 ? -8 : 8),
             BOTTOM - 8, text);
}

static void titles(const chart *c, const recoveries_options *o) {
    char text[200];
    snprintf(text, sizeof text, "How long falls deeper than %.12g %% last", 100 * o->deeper);
    svg_text(c->file, "title", LEFT, 34, text);
    snprintf(text, sizeof text,
             "%lld falls%s; band: %.12g %% range; part that is not over, by time since the %s",
             (long long)c->f->falls, c->f->open ? ", a red tick where one is not over" : "", 100 * o->level,
             o->from == HST_SURVIVAL_FROM_PEAK ? "peak" : "first sample below the peak");
    svg_text(c->file, "note", LEFT, 56, text);
}

void recoveries_chart(FILE *file, const recoveries_figures *figures, const recoveries_options *options) {
    double longest = figures->horizon > 0 ? 1.06 * figures->horizon : DAY;
    chart c = {file, figures, {0, longest, LEFT, RIGHT}, {0, 1, BOTTOM, TOP}};
    svg_begin(file, WIDTH, HEIGHT, "How long falls take to recover", STYLE);
    titles(&c, options);
    axes(&c);
    band(&c);
    curve(&c);
    median(&c);
    svg_end(file);
}
