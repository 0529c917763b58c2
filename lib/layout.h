/* Assertions about layout that hold while compiling. C99 has no static assertion; an array of negative length
 * serves. */
#ifndef HST__LAYOUT_H
#define HST__LAYOUT_H

#include "internal.h"

#define HOLDS_AT(line, condition) typedef char hst__holds_##line[(condition) ? 1 : -1]
#define HOLDS_ON(line, condition) HOLDS_AT(line, condition)
#define HOLDS(condition) HOLDS_ON(__LINE__, condition)

#define SIZE_IS(type, bytes) HOLDS(sizeof(type) == (bytes))
#define FIELD_AT(type, field, offset) HOLDS(offsetof(type, field) == (offset))

#endif
