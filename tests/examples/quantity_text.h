/* Numbers for people: no more digits than they bear, "-" where there is none and "open" where nothing bounds
 * it. */
#ifndef HASHSTAT_EXAMPLES_QUANTITY_TEXT_H
#define HASHSTAT_EXAMPLES_QUANTITY_TEXT_H

enum { QUANTITY_TEXT = 48 };

/* A metric prefix such that values around `typical` have one to three digits before the point. */
typedef struct unit {
    double size;
    const char *prefix; /* "E" for 1e18; "" for 1 */
} unit;

unit unit_for(double typical);

/* value / size with four significant digits, at most 3 of them decimals. All return `out`. */
char *quantity_text(char *out, double value, unit u);

/* A fraction as percent with one decimal, without the sign: "3.6", "-5.8", "100". */
char *percent_text(char *out, double fraction);

/* A probability with two digits, near 1 with more: "23 %", "0.070 %", "under 0.01 %", "99.97 %". */
char *chance_text(char *out, double p);

#endif
