/* Linked into every target: what does not depend on a target's input is required once, before the first. */
#include "fuzz.h"

#include "hashstat/base.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

static int has_text(const char *text) {
    return text != NULL && strlen(text) > 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    hst_status status;
    (void)argc;
    (void)argv;
    FUZZ_REQUIRE(has_text(hst_version()) && hst_abi_version() == HST_ABI_VERSION);
    for (status = -100; status <= 100; ++status) {
        FUZZ_REQUIRE(has_text(hst_status_text(status)) && has_text(hst_status_name(status)));
    }
    return 0;
}

void fuzz_require_status(int32_t status) {
    FUZZ_REQUIRE(status == HST_OK || (status < 0 && strcmp(hst_status_name(status), "HST_UNKNOWN") != 0));
}

int64_t fuzz_series(fuzz_bytes *bytes, int64_t *at, double *x, int64_t most) {
    int raw_times = fuzz_below(bytes, 8) == 0;
    int raw_samples = fuzz_below(bytes, 4) == 0;
    int64_t n = fuzz_below(bytes, most + 1);
    int64_t time = -1000;
    int64_t i;
    for (i = 0; i < n; ++i) {
        uint8_t step = 0, small = 0;
        fuzz_take(bytes, &step, sizeof step);
        fuzz_take(bytes, &small, sizeof small);
        time += 1 + step;
        at[i] = raw_times ? fuzz_int64(bytes) : time;
        x[i] = raw_samples ? fuzz_double(bytes) : (double)small;
        if (!raw_samples && small == 255) {
            memset(&x[i], 0xff, sizeof x[i]);
        }
    }
    return n;
}
