/* Drawing SVG line by line, for the example programs. Positions are pixels, y downwards. */
#ifndef HASHSTAT_EXAMPLES_SVG_H
#define HASHSTAT_EXAMPLES_SVG_H

#include <stdint.h>
#include <stdio.h>

/* A picture of width x height with a white ground. `title` is what a screen reader says; `style` is CSS for
 * the classes that the calls below name. */
void svg_begin(FILE *file, double width, double height, const char *title, const char *style);
void svg_end(FILE *file);

void svg_text(FILE *file, const char *class_name, double x, double y, const char *text);
void svg_line(FILE *file, const char *class_name, double x1, double y1, double x2, double y2);
void svg_rect(FILE *file, const char *class_name, double x, double y, double width, double height);

/* A path of straight pieces: begin, any number of points, end. A point that is not finite lifts the pen. */
typedef struct svg_path {
    FILE *file;
    int down;
} svg_path;

void svg_path_begin(svg_path *path, FILE *file, const char *class_name);
void svg_path_point(svg_path *path, double x, double y);
void svg_path_end(svg_path *path, int closed);

/* Values from..until onto pixels at..to. */
typedef struct svg_scale {
    double from, until;
    double at, to;
} svg_scale;

double svg_at(const svg_scale *scale, double value);

/* A round step (1, 2 or 5 times a power of ten) of which about `count` cover the range. */
double svg_tick_step(double range, int count);

/* Move labels apart: y[] in any order, each at least `gap` from the next, moved as little as possible from
 * where it is and kept within top..bottom if they all fit. */
void svg_spread(double *y, int count, double gap, double top, double bottom);

#endif
