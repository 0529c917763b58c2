"""Tests of the program watch: its numbers, its words, its picture, its refusals, and that it does not wait.

usage: check_watch.py PROGRAM DATA   (DATA: the folder tests/data)

Prints what failed and ends with status 1. Expected numbers come from the definitions, worked out here.
"""
import csv
import filecmp
import math
import os
import random
import re
import select
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.dont_write_bytecode = True  # the tree may not be ours to write to

from checking import (CHINA, DAY, FROM, HERE, KAZAKHSTAN, PROGRAM, UNTIL, check, finish, mutants, near, report, run,
                      strict_json, survives)

HOUR = 3600
HEAD = "height,time,bits,pool\n"
STRIDE, HORIZON = 36, 1460
RHO = {"fall": (.95, .9, .8, .65, .5, .25), "rise": (1.05, 1.1, 1.25, 1.5, 2, 4)}
LIMIT = math.log(20)


class Record:
    """Blocks of a file: seconds and work of each but the first, and the latest time so far."""

    def __init__(self, path, until=math.inf):
        with open(path, newline="", encoding="utf-8") as file:
            rows = [(int(r["height"]), int(r["time"]), int(r["bits"], 16)) for r in csv.DictReader(file)]
        self.height, self.time, self.exposure, latest = [], [], [], None
        for height, time, bits in rows:
            if time > until:
                break
            target = (bits & 0x7FFFFF) << 8 * ((bits >> 24) - 3)
            before, latest = latest, time if latest is None else max(latest, time)
            self.height.append(height)
            self.time.append(latest)
            if before is not None:
                self.exposure.append((latest - before) / (2**256 / (target + 1)))
        self.work = [2**256 / (((b & 0x7FFFFF) << 8 * ((b >> 24) - 3)) + 1) for _, _, b in rows]

    def bins(self, width, from_time=None, until=math.inf):
        """[(blocks, exposure)] of bins that a block's end and the time it took fall in, and where the first begins."""
        origin = (self.time[0] - 1) // width * width if from_time is None else from_time
        out = {}
        for i in range(1, len(self.time)):
            a, b = max(self.time[i - 1], origin), self.time[i]
            if b > until or b <= origin:
                continue
            out.setdefault((b - origin - 1) // width, [0, 0.0])[0] += 1
            while a < b:
                k = (a - origin) // width
                edge = min(origin + (k + 1) * width, b)
                out.setdefault(k, [0, 0.0])[1] += (edge - a) / self.work[i]
                a = edge
        return origin, [out.get(k, [0, 0.0]) for k in range(max(out) + 1)]


# ---- the e-value from its definition ----

def log_e(sums, n, side):
    """log of the sum over all change times and ratios, with `sums` the exposure up to each block."""
    terms = []
    for j in range(1, n // STRIDE + 1):
        x = sums[j * STRIDE] / sums[n]
        weight = math.log(HORIZON / ((j + HORIZON - 1) * (j + HORIZON)) / 6)
        terms += [weight + (n - j * STRIDE) * math.log(rho) - n * math.log(x + rho * (1 - x)) for rho in RHO[side]]
    terms.append(math.log(HORIZON / (n // STRIDE + HORIZON)))  # change times to come
    most = max(terms)
    return most + math.log(math.fsum(math.exp(t - most) for t in terms))


def log_mean(sums, n):
    fall, rise = log_e(sums, n, "fall"), log_e(sums, n, "rise")
    return max(fall, rise) + math.log1p(math.exp(-abs(fall - rise))) - math.log(2)


def running(exposure):
    sums = [0.0]
    for e in exposure:
        sums.append(sums[-1] + e)
    return sums


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


# ---- onset and size from the posterior ----

def log_gamma_mean(n, e, a, b):
    """log of the chance of n arrivals over e, the rate averaged over Gamma(a, b), without what all share."""
    return math.lgamma(a + n) - (a + n) * math.log(b + e)


def below(a2, b2, a1, b1):
    """P(X < Y) for X from Gamma(a2, b2), Y from Gamma(a1, b1), by seeded draws."""
    chance = random.Random(1)
    return sum(chance.gammavariate(a2, 1 / b2) < chance.gammavariate(a1, 1 / b1) for _ in range(400)) / 400


def posterior(bins):
    """Weights of each onset of a fall, and draws of the ratio after / before."""
    blocks, exposure = sum(b for b, _ in bins), math.fsum(e for _, e in bins)
    b0, watched = exposure / blocks, [i for i, (_, e) in enumerate(bins) if e > 0]
    weight, n1, e1 = {}, 0, 0.0
    for i, (n, e) in enumerate(bins):
        if i in watched[1:]:
            weight[i] = (log_gamma_mean(n1, e1, 1, b0) + log_gamma_mean(blocks - n1, exposure - e1, 1, b0), n1, e1)
        n1, e1 = n1 + n, e1 + e
    most = max(w for w, _, _ in weight.values())
    out = {i: math.exp(w - most) for i, (w, _, _) in weight.items()}
    for i, w in out.items():
        _, n1, e1 = weight[i]
        if w > 1e-5:
            out[i] = w * below(1 + blocks - n1, b0 + exposure - e1, 1 + n1, b0 + e1)
    total = math.fsum(out.values())
    out = {i: w / total for i, w in out.items()}
    chance, draws, at = random.Random(2), [], list(out)
    for i in chance.choices(at, [out[k] for k in at], k=60000):
        _, n1, e1 = weight[i]
        before = chance.gammavariate(1 + n1, 1 / (b0 + e1))
        after = chance.gammavariate(1 + blocks - n1, 1 / (b0 + exposure - e1))
        if after < before:
            draws.append(after / before)
    return out, sorted(draws)


def quantile(weight, p):
    total = 0
    for i in sorted(weight):
        total += weight[i]
        if total >= p:
            return i
    return max(weight)


def the_onset_is_the_posteriors(alarm, record):
    origin, bins = record.bins(alarm["bin_seconds"], until=alarm["time"])
    rise, count, width = alarm["direction"] == "rise", len(bins), alarm["bin_seconds"]
    weight, draws = posterior(bins[::-1] if rise else bins)
    if rise:  # a fall of the record read backwards
        weight, draws = {count - i: w for i, w in weight.items()}, sorted(1 / x for x in draws)
    best = (alarm["onset"] - origin) // width
    check(weight.get(best, 0) > 0.93 * max(weight.values()), f"onset {best}: {weight.get(best)}")
    for key, p in (("onset_earliest", 0.025), ("onset_latest", 0.975)):
        i = (alarm[key] - origin) // width
        check(quantile(weight, p - 0.004) <= i <= quantile(weight, p + 0.004),
              f"{key}: {i}, {quantile(weight, p)}")
    for value, p in ((alarm["ratio"], 0.5), (alarm["range"]["lower"], 0.025), (alarm["range"]["upper"], 0.975)):
        expected = draws[int(p * len(draws))]
        near(value, expected, 0.012 * expected, f"ratio at {p}")
    for key, part in (("before", bins[:best]), ("after", bins[best:])):
        rate = sum(b for b, _ in part) / math.fsum(e for _, e in part)
        near(alarm[key] / rate, 1, 1e-9, f"rate {key}")


# ---- segments by dynamic programming ----

def cuts(bins, penalty):
    """Where the best segments begin: the largest gain less the penalties, every way to cut."""
    n, e = [0], [0.0]
    for b, x in bins:
        n.append(n[-1] + b)
        e.append(e[-1] + x)
    rate = n[-1] / e[-1]
    best, last = [0.0] + [-math.inf] * len(bins), [0] * (len(bins) + 1)
    for j in range(1, len(bins) + 1):
        for i in range(j):
            blocks, exposure = n[j] - n[i], e[j] - e[i]
            gain = 2 * (blocks * math.log(blocks / exposure / rate) if blocks else 0) - 2 * (blocks - rate * exposure)
            value = best[i] + gain - (penalty if i else 0)
            if value > best[j] + 1e-9:
                best[j], last[j] = value, i
    out, j = [], len(bins)
    while j:
        out.append(last[j])
        j = last[j]
    return out[::-1]


def change_range(bins, begin, end):
    """95 % of the posterior of a change's first bin, between two neighbouring changes."""
    def side(part):
        t, e = sum(b for b, _ in part), math.fsum(x for _, x in part)
        return math.lgamma(t + .5) - (t + .5) * math.log(e)

    weight = {k: side(bins[begin:k]) + side(bins[k:end]) for k in range(begin + 1, end)}
    most = max(weight.values())
    weight = {k: math.exp(w - most) for k, w in weight.items()}
    low = high = max(weight, key=weight.get)
    while sum(weight[k] for k in range(low, high + 1)) < 0.95 * sum(weight.values()):
        if weight.get(low - 1, -1) >= weight.get(high + 1, -1):
            low -= 1
        else:
            high += 1
    return low, high


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
    """A fall of 7.7 % for 5.6 d is below what can be seen; that hashrate was higher afterwards came three weeks later."""
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
    levels = [a["level_now"]["ratio"] for a in r["alarms"]]
    check(min(levels[2:4]) < 0.65 and levels[3:] == sorted(levels[3:]), f"down to half, then up: {levels}")
    the_level_is_the_ratio(r["alarms"][0], record)


def the_level_is_the_ratio(alarm, record):
    _, bins = record.bins(HOUR, until=alarm["time"])
    i = (alarm["onset"] - (record.time[0] - 1) // HOUR * HOUR) // HOUR
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


# ---- as blocks arrive ----

def wait_for(stream, word, seconds, so_far=b""):
    """What a pipe has brought once the word is there, or when the time is over."""
    while word not in so_far and select.select([stream], [], [], seconds)[0]:
        piece = os.read(stream.fileno(), 65536)
        if not piece:
            break
        so_far += piece
    return so_far


def an_alarm_comes_before_the_next_block_is_read():
    with open(CHINA, "rb") as file:
        lines = file.readlines()
    alarm = report(CHINA)["alarms"][0]
    at = next(i for i, line in enumerate(lines) if line.startswith(b"%d," % alarm["height"]))
    for options, mark in (([], b"ALARM"), (["--json"], b'"direction": "fall"')):
        with subprocess.Popen([PROGRAM, "-", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as p:
            p.stdin.write(b"".join(lines[:at]))
            p.stdin.flush()
            so_far = wait_for(p.stdout, mark, 1)
            check(so_far and mark not in so_far, "a heading, but no alarm before its block")
            p.stdin.write(lines[at])
            p.stdin.flush()
            so_far = wait_for(p.stdout, mark, 30, so_far)
            check(mark in so_far, "the alarm has come while standard input is open")
            rest, _ = p.communicate()
            check(p.returncode == 0, "a pipe that ends is a record that ends")
            if options:
                check(strict_json(so_far + rest)["alarms"][0] == alarm, "the same alarm as from a file")


def memory_of(text):
    """The most that the program has held, in KiB, when it has taken a text from a pipe and waits for more."""
    with subprocess.Popen([PROGRAM, "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as p:
        p.stdin.write(text.encode())
        p.stdin.flush()
        with open(f"/proc/{p.pid}/status", encoding="ascii") as status:
            most = int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1))
        p.communicate()
    check(p.returncode == 0, "a long record")
    return most


def memory_does_not_grow(_):
    """Eighteen times the blocks, 5 MB of text more, in the same memory."""
    chance, time, text = random.Random(6), 1_600_000_000, [HEAD]
    for height in range(180_000):
        time += int(chance.expovariate(1 / 600))
        text.append(f"{height},{time},170bef93,pool\n")
    if os.path.exists("/proc/self/status"):
        short, long = memory_of("".join(text[:10_001])), memory_of("".join(text))
        check(long - short < 512, f"{short} KiB for 10,000 blocks, {long} KiB for 180,000")


# ---- options, words and picture ----

def options_change_what_they_say(files):
    plain = report(CHINA, "--until", "2021-07-01T00:00Z")
    check(plain["last_time"] < 1625097600 and plain["alarm_count"] == 3, "until July")
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
    for path in (KAZAKHSTAN, CHINA):
        done, r = run(path, "--svg", svg), report(path)
        check(done.returncode == 0 and done.stdout == run(path).stdout, "a chart beside the report")
        name = "{http://www.w3.org/2000/svg}"
        root = xml.parse(svg).getroot()
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


# ---- calls and files ----

class Files:
    def __init__(self, folder):
        self.folder, self.path = folder, os.path.join(folder, "blocks.csv")

    def write(self, content):
        with open(self.path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return self.path

    def refused(self, content, line, words):
        done = run(self.write(content))
        message = done.stderr.decode(errors="replace")
        check(done.returncode == 2 and message.startswith(f"{self.path}:{line}: ") and words in message
              and message.count("\n") == 1, f"line {line}, {words!r}: {message!r}")
        with open(self.path, "rb") as file:
            piped = subprocess.run([PROGRAM, "-"], stdin=file, capture_output=True, timeout=60)
        check(piped.returncode == 2 and piped.stderr.decode(errors="replace")
              == message.replace(self.path, "standard input", 1), f"from a pipe: {piped.stderr!r}")
        return done.stdout


def bad_files_are_refused_with_their_line(files):
    good = HEAD + "5,1600000000,170bef93,a\n6,1600000600,170bef93,\n"
    for content, words in (("", "the file is empty"), (b"\xef\xbb\xbf", "the file is empty"),
                           (HEAD, "no block follows"), (HEAD[:-1], "no block follows"),
                           ("height,time,bits\n", "no column named 'pool'"), ("a" * 5000, "a line of 5000 bytes")):
        check(not files.refused(content, 1, words), "nothing is printed without a block")
    for row, words in (("8,1600001200,170bef93,a", "height 8 where 7 must follow"), ("7,x,170bef93,a", "time must be"),
                       ("7,1599900000,170bef93,a", "step back"), ("7,1600001200,170bef9,a", "8 hexadecimal"),
                       ("7,1600001200,180bef93,a", "times as hard"), ("7,1600001200,170bef93", "3 fields"),
                       ("7,1600001200,170bef93,\udcff", "not UTF-8"), ("", "an empty line"), ("7,\0", "control"),
                       ('7,"1', "not closed"), ("7" * 70000, "a line of 70000 bytes")):
        out = files.refused((good + row + "\n7,1600001200,170bef93,a\n").encode(errors="surrogateescape"), 4, words)
        check(out.startswith(b"Alarms") and b"END" not in out, "a record that breaks off has no summary")
    for missing in (files.path + ".none", files.folder):
        done = run(missing)
        check(done.returncode == 2 and not done.stdout and b": cannot be " in done.stderr, "what cannot be read")
    with open(CHINA, encoding="utf-8") as file:
        lines = file.readlines()
    out = files.refused("".join(lines[:4000] + ["oops\n"] + lines[4000:]), 4001, "1 fields")
    check(out.count(b"ALARM") == 1, "alarms before a bad line are printed")


def little_is_an_answer(files):
    for rows, blocks in (("1,1600000000,170bef93,", 1), ("1,1600000000,170bef93,\n2,1600000000,170bef93,", 2),
                         ("\n".join(f"{i},1600000000,170bef93,x" for i in range(90)), 90),
                         ("1,1600000000,170bef93,\r\n2,1600000600,170bef93,\r\n", 2),
                         ("1,0,170bef93,\n2,0,170bef93,\n3,9,170bef93,", 3),
                         ("1,1600000000,170bef93,\n2,1599999990,170bef93,\n3,1599999995,170bef93,", 3)):
        files.write(HEAD + rows)
        r = report(files.path)
        check(r["blocks"] == blocks and r["alarms"] == [] and r["smallest_falls"] == [], f"{blocks} blocks, no alarm")
        svg = os.path.join(files.folder, "small.svg")
        check(run(files.path, "--svg", svg).returncode == 0 and xml.parse(svg), "their chart")
    check(r["stepped_back"] == 2 and r["stepped_back_most"] == 10, "header times that step back are counted")


def wrong_calls_show_the_usage():
    calls = [[], [KAZAKHSTAN, KAZAKHSTAN], ["-", "-"], ["--json"], [KAZAKHSTAN, "--json", "--json"], ["-x"],
             [KAZAKHSTAN, "--from", "9", "--until", "8"]]
    for option, values in {"--level": ["0", "1", "5%", "nan", ""], "--baseline": ["-1", "1.5", "1e3", "x", "", "9" * 30],
                           "--growth": ["", "50", "50..0", "..", "1..", "..5", "-100..0", "0..1e9", "a..b", "0..5%"],
                           "--from": ["", "2022-01-05", "-5"], "--until": ["", "soon"], "--svg": ["", "--json"],
                           "--colour": ["red"]}.items():
        calls += [[KAZAKHSTAN, option, value] for value in values] + [[KAZAKHSTAN, option]]
    for call in calls:
        done = run(*call)
        check(done.returncode == 2 and not done.stdout and b"usage: watch BLOCKS.csv|-" in done.stderr,
              f"wrong call {call}")
    check(run("--help").stdout.startswith(b"usage:") and run("--help").returncode == 0, "--help")
    done = run(KAZAKHSTAN, "--until", "5")
    check(done.returncode == 2 and b"no block lies between" in done.stderr, "no block is asked for")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, KAZAKHSTAN], stdout=full, stderr=subprocess.PIPE)
        check(done.returncode == 1 and done.stderr, "a full disk is reported")


def nothing_breaks_it(files):
    chance, time, rows = random.Random(7), 1_600_000_000, [HEAD]
    for i in range(150):
        time += int(chance.expovariate(1 / 600)) * (6 if 60 < i < 100 else 1)
        rows.append(f"{i},{time},170bef93,{'ab'[i % 2]}\n")
    base = "".join(rows).encode()
    files.write(base)
    check(report(files.path, "--level", "0.5")["alarm_count"] > 1, "what is damaged holds alarms")
    survives(mutants(base, 20210515, b'0123456789abcdef,"\r\n-.x'),
             lambda mutant: run(files.write(mutant), "--json", "--level", "0.5"))


def main():
    kazakhstans_blackout_was_not_seen_as_a_fall()
    chinas_closure_was_seen()
    an_alarm_comes_before_the_next_block_is_read()
    the_report_reads_as_shown()
    wrong_calls_show_the_usage()
    for test in (an_outage_that_ends_is_back, memory_does_not_grow, options_change_what_they_say, the_chart_shows_segments_and_alarms,
                 bad_files_are_refused_with_their_line, little_is_an_answer, nothing_breaks_it):
        with tempfile.TemporaryDirectory() as folder:
            test(Files(folder))
    finish()


if __name__ == "__main__":
    main()
