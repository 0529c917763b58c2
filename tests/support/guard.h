/* Memory that ends exactly where an inaccessible page begins, so that reading or writing one byte too far
 * stops the test. A size that is a multiple of 8 gives memory aligned to 8. */
#ifndef HASHSTAT_TESTS_GUARD_H
#define HASHSTAT_TESTS_GUARD_H

#include <stddef.h>

/* Of any size, 0 included: then not even the first byte may be touched. Filled as fill_untouched does. */
void *guarded_alloc(size_t bytes);
void guarded_free(void *p);

#endif
