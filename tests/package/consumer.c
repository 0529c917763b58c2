/* What a program does with the library once it has found it: one include, a few calls. Expected: Garwood's
 * interval for 10 arrivals, 4.795 to 18.390, as tables of exact Poisson limits have it. */
#include <hashstat.h>

#include <stdio.h>
#include <string.h>

int main(void) {
    char header[64];
    hst_interval interval;
    (void)sprintf(header, "%d.%d.%d", HST_VERSION_MAJOR, HST_VERSION_MINOR, HST_VERSION_PATCH);
    if (strcmp(header, hst_version()) != 0 || hst_abi_version() != HST_ABI_VERSION) {
        (void)printf("header %s, library %s\n", header, hst_version());
        return 1;
    }
    if (hst_rate_interval_exact(&interval, 10, 1.0, 0.95) != HST_OK) {
        return 2;
    }
    (void)printf("hashstat %s: 10 arrivals leave %.3f to %.3f\n", hst_version(), interval.lower,
                 interval.upper);
    return !(interval.lower > 4.795 && interval.lower < 4.796 && interval.upper > 18.390 &&
             interval.upper < 18.391);
}
