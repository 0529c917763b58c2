/* Version and status texts. The texts are constant data, so the functions need no memory and no locale. */
#include "internal.h"

#define TEXT_OF(x) #x
#define VERSION_TEXT(major, minor, patch) TEXT_OF(major) "." TEXT_OF(minor) "." TEXT_OF(patch)

const char *hst_version(void) {
    return VERSION_TEXT(HST_VERSION_MAJOR, HST_VERSION_MINOR, HST_VERSION_PATCH);
}

int32_t hst_abi_version(void) {
    return HST_ABI_VERSION;
}

const char *hst_status_text(hst_status status) {
    switch (status) {
    case HST_OK: return "the answer is written";
    case HST_ENULL: return "a pointer that the call needs is NULL";
    case HST_ESIZE: return "a length, count or capacity is negative or too large";
    case HST_EALIGN: return "a workspace or state is not aligned to 8 bytes";
    case HST_ESPACE: return "a workspace is smaller than the call needs";
    case HST_EOPTION: return "an option, flag or method that this release does not know";
    case HST_EDOMAIN: return "a value lies outside what the call allows";
    case HST_EORDER: return "times step backwards or an end lies before its start";
    case HST_EEMPTY: return "nothing was observed, so there is no value to give";
    case HST_EOVERFLOW: return "the answer does not fit its type";
    case HST_ECORRUPT: return "packed bytes that are not this library's or were altered";
    default: return "a number that is not a status of this library";
    }
}

const char *hst_status_name(hst_status status) {
    switch (status) {
    case HST_OK: return "HST_OK";
    case HST_ENULL: return "HST_ENULL";
    case HST_ESIZE: return "HST_ESIZE";
    case HST_EALIGN: return "HST_EALIGN";
    case HST_ESPACE: return "HST_ESPACE";
    case HST_EOPTION: return "HST_EOPTION";
    case HST_EDOMAIN: return "HST_EDOMAIN";
    case HST_EORDER: return "HST_EORDER";
    case HST_EEMPTY: return "HST_EEMPTY";
    case HST_EOVERFLOW: return "HST_EOVERFLOW";
    case HST_ECORRUPT: return "HST_ECORRUPT";
    default: return "HST_UNKNOWN";
    }
}
