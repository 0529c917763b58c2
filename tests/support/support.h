/* Everything a test file includes: CMocka, and what CMocka lacks for numbers. CMocka's own float asserts
 * compare as `float`, and assert_int_equal(1.5, 1) passes; use what stands here. */
#ifndef HASHSTAT_TESTS_SUPPORT_H
#define HASHSTAT_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "golden.h"
#include "guard.h"
#include "near.h"
#include "rng.h"

#endif
