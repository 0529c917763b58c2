/* Is 802 blocks in 5 days and 15 hours fewer than 1036 in the 7 days before, or is that luck? */
#include <hashstat.h>
#include <stdio.h>

int main(void) {
    hst_impact_count during = {802, 486900}, before = {1036, 604800}; /* blocks, seconds */
    hst_impact_fall fall;
    hst_status status = hst_impact_fall_exact(&fall, &during, &before, 0.95);
    if (status != HST_OK) {
        return puts(hst_status_text(status)), 1;
    }
    printf("fall %.1f %% (%.1f .. %.1f), by luck alone %.0f %%\n", 100 * fall.estimate, 100 * fall.lower,
           100 * fall.upper, 100 * fall.luck_p);
    return 0;
}
