/* Line filling. The paragraphs of a report hold numbers of any width, so the lines cannot be broken
 * beforehand. */
#include "prose.h"

#include <stdarg.h>
#include <string.h>

enum { INDENT = 2, LONGEST_UNIT = 5 };

static int is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Bytes up to the next blank at which a line may end: not the one in "5 d" or "7.9 %". */
static size_t piece(const char *text) {
    size_t n = strcspn(text, " ");
    while (text[n] == ' ' && n > 0 && is_digit(text[n - 1])) {
        size_t next = strcspn(text + n + 1, " ");
        if (next > LONGEST_UNIT || is_digit(text[n + 1])) {
            break;
        }
        n += 1 + next;
    }
    return n;
}

void prose_say(prose *p, const char *format, ...) {
    char text[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    for (const char *at = text; *at;) {
        size_t n = piece(at);
        if (p->column > 0 && p->column + 1 + (int)n > PROSE_WIDTH) {
            putc('\n', p->file);
            p->column = 0;
        }
        fprintf(p->file, "%*s%.*s", p->column ? 1 : INDENT, "", (int)n, at);
        p->column += (p->column ? 1 : INDENT) + (int)n;
        at += n + strspn(at + n, " ");
    }
}

void prose_end(prose *p) {
    putc('\n', p->file);
    p->column = 0;
}
