"""Tests of the program recoveries: its numbers, its words, its picture, its refusals.

usage: check_recoveries.py PROGRAM DATA   (DATA: the folder tests/data)

Prints what failed and ends with status 1. Expected numbers come from the estimator's definition, worked out here.
"""
import csv
import filecmp
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.dont_write_bytecode = True  # the tree may not be ours to write to

from checking import CHINA, DAY, HERE, PROGRAM, InputFile, check, finish, mutants, near, report, run, survives

# Ten falls from 100, a day between samples; the last is not over. (length from the peak, depth)
FALLS = [(2, 20), (3, 30), (3, 15), (5, 40), (2, 5), (8, 25), (4, 60), (6, 11), (3, 50), (12, 35)]
Z = statistics.NormalDist().inv_cdf(0.975)


def levels(back=False):
    rows, time = [], 1_600_000_000
    for length, depth in FALLS:
        rows += [(time, "100")] + [(time + k * DAY, str(100 - depth)) for k in range(1, length)]
        time += length * DAY
    return rows + [(time, "100")] if back else rows


def text(rows):
    return "time,value\n" + "".join(f"{t},{v}\n" for t, v in rows)


class Files(InputFile):
    def __init__(self, folder):
        super().__init__(folder, "levels.csv")

    def refused(self, content, line, words):
        done = run(self.write(content))
        self.refusal(done, line, words)
        check(not done.stdout, f"{words!r}: nothing is printed")


def kaplan_meier(observations):
    """[(time, at risk, events, censored, S, Greenwood's sum)] from (duration, is over)."""
    rows, s, greenwood = [], 1.0, 0.0
    for t in sorted({d for d, _ in observations}):
        n = sum(d >= t for d, _ in observations)
        events = sum(d == t and over for d, over in observations)
        s *= 1 - events / n
        greenwood += events / (n * (n - events)) if events < n else math.inf
        rows.append((t, n, events, sum(d == t and not over for d, over in observations), s, greenwood))
    return rows


# ---- numbers ----

def rows_are_those_of(curve, expected):
    check(len(curve) == len(expected), "rows")
    for row, (t, n, events, censored, s, greenwood) in zip(curve, expected):
        check((row["time"], row["at_risk"], row["events"], row["censored"]) == (t, n, events, censored),
              f"counts at {t}")
        near(row["survival"], s, 1e-14, f"S({t})")
        if s == 0:
            check(row["std_error"] is None and row["lower"] is None, "no error where nothing is left")
            continue
        near(row["std_error"], s * math.sqrt(greenwood), 1e-13, f"its error at {t}")
        theta = Z * math.sqrt(greenwood) / math.log(s)
        near(row["lower"], s ** math.exp(-theta), 1e-11, f"lower end at {t}")
        near(row["upper"], s ** math.exp(theta), 1e-11, f"upper end at {t}")


def the_curve_follows_from_the_falls(files):
    for back in (False, True):
        files.write(text(levels(back)))
        last = len(FALLS) - 1
        deep = [((length if back or i < last else length - 1) * DAY, back or i < last)
                for i, (length, depth) in enumerate(FALLS) if depth > 10]
        r = report(files.path)
        check((r["episodes"], r["falls"], r["open"]) == (10, 9, 0 if back else 1), f"falls: {r['falls']}")
        expected = kaplan_meier(deep)
        rows_are_those_of(r["curve"], expected)
        for q, p in zip(r["quantiles"], (0.25, 0.5, 0.75)):
            first = next((t for t, _, _, _, s, _ in expected if s <= 1 - p + 1e-12), None)
            check(q["probability"] == p and q["estimate"] == first, f"quantile {p}: {q['estimate']}, {first}")
        area, before, level = 0.0, 0, 1.0
        for t, _, _, _, s, _ in expected:
            area, before, level = area + level * (t - before), t, s
        near(r["restricted_mean"]["mean"], area, 1e-6, "restricted mean")
        check(r["restricted_mean"]["horizon"] == expected[-1][0], "its horizon")


def options_change_what_they_say(files):
    files.write(text(levels()))
    peak, onset = report(files.path), report(files.path, "--from", "onset")
    check([row["time"] - DAY for row in peak["curve"]] == [row["time"] for row in onset["curve"]],
          "from the onset: a day less each")
    check(report(files.path, "--deeper", "0")["falls"] == 10, "any depth")
    check(report(files.path, "--deeper", "0.05")["falls"] == 9, "deeper than, not as deep as")
    ends = {}
    for scale in ("log-log", "log", "plain"):
        row = report(files.path, "--range", scale)["curve"][1]
        s, error = row["survival"], row["std_error"]
        ends[scale] = row["lower"]
        near(row["lower"], {"plain": s - Z * error, "log": s * math.exp(-Z * error / s),
                            "log-log": s ** math.exp(-Z * error / s / math.log(s))}[scale], 1e-11, scale)
    check(len(set(ends.values())) == 3, "three scales")
    wide = report(files.path, "--level", "0.99")["curve"][0]
    check(wide["lower"] < peak["curve"][0]["lower"], "a higher level is wider")
    dated = text([("2020-09-13T12:26:40Z" if i == 0 else t, v) for i, (t, v) in enumerate(levels())])
    files.write(dated)
    check(report(files.path) == peak, "a date is the same as Unix seconds")


def gaps_hide_nothing(files):
    whole = levels()
    files.write(text(whole))
    seen = report(files.path)
    files.write(text([(t, "" if v != "100" and whole[i - 1][1] != "100" else v) for i, (t, v) in enumerate(whole[:-1])]
                     + whole[-1:]))
    r = report(files.path)
    check(r["missing"] > 0 and r["samples"] == seen["samples"], "missing samples are counted")
    check([row["time"] for row in r["curve"]] == [row["time"] for row in seen["curve"]],
          "a fall seen by one sample is seen")
    last = whole[-1][0]
    files.write(text(whole + [(last + k * DAY, "") for k in range(1, 40)]))
    r = report(files.path)
    check(r["missing"] == 39 and r["curve"] == seen["curve"],
          "an open fall is not known to last where nothing is seen")


def nothing_deep_enough_is_an_answer(files):
    files.write(text([(1, "5"), (2, "5"), (3, "6")]))
    r = report(files.path)
    check(r["falls"] == 0 and r["curve"] == [] and r["restricted_mean"]["mean"] is None, "no falls")
    done = run(files.path)
    check(done.returncode == 0 and b"0, of which 0 are deeper" in done.stdout and b"AFTER" not in done.stdout,
          "no table without falls")
    svg = os.path.join(files.folder, "none.svg")
    check(run(files.path, "--svg", svg).returncode == 0 and os.path.getsize(svg) > 0, "an empty chart")


# ---- words and picture ----

def the_table_reads_as_shown(files):
    files.write(text(levels()))
    out = run(files.path).stdout.decode()
    expected = os.path.join(HERE, "recoveries.txt")
    with open(expected, encoding="utf-8") as file:
        check(out == file.read(), f"the table is that of {expected}: {out}")
    words = " ".join(out.split())
    curve = report(files.path)["curve"]
    check(len(re.findall(r"^ +\d+ d", out, re.M)) == len(curve), "a line for each row")
    check("Half of them are over within 4 d " in words and "left out, it would make recoveries look faster" in words,
          "median and open fall")
    check(max(map(len, out.split("\n"))) <= 100, "at most 100 columns")
    files.write(text([(1, "100"), (2, "50"), (3, "100"), *((t, "60") for t in range(4, 9))]))
    words = " ".join(run(files.path).stdout.decode().split())
    check("Half of them are over within 2 s" in words and "Three quarters are not known to be over" in words,
          "a curve that stops early has no last quartile")
    for rows in ([(1, "100"), (2, "50"), (3, "100")], [(1, "100"), (2, "50"), (3, "60")]):
        files.write(text(rows))
        check("On average" not in run(files.path).stdout.decode(), "no mean with an error of 0 from a single fall")


def the_chart_shows_the_curve(files):
    files.write(text(levels()))
    svg = os.path.join(files.folder, "chart.svg")
    done = run(files.path, "--svg", svg)
    check(done.returncode == 0 and not done.stdout, "a chart alone")
    root = xml.parse(svg).getroot()
    name = "{http://www.w3.org/2000/svg}"
    rows = report(files.path)["curve"]
    path = next(e for e in root.iter(name + "path") if e.get("class") == "curve").get("d")
    points = [tuple(map(float, p.split())) for p in re.split("[ML]", path)[1:]]
    check(len(points) == 1 + 2 * len(rows), "two points for each step")
    left, right, top, bottom = 64, 724, 84, 400
    for row, (x, y) in zip(rows, points[2::2]):
        near(x, left + row["time"] / (1.06 * rows[-1]["time"]) * (right - left), 0.06, "step at")
        near(y, bottom - row["survival"] * (bottom - top), 0.06, "step to")
    bands = [e for e in root.iter(name + "rect") if e.get("class") == "band"]
    check(len(bands) == len(rows) - 1, "a band between rows")
    for row, e in zip(rows, bands):
        near(float(e.get("height")), (row["upper"] - row["lower"]) * (bottom - top), 0.06, "height of the band")
    check(sum(e.get("class") == "open" for e in root.iter(name + "line")) == 1, "one tick for the open fall")
    check("half within 4 d" in [e.text for e in root.iter(name + "text")], "the median")
    check(run(files.path, "--svg", os.path.join(files.folder, "no", "x.svg")).returncode == 1, "no such folder")
    link = os.path.join(files.folder, "link.svg")
    os.symlink(files.path, link)
    copy = shutil.copy(files.path, files.path + ".copy")
    done = run(files.path, "--svg", link)
    check(done.returncode == 2 and b"overwrite" in done.stderr and filecmp.cmp(copy, files.path, shallow=False),
          "levels are not overwritten")


# ---- real blocks ----

def it_runs_on_hashrate_of_a_real_network(files):
    """Blocks in windows of 6 h times their difficulty, by the definition: enough for a series that falls."""
    with open(CHINA, newline="", encoding="utf-8") as file:
        rows = [(int(r["time"]), int(r["bits"], 16)) for r in csv.DictReader(file)]
    begin, step = 1619913600, 21600
    total = {}
    for time, bits in rows:
        target = (bits & 0x7FFFFF) << 8 * ((bits >> 24) - 3)
        total[(time - begin) // step] = total.get((time - begin) // step, 0) + 2**256 / (target + 1)
    files.write(text([(begin + k * step, repr(total[k] / step)) for k in range(960)]))
    r = report(files.path, "--deeper", "0.2")
    check(r["open"] == 1 and r["curve"][-1]["censored"] == 1, "the fall of May 2021 is not made up for in one window")
    check(run(files.path, "--deeper", "0.2").returncode == 0, "its table")


# ---- calls and files ----

def bad_files_are_refused_with_their_line(files):
    good = "time,value\n1,5\n2,4\n"
    files.refused("", 1, "the file is empty")
    files.refused("time,value\n", 1, "no value follows")
    files.refused("time,value\n1,\n", 2, "no value follows")
    files.refused("when,value\n1,5\n", 1, "no column named 'time'; the first line must name time,value")
    files.refused("time,value,time\n1,5,1\n", 1, "more than one column named 'time'")
    for row, words in [("2,4", "does not come after"), ("1,4", "does not come after"), ("3,-4", "value must be"),
                       ("3,nan", "value must be"), ("3,inf", "value must be"), ("3,0x10", "value must be"),
                       ("3,4 ", "value must be"), ("3,1e999", "value must be"), ("3,.", "value must be"),
                       ("-3,4", "time must be"), ("x,4", "time must be"), ("2020-02-30T00:00Z,4", "time must be"),
                       ("9" * 500 + ",4", "time must be"), ("3," + "4" * 500, "value must be"), ("3", "1 fields"),
                       ("3,4,5", "3 fields"), ("", "an empty line"), ('3,"4', "not closed"), ("3,\0", "control")]:
        files.refused(good + row + "\n" + "4,4\n", 4, words)
    done = run(files.path + ".none")
    check(done.returncode == 2 and b"cannot be opened" in done.stderr, "no such file")


def wrong_calls_show_the_usage(files):
    path = files.write(text(levels()))
    calls = [[], [path, path], ["--json"], [path, "--json", "--svg", "x.svg"], [path, "--json", "--json"]]
    for option, values in {"--deeper": ["-0.1", "1.1", "10%", "nan", "", "."], "--from": ["trough", "", "PEAK"],
                           "--range": ["loglog", "", "0"], "--level": ["0", "1", "95", "nan"], "--svg": ["", "--json"],
                           "--colour": ["red"]}.items():
        calls += [[path, option, value] for value in values] + [[path, option]]
    for call in calls:
        done = run(*call)
        check(done.returncode == 2 and not done.stdout and b"usage: recoveries LEVELS.csv" in done.stderr,
              f"wrong call {call}")
    check(run("--help").stdout.startswith(b"usage:") and run("--help").returncode == 0, "--help")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, path], stdout=full, stderr=subprocess.PIPE)
        check(done.returncode == 1 and done.stderr, "a full disk is reported")


def nothing_breaks_it(files):
    base = text(levels()[:20]).encode()
    survives(mutants(base, 20210501, b'0123456789,"\r\n-.eTZ:'), lambda mutant: run(files.write(mutant), "--json"))


def main():
    for test in (the_curve_follows_from_the_falls, options_change_what_they_say, gaps_hide_nothing,
                 nothing_deep_enough_is_an_answer, the_table_reads_as_shown, the_chart_shows_the_curve,
                 it_runs_on_hashrate_of_a_real_network, bad_files_are_refused_with_their_line,
                 wrong_calls_show_the_usage, nothing_breaks_it):
        with tempfile.TemporaryDirectory() as folder:
            test(Files(folder))
    finish()


if __name__ == "__main__":
    main()
