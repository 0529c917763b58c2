/* What `watch` prints for programs: one object, in pieces as they come to be known. */
#ifndef HASHSTAT_EXAMPLES_WATCH_JSON_H
#define HASHSTAT_EXAMPLES_WATCH_JSON_H

#include "json.h"
#include "watch_text.h"

void watch_json_begin(json *j, const watch *w);
void watch_json_alarm(json *j, const watch_alarm *alarm);
void watch_json_end(json *j, const watch *w, const watch_ending *end);

#endif
