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
