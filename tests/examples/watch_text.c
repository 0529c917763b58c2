/* Sentences. An alarm says what is known at that block and no more; nothing that is printed is taken back. */
#include "watch_text.h"
#include "prose.h"
#include "quantity_text.h"
#include "time_text.h"

#include <math.h>
#include <string.h>

enum { FAR_AHEAD = 3600 }; /* seconds */

static void heading_level(FILE *file, const watch_options *o) {
    fprintf(file,
            "Alarms  at an e-value of %.6g: a network that does not change ever reaches it with a chance\n"
            "        of at most %.12g %%. After an alarm, what came since its onset is the new comparison;\n"
            "        as that was chosen by looking, the bound is not strict from then on.\n",
            1 / o->level, 100 * o->level);
    if (o->baseline) {
        fprintf(file, "        Compared with the %lld blocks before a change, or up to twice as many.\n",
                (long long)o->baseline);
    }
    if (o->growth.lower != 0 || o->growth.upper != 0) {
        fprintf(file, "        Growth of %.12g to %.12g %% a year is no change.\n", 100 * o->growth.lower,
                100 * o->growth.upper);
    } else {
        fprintf(file,
                "        Growth is a change: on a network that grows by itself, rises are bound to come.\n");
    }
}

void watch_text_begin(FILE *file, const watch *w) {
    char time[TIME_TEXT];
    heading_level(file, w->options);
    fprintf(file, "Ranges  95 %%; those of onset and size each allow for what is not known of the other\n");
    fprintf(file, "Blocks  from %s, height %lld\n", time_text(time, w->first_time),
            (long long)w->first_height);
}

/* ---- return ---- */

/* "2021-12-31 08:00 .. 2022-01-14 10:00" */
static char *span_text(char out[2 * TIME_TEXT], int64_t from, int64_t until) {
    char text[2][TIME_TEXT];
    snprintf(out, 2 * TIME_TEXT, "%.16s .. %.16s", time_text(text[0], from), time_text(text[1], until));
    return out;
}

/* `judged`: since the last onset nothing else has come, as far as is known. */
static void say_level(prose *p, const watch_level *l, int judged) {
    char fell[TIME_TEXT], since[TIME_TEXT], ratio[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT];
    if (isnan(l->ratio)) { /* no fall so far */
        return;
    }
    prose_say(p, "Since %s hashrate is at %s %% (%s .. %s) of what it was before it fell on %s%s",
              time_text(since, l->since), percent_text(ratio, l->ratio), percent_text(lower, l->lower),
              percent_text(upper, l->upper), time_text(fell, l->fell), judged ? ":" : ".");
    if (judged) {
        prose_say(p, l->state == WATCH_BELOW ? "it is not back."
                     : l->lower > 1          ? "it is back, and higher."
                                             : "it is back, as far as can be told.");
    }
}

static void say_verdict(prose *p, const watch_odds *o) {
    char back[TIME_TEXT], span[2 * TIME_TEXT];
    if (o->verdict == HST_LEVEL_SHIFT_SHIFT) {
        prose_say(p, "It looks like a new level, not like an outage.");
    } else if (o->verdict == HST_LEVEL_SHIFT_OUTAGE && o->back != HST_NONE && o->returned > o->down) {
        prose_say(p, "It was an outage, back since %s (%s).", time_text(back, o->back),
                  o->latest == HST_NONE ? "or not yet" : span_text(span, o->earliest, o->latest));
    } else if (o->verdict == HST_LEVEL_SHIFT_NONE) {
        prose_say(p, "It looks as if there was no fall at all.");
    } else if (o->none > o->down) {
        prose_say(p, "Whether there was a fall at all is not yet decidable.");
    } else {
        prose_say(p, "Whether this is an outage or a new level is not yet decidable.");
    }
}

static void say_odds(prose *p, const watch_odds *o) {
    char down[QUANTITY_TEXT], returned[QUANTITY_TEXT], none[QUANTITY_TEXT];
    if (!o->known) {
        return;
    }
    prose_say(
        p, "Of no fall, a fall to a new level and an outage, each as likely beforehand, the blocks leave:");
    prose_say(p, "still down %s, back already %s, never fell %s.", chance_text(down, o->down),
              chance_text(returned, o->returned), chance_text(none, o->none));
    say_verdict(p, o);
}

/* ---- an alarm ---- */

/* The chance of an e-value as high: at most its inverse. */
static char *bound_text(char *out, double log_e) {
    double p = exp(-log_e);
    return p > 0.9999 ? strcpy(out, "100 %") : chance_text(out, p);
}

static void print_onset(FILE *file, const watch_alarm *a) {
    char onset[TIME_TEXT], span[2 * TIME_TEXT], past[TIME_TEXT];
    fprintf(file, "  onset     %s", time_text(onset, a->onset));
    if (a->earliest < a->latest) {
        fprintf(file, " (%s)", span_text(span, a->earliest, a->latest));
    }
    fprintf(file, ", %s before\n", duration_text(past, a->time > a->onset ? a->time - a->onset : 0));
}

static void print_size(FILE *file, const watch_alarm *a) {
    char size[QUANTITY_TEXT], near[QUANTITY_TEXT], far[QUANTITY_TEXT], before[QUANTITY_TEXT],
        after[QUANTITY_TEXT];
    unit u = unit_for(a->before);
    int down = a->direction < 0;
    fprintf(file, "  size      %s %% %s (%s .. %s), from %s to %s %sH/s\n",
            percent_text(size, fabs(a->ratio - 1)), down ? "down" : "up",
            percent_text(near, down ? 1 - a->upper : a->lower - 1),
            percent_text(far, down ? 1 - a->lower : a->upper - 1), quantity_text(before, a->before, u),
            quantity_text(after, a->after, u), u.prefix);
}

static void print_evidence(FILE *file, const watch_alarm *a) {
    char chance[QUANTITY_TEXT];
    fprintf(file,
            "  evidence  e-value %.3g: without a change one so high ever comes with a chance of at most %s\n",
            a->e, bound_text(chance, a->log_e));
}

void watch_text_alarm(FILE *file, const watch_alarm *alarm) {
    char time[TIME_TEXT];
    prose p = {file, 0};
    fprintf(file, "\nALARM   %s, height %lld: hashrate has %s\n", time_text(time, alarm->time),
            (long long)alarm->height, alarm->direction < 0 ? "fallen" : "risen");
    print_onset(file, alarm);
    print_size(file, alarm);
    print_evidence(file, alarm);
    if (alarm->direction > 0 && alarm->level.state == WATCH_NEVER_FELL) {
        prose_say(&p,
                  "No fall was seen before it: this is growth, or the end of a fall too small to be seen.");
    } else if (alarm->direction > 0) {
        say_level(&p, &alarm->level, 1);
    }
    say_odds(&p, &alarm->odds);
    if (p.column > 0) {
        prose_end(&p);
    }
}

/* ---- the end ---- */

static const char *plural(int64_t count) {
    return count == 1 ? "" : "s";
}

static void say_record(FILE *file, const watch *w) {
    char time[TIME_TEXT], furthest[TIME_TEXT];
    prose p = {file, 0};
    fprintf(file, "\nEND     %s, height %lld: %lld block%s, %lld alarm%s\n", time_text(time, w->time),
            (long long)w->height, (long long)w->blocks, plural(w->blocks), (long long)w->alarms,
            plural(w->alarms));
    if (w->stepped > 0) {
        prose_say(
            &p,
            "%lld header time%s lay before that of an earlier block, by %s at most: the latest time so far",
            (long long)w->stepped, plural(w->stepped), duration_text(furthest, w->furthest));
        prose_say(&p, "counts instead.");
        if (w->furthest >= FAR_AHEAD) {
            prose_say(&p,
                      "A time far ahead makes the blocks behind it look like a burst: a rise that begins");
            prose_say(&p, "with one may be no more than that.");
        }
        prose_end(&p);
    }
}

/* "1.5 on 2022-02-15 12:09 UTC, which comes without a change with a chance of up to 67 %." */
static void say_peak(prose *p, const char *what, const watch_peak *peak) {
    char time[TIME_TEXT], chance[QUANTITY_TEXT];
    if (peak->looks == 0) {
        return;
    }
    prose_say(p, "%s was %.3g on %s,", what, exp(peak->log_e), time_text(time, peak->time));
    if (peak->log_e > 0) {
        prose_say(p, "and one so high comes without a change with a chance of up to %s.",
                  bound_text(chance, peak->log_e));
    } else {
        prose_say(p, "which is no evidence of a change.");
    }
}

static void say_return(prose *p, const watch *w, const watch_ending *end) {
    if (end->level.state == WATCH_NEVER_FELL) {
        prose_say(p, "No fall was seen, so that there is nothing to come back from.");
        say_peak(p, "The largest e-value of a fall alone", &w->fall);
    }
    say_level(p, &end->level, !end->odds.known);
    say_odds(p, &end->odds);
}

static void say_reach(prose *p, const watch_ending *end) {
    char length[TIME_TEXT], fall[QUANTITY_TEXT];
    if (end->reaches > 0) {
        prose_say(
            p,
            "The smallest fall that the watch would have seen, at ordinary luck, had it lasted until now:");
    }
    for (int k = 0; k < end->reaches; k++) {
        const watch_reach *r = &end->reach[k];
        prose_say(p, isnan(r->fall) ? "none%s" : "%s %%", isnan(r->fall) ? "" : percent_text(fall, r->fall));
        prose_say(p, "for %s%s", duration_text(length, r->seconds), k + 1 < end->reaches ? "," : ".");
    }
}

static void table(FILE *file, const watch *w, const watch_segments *s) {
    char from[TIME_TEXT], rate[QUANTITY_TEXT], lower[QUANTITY_TEXT], upper[QUANTITY_TEXT], text[TIME_TEXT];
    unit u = unit_for(s->count > 0 ? s->level[0].level : 0);
    fprintf(file, "\nSEGMENTS, found afterwards in bins of %s\n", duration_text(text, w->days.width));
    fprintf(file, "  since                  range                         %sH/s   range\n", u.prefix);
    for (int64_t i = 0; i < s->count; i++) {
        const hst_change_level *l = &s->level[i];
        char span[2 * TIME_TEXT] = "";
        if (i > 0) {
            snprintf(span, sizeof span, "%.10s .. %.10s",
                     time_text(rate, watch_bins_edge(&w->days, s->change[i - 1].lower)),
                     time_text(lower, watch_bins_edge(&w->days, s->change[i - 1].upper)));
        }
        fprintf(file, "  %-20s   %-25s %7s   %7s .. %s\n",
                time_text(from, watch_bins_edge(&w->days, l->start)), span, quantity_text(rate, l->level, u),
                quantity_text(lower, l->lower, u), quantity_text(upper, l->upper, u));
    }
}

void watch_text_end(FILE *file, const watch *w, const watch_ending *end) {
    prose p = {file, 0};
    say_record(file, w);
    say_return(&p, w, end);
    say_peak(&p, w->alarms ? "Since the last alarm the largest e-value" : "No alarm: the largest e-value",
             &w->peak);
    say_reach(&p, end);
    prose_end(&p);
    if (end->segments.count > 0) {
        table(file, w, &end->segments);
    }
}
