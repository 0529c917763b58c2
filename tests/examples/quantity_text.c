/* Numbers for people. */
#include "quantity_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

unit unit_for(double typical) {
    static const unit units[] = {{1, ""},     {1e3, "k"},  {1e6, "M"},  {1e9, "G"}, {1e12, "T"},
                                 {1e15, "P"}, {1e18, "E"}, {1e21, "Z"}, {1e24, "Y"}};
    size_t i = 0;
    while (i + 1 < sizeof units / sizeof *units && typical >= units[i + 1].size) {
        i++;
    }
    return units[i];
}

static char *not_finite(char *out, double x) {
    return strcpy(out, isnan(x) ? "-" : "open");
}

char *quantity_text(char *out, double value, unit u) {
    double x = value / u.size;
    if (!isfinite(x)) {
        return not_finite(out, x);
    }
    double size = fabs(x);
    if (size >= 1e6 || (size > 0 && size < 1e-3)) {
        snprintf(out, QUANTITY_TEXT, "%.3g", x);
    } else {
        snprintf(out, QUANTITY_TEXT, "%.*f", size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3, x);
    }
    return out;
}

char *percent_text(char *out, double fraction) {
    double x = 100 * fraction;
    if (!isfinite(x)) {
        return not_finite(out, x);
    }
    if (fabs(x) >= 1e6) {
        snprintf(out, QUANTITY_TEXT, "%.2g", x);
    } else {
        snprintf(out, QUANTITY_TEXT, "%.*f", fabs(x) >= 1000 ? 0 : 1, x);
    }
    return strcmp(out, "-0.0") == 0 ? strcpy(out, "0.0") : out;
}

char *chance_text(char *out, double p) {
    double x = 100 * p;
    if (!isfinite(x)) {
        return not_finite(out, x);
    }
    if (x < 0.01) {
        return strcpy(out, "under 0.01 %");
    }
    if (x > 99.99) {
        return strcpy(out, "over 99.99 %");
    }
    int decimals = x < 0.0995 ? 3 : x < 0.995 || x > 99.9 ? 2 : x < 9.95 || x > 99 ? 1 : 0;
    snprintf(out, QUANTITY_TEXT, "%.*f %%", decimals, x);
    return out;
}
