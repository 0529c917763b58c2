/**
 * @file base.h
 * What every room of hashstat stands on: version, status, and the few shared words.
 *
 * The library never allocates, never touches errno, never does input or output and keeps no state
 * between calls, so every function may be called from any thread at any time.
 */
#ifndef HASHSTAT_BASE_H
#define HASHSTAT_BASE_H

#include <stddef.h>
#include <stdint.h>

/** Release of this header, semantic versioning. The build reads the three numbers from here. */
#define HST_VERSION_MAJOR 0
#define HST_VERSION_MINOR 1
#define HST_VERSION_PATCH 0

/** Number of the binary interface: the SONAME's. Moves only when a caller would have to be rebuilt. */
#define HST_ABI_VERSION 0

#if defined(HASHSTAT_STATIC_DEFINE)
#define HST_API
#elif defined(_WIN32)
#if defined(HASHSTAT_BUILDING)
#define HST_API __declspec(dllexport)
#else
#define HST_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define HST_API __attribute__((visibility("default")))
#else
#define HST_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Outcome of a call: HST_OK, or one of the negative numbers below. The numbers are frozen. */
typedef int32_t hst_status;

enum {
    HST_OK = 0,          /**< the answer is written; "not recovered" and "nothing fell" are answers */
    HST_ENULL = -1,      /**< a pointer that the call needs is NULL */
    HST_ESIZE = -2,      /**< a length, count or capacity is negative or too large to address */
    HST_EALIGN = -3,     /**< a workspace or state is not aligned to 8 bytes */
    HST_ESPACE = -4,     /**< a workspace is smaller than its _work_size function says */
    HST_EOPTION = -5,    /**< an option, flag or method that this release does not know */
    HST_EDOMAIN = -6,    /**< a value outside what the header allows: negative, infinite, not in (0,1) */
    HST_EORDER = -7,     /**< times that must not step backwards do, or an end lies before its start */
    HST_EEMPTY = -8,     /**< nothing was observed, so there is no value to give */
    HST_EOVERFLOW = -9,  /**< the answer does not fit its type */
    HST_ECORRUPT = -10   /**< packed bytes that this library did not write, or that were altered */
};

enum {
    HST_NONE = -1 /**< "no index": not recovered, no such block, an unknown group */
};

/** A confidence interval. Either end may be infinite where a header says so. 16 bytes, frozen. */
typedef struct hst_interval {
    double lower; /**< lower end */
    double upper; /**< upper end */
} hst_interval;

/**
 * Release of the library that is running, as "major.minor.patch".
 *
 * @return a constant string, never NULL; compare with HST_VERSION_* to see header and library apart
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  Semantic Versioning 2.0.0
 * @since   0.1
 */
HST_API const char *hst_version(void);

/**
 * Number of the binary interface of the library that is running.
 *
 * @return HST_ABI_VERSION as it was when the library was built
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  the SONAME of the shared library carries the same number
 * @since   0.1
 */
HST_API int32_t hst_abi_version(void);

/**
 * One English sentence for a status, for a log or an error dialogue.
 *
 * @param status any number
 * @return a constant string, never NULL; an unknown number has a text that says so
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  the comments beside the numbers above
 * @since   0.1
 */
HST_API const char *hst_status_text(hst_status status);

/**
 * The name of a status as it stands in this header, such as "HST_EDOMAIN".
 *
 * @param status any number
 * @return a constant string, never NULL; "HST_UNKNOWN" for a number that is not listed
 *
 * @cost    O(1)
 * @threads reentrant
 * @source  the enumerators above
 * @since   0.1
 */
HST_API const char *hst_status_name(hst_status status);

#ifdef __cplusplus
}
#endif

#endif
