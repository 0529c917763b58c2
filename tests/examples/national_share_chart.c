/* One row for each country, largest first; a bar lies on the wider one that holds it. */
#include "national_share_chart.h"
#include "quantity_text.h"
#include "svg.h"

#include <math.h>

enum { WIDTH = 760, LEFT = 150, RIGHT = 730, TOP = 96, ROW = 30, BAR = 18, TEXT = 160, MOST = 40 };

static const char STYLE[] =
    "text { font: 12px 'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif; fill: #333 }\n"
    ".title { font-size: 17px; font-weight: bold; fill: #111 } .note { fill: #666 } .right { text-anchor: "
    "end }\n"
    ".centre { text-anchor: middle } .grid { stroke: #e6e6e6 } .axis { stroke: #888 }\n"
    ".any { fill: #1b62a8; fill-opacity: .12 } .alike { fill: #1b62a8; fill-opacity: .3 }\n"
    ".luck { fill: #1b62a8; fill-opacity: .55 } .point { stroke: #111; stroke-width: 2.2 }\n";

static void axis(FILE *file, const svg_scale *s, double bottom) {
    char text[TEXT];
    double step = svg_tick_step(s->until, 6);
    for (int64_t k = 0; (double)k * step <= s->until * (1 + 1e-9); k++) {
        double x = svg_at(s, (double)k * step);
        svg_line(file, k ? "grid" : "axis", x, TOP, x, bottom);
        snprintf(text, sizeof text, "%.10g %%", (double)k * step * 100);
        svg_text(file, "centre", x, bottom + 18, text);
    }
}

static void bar(FILE *file, const svg_scale *s, const char *class_name, double y, double lower,
                double upper) {
    double x = svg_at(s, lower);
    svg_rect(file, class_name, x, y, svg_at(s, upper) - x, BAR);
}

static void row(FILE *file, const svg_scale *s, const national_share_country *k, double y) {
    double x = svg_at(s, k->seen.share.estimate);
    svg_text(file, "right", LEFT - 10, y + 13, k->name);
    bar(file, s, "any", y, k->any.lower, k->any.upper);
    bar(file, s, "alike", y, k->alike.lower, k->alike.upper);
    bar(file, s, "luck", y, k->seen.share.lower, k->seen.share.upper);
    svg_line(file, "point", x, y - 2, x, y + BAR + 2);
}

static svg_scale scale(const national_share_figures *f) {
    svg_scale s = {0, 0, LEFT, RIGHT};
    for (int32_t i = 0; i < f->countries; i++) {
        s.until = fmax(s.until, f->country[i].any.upper);
    }
    double step = svg_tick_step(s.until, 6);
    s.until = fmin(1, step * ceil(s.until / step));
    return s;
}

void national_share_chart(FILE *file, const national_share_figures *figures,
                          const national_share_options *options) {
    char text[TEXT], covered[QUANTITY_TEXT];
    int32_t rows = figures->countries < MOST ? figures->countries : MOST;
    double bottom = TOP + ROW * (double)rows;
    svg_scale s = scale(figures);
    svg_begin(file, WIDTH, bottom + 40, "Shares of countries in the network", STYLE);
    svg_text(file, "title", 20, 30, "Shares of countries in the network");
    snprintf(text, sizeof text,
             "Line: share in the blocks of pools whose mix is known, %s %% of all. Bars, dark to light:",
             percent_text(covered, figures->coverage));
    svg_text(file, "note", 20, 52, text);
    snprintf(text, sizeof text,
             "what luck leaves (%.12g %%), if the odds among the unseen differ by %.12g at most, wherever "
             "they are",
             100 * options->level, options->gamma);
    svg_text(file, "note", 20, 70, text);
    axis(file, &s, bottom);
    for (int32_t i = 0; i < rows; i++) {
        row(file, &s, &figures->country[i], TOP + ROW * i + (ROW - BAR) / 2.0);
    }
    svg_end(file);
}
