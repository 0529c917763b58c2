/* Reasons, as long as they may be and no longer. */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>

void fault_set(fault *why, int64_t line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    why->line = line;
    vsnprintf(why->reason, sizeof why->reason, format, arguments);
    va_end(arguments);
}
