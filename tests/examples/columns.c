/* One character, one column: what a table of names needs. */
#include "columns.h"

void columns_print(FILE *file, const char *name, int columns) {
    for (; *name && columns > 0; columns--) {
        do {
            putc(*name++, file);
        } while (((unsigned char)*name & 0xc0) == 0x80);
    }
    fprintf(file, "%*s", columns, "");
}
