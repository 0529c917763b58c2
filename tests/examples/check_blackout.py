"""Tests of the program blackout: its numbers, its words, its refusals, and that nothing breaks it.

usage: check_blackout.py PROGRAM DATA   (DATA: the folder tests/data)

Prints what failed and ends with status 1. Expected numbers come from published figures, from arithmetic on
the blocks written out here, or from the other outputs of the program; never from an earlier run of it.
"""
import csv
import filecmp
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # the tree may not be ours to write to

from blackout_files import test_files
from blackout_words import texts, words_follow_the_figures
from checking import (CHINA, DAY, EVENT, FROM, HERE, KAZAKHSTAN, PROGRAM, UNTIL, check, finish, near, report,
                      run)

# ---- numbers ----

def work(bits):
    return 2**256 // (((bits & 0x7FFFFF) << 8 * ((bits >> 24) - 3)) + 1)


def load(path):
    """Times, made to increase by their running maximum, and works."""
    times, works, latest = [], [], 0
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            latest = max(latest, int(row["time"]))
            times.append(latest)
            works.append(work(int(row["bits"], 16)))
    return times, works


def hashrate(record, start, stop):
    """Blocks in [start, stop) over the seconds per hash in it, straight from the definition."""
    times, works = record
    blocks, exposure = 0, 0.0
    for i in range(1, len(times)):
        a, b = max(times[i - 1], start), min(times[i], stop)
        exposure += max(0, b - a) / works[i]
        blocks += start <= times[i] < stop
    return blocks, blocks / exposure


def kazakhstan_as_published():
    r = report(KAZAKHSTAN, *EVENT)
    rate, fall = r["hashrate"], r["fall"]
    check(rate["during"]["blocks"] == 802, "802 blocks during the blackout")
    near(rate["during"]["estimate"] / 1e18, 172.06, 0.005, "EH/s during the blackout")
    for name, low, middle, high in [("before", -0.0576, 0.036, 0.1224), ("after", 0.050, 0.133, 0.208)]:
        near(fall[name]["estimate"], middle, 5e-4, f"fall against {name}")
        near(fall[name]["lower"], low, 5e-4, f"its lower end")
        near(fall[name]["upper"], high, 5e-4, f"its upper end")
    # The 7 days after against the blackout, the other way round: +15.3 % [+5.24, +26.32].
    for end, percent in [("estimate", 15.3), ("lower", 5.24), ("upper", 26.32)]:
        near(100 * (1 / (1 - fall["after"][end]) - 1), percent, 0.05, f"rise afterwards, {end}")
    check(r["blocks"] == 9324 and r["level"] == 0.95, "blocks and level")


def china_as_published():
    # -48.8 % [-52.0, -45.3], 2021-06-24..07-07 against 05-01..05-14: here as after against before.
    r = report(CHINA, "--from", "2021-05-15T00:00Z", "--until", "2021-06-24T00:00Z", "--before", "14d",
               "--after", "14d")
    rate = r["hashrate"]
    near(1 - rate["after"]["estimate"] / rate["before"]["estimate"], 0.488, 5e-4, "fall in China")
    check(rate["after"]["blocks"] == 1453, "blocks in China after the ban")
    check(rate["before"]["seconds"] == 14 * DAY - 1612, "the record begins 1612 s into 1 May")


def luck(depth, expected, windows):
    """Chance that counts of an unchanging network fall this deep: the running maximum, step by step."""
    top = int(expected + 15 * math.sqrt(expected))
    chance = [math.exp(c * math.log(expected) - expected - math.lgamma(c + 1)) for c in range(top)]
    maximum, deep = chance[:], 0.0
    for _ in range(windows - 1):
        after = [0.0] * top
        for m in range(top):
            for c in range(top):
                if c >= m:
                    after[c] += maximum[m] * chance[c]
                elif (m - c) / m >= depth:
                    deep += maximum[m] * chance[c]
                else:
                    after[m] += maximum[m] * chance[c]
        maximum = after
    return deep


def falls_of(rates):
    """(peak, onset, trough, recovery or None) of every fall, straight from the definition."""
    out, peak, at = [], 0, 1
    while at < len(rates):
        if rates[at] >= rates[peak]:
            peak, at = at, at + 1
            continue
        back = next((i for i in range(at, len(rates)) if rates[i] >= rates[peak]), len(rates))
        out.append((peak, at, rates.index(min(rates[at:back]), at), back if back < len(rates) else None))
        peak, at = back, back + 1
    return out


def episodes_follow(episodes, rates, begin, outside):
    expected = falls_of(rates)
    check(len(episodes) == len(expected) > 1, "as many falls")
    for e, (peak, onset, trough, back) in zip(episodes, expected):
        times = [None if i is None else begin + i * DAY for i in (peak, onset, trough, back)]
        check([e["peak"], e["onset"], e["trough"], e["recovery"]] == times, f"times of the fall from {peak}")
        near(e["depth"], 1 - rates[trough] / rates[peak], 1e-12, "its depth")
        span = (len(rates) - 1 if back is None else back) - peak + 1
        near(e["noise_p"], luck(e["depth"] * (1 - 1e-12), outside, span), 1e-9, "its chance by luck")


def figures_follow_from_the_blocks():
    record = load(KAZAKHSTAN)
    r = report(KAZAKHSTAN, *EVENT)
    begin, end = FROM - 7 * DAY, UNTIL + 7 * DAY
    for name, start, stop in [("before", begin, FROM), ("during", FROM, UNTIL), ("after", UNTIL, end)]:
        blocks, rate = hashrate(record, start, stop)
        check(r["hashrate"][name]["blocks"] == blocks, f"blocks {name}")
        near(r["hashrate"][name]["estimate"] / rate, 1, 1e-12, f"hashrate {name}")
        check(r["hashrate"][name]["seconds"] == stop - start, f"seconds {name}")
    rates = [hashrate(record, t, t + DAY)[1] for t in range(begin, end - DAY + 1, DAY)]
    depths = [1 - x / max(rates[: i + 1]) for i, x in enumerate(rates)]
    trough = depths.index(max(depths))
    peak = rates.index(max(rates[:trough]))
    back = next((i for i in range(trough, len(rates)) if rates[i] >= rates[peak]), None)
    d = r["drawdown"]
    near(d["depth"], depths[trough], 1e-12, "drawdown")
    check((d["peak"], d["trough"], d["recovery"]) == tuple(begin + i * DAY for i in (peak, trough, back)),
          "its times")
    outside = (r["hashrate"]["before"]["blocks"] + r["hashrate"]["after"]["blocks"]) / 14
    near(d["noise_p"], luck(d["depth"] * (1 - 1e-12), outside, len(rates)), 1e-9, "chance of it by luck")
    episodes_follow(d["episodes"], rates, begin, outside)
    level = 0.95 * r["hashrate"]["before"]["estimate"]
    starts = range(FROM, end - DAY + 1, DAY)
    inside = [hashrate(record, t, t + DAY)[1] for t in starts]
    onset = next(i for i, x in enumerate(inside) if x < level)
    again = next(i for i in range(onset, len(inside) - 1) if inside[i] >= level and inside[i + 1] >= level)
    check(r["recovery"]["seconds"] == (again - onset) * DAY and r["recovery"]["open"] is False, "recovery")
    lost = sum(level / 0.95 - x for x in inside[onset:again]) * DAY
    near(r["recovery"]["work_lost"] / lost, 1, 1e-9, "work lost")


def parts_agree():
    r = report(KAZAKHSTAN, *EVENT, "--dark", "0.8:1", "--published", "0.181")
    trend, share, rate = r["fall"]["trend"], r["share"], r["hashrate"]
    near(share["estimate"], trend["estimate"] / 0.9, 1e-15, "share, middle")
    near(share["lower"], min(trend["lower"] / 0.8, trend["lower"]), 1e-15, "share, least corner")
    near(share["upper"], trend["upper"] / 0.8, 1e-15, "share, greatest corner")
    check(share["published"] == 0.181, "published share")
    for name in ("before", "during"):
        check(sum(p[name] for p in r["pools"]) + r["unknown"][name] == rate[name]["blocks"],
              f"pools {name} add up")
    check("unknown" not in [p["pool"] for p in r["pools"]], "unknown is no pool")
    ratio = {n: rate[n]["blocks"] / rate[n]["estimate"] for n in ("before", "during")}
    for p in r["pools"]:
        if p["before"]:
            near(p["fall"], 1 - p["during"] * ratio["before"] / (p["before"] * ratio["during"]), 1e-12,
                 p["pool"])
        check((p["lower"] is None) == (p["before"] == 0), f"{p['pool']}: unbounded without a block before")
    falls = [p["fall"] for p in r["pools"] if p["before"]]
    near(r["pools_mean"]["plain"], sum(falls) / len(falls), 1e-12, "plain mean of the pools")
    weights = sum(p["before"] for p in r["pools"])
    known = 1 - sum(p["during"] for p in r["pools"]) * ratio["before"] / (weights * ratio["during"])
    near(r["pools_mean"]["weighted"], known, 1e-12, "weighted mean of the pools")
    check(0 < r["detectable"]["fall"] < 1 and r["detectable"]["power"] == 0.8, "detectable")
    check(report(KAZAKHSTAN, "--from", str(FROM), "--until", str(UNTIL), "--published", "0.181", "--dark",
                 "0.8:1") == r,
          "Unix seconds are the same as dates")
    wide = report(KAZAKHSTAN, *EVENT, "--level", "0.99")["fall"]["trend"]
    check(wide["lower"] < trend["lower"] and trend["upper"] < wide["upper"], "a higher level is wider")
    check(wide["p"] == trend["p"], "and leaves p alone")


def the_deepest_falls_are_listed():
    call = [CHINA, "--from", "2021-10-01T00:00Z", "--until", "2021-10-10T00:00Z", "--before", "60d", "--after", "60d",
            "--window", "3h"]
    falls = report(*call)["drawdown"]["episodes"]
    text = run(*call).stdout.decode()
    shown = [float(x) for x in re.findall(r"^ +(\d+\.\d) %   20", text, re.M)]
    limit = sorted((f["depth"] for f in falls), reverse=True)[11]
    check(len(falls) > 12 and shown == [round(100 * f["depth"], 1) for f in falls if f["depth"] >= limit],
          f"the 12 deepest, in order of time: {shown}")
    check(f"These are the 12 deepest of {len(falls)} falls" in text, "and it says so")


def grown(r, start, stop, exposure):
    """Exposure of a baseline as if the network had had its size in the middle of the event throughout."""
    return exposure * math.exp(r["fall"]["growth"] * ((start + stop) / 2 - (FROM + UNTIL) / 2))


def a_published_share_is_held_against_the_blocks():
    for dark, share in (("1:1", 0.181), ("0.7:0.9", 0.132)):
        r = report(KAZAKHSTAN, *EVENT, "--published", str(share), "--dark", dark)
        rate = r["hashrate"]
        exposure = {k: rate[k]["blocks"] / rate[k]["estimate"] for k in rate}
        event = (1 - share * float(dark.split(":")[0])) * exposure["during"]
        before = grown(r, FROM - 7 * DAY, FROM, exposure["before"])
        chance = event / (event + before + grown(r, UNTIL, UNTIL + 7 * DAY, exposure["after"]))
        found = rate["during"]["blocks"]
        total = found + rate["before"]["blocks"] + rate["after"]["blocks"]
        tail = math.fsum(math.exp(math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1)
                                  + k * math.log(chance) + (total - k) * math.log1p(-chance))
                         for k in range(found, total + 1))
        near(r["share"]["published_p"] / tail, 1, 1e-8, f"chance of a fall as small if {share} went dark")
    # Cambridge's later figure is no stranger to the blocks, its earlier one is.
    check(r["share"]["published_bayes"] > 1 and r["share"]["published_p"] > 0.2, "13.2 % is compatible")
    r = report(KAZAKHSTAN, *EVENT, "--published", "0.181")["share"]
    check(r["published_bayes"] < 1 and r["published_p"] < 0.01, "18.1 % is not")
    check(report(KAZAKHSTAN, *EVENT)["share"]["published_p"] is None, "none given, nothing said")


def a_mix_turns_falls_of_pools_into_outages():
    plain = report(KAZAKHSTAN, *EVENT)
    rate = plain["hashrate"]
    exposure = {k: rate[k]["blocks"] / rate[k]["estimate"] for k in rate}
    ratio = grown(plain, FROM - 7 * DAY, FROM, exposure["before"]) / exposure["during"]
    pools = {p["pool"]: p for p in plain["pools"]}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "mix.csv")
        for bad, words in (("foundryusa,a,0.4\n", ":2: the parts of foundryusa sum to 0.4, not to 1"), ("nobody,a,1\n", "no pool of the mix")):
            with open(path, "w", encoding="utf-8") as file:
                file.write("pool,country,part\n" + bad)
            done = run(KAZAKHSTAN, *EVENT, "--mix", path)
            check(done.returncode == 2 and done.stderr.decode().startswith(path) and words in done.stderr.decode(),
                  f"refused: {bad}")
        with open(path, "w", encoding="utf-8") as file:
            file.write("pool,country,part\nfoundryusa,a,1\nbinancepool,b,1\npoolin,c,1\nluxor,C\u00f4te d'Ivoire et ses voisins,.5\nluxor,e,.5\n")
        r = report(KAZAKHSTAN, *EVENT, "--mix", path)
        words = run(KAZAKHSTAN, *EVENT, "--mix", path).stdout.decode()
    check({k: r[k] for k in plain} == plain, "the rest of the report stays")
    told = {k["country"]: k for k in r["countries"]}
    for pool, country in (("foundryusa", "a"), ("binancepool", "b"), ("poolin", "c")):
        fall = 1 - pools[pool]["during"] * ratio / pools[pool]["before"]
        near(told[country]["dark"], max(0, fall), 1e-9, f"a pool all in one country falls as that does: {pool}")
        share = pools[pool]["before"] / rate["before"]["blocks"]
        near(told[country]["share"], share, 1e-12, "share by the mix")
        near(told[country]["loss"], share * max(0, fall), 1e-9, "what it lost")
        check(told[country]["dark_lower"] <= told[country]["dark"] <= told[country]["dark_upper"], "a range")
    check(not told["e"]["identified"] and told["e"]["dark"] is None, "two countries of one pool are not told apart")
    check("  C\u00f4te d'Ivoire et s " in words, "a long name is cut between characters")
    check("COUNTRIES" in words and "cannot tell that country from others" in " ".join(words.split()), "words")
    check(max(map(len, words.split("\n"))) <= 100, "at most 100 columns")


def what_is_open_or_undefined_is_null():
    r = report(KAZAKHSTAN, *EVENT, "--after", "0")
    check(r["share"]["published"] is None and r["hashrate"]["after"]["estimate"] is None,
          "nothing published or after")
    check(set(r["fall"]["after"].values()) == {None}, "no fall against nothing")
    check(r["fall"]["both"]["estimate"] == r["fall"]["before"]["estimate"], "both is before then")
    check(r["recovery"]["open"] is True and r["recovery"]["seconds"] is None, "recovery is open at the end")
    r = report(CHINA, "--from", "2021-06-24T00:00Z", "--until", "2021-07-08T00:00Z", "--before", "20d")
    check(r["drawdown"]["recovery"] is None and r["drawdown"]["noise_p"] < 1e-3, "an open fall beyond luck")


# ---- words and picture ----

def the_blocks_are_not_overwritten():
    with tempfile.TemporaryDirectory() as folder:
        path, link = os.path.join(folder, "blocks.csv"), os.path.join(folder, "link.svg")
        shutil.copy(KAZAKHSTAN, path)
        os.symlink(path, link)
        for name in (path, link, os.path.join(folder, ".", "blocks.csv")):
            done = run(path, *EVENT, "--svg", name)
            check(done.returncode == 2 and b"overwrite" in done.stderr, f"refused: {name}")
        check(filecmp.cmp(path, KAZAKHSTAN, shallow=False), "the blocks are whole")

def the_report_reads_as_shown():
    path = os.path.join(HERE, "blackout_kazakhstan.txt")
    done = run(KAZAKHSTAN, *EVENT, "--published", "0.1810")
    with open(path, "rb") as file:
        check(done.stdout == file.read(), f"the report is that of {path}")
    for name, extra in [("short", ["--window", "10m", "--before", "1h", "--after", "1h"]),
                        ("cut", ["--before", "99d"]), ("many", ["--window", "1h"]),
                        ("one-sided", ["--after", "0"]), ("dark",
                                                          ["--dark", "0.00001:1", "--published", "1"])]:
        text = run(KAZAKHSTAN, *EVENT, *extra).stdout.decode()
        check(text and max(map(len, text.split("\n"))) <= 100, f"{name}: at most 100 columns")
        check(not re.search(r"\b(nan|inf)\b| \.", text.replace(" .. ", "")),
              f"{name}: no nan, no stray blanks")


def readme_shows_what_is_here():
    def content(*path):
        with open(os.path.join(HERE, *path), encoding="utf-8") as file:
            return file.read()

    readme = content("..", "..", "README.md")
    shown = content("blackout_kazakhstan.txt").split("\nPOOLS")[0]
    check("```\n" + shown + "```\n" in readme, "README shows blackout_kazakhstan.txt up to the pools")
    check("```c\n" + content("fall.c") + "```\n" in readme, "README shows fall.c")
    check(readme.count("\n") <= 150, "README has at most 150 lines")
    fall = os.path.join(os.path.dirname(PROGRAM), "fall")
    if os.path.exists(fall):
        printed = subprocess.run([fall], capture_output=True, timeout=60).stdout.decode().strip()
        check(printed and f"It prints `{printed}`" in readme, f"README tells what fall.c prints: {printed}")


def the_chart_says_what_is_shown():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "chart.svg")
        done = run(KAZAKHSTAN, *EVENT, "--svg", path)
        check(done.returncode == 0 and not done.stdout and not done.stderr, "a chart alone")
        check(texts(path) == texts(os.path.join(HERE, "blackout_kazakhstan.svg")),
              "the chart says what README's does")
        for extra in (["--after", "0"], ["--window", "10m"],
                      ["--before", "21d", "--after", "34d", "--window", "19d"]):
            done = run(KAZAKHSTAN, *EVENT, "--svg", path, *extra)
            check(done.returncode == 0 and len(texts(path)) > 10, f"chart with {extra}")
            with open(path) as file:
                check(not re.search(r'"[^"]*\b(nan|inf)\b', file.read()), f"chart with {extra}: only numbers")
        check(run(KAZAKHSTAN, *EVENT, "--svg", os.path.join(folder, "no", "x.svg")).returncode == 1,
              "no such folder")


# ---- calls ----

def wrong_calls_show_the_usage():
    calls = [[], [KAZAKHSTAN], [KAZAKHSTAN, "--from", "0"], [*EVENT], [KAZAKHSTAN, KAZAKHSTAN, *EVENT],
             [KAZAKHSTAN, "--from", str(UNTIL), "--until", str(FROM)],
             [KAZAKHSTAN, "--from", str(FROM), "--until", str(FROM)]]
    wrong = {"--from": ["2022-02-30T00:00Z", "2022-01-05T24:00Z", "2022-01-05T11:00", "2022-01-05", "-1", "",
                        "1e9", "x"],
             "--before": ["0", "7w", "-1d", "d", "", "1.5d", "99999999999999999999d"],
             "--after": ["-1", "7 d"],
             "--window": ["0", "0d", "1y"],
             "--dark": ["1", "0.5:0.4", "0:1", "0.5:1.1", "nan:1", "0.5:", ":1", "0.5:1x"],
             "--published": ["13%", "1.01", "-0.1", "nan", "inf", "", "0x1"],
             "--level": ["0", "1", "95", "nan", "0.95 "],
             "--mix": ["", "--json"], "--svg": ["", "--json"], "--colour": ["red"]}
    for option, values in wrong.items():
        calls += [[KAZAKHSTAN, *(EVENT[2:] if option == "--from" else EVENT), option, value]
                  for value in values]
    calls += [[KAZAKHSTAN, *EVENT, option] for option in wrong]
    calls += [[KAZAKHSTAN, *EVENT, "--json", "--svg", "x.svg"], [KAZAKHSTAN, *EVENT, "--json", "--json"],
              [KAZAKHSTAN, *EVENT, "--level", "0.9", "--level", "0.9"]]
    for call in calls:
        done = run(*call)
        check(done.returncode == 2 and not done.stdout and b"usage: blackout BLOCKS.csv" in done.stderr,
              f"wrong call {call}")
    done = run("--help")
    check(done.returncode == 0 and done.stdout.startswith(b"usage:"), "--help")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w") as full:
            done = subprocess.run([PROGRAM, KAZAKHSTAN, *EVENT], stdout=full, stderr=subprocess.PIPE)
        check(done.returncode == 1 and done.stderr, "a full disk is reported")


def main():
    for test in (kazakhstan_as_published, china_as_published, figures_follow_from_the_blocks, parts_agree,
                 the_deepest_falls_are_listed,
                 a_published_share_is_held_against_the_blocks, a_mix_turns_falls_of_pools_into_outages,
                 what_is_open_or_undefined_is_null, the_report_reads_as_shown, readme_shows_what_is_here,
                 the_chart_says_what_is_shown, words_follow_the_figures, the_blocks_are_not_overwritten,
                 wrong_calls_show_the_usage):
        test()
    with tempfile.TemporaryDirectory() as folder:
        test_files(folder)
    finish()


if __name__ == "__main__":
    main()
