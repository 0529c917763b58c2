/* SVG by plain printing: a chart is a few hundred lines of text, for which no library is needed. */
#include "svg.h"

#include <math.h>

static void escaped(FILE *file, const char *text) {
    for (; *text; text++) {
        switch (*text) {
        case '&': fputs("&amp;", file); break;
        case '<': fputs("&lt;", file); break;
        case '>': fputs("&gt;", file); break;
        case '"': fputs("&quot;", file); break;
        default: putc(*text, file);
        }
    }
}

void svg_begin(FILE *file, double width, double height, const char *title, const char *style) {
    fprintf(file,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%g\" height=\"%g\" "
            "viewBox=\"0 0 %g %g\">\n<title>",
            width, height, width, height);
    escaped(file, title);
    fprintf(file, "</title>\n<style>\n%s</style>\n<rect width=\"%g\" height=\"%g\" fill=\"#fff\"/>\n", style,
            width, height);
}

void svg_end(FILE *file) {
    fputs("</svg>\n", file);
}

void svg_text(FILE *file, const char *class_name, double x, double y, const char *text) {
    fprintf(file, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", class_name, x, y);
    escaped(file, text);
    fputs("</text>\n", file);
}

void svg_line(FILE *file, const char *class_name, double x1, double y1, double x2, double y2) {
    fprintf(file, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", class_name, x1,
            y1, x2, y2);
}

void svg_rect(FILE *file, const char *class_name, double x, double y, double width, double height) {
    fprintf(file, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", class_name,
            x, y, width, height);
}

void svg_path_begin(svg_path *path, FILE *file, const char *class_name) {
    path->file = file;
    path->down = 0;
    fprintf(file, "<path class=\"%s\" d=\"", class_name);
}

void svg_path_point(svg_path *path, double x, double y) {
    if (isfinite(x) && isfinite(y)) {
        fprintf(path->file, "%s%.1f %.1f", path->down ? "L" : "M", x, y);
    }
    path->down = isfinite(x) && isfinite(y);
}

void svg_path_end(svg_path *path, int closed) {
    fputs(closed ? "Z\"/>\n" : "\"/>\n", path->file);
}

double svg_at(const svg_scale *scale, double value) {
    return scale->at + (value - scale->from) / (scale->until - scale->from) * (scale->to - scale->at);
}

double svg_tick_step(double range, int count) {
    double rough = range / count, power = pow(10, floor(log10(rough))), digit = rough / power;
    return power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
}

void svg_spread(double *y, int count, double gap, double top, double bottom) {
    for (int pass = 0; pass < 200; pass++) {
        double moved = 0;
        for (int i = 0; i < count; i++) {
            for (int k = i + 1; k < count; k++) {
                double apart = fabs(y[k] - y[i]), push = (gap - apart) / 2;
                if (push > 0) {
                    int below = y[k] >= y[i];
                    y[i] += below ? -push : push;
                    y[k] += below ? push : -push;
                    moved += push;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            y[i] = y[i] < top ? top : y[i] > bottom ? bottom : y[i];
        }
        if (moved < 0.01) {
            break;
        }
    }
}
