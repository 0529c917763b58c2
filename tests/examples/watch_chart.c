/* The chart. Days are steps; segments lie over them with the range of each level, and a shade where each
 * change may have been. An alarm is a line from the estimated onset, where it begins below, to the block
 * that raised it. */
#include "watch_chart.h"
#include "quantity_text.h"
#include "svg.h"
#include "time_text.h"
#include "time_ticks.h"

#include <math.h>

enum { WIDTH = 960, HEIGHT = 500, LEFT = 64, RIGHT = 936, TOP = 104, BOTTOM = 444, TEXT = 200 };

static const char STYLE[] =
    "text { font: 12px 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif; fill: #333 }\n"
    ".title { font-size: 17px; font-weight: bold; fill: #111 } .note { fill: #666 }\n"
    ".right { text-anchor: end } .centre { text-anchor: middle } .year { text-anchor: middle; fill: #888 }\n"
    ".grid { stroke: #e6e6e6 } .axis { stroke: #888 } .day { fill: none; stroke: #8b98a5; stroke-width: 1.1 "
    "}\n"
    ".range { fill: #1b62a8; fill-opacity: .2 } .segment { stroke: #1b62a8; stroke-width: 2.6 }\n"
    ".change { fill: #1b62a8; fill-opacity: .1 }\n"
    ".fall { stroke: #b3361b; stroke-width: 1.6 } .rise { stroke: #1f7a3d; stroke-width: 1.6 }\n"
    ".since { stroke-width: 4; stroke-opacity: .45 }\n"
    "text.fall { fill: #b3361b; stroke: none; text-anchor: middle }\n"
    "text.rise { fill: #1f7a3d; stroke: none; text-anchor: middle }\n";

typedef struct chart {
    FILE *file;
    const watch *w;
    const watch_ending *end;
    unit unit;
    svg_scale time, rate;
} chart;

static double at_time(const chart *c, int64_t time) {
    int64_t t = time < c->w->first_time ? c->w->first_time : time > c->w->time ? c->w->time : time;
    return svg_at(&c->time, (double)(t - c->w->first_time));
}

static double at_rate(const chart *c, double rate) {
    double y = svg_at(&c->rate, rate / c->unit.size);
    return y < TOP ? TOP : y > BOTTOM ? BOTTOM : y;
}

static double at_edge(const chart *c, int64_t bin) {
    return at_time(c, watch_bins_edge(&c->w->days, bin));
}

/* ---- axes ---- */

/* By whole days and segments: the first and the last bin may be a few minutes. */
static void scale(chart *c) {
    const watch_bins *days = &c->w->days;
    const watch_segments *s = &c->end->segments;
    double high = 0;
    for (int64_t i = 1; i + 1 < days->count; i++) {
        high = fmax(high, watch_rate(watch_bins_sum(days, i, i + 1)));
    }
    for (int64_t i = 0; i < s->count; i++) {
        high = fmax(high, s->level[i].level);
    }
    c->unit = unit_for(high > 0 ? high : 1);
    double step = svg_tick_step(high > 0 ? high / c->unit.size : 1, 6);
    svg_scale rate = {0, step * ceil(high > 0 ? high / c->unit.size / step : 1), BOTTOM, TOP};
    svg_scale time = {0, c->w->time > c->w->first_time ? (double)(c->w->time - c->w->first_time) : 1, LEFT,
                      RIGHT};
    c->rate = rate;
    c->time = time;
}

static void axes(const chart *c) {
    time_tick tick[TIME_TICKS];
    char text[QUANTITY_TEXT];
    double step = svg_tick_step(c->rate.until, 6);
    int count = time_ticks(tick, c->w->first_time, c->w->time);
    for (int k = 0; k * step <= c->rate.until + step / 1000; k++) {
        double y = svg_at(&c->rate, k * step);
        svg_line(c->file, k ? "grid" : "axis", LEFT, y, RIGHT, y);
        snprintf(text, sizeof text, "%.10g", k * step);
        svg_text(c->file, "right", LEFT - 8, y + 4, text);
    }
    for (int i = 0; i < count; i++) {
        double x = at_time(c, tick[i].time);
        svg_line(c->file, "grid", x, TOP, x, BOTTOM);
        svg_text(c->file, "centre", x, BOTTOM + 18, tick[i].text);
        if (tick[i].year[0]) {
            svg_text(c->file, "year", x, BOTTOM + 34, tick[i].year);
        }
    }
}

/* ---- the record ---- */

static void by_day(const chart *c) {
    svg_path path;
    svg_path_begin(&path, c->file, "day");
    for (int64_t i = 0; i < c->w->days.count; i++) {
        double rate = watch_rate(watch_bins_sum(&c->w->days, i, i + 1));
        double y = isnan(rate) ? NAN : at_rate(c, rate);
        svg_path_point(&path, at_edge(c, i), y);
        svg_path_point(&path, at_edge(c, i + 1), y);
    }
    svg_path_end(&path, 0);
}

static void segments(const chart *c) {
    const watch_segments *s = &c->end->segments;
    for (int64_t i = 0; i + 1 < s->count; i++) {
        double from = at_edge(c, s->change[i].lower), until = at_edge(c, s->change[i].upper);
        svg_rect(c->file, "change", from - 1, TOP, until - from + 2, BOTTOM - TOP);
    }
    for (int64_t i = 0; i < s->count; i++) {
        const hst_change_level *l = &s->level[i];
        double from = at_edge(c, l->start), until = at_edge(c, l->end), y = at_rate(c, l->level);
        double high = at_rate(c, l->upper), low = at_rate(c, l->lower);
        svg_rect(c->file, "range", from, high, until - from, low - high);
        svg_line(c->file, "segment", from, y, until, y);
    }
}

/* ---- alarms ---- */

static void alarms(const chart *c) {
    int64_t drawn = c->w->alarms < WATCH_ALARMS ? c->w->alarms : WATCH_ALARMS;
    char percent[QUANTITY_TEXT], text[TEXT];
    for (int64_t i = 0; i < drawn; i++) {
        const watch_alarm *a = &c->w->alarm[i];
        const char *name = a->direction < 0 ? "fall" : "rise",
                   *since = a->direction < 0 ? "fall since" : "rise since";
        double x = at_time(c, a->time), y = BOTTOM - 6.0;
        svg_line(c->file, since, at_time(c, a->onset), y, x, y);
        svg_line(c->file, name, x, TOP, x, BOTTOM);
        snprintf(text, sizeof text, "%s%s %%", a->direction < 0 ? "-" : "+",
                 percent_text(percent, fabs(a->ratio - 1)));
        svg_text(c->file, name, fmin(fmax(x, LEFT + 16), RIGHT - 20), TOP - 6 - 12.0 * (double)(i % 2), text);
    }
}

static void words(const chart *c, const char *title) {
    char text[TEXT], width[TIME_TEXT];
    svg_text(c->file, "title", LEFT - 40, 30, title);
    snprintf(text, sizeof text,
             "Hashrate in %sH/s, means of %s; blue: segments found afterwards, with 95 %% ranges of level "
             "and of time",
             c->unit.prefix, duration_text(width, c->w->days.width));
    svg_text(c->file, "note", LEFT - 40, 51, text);
    svg_text(c->file, "note", LEFT - 40, 68,
             "Upright lines: alarms as they came, thick feet: back to the estimated onset");
}

void watch_chart(FILE *file, const watch *w, const watch_ending *end) {
    chart c = {file, w, end, {1, ""}, {0, 1, 0, 1}, {0, 1, 0, 1}};
    char title[TEXT];
    snprintf(title, sizeof title, "%lld alarm%s at level %.12g", (long long)w->alarms,
             w->alarms == 1 ? "" : "s", w->options->level);
    scale(&c);
    svg_begin(file, WIDTH, HEIGHT, title, STYLE);
    words(&c, title);
    axes(&c);
    segments(&c);
    by_day(&c);
    alarms(&c);
    svg_end(file);
}
