/* One object: what was asked, a list of alarms that grows while blocks arrive, and the end. */
#include "watch_json.h"

static void time_or_null(json *j, const char *key, int64_t time) {
    if (time == HST_NONE) {
        json_null(j, key);
    } else {
        json_integer(j, key, time);
    }
}

void watch_json_begin(json *j, const watch *w) {
    json_open(j, NULL, JSON_OBJECT);
    json_number(j, "level", w->options->level);
    json_integer(j, "baseline", w->options->baseline);
    json_range(j, "growth", w->options->growth.lower, w->options->growth.upper);
    json_integer(j, "first_height", w->first_height);
    json_integer(j, "first_time", w->first_time);
    json_open(j, "alarms", JSON_LIST);
}

static void print_level(json *j, const watch_level *l) {
    static const char *const state[] = {"never fell", "below", "back"};
    json_open(j, "level_now", JSON_OBJECT);
    json_string(j, "state", state[l->state]);
    if (l->state != WATCH_NEVER_FELL) {
        json_integer(j, "fell", l->fell);
        json_integer(j, "since", l->since);
        json_number(j, "ratio", l->ratio);
        json_range(j, "range", l->lower, l->upper);
    }
    json_close(j, JSON_OBJECT);
}

static void print_odds(json *j, const watch_odds *o) {
    static const char *const verdict[] = {"undecided", "none", "shift", "outage"};
    if (!o->known) {
        json_null(j, "odds");
        return;
    }
    json_open(j, "odds", JSON_OBJECT);
    json_number(j, "never_fell", o->none);
    json_number(j, "down", o->down);
    json_number(j, "returned", o->returned);
    json_number(j, "new_level", o->shift);
    json_string(j, "verdict", verdict[o->verdict]);
    time_or_null(j, "back", o->back);
    time_or_null(j, "back_earliest", o->earliest);
    time_or_null(j, "back_latest", o->latest);
    json_close(j, JSON_OBJECT);
}

void watch_json_alarm(json *j, const watch_alarm *a) {
    json_open(j, NULL, JSON_OBJECT);
    json_string(j, "direction", a->direction < 0 ? "fall" : "rise");
    json_integer(j, "time", a->time);
    json_integer(j, "height", a->height);
    json_number(j, "e", a->e);
    json_number(j, "log_e", a->log_e);
    json_integer(j, "onset", a->onset);
    json_integer(j, "onset_earliest", a->earliest);
    json_integer(j, "onset_latest", a->latest);
    json_integer(j, "bin_seconds", a->width);
    json_number(j, "before", a->before);
    json_number(j, "after", a->after);
    json_number(j, "ratio", a->ratio);
    json_range(j, "range", a->lower, a->upper);
    print_level(j, &a->level);
    print_odds(j, &a->odds);
    json_close(j, JSON_OBJECT);
}

static void print_segments(json *j, const watch *w, const watch_segments *s) {
    json_integer(j, "segment_bin_seconds", w->days.width);
    json_open(j, "segments", JSON_LIST);
    for (int64_t i = 0; i < s->count; i++) {
        json_open(j, NULL, JSON_OBJECT);
        json_integer(j, "since", watch_bins_edge(&w->days, s->level[i].start));
        json_integer(j, "until", watch_bins_edge(&w->days, s->level[i].end));
        json_number(j, "rate", s->level[i].level);
        json_range(j, "range", s->level[i].lower, s->level[i].upper);
        if (i > 0) {
            json_integer(j, "earliest", watch_bins_edge(&w->days, s->change[i - 1].lower));
            json_integer(j, "latest", watch_bins_edge(&w->days, s->change[i - 1].upper));
        }
        json_close(j, JSON_OBJECT);
    }
    json_close(j, JSON_LIST);
}

static void print_peak(json *j, const char *key, const watch_peak *peak) {
    if (peak->looks == 0) {
        json_null(j, key);
        return;
    }
    json_open(j, key, JSON_OBJECT);
    json_number(j, "log_e", peak->log_e);
    json_integer(j, "time", peak->time);
    json_close(j, JSON_OBJECT);
}

void watch_json_end(json *j, const watch *w, const watch_ending *end) {
    json_close(j, JSON_LIST);
    json_integer(j, "blocks", w->blocks);
    json_integer(j, "last_height", w->height);
    json_integer(j, "last_time", w->time);
    json_integer(j, "stepped_back", w->stepped);
    json_integer(j, "stepped_back_most", w->furthest);
    json_integer(j, "alarm_count", w->alarms);
    print_peak(j, "largest_since_alarm", &w->peak);
    print_peak(j, "largest_of_a_fall", &w->fall);
    print_level(j, &end->level);
    print_odds(j, &end->odds);
    json_open(j, "smallest_falls", JSON_LIST);
    for (int k = 0; k < end->reaches; k++) {
        json_open(j, NULL, JSON_OBJECT);
        json_integer(j, "seconds", end->reach[k].seconds);
        json_number(j, "fall", end->reach[k].fall);
        json_close(j, JSON_OBJECT);
    }
    json_close(j, JSON_LIST);
    print_segments(j, w, &end->segments);
    json_close(j, JSON_OBJECT);
}
