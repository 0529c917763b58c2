/* A sketch (log_sketch.h) as portable bytes, as few as hold all buckets that are not empty. */
#ifndef HST_KERNELS_LOG_SKETCH_PACK_H
#define HST_KERNELS_LOG_SKETCH_PACK_H

#include "strict.h"

#include <stddef.h>
#include <stdint.h>

#include "log_sketch.h"

/* Of a sketch that was opened whole. */
size_t hst__log_sketch_packed_bytes(const hst__log_sketch *s);
void hst__log_sketch_pack(uint8_t *packed, const hst__log_sketch *s);

/* Whether these are bytes that hst__log_sketch_pack wrote, and of which grid. */
int hst__log_sketch_is_packed(hst__log_grid *grid, const uint8_t *packed, size_t bytes);

/* The sketch, where they are. */
void hst__log_sketch_unpack(uint64_t *word, const hst__log_grid *grid, const uint8_t *packed, size_t bytes);

#endif
