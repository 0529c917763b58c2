/* One monitor, its options and its reading, for tests that walk it through many calls. */
#ifndef HASHSTAT_TESTS_MONITOR_CALL_H
#define HASHSTAT_TESTS_MONITOR_CALL_H

#include "hashstat/monitor.h"
#include "support.h"

static hst_monitor_state state;
static hst_monitor_reading out;
static hst_monitor_options options;

static void begin_with(void) {
    assert_status(hst_monitor_init(&state, &options), HST_OK);
}

/* With the defaults. */
static void begin(void) {
    assert_status(hst_monitor_options_init(&options, (uint32_t)sizeof options), HST_OK);
    begin_with();
}

#endif
