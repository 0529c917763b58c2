"""Tests of the program watch: its numbers, its words, its picture, its refusals, and that it does not wait.

usage: check_watch.py PROGRAM DATA   (DATA: the folder tests/data)

Prints what failed and ends with status 1. Expected numbers come from the definitions, worked out here.
"""
import filecmp
import math
import os
import random
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.dont_write_bytecode = True  # the tree may not be ours to write to

from checking import CHINA, DAY, FROM, HERE, KAZAKHSTAN, UNTIL, check, finish, near, report, run
from watch_definitions import Record, at_most, change_range, cuts, log_mean, posterior, quantile, running
from watch_files import (HEAD, Files, an_alarm_comes_before_the_next_block_is_read,
                         bad_files_are_refused_with_their_line, little_is_an_answer, memory_does_not_grow,
                         nothing_breaks_it, wrong_calls_show_the_usage)

HOUR = 3600
LIMIT = math.log(20)


# ---- against the definitions ----

def the_first_alarm_is_that_of_the_definition(path, lost):
    r, record = report(path), Record(path)
    first, sums = r["alarms"][0], running(record.exposure)
    n = record.height.index(first["height"])
    check(record.time[n] == first["time"], "the alarm's time is the latest so far")
    whole = log_mean(sums, n)
    # Dropped change times make the reported one smaller, never larger.
    check(first["log_e"] <= whole + 1e-9 and whole - first["log_e"] <= lost + 1e-9,
          f"e-value: {first['log_e']!r}, by definition {whole!r}")
    near(first["e"], math.exp(first["log_e"]), 1e-9, "e of log e")
    check(first["log_e"] >= LIMIT, "an alarm is above its level")
    for k in list(range(1, n, 211)) + [n - 1]:
        check(log_mean(sums, k) < LIMIT + lost, f"no alarm at block {k}")
    return r, record


def the_onset_is_the_posteriors(alarm, record):
    edge, bins = at_most(*record.bins(HOUR, until=alarm["time"]))
    rise, count = alarm["direction"] == "rise", len(bins)
    weight, draws = posterior(bins[::-1] if rise else bins)
    if rise:  # a fall of the record read backwards
        weight, draws = {count - i: w for i, w in weight.items()}, sorted(1 / x for x in draws)
    best = edge.index(alarm["onset"])
    check(alarm["bin_seconds"] == edge[best + 1] - edge[best], "how long the bin is")
    check(weight.get(best, 0) > 0.93 * max(weight.values()), f"onset {best}: {weight.get(best)}")
    for key, p, further in (("onset_earliest", 0.025, -1), ("onset_latest", 0.975, 1)):
        i = edge.index(alarm[key]) - further  # where in its bin a change lies is not known
        check(quantile(weight, p - 0.004) <= i <= quantile(weight, p + 0.004),
              f"{key}: {i}, {quantile(weight, p)}")
    for value, p in ((alarm["ratio"], 0.5), (alarm["range"]["lower"], 0.025), (alarm["range"]["upper"], 0.975)):
        expected = draws[int(p * len(draws))]
        near(value, expected, 0.012 * expected, f"ratio at {p}")
    for key, part in (("before", bins[:best]), ("after", bins[best:])):
        rate = sum(b for b, _ in part) / math.fsum(e for _, e in part)
        near(alarm[key] / rate, 1, 1e-9, f"rate {key}")


def the_segments_are_the_best(r, record):
    origin, bins = record.bins(DAY)
    begin = cuts(bins, 2 * math.log(len(bins)))
    check([(s["since"] - origin) // DAY for s in r["segments"]] == begin, f"segments begin at {begin}")
    end = begin[1:] + [len(bins)]
    for i, (s, a, b) in enumerate(zip(r["segments"], begin, end)):
        blocks, exposure = sum(n for n, _ in bins[a:b]), math.fsum(e for _, e in bins[a:b])
        near(s["rate"] * exposure / blocks, 1, 1e-12, f"rate of segment {i}")
        z = 1.959964  # Wilson and Hilferty's quantiles of chi-squared, for Garwood's interval
        for key, k, sign in (("lower", blocks, -1), ("upper", blocks + 1, 1)):
            expected = k * (1 - 1 / (9 * k) + sign * z / (3 * math.sqrt(k)))**3 / exposure
            near(s["range"][key] / expected, 1, 1e-3, f"{key} end of segment {i}")
        if i > 0:
            low, high = change_range(bins, begin[i - 1], b)
            check(((s["earliest"] - origin) // DAY, (s["latest"] - origin) // DAY) == (low, high),
                  f"change {i}: {s}, {low} .. {high}")


# ---- real blocks ----

def kazakhstans_blackout_was_not_seen_as_a_fall():
    """A fall of 8 % for 5.6 d is below what can be seen; that hashrate was higher afterwards came 3 weeks later."""
    r, record = the_first_alarm_is_that_of_the_definition(KAZAKHSTAN, 0.05)
    check([a["direction"] for a in r["alarms"]] == ["rise"], "one alarm, a rise")
    rise = r["alarms"][0]
    check(rise["onset_earliest"] < UNTIL < rise["onset_latest"], "the rise may have come with the end of the blackout")
    check(rise["time"] - UNTIL > 20 * DAY, "seen three weeks later")
    check(r["level_now"] == {"state": "never fell"} and r["odds"] is None, "nothing to come back from")
    check(r["largest_of_a_fall"]["log_e"] < 0.1, "no evidence of a fall at any time")
    the_onset_is_the_posteriors(rise, record)
    the_segments_are_the_best(r, record)
    at_the_end = report(KAZAKHSTAN, "--until", str(UNTIL))
    check(at_the_end["alarm_count"] == 0 and at_the_end["largest_of_a_fall"]["time"] < FROM,
          "no alarm while it lasted, nor evidence")
    the_smallest_falls_are_just_seen(at_the_end)


def chinas_closure_was_seen():
    r, record = the_first_alarm_is_that_of_the_definition(CHINA, 0)
    falls = [a for a in r["alarms"] if a["direction"] == "fall"]
    check(r["alarms"][:3] == falls and len(r["alarms"]) > 4, "three falls, then rises")
    days = [(a["onset"] // DAY * DAY, a["time"] // DAY * DAY) for a in falls]
    # 15 and 21 May; 9 June (Xinjiang's order) and 13 June; 18 June (Sichuan's) and 26 June
    check(days == [(1621036800, 1621555200), (1623196800, 1623542400), (1623974400, 1624665600)], f"days: {days}")
    the_onset_is_the_posteriors(falls[0], record)
    the_segments_are_the_best(r, record)
    first = r["alarms"][3]
    check(1627776000 <= first["time"] < 1628380800 and first["level_now"]["state"] == "below",
          "the first rise is seen in the first week of August, and hashrate is not back")
    check([a["odds"] is None for a in r["alarms"]] == [a["direction"] == "rise" for a in r["alarms"]],
          "odds are given for falls")
    check([a["odds"]["verdict"] for a in falls] == ["undecided", "undecided", "shift"],
          "outage or new level: too early twice, then a new level")
    for a in falls:
        near(a["odds"]["never_fell"] + a["odds"]["down"] + a["odds"]["returned"], 1, 1e-9, "three chances")
        check(0 < a["odds"]["new_level"] < a["odds"]["down"], "an outage may go on, too")
    levels = [a["level_now"]["ratio"] for a in r["alarms"]]
    check(min(levels[2:4]) < 0.65 and levels[3:] == sorted(levels[3:]), f"down to half, then up: {levels}")
    the_level_is_the_ratio(r["alarms"][0], record)


def the_level_is_the_ratio(alarm, record):
    _, bins = record.bins(HOUR, until=alarm["time"])
    i = (alarm["onset"] - record.time[0] // HOUR * HOUR) // HOUR
    one, two = bins[:i], bins[i:]
    expected = [sum(b for b, _ in part) / math.fsum(e for _, e in part) for part in (one, two)]
    near(alarm["level_now"]["ratio"], expected[1] / expected[0], 1e-9, "level now")
    check(alarm["level_now"]["range"]["lower"] < expected[1] / expected[0] < alarm["level_now"]["range"]["upper"],
          "its range")


def the_smallest_falls_are_just_seen(r):
    """On a network without luck, by the definition."""
    record = r["last_time"] - r["first_time"]
    each = record / (r["blocks"] - 1)
    check([s["seconds"] for s in r["smallest_falls"]] == [DAY, 7 * DAY], "a day and a week fit into half of the record")
    for s in r["smallest_falls"]:
        calm = int((record - s["seconds"]) / each)
        for fall, seen in ((s["fall"] + 0.003, True), (s["fall"] - 0.004, False)):
            slow = int(s["seconds"] * (1 - fall) / each)
            sums = running([1.0] * calm + [1 / (1 - fall)] * slow)
            check((log_mean(sums, calm + slow) >= LIMIT) == seen, f"a fall of {fall} for {s['seconds']} s")


def changed(files, seed, before, factor, after=1500):
    """A report on a network that changes after so many blocks, and when it did."""
    chance, time, lines, turn = random.Random(seed), 1_600_000_000, [HEAD], 0
    for i in range(before + after):
        turn = time if i == before else turn
        time += int(chance.expovariate((factor if i >= before else 1) / 600))
        lines.append(f"{i},{time},170bef93,p\n")
    files.write("".join(lines))
    return report(files.path), turn


def an_onset_lies_in_its_range(files):
    """However large the change, and however long the record before it."""
    for factor in (0.1, 3):
        inside = []
        for seed in range(20):
            r, turn = changed(files, seed, 2000 + 17 * seed, factor)
            a = r["alarms"][0]
            inside.append(a["onset_earliest"] <= turn <= a["onset_latest"] <= a["time"])
        check(sum(inside) >= 18, f"{factor}: {sum(inside)} of 20 ranges hold the change")
    r, turn = changed(files, 1, 40_000, 0.5)
    a = r["alarms"][0]
    check(a["onset_earliest"] <= turn <= a["onset_latest"] < a["onset_earliest"] + DAY and a["bin_seconds"] == HOUR,
          f"after nine months: {a}, {turn}")
    check(a["range"]["lower"] <= 0.5 <= a["range"]["upper"], f"and its size: {a}")


def a_fall_that_may_be_none_is_not_called_an_outage(files):
    """A false alarm: the odds turn against a fall, and hashrate is where it was."""
    r, _ = changed(files, 31, 5000, 1, 0)
    r = report(files.path, "--level", "0.85")
    check(r["alarms"][-1]["direction"] == "fall" and r["odds"]["never_fell"] > 0.5 > 0.05 > r["odds"]["down"], f"{r}")
    check(r["level_now"]["state"] == "back", "not below")
    words = " ".join(run(files.path, "--level", "0.85").stdout.decode().split())
    check("Whether there was a fall at all is not yet decidable." in words, f"{words}")


def a_time_far_ahead_is_told(files):
    for ahead in (3000, 7200):
        rows = [f"{i},{1_600_000_000 + 600 * i + (ahead if i == 100 else 0)},170bef93,p\n" for i in range(200)]
        files.write(HEAD + "".join(rows))
        words = " ".join(run(files.path).stdout.decode().split())
        check(("A time far ahead" in words) == (ahead > 3600 + 600), f"{ahead} s ahead: {words}")


def an_outage_that_ends_is_back(files):
    """500 blocks of 4,000 at 60 %: before a rise is an alarm, the odds tell; then the alarm does."""
    chance, time, lines, turn = random.Random(3), 1_600_000_000, [HEAD], []
    for i in range(4000):
        if i in (2000, 2500):
            turn.append(time)  # where it falls, and where it is back
        time += int(chance.expovariate((0.6 if 2000 <= i < 2500 else 1) / 600))
        lines.append(f"{i},{time},170bef93,p\n")
    files.write("".join(lines))
    r = report(files.path)
    fall, rise = r["alarms"]
    check((fall["direction"], rise["direction"]) == ("fall", "rise"), "a fall, and a rise")
    for a, at in zip((fall, rise), turn):
        check(a["onset_earliest"] <= at <= a["onset_latest"], f"{a['direction']}: {at} is in the range")
    check(fall["level_now"]["state"] == "below" and rise["level_now"]["state"] == "back", "below, then back")
    check(rise["level_now"]["ratio"] < 1 < rise["level_now"]["range"]["upper"], "back as far as can be told")
    check(r["level_now"]["since"] == rise["onset"] and r["level_now"]["range"]["lower"]
          > rise["level_now"]["range"]["lower"], "at the end, from all blocks since")
    words = " ".join(run(files.path).stdout.decode().split())
    check(words.count("it is back, as far as can be told.") == 2 and "not back" not in words, "the words")
    files.write("".join(lines[:rise["height"]]))
    r, words = report(files.path), " ".join(run(files.path).stdout.decode().split())
    check(r["alarm_count"] == 1 and r["odds"]["verdict"] == "outage" and r["odds"]["returned"] > 0.95
          and r["level_now"]["state"] == "back", "known by the odds before it is an alarm")
    check(r["odds"]["back_earliest"] <= turn[1] <= r["odds"]["back_latest"], "and since when")
    check("It was an outage, back since 2020-10-03" in words and "not back" not in words, "the words of the odds")
    files.write("".join(lines[:2400]))
    words = " ".join(run(files.path).stdout.decode().split())
    check("is not yet decidable." in words, "in the middle of it nobody knows")
    check(re.search(r"before it fell on [-0-9: ]+ UTC\. Of no fall", words), "a level, then the odds")


# ---- options, words and picture ----

def options_change_what_they_say(files):
    plain = report(CHINA, "--until", "2021-07-01T00:00Z")
    check(plain["last_time"] < 1625097600 and plain["alarm_count"] == 3, "until July")
    files.write(HEAD + "".join(f"{i},{time},170bef93,\n" for i, time in enumerate((1000, 2000, 1500, 3000, 3001))))
    r = report(files.path, "--from", "1600", "--until", "3000")
    check((r["first_time"], r["blocks"], r["last_time"]) == (2000, 3, 3000), f"both ends, and what steps back: {r}")
    later = report(CHINA, "--from", "2021-05-20T00:00Z", "--until", "2021-07-01T00:00Z")
    check(later["first_time"] >= 1621468800 and later["alarms"][0]["onset"] > 1622500000, "from 20 May")
    strict = report(CHINA, "--until", "2021-07-01T00:00Z", "--level", "0.001")
    check(strict["alarms"][0]["log_e"] >= math.log(1000) and strict["alarms"][0]["time"] > plain["alarms"][0]["time"],
          "a lower level takes more evidence")
    compared = report(CHINA, "--until", "2021-07-01T00:00Z", "--baseline", "2016")
    check(compared["baseline"] == 2016 and compared["alarms"][0]["log_e"] != plain["alarms"][0]["log_e"], "a baseline")
    grown = report(KAZAKHSTAN, "--growth", "0..50")
    check(grown["alarm_count"] == 0 and grown["growth"] == {"lower": 0, "upper": 0.5}, "growth explains the rise")
    check(report(KAZAKHSTAN, "--growth", "-20..0")["growth"]["lower"] == -0.2, "growth may be negative")
    words = " ".join(run(KAZAKHSTAN, "--growth", "-20..50", "--baseline", "100").stdout.decode().split())
    check("Growth of -20 to 50 % a year is no change." in words and "with the 100 blocks before" in words, "as asked")


def the_report_reads_as_shown():
    for path, shown in ((KAZAKHSTAN, "watch_kazakhstan.txt"), (CHINA, "watch_china.txt")):
        out = run(path).stdout.decode()
        with open(os.path.join(HERE, shown), encoding="utf-8") as file:
            check(out == file.read(), f"the report is that of {shown}: {out}")
        check(max(map(len, out.split("\n"))) <= 100, "at most 100 columns")
        words = " ".join(out.split())
        for a in report(path)["alarms"]:
            check(f"height {a['height']}: hashrate has {'fallen' if a['direction'] == 'fall' else 'risen'}" in words,
                  "each alarm is told")
        check("1970" not in words, "no time that is none")


def the_chart_shows_segments_and_alarms(files):
    svg = os.path.join(files.folder, "chart.svg")
    for path, tick in ((KAZAKHSTAN, "16 Dec,23 Dec,30 Dec,6 Jan,13 Jan,20 Jan,27 Jan,3 Feb,10 Feb"),
                       (CHINA, "1 Jun,1 Jul,1 Aug,1 Sep,1 Oct,1 Nov,1 Dec")):
        done, r = run(path, "--svg", svg), report(path)
        check(done.returncode == 0 and done.stdout == run(path).stdout, "a chart beside the report")
        name = "{http://www.w3.org/2000/svg}"
        root = xml.parse(svg).getroot()
        ticks = [e for e in root.iter(name + "text") if e.get("class") == "centre"]
        check(",".join(e.text for e in ticks) == tick, "ticks where the calendar has its own")
        first = (int(tick.split()[0]) - 1) * DAY if path == KAZAKHSTAN else 0
        first += {KAZAKHSTAN: 1638316800, CHINA: 1622505600}[path] - r["first_time"]
        part = first / (r["last_time"] - r["first_time"])
        near(float(ticks[0].get("x")), 64 + part * (936 - 64), 0.06, "the first tick")
        lines, rects = list(root.iter(name + "line")), list(root.iter(name + "rect"))
        check(sum(e.get("class") == "segment" for e in lines) == len(r["segments"]), "a line for each segment")
        check(sum(e.get("class") == "range" for e in rects) == len(r["segments"]), "and its range")
        check(sum(e.get("class") == "change" for e in rects) == len(r["segments"]) - 1, "a shade for each change")
        drawn = [e for e in lines if e.get("class") in ("fall", "rise")]
        check([e.get("class") for e in drawn] == [a["direction"] for a in r["alarms"]], "a line for each alarm")
        for e, a in zip(drawn, r["alarms"]):
            part = (a["time"] - r["first_time"]) / (r["last_time"] - r["first_time"])
            near(float(e.get("x1")), 64 + part * (936 - 64), 0.06, "an alarm at its time")
    check(run(KAZAKHSTAN, "--svg", os.path.join(files.folder, "no", "x.svg")).returncode == 1, "no such folder")
    copy = shutil.copy(KAZAKHSTAN, os.path.join(files.folder, "copy.csv"))
    done = run(copy, "--svg", copy)
    check(done.returncode == 2 and b"overwrite" in done.stderr and filecmp.cmp(copy, KAZAKHSTAN, shallow=False),
          "blocks are not overwritten")


def main():
    kazakhstans_blackout_was_not_seen_as_a_fall()
    chinas_closure_was_seen()
    an_alarm_comes_before_the_next_block_is_read()
    the_report_reads_as_shown()
    wrong_calls_show_the_usage()
    for test in (an_outage_that_ends_is_back, an_onset_lies_in_its_range,
                 a_fall_that_may_be_none_is_not_called_an_outage,
                 a_time_far_ahead_is_told, memory_does_not_grow, options_change_what_they_say,
                 the_chart_shows_segments_and_alarms, bad_files_are_refused_with_their_line,
                 little_is_an_answer, nothing_breaks_it):
        with tempfile.TemporaryDirectory() as folder:
            test(Files(folder))
    finish()


if __name__ == "__main__":
    main()
