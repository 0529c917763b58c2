/* The chart. Lines carry their names at their right end, moved apart where they would meet, so that no legend
 * is needed; the drawdown stands below on the same axis of time, beside what an unchanging network shows. */
#include "blackout_chart.h"
#include "quantity_text.h"
#include "svg.h"
#include "time_text.h"
#include "time_ticks.h"

#include <math.h>
#include <string.h>

enum {
    WIDTH = 960,
    HEIGHT = 590,
    LEFT = 56,
    RIGHT = 740,
    TOP = 104,
    MIDDLE = 378,
    LOW_TOP = 432,
    LOW_BOTTOM = 542
};
enum { LABEL_GAP = 16, TEXT = 200 };

static const char STYLE[] =
    "text { font: 12px 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif; fill: #333 }\n"
    ".title { font-size: 17px; font-weight: bold; fill: #111 } .panel { font-weight: bold }\n"
    ".note { fill: #666 } .right { text-anchor: end } .centre { text-anchor: middle }\n"
    ".year { text-anchor: middle; fill: #888 } .event-name { text-anchor: middle; fill: #8a5a12 }\n"
    ".grid { stroke: #e6e6e6 } .axis { stroke: #888 } .event { fill: #f6e7d2 } .lead { stroke: #bbb }\n"
    ".range { fill: #5b6b7b; fill-opacity: .17 }\n"
    ".rate { fill: none; stroke: #5b6b7b; stroke-width: 1.3 }\n"
    ".before, .during, .after, .trend { fill: none; stroke-width: 2.6 }\n"
    ".before { stroke: #1b62a8 } .during { stroke: #b3361b } .after { stroke: #1f7a3d }\n"
    ".trend { stroke: #7b3fa0; stroke-width: 1.8; stroke-dasharray: 7 4 }\n"
    ".thin { stroke-width: 1.1; stroke-dasharray: 2 3 }\n"
    "text.before { fill: #1b62a8; stroke: none } text.during { fill: #b3361b; stroke: none }\n"
    "text.after { fill: #1f7a3d; stroke: none } text.trend { fill: #7b3fa0; stroke: none }\n"
    ".under { fill: #b3361b; fill-opacity: .3; stroke: #b3361b; stroke-width: 1.2 }\n"
    ".luck { stroke: #444; stroke-dasharray: 5 4 } .deep { stroke: #b3361b; stroke-dasharray: 2 3 }\n";

typedef struct chart {
    FILE *file;
    const blackout_figures *f;
    const blackout_options *o;
    unit unit;
    svg_scale time, rate, depth;
} chart;

static double at_time(const chart *c, int64_t t) {
    return svg_at(&c->time, (double)(t - c->f->begin));
}

/* ---- axes ---- */

static void widen(double *low, double *high, double value) {
    if (isfinite(value)) {
        *low = fmin(*low, value);
        *high = fmax(*high, value);
    }
}

static void scale(chart *c) {
    const blackout_figures *f = c->f;
    double low = INFINITY, high = 0, deep = f->drawdown.depth;
    for (int64_t i = 0; i < f->trail_grid.count; i++) {
        widen(&low, &high, f->trail[i].lower);
        widen(&low, &high, f->trail[i].upper);
    }
    widen(&low, &high, f->before.estimate);
    widen(&low, &high, f->during.estimate);
    widen(&low, &high, f->after.estimate);
    widen(&low, &high, f->trend.counterfactual);
    low = low / c->unit.size;
    high = high / c->unit.size;
    if (!(high - low > 1e-9 * high)) { /* no range at all, where a tiny level meets a single window */
        low = 0;
        high = high > 0 ? high : 1;
    }
    double step = svg_tick_step(high - low, 6);
    low = floor(low / step) * step;
    high = ceil(high / step) * step;
    svg_scale time = {0, (double)(f->end - f->begin), LEFT, RIGHT}, rate = {low, high, MIDDLE, TOP};
    deep = 1.12 * fmax(0.01, isfinite(f->noise.high) ? fmax(deep, f->noise.high) : deep);
    svg_scale depth = {0, deep, LOW_TOP, LOW_BOTTOM};
    c->time = time;
    c->rate = rate;
    c->depth = depth;
}

static void value_axis(const chart *c, const svg_scale *s, double step, double factor, const char *suffix) {
    char text[QUANTITY_TEXT];
    double last = s->until + step / 1000;
    for (int64_t k = (int64_t)ceil(s->from / step); (double)k * step <= last; k++) {
        double y = svg_at(s, (double)k * step);
        svg_line(c->file, "grid", LEFT, y, RIGHT, y);
        snprintf(text, sizeof text, "%.10g%s", (double)k * step * factor, suffix);
        svg_text(c->file, "right", LEFT - 7, y + 4, text);
    }
}

static void dates(const chart *c) {
    time_tick tick[TIME_TICKS];
    int count = time_ticks(tick, c->f->begin, c->f->end);
    for (int i = 0; i < count; i++) {
        double x = at_time(c, tick[i].time);
        svg_line(c->file, "grid", x, TOP, x, MIDDLE);
        svg_line(c->file, "grid", x, LOW_TOP, x, LOW_BOTTOM);
        svg_text(c->file, "centre", x, LOW_BOTTOM + 18, tick[i].text);
        if (tick[i].year[0]) {
            svg_text(c->file, "year", x, LOW_BOTTOM + 34, tick[i].year);
        }
    }
}

static void time_axis(const chart *c) {
    dates(c);
    svg_line(c->file, "axis", LEFT, MIDDLE, RIGHT, MIDDLE);
    svg_line(c->file, "axis", LEFT, LOW_TOP, RIGHT, LOW_TOP);
}

static void shade(const chart *c) {
    char length[TIME_TEXT], text[TEXT];
    double x1 = at_time(c, c->o->from), x2 = at_time(c, c->o->until), middle = (x1 + x2) / 2;
    double width = fmax(x2 - x1, 1);
    svg_rect(c->file, "event", x1, TOP, width, MIDDLE - TOP);
    svg_rect(c->file, "event", x1, LOW_TOP, width, LOW_BOTTOM - LOW_TOP);
    snprintf(text, sizeof text, "event, %s", duration_text(length, c->o->until - c->o->from));
    svg_text(c->file, "event-name", fmin(fmax(middle, LEFT + 60), RIGHT - 60), TOP - 7, text);
}

/* ---- hashrate ---- */

static double middle_of(const chart *c, int64_t i) {
    return at_time(c, c->f->trail_grid.start + i * c->f->trail_grid.step + c->f->trail_grid.width / 2);
}

static double at_rate(const chart *c, double rate) {
    return svg_at(&c->rate, rate / c->unit.size);
}

static void hashrate(const chart *c) {
    const blackout_figures *f = c->f;
    int64_t n = f->trail_grid.count;
    svg_path path;
    svg_path_begin(&path, c->file, "range");
    for (int64_t i = 0; i < n; i++) {
        svg_path_point(&path, middle_of(c, i), at_rate(c, f->trail[i].upper));
    }
    for (int64_t i = n - 1; i >= 0; i--) {
        svg_path_point(&path, middle_of(c, i), at_rate(c, f->trail[i].lower));
    }
    svg_path_end(&path, 1);
    svg_path_begin(&path, c->file, "rate");
    for (int64_t i = 0; i < n; i++) {
        svg_path_point(&path, middle_of(c, i), at_rate(c, f->trail[i].estimate));
    }
    svg_path_end(&path, 0);
}

/* ---- baselines, each with its name at the right ---- */

typedef struct label {
    const char *class_name;
    double y; /* of the line */
    char text[TEXT];
} label;

/* Solid where it was measured, thin from there to its name. */
static void level(const chart *c, label *out, const char *name, const char *what, const hst_hashrate *h,
                  int64_t from, int64_t until) {
    char text[QUANTITY_TEXT], thin[40];
    double y = at_rate(c, h->estimate);
    out->class_name = name;
    out->y = y;
    snprintf(out->text, sizeof out->text, "%s %s", what, quantity_text(text, h->estimate, c->unit));
    svg_line(c->file, name, at_time(c, from), y, at_time(c, until), y);
    snprintf(thin, sizeof thin, "%s thin", name);
    svg_line(c->file, thin, at_time(c, until), y, RIGHT, y);
}

static double trend_at(const chart *c, int64_t t) {
    double middle = (double)c->o->from + (double)(c->o->until - c->o->from) / 2;
    return c->f->trend.counterfactual * exp(c->f->trend.growth * ((double)t - middle));
}

static void trend(const chart *c, label *out) {
    char text[QUANTITY_TEXT];
    svg_path path;
    svg_path_begin(&path, c->file, "trend");
    for (int64_t i = 0; i <= 50; i++) {
        int64_t t = c->f->begin + (c->f->end - c->f->begin) / 50 * i;
        double y = at_rate(c, trend_at(c, t));
        svg_path_point(&path, at_time(c, t), y >= TOP && y <= MIDDLE ? y : NAN);
    }
    svg_path_end(&path, 0);
    out->class_name = "trend";
    out->y = at_rate(c, trend_at(c, c->f->end));
    snprintf(out->text, sizeof out->text, "growth trend (%s in event)",
             quantity_text(text, c->f->trend.counterfactual, c->unit));
}

static void names(const chart *c, const label *labels, int count, double top, double bottom) {
    double y[4];
    for (int i = 0; i < count; i++) {
        y[i] = fmin(fmax(labels[i].y, top), bottom);
    }
    svg_spread(y, count, LABEL_GAP, top, bottom);
    for (int i = 0; i < count; i++) {
        svg_line(c->file, "lead", RIGHT + 2, fmin(fmax(labels[i].y, top), bottom), RIGHT + 12, y[i]);
        svg_text(c->file, labels[i].class_name, RIGHT + 15, y[i] + 4, labels[i].text);
    }
}

static void baselines(const chart *c) {
    const blackout_figures *f = c->f;
    char length[TIME_TEXT], what[TEXT];
    label labels[4];
    int count = 0;
    if (isfinite(f->trend.fall.estimate)) {
        trend(c, &labels[count++]);
    }
    if (f->before.blocks) {
        snprintf(what, sizeof what, "%s before", duration_text(length, f->before.seconds));
        level(c, &labels[count++], "before", what, &f->before, f->begin, c->o->from);
    }
    if (f->after.blocks) {
        snprintf(what, sizeof what, "%s after", duration_text(length, f->after.seconds));
        level(c, &labels[count++], "after", what, &f->after, c->o->until, f->end);
    }
    level(c, &labels[count++], "during", "event", &f->during, c->o->from, c->o->until);
    names(c, labels, count, TOP + 4, MIDDLE - 4);
}

/* ---- drawdown ---- */

/* How far down a fall reaches, and how often luck alone reaches further. */
static void reach(const chart *c, label *out, const char *class_name, double depth, const char *format,
                  double chance) {
    char percent[QUANTITY_TEXT], often[QUANTITY_TEXT];
    out->class_name = "name";
    out->y = svg_at(&c->depth, depth);
    snprintf(out->text, sizeof out->text, format, percent_text(percent, depth), chance_text(often, chance));
    svg_line(c->file, class_name, LEFT, out->y, RIGHT, out->y);
}

static void luck(const chart *c) {
    const blackout_noise *noise = &c->f->noise;
    label labels[3];
    int count = 0;
    if (!isfinite(noise->p) || c->f->windows < 2) {
        return;
    }
    reach(c, &labels[count++], "luck deep", c->f->drawdown.depth, "%s %% or deeper: %s", noise->p);
    if (noise->median < noise->high) {
        reach(c, &labels[count++], "luck", noise->median, "beyond %s %%: %s", 0.5);
    }
    if (noise->high < 1) {
        reach(c, &labels[count++], "luck", noise->high, "beyond %s %%: %s", c->f->alpha);
    }
    svg_text(c->file, "panel", RIGHT + 15, LOW_TOP - 16, "A constant network falls");
    names(c, labels, count, LOW_TOP + 4, LOW_BOTTOM);
}

static void drawdown(const chart *c) {
    const blackout_figures *f = c->f;
    svg_path path;
    svg_path_begin(&path, c->file, "under");
    svg_path_point(&path, LEFT, LOW_TOP);
    for (int64_t i = 0; i < f->windows; i++) {
        double y = svg_at(&c->depth, f->underwater[i]);
        svg_path_point(&path, at_time(c, f->begin + i * c->o->window), y);
        svg_path_point(&path, at_time(c, f->begin + (i + 1) * c->o->window), y);
    }
    svg_path_point(&path, at_time(c, f->begin + f->windows * c->o->window), LOW_TOP);
    svg_path_end(&path, 1);
    luck(c);
}

/* ---- words ---- */

static void finding(char *out, const chart *c) {
    const hst_impact_fall *fall = &c->f->trend.fall;
    char estimate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT], chance[QUANTITY_TEXT];
    if (!isfinite(fall->estimate)) {
        snprintf(out, TEXT, "Hashrate around the event");
        return;
    }
    if (fall->estimate < 0) {
        snprintf(out, TEXT, "No fall: %s %% above the growth trend (range of the fall %s .. %s)",
                 percent_text(estimate, -fall->estimate), percent_text(lower, fall->lower),
                 percent_text(upper, fall->upper));
        return;
    }
    snprintf(out, TEXT, "Fall of %s %% (%s .. %s) below the growth trend; by luck alone: %s",
             percent_text(estimate, fall->estimate), percent_text(lower, fall->lower),
             percent_text(upper, fall->upper), chance_text(chance, fall->luck_p));
}

static void headlines(const chart *c) {
    char text[TEXT], from[TIME_TEXT], until[TIME_TEXT], length[TIME_TEXT];
    finding(text, c);
    svg_text(c->file, "title", LEFT - 40, 30, text);
    snprintf(text, sizeof text, "Event %s to %s. Bands and brackets: %.12g %% ranges.",
             time_text(from, c->o->from), time_text(until, c->o->until), 100 * c->o->level);
    svg_text(c->file, "note", LEFT - 40, 51, text);
    duration_text(length, c->o->window);
    snprintf(text, sizeof text, "Hashrate, %sH/s, over %s around each moment", c->unit.prefix, length);
    svg_text(c->file, "panel", LEFT - 40, 80, text);
    snprintf(text, sizeof text, "Drawdown: windows of %s below the highest so far", length);
    svg_text(c->file, "panel", LEFT - 40, LOW_TOP - 16, text);
}

void blackout_chart(FILE *file, const blackout_figures *figures, const blackout_options *options) {
    double typical = figures->before.blocks ? figures->before.estimate : figures->during.estimate;
    chart c = {file, figures, options, unit_for(typical), {0, 1, 0, 1}, {0, 1, 0, 1}, {0, 1, 0, 1}};
    char title[TEXT];
    scale(&c);
    finding(title, &c);
    svg_begin(file, WIDTH, HEIGHT, title, STYLE);
    headlines(&c);
    shade(&c);
    value_axis(&c, &c.rate, svg_tick_step(c.rate.until - c.rate.from, 6), 1, "");
    value_axis(&c, &c.depth, svg_tick_step(c.depth.until, 4), 100, " %");
    time_axis(&c);
    hashrate(&c);
    baselines(&c);
    drawdown(&c);
    svg_end(file);
}
