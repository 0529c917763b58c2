/* One infinite number among many. */
#include "support/support.h"

#include <float.h>
#include <math.h>

#include "kernels/infinite.h"
#include "kernels/path.h"

static void an_infinite_number_is_found_wherever_it_is(void **unused) {
    static const double others[] = {0, -0.0, DBL_MAX, -DBL_MAX, NAN, -NAN, 0x1p-1074, 1e20};
    double x[100];
    int64_t n, at, i;
    int path;
    (void)unused;
    for (path = 0; path <= hst__path(); ++path) {
        for (n = 0; n <= 100; ++n) {
            for (i = 0; i < n; ++i) {
                x[i] = others[i % 8];
            }
            assert_false(hst__any_infinite_on(path, x, n));
            for (at = 0; at < n; ++at) {
                double kept = x[at];
                x[at] = at % 2 ? INFINITY : -INFINITY;
                assert_true(hst__any_infinite_on(path, x, n));
                x[at] = kept;
            }
        }
    }
    assert_false(hst__any_infinite(NULL, 0));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_infinite_number_is_found_wherever_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
