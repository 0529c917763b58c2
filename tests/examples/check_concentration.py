"""Tests of the program concentration: its numbers, its words, its picture, its refusals.

usage: check_concentration.py PROGRAM DATA   (DATA: the folder tests/data)

Prints what failed and ends with status 1. Expected numbers come from the measures' definitions, worked out here.
"""
import csv
import datetime
import math
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.dont_write_bytecode = True  # the tree may not be ours to write to

from checking import CHINA, KAZAKHSTAN, PROGRAM, check, finish, near, report, run

LEVEL = 0.95


def load(path):
    """[(time, pool or None)], times made to increase by their running maximum; the first block opens the
    watch and the last one closes it, and neither is counted."""
    rows, latest = [], 0
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            latest = max(latest, int(row["time"]))
            rows.append((latest, None if row["pool"] in ("", "unknown") else row["pool"]))
    return rows[1:-1]


def month_of(time):
    moment = datetime.datetime.fromtimestamp(time, datetime.timezone.utc)
    return moment.year, moment.month


def counts(rows, inside):
    by_pool, unknown = {}, 0
    for time, pool in rows:
        if inside(time):
            if pool is None:
                unknown += 1
            else:
                by_pool[pool] = by_pool.get(pool, 0) + 1
    return by_pool, unknown


def tails(k, n, p):
    """P(X <= k) and P(X >= k) of the binomial law."""
    def mass(i):
        return math.exp(math.lgamma(n + 1) - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * math.log(p)
                        + (n - i) * math.log1p(-p))

    return math.fsum(mass(i) for i in range(k + 1)), math.fsum(mass(i) for i in range(k, n + 1))


def nakamoto(sizes, n, threshold):
    """Point, least and most by the rule of arXiv 2403.13736 with half of 1 - level on either side."""
    held, point, low, high = 0, None, None, None
    for c, size in enumerate(sorted(sizes, reverse=True), 1):
        held += size
        at_most, at_least = tails(held, n, threshold)
        point = c if point is None and held >= threshold * n else point
        low = c if low is None and at_most > (1 - LEVEL) / 2 else low
        high = c if high is None and at_least <= (1 - LEVEL) / 2 else high
    return point, low, high


def places(by_pool):
    """{pool: (best, worst)} by Holm's step-down over all ordered pairs, each an exact binomial test."""
    pairs = []
    for a in by_pool:
        for b in by_pool:
            if a != b:
                n = by_pool[a] + by_pool[b]
                pairs.append((tails(by_pool[a], n, 0.5)[1] if n else 1.0, a, b))
    pairs.sort(key=lambda pair: pair[0])
    larger = {pool: 0 for pool in by_pool}
    smaller = dict(larger)
    for i, (p, a, b) in enumerate(pairs):
        if p > (1 - LEVEL) / (len(pairs) - i):
            break
        larger[b] += 1
        smaller[a] += 1
    return {pool: (1 + larger[pool], len(by_pool) - smaller[pool]) for pool in by_pool}


# ---- numbers ----

def one_window(w, by_pool, unknown, listed):
    n = sum(by_pool.values()) + unknown
    check((w["blocks"], w["unknown"]) == (n, unknown), f"blocks from {w['from']}: {w['blocks']}, {n}")
    shares = [k / n for k in by_pool.values()]
    hhi = math.fsum(p * p for p in shares) + unknown / n / n
    near(w["hhi"], hhi, 1e-13, "HHI")
    near(w["hhi_unbiased"], sum(k * (k - 1) for k in by_pool.values()) / (n * (n - 1)), 1e-13, "unbiased HHI")
    near(w["effective"], 1 / hhi, 1e-10, "effective number")
    near(w["shannon"], -math.fsum(p * math.log2(p) for p in shares) + unknown / n * math.log2(n), 1e-11, "Shannon")
    known = sorted(by_pool.values()) or [0]
    known = [0] * (listed - len(known)) + known
    total = sum(known)
    near(w["gini"], sum((2 * i - listed + 1) * k for i, k in enumerate(known)) / (listed * total), 1e-12, "Gini")
    check((w["nakamoto"], w["nakamoto_lower"], w["nakamoto_upper"]) == nakamoto(by_pool.values(), n, 0.5),
          f"Nakamoto from {w['from']}")
    check(w["nakamoto_certain"] is None or w["nakamoto_certain"] >= w["nakamoto_upper"], "certain is further")
    for key, value in (("hhi_range", w["hhi_unbiased"]), ("gini_range", w["gini"]), ("shannon_range", w["shannon"])):
        check(w[key]["lower"] <= w[key]["upper"], f"{key} is a range")
    check(w["hhi_range"]["lower"] < w["hhi_unbiased"] < w["hhi_range"]["upper"], "the index lies in its range")


def months_follow_from_the_blocks():
    for path in (CHINA, KAZAKHSTAN):
        rows = load(path)
        r = report(path)
        listed = len({pool for _, pool in rows if pool})
        months = sorted({month_of(time) for time, _ in rows})
        check(len(r["windows"]) == len(months), "a window for each month")
        for w, month in zip(r["windows"], months):
            by_pool, unknown = counts(rows, lambda t, m=month: month_of(t) == m)
            # The labels of the first and the last block are listed too.
            one_window(w, by_pool, unknown, max(listed, len(w["pools"])))
            check({p["pool"]: p["blocks"] for p in w["pools"] if p["blocks"]} == by_pool, "blocks by pool")


def places_follow_from_the_blocks():
    rows = load(KAZAKHSTAN)
    for w in report(KAZAKHSTAN, "--every", "7d")["windows"][:3]:
        by_pool, _ = counts(rows, lambda t, w=w: w["from"] <= t < w["until"])
        everyone = {p["pool"]: by_pool.get(p["pool"], 0) for p in w["pools"]}
        expected = places(everyone)
        for p in w["pools"]:
            check((p["best"], p["worst"]) == expected[p["pool"]], f"places of {p['pool']}: {p}")
            check(p["rank"] == 1 + sum(k > p["blocks"] for k in everyone.values()), f"rank of {p['pool']}")


def options_change_what_they_say():
    r = report(CHINA, "--every", "30d")
    edges = [(w["from"], w["until"]) for w in r["windows"]]
    check(all(b - a == 30 * 86400 for a, b in edges) and all(a[1] == b[0] for a, b in zip(edges, edges[1:])),
          "whole windows, one after the other")
    half, most = report(CHINA)["windows"], report(CHINA, "--threshold", "0.9")["windows"]
    check(all(a["nakamoto"] < b["nakamoto"] for a, b in zip(half, most)), "a higher threshold takes more pools")
    wide = report(CHINA, "--level", "0.999")["windows"]
    check(all(a["hhi_range"]["upper"] < b["hhi_range"]["upper"] for a, b in zip(half, wide)), "wider")


# ---- words and picture ----

def the_tables_say_what_is_so():
    text = run(CHINA).stdout.decode()
    windows = report(CHINA)["windows"]
    rows = re.findall(r"^  (\d{4}-\d\d)    ( |\*) *(\d+) +(\d+) +(\d+) ", text, re.M)
    check(len(rows) == len(windows), "a row for each month")
    for (_, cut, blocks, pools, hhi), w in zip(rows, windows):
        check((cut == "*") == (w["seconds"] < w["until"] - w["from"]), "a star where the record is short")
        check(int(blocks) == w["blocks"] and int(pools) == sum(p["blocks"] > 0 for p in w["pools"]), "counts")
        check(int(hhi) == round(1e4 * w["hhi_unbiased"]), "points")
    last = windows[-1]
    first = next(p for p in last["pools"] if p["rank"] == 1)
    line = next(x for x in text.split("\n") if x.startswith(f"  {first['pool'][:16]} "))
    check(line.rstrip().endswith(f"1 ({first['best']} .. {first['worst']})"), f"place of {first['pool']}: {line}")
    for extra in ([], ["--every", "1d"], ["--every", "6h"], ["--threshold", "0.999"], ["--every", "600s"]):
        done = run(KAZAKHSTAN, *extra)
        check(done.returncode == 0 and max(map(len, done.stdout.decode().split("\n"))) <= 100, f"{extra}: columns")
        check(not re.search(r"\b(nan|inf)\b", done.stdout.decode()), f"{extra}: no nan")


def the_chart_shows_the_windows(folder):
    svg, name = os.path.join(folder, "chart.svg"), "{http://www.w3.org/2000/svg}"
    for extra in ([], ["--every", "1d"], ["--threshold", "0.999"]):
        done = run(CHINA, "--svg", svg, *extra)
        check(done.returncode == 0 and not done.stdout, "a chart alone")
        root, windows = xml.parse(svg).getroot(), report(CHINA, *extra)["windows"]
        bars = {kind: [e for e in root.iter(name + "rect") if e.get("class") == kind] for kind in ("hhi", "nakamoto")}
        check(len(bars["hhi"]) == len(bars["nakamoto"]) == len(windows), "two bars for each window")
        heights = [float(e.get("height")) for e in bars["hhi"]]
        widths = [w["hhi_range"]["upper"] - w["hhi_range"]["lower"] for w in windows]
        check(heights.index(max(heights)) == widths.index(max(widths)), "the widest range is the tallest bar")
        with open(svg, encoding="utf-8") as file:
            check(not re.search(r'"[^"]*\b(nan|inf)\b', file.read()), "only numbers")
    link = os.path.join(folder, "link.svg")
    os.symlink(os.path.abspath(CHINA), link)
    check(run(CHINA, "--svg", link).returncode == 2, "blocks are not overwritten")
    check(run(CHINA, "--svg", os.path.join(folder, "no", "x.svg")).returncode == 1, "no such folder")


# ---- calls and files ----

def bad_files_are_refused_with_their_line(folder):
    path = os.path.join(folder, "blocks.csv")
    for content, line, words in [("height,time,bits\n1,2,1d00ffff\n", 1, "no column named 'pool'"),
                                 ("height,time,bits,pool\n1,2,1d00ffff,a\n3,4,1d00ffff,a\n", 3, "must follow")]:
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)
        done = run(path)
        check(done.returncode == 2 and not done.stdout and done.stderr.decode().startswith(f"{path}:{line}: ")
              and words in done.stderr.decode(), f"{words}: {done.stderr}")
    with open(path, "w", encoding="utf-8") as file:
        file.write("height,time,bits,pool\n" + "".join(f"{i},{600 * i},1d00ffff,unknown\n" for i in range(1, 9)))
    done = run(path)
    check(done.returncode == 0 and b"open" in done.stdout, "no label at all is an answer")
    check(run(path, "--every", "1d").returncode == 2, "no whole window")


def wrong_calls_show_the_usage():
    calls = [[], [CHINA, CHINA], [CHINA, "--json", "--svg", "x.svg"], [CHINA, "--json", "--json"]]
    for option, values in {"--every": ["0", "week", "", "-1d", "1.5d"], "--threshold": ["0", "1", "half", "nan"],
                           "--level": ["0", "1", "95"], "--svg": ["", "--json"], "--colour": ["red"]}.items():
        calls += [[CHINA, option, value] for value in values] + [[CHINA, option]]
    for call in calls:
        done = run(*call)
        check(done.returncode == 2 and not done.stdout and b"usage: concentration BLOCKS.csv" in done.stderr,
              f"wrong call {call}")
    check(run("--help").stdout.startswith(b"usage:") and run("--help").returncode == 0, "--help")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, CHINA], stdout=full, stderr=subprocess.PIPE)
        check(done.returncode == 1 and done.stderr, "a full disk is reported")


def main():
    for test in (months_follow_from_the_blocks, places_follow_from_the_blocks, options_change_what_they_say,
                 the_tables_say_what_is_so, wrong_calls_show_the_usage):
        test()
    for test in (the_chart_shows_the_windows, bad_files_are_refused_with_their_line):
        with tempfile.TemporaryDirectory() as folder:
            test(folder)
    finish()


if __name__ == "__main__":
    main()
