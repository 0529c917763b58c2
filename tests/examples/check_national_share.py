"""Tests of the program national_share: its numbers, its words, its picture, its refusals.

usage: check_national_share.py PROGRAM DATA   (DATA: the folder tests/data)

Prints what failed and ends with status 1. Expected numbers come from the definitions, worked out here.
"""
import csv
import math
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.dont_write_bytecode = True  # the tree may not be ours to write to

from checking import KAZAKHSTAN, PROGRAM, InputFile, check, finish, mutants, near, report, run, survives

MIX = {"foundryusa": {"United States": 0.9, "Canada": 0.1},
       "antpool": {"China": 0.4, "Kazakhstan": 0.25, "Russia": 0.35},
       "viabtc": {"Kazakhstan": 0.2, "China": 0.8}, "poolin": {"United States": 0.3, "Kazakhstan": 0.3, "China": 0.4}}


def rows_of(mix):
    return "pool,country,part\n" + "".join(f"{p},{c},{x!r}\n" for p, parts in mix.items() for c, x in parts.items())


class Files(InputFile):
    def __init__(self, folder):
        super().__init__(folder, "mix.csv")

    def write(self, content):
        return ["--mix", super().write(content)]

    def refused(self, content, line, words, *extra):
        done = run(KAZAKHSTAN, *self.write(content), *extra)
        self.refusal(done, line, words)
        check(not done.stdout, f"{words!r}: nothing is printed")


def blocks(start=0, stop=1 << 60):
    """Blocks by pool; the first and the last of the record open and close the watch. And all of them."""
    by_pool, times, latest = {}, [], 0
    with open(KAZAKHSTAN, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            latest = max(latest, int(row["time"]))
            times.append((latest, row["pool"]))
    for time, pool in times[1:-1]:
        if start <= time < stop:
            by_pool[pool] = by_pool.get(pool, 0) + 1
    return by_pool, sum(by_pool.values())


def below(x, a, b):
    """P(Beta(a, b) < x) by Simpson's rule."""
    steps, log = 20000, math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    def density(t):
        return math.exp(log + (a - 1) * math.log(t) + (b - 1) * math.log1p(-t)) if 0 < t < 1 else 0.0

    width = x / steps
    return width / 3 * math.fsum(density(i * width) * (1 if i in (0, steps) else 4 if i % 2 else 2)
                                 for i in range(steps + 1))


# ---- numbers ----

def shares_follow_from_blocks_and_mix(files):
    by_pool, everything = blocks()
    seen = sum(by_pool[p] for p in MIX)
    r = report(KAZAKHSTAN, *files.write(rows_of(MIX)), "--gamma", "3")
    check((r["blocks"], r["seen"]) == (everything, seen) and r["unlocated"] == 0, "blocks")
    cover = seen / everything
    near(r["coverage"], cover, 1e-15, "coverage")
    least, most = r["coverage_range"]["lower"], r["coverage_range"]["upper"]
    near(below(least, seen, everything - seen + 1), 0.025, 1e-9, "Clopper and Pearson's lower end of coverage")
    near(below(most, seen + 1, everything - seen), 0.975, 1e-9, "Clopper and Pearson's upper end of coverage")
    check([k["seen"]["estimate"] for k in r["countries"]] == sorted((k["seen"]["estimate"] for k in r["countries"]),
                                                                    reverse=True), "largest first")
    for k in r["countries"]:
        share = sum(by_pool[p] / seen * parts.get(k["country"], 0) for p, parts in MIX.items())
        near(k["seen"]["estimate"], share, 1e-14, k["country"])
        variance = sum(by_pool[p] / seen * (parts.get(k["country"], 0) - share) ** 2 for p, parts in MIX.items())
        near(k["std_error"], math.sqrt(variance / seen), 1e-14, f"error of {k['country']}")
        low, high = k["seen"]["lower"], k["seen"]["upper"]
        check(low < share < high, "the share lies in its range")
        near(k["any"]["lower"], least * low, 1e-12, "bound by coverage")
        near(k["any"]["upper"], least * high + 1 - least, 1e-12, "bound by coverage")
        near(k["alike"]["lower"], least * low + (1 - least) * low / (low + 3 * (1 - low)), 1e-12, "bound by odds")
        near(k["alike"]["upper"], least * high + (1 - least) * 3 * high / (1 - high + 3 * high), 1e-12, "by odds")
    total = sum(k["hashrate"]["estimate"] for k in r["countries"])
    near(sum(k["seen"]["estimate"] for k in r["countries"]), 1, 1e-12, "shares sum to one")
    near(total / 1e18, 186, 3, "hashrates sum to that of the network, 186 EH/s in that winter")


def whole_pools_in_one_country_are_a_binomial(files):
    by_pool, _ = blocks()
    r = report(KAZAKHSTAN, *files.write("pool,country,part\nfoundryusa,here,1\nantpool,there,1\n"))
    k, n = by_pool["foundryusa"], by_pool["foundryusa"] + by_pool["antpool"]
    here = next(c for c in r["countries"] if c["country"] == "here")["seen"]
    near(here["estimate"], k / n, 1e-15, "k of n")
    near(below(here["lower"], k + 0.5, n - k + 0.5), 0.025, 1e-9, "Jeffreys' lower end")
    near(below(here["upper"], k + 0.5, n - k + 0.5), 0.975, 1e-9, "Jeffreys' upper end")


def options_change_what_they_say(files):
    mix = files.write(rows_of(MIX))
    part = report(KAZAKHSTAN, *mix, "--from", "2022-01-05T11:00Z", "--until", "2022-01-11T02:15Z")
    check(part["blocks"] == blocks(1641380400, 1641867300)[1] == 802 and part["seconds"] == 486900, "a stretch")
    one, many = (report(KAZAKHSTAN, *mix, "--gamma", g)["countries"][0] for g in ("1", "1000000"))
    near(one["alike"]["upper"], one["seen"]["upper"], 1e-12, "gamma 1 is a random sample")
    near(many["alike"]["upper"], many["any"]["upper"], 1e-5, "any gamma is coverage alone")
    wide = report(KAZAKHSTAN, *mix, "--level", "0.999")["countries"][0]["seen"]
    check(wide["lower"] < one["seen"]["lower"] and one["seen"]["upper"] < wide["upper"], "a higher level is wider")
    double = {p: {c: 2 * x for c, x in parts.items()} for p, parts in MIX.items()}
    same = report(KAZAKHSTAN, *files.write(rows_of(double)), "--normalise")
    near(same["countries"][0]["seen"]["lower"], one["seen"]["lower"], 1e-12, "normalised")
    half = {p: {c: x / 2 for c, x in parts.items()} for p, parts in MIX.items()}
    rest = report(KAZAKHSTAN, *files.write(rows_of(half)), "--rest")
    near(rest["unlocated"], 0.5, 1e-12, "half is in no known country")
    near(rest["countries"][0]["seen"]["estimate"], one["seen"]["estimate"] / 2, 1e-12, "half a share")
    check(rest["countries"][0]["any"]["upper"] > many["any"]["upper"], "which leaves more open")


# ---- words and picture ----

def the_table_says_what_is_so(files):
    mix = files.write(rows_of({**MIX, "nobody": {"Iran": 1}}))
    text, r = run(KAZAKHSTAN, *mix).stdout.decode(), report(KAZAKHSTAN, *mix)
    check("1 pool of the mix has no block in this stretch." in " ".join(text.split()), "a silent pool is named")
    for k in r["countries"]:
        line = next(x for x in text.split("\n") if x.startswith(f"  {k['country'][:16]}"))
        shown = re.findall(r"\d+\.\d+", line)
        values = [k["seen"]["estimate"], k["seen"]["lower"], k["seen"]["upper"], k["alike"]["lower"],
                  k["alike"]["upper"], k["any"]["lower"], k["any"]["upper"]]
        check(shown[:7] == [f"{100 * v:.1f}" for v in values], f"row of {k['country']}: {line}")
    check(max(map(len, text.split("\n"))) <= 100, "at most 100 columns")


def the_chart_shows_the_bounds(files):
    mix, svg = files.write(rows_of(MIX)), os.path.join(files.folder, "chart.svg")
    done = run(KAZAKHSTAN, *mix, "--svg", svg)
    check(done.returncode == 0 and not done.stdout, "a chart alone")
    root, countries = xml.parse(svg).getroot(), report(KAZAKHSTAN, *mix)["countries"]
    name, spans = "{http://www.w3.org/2000/svg}", {}
    for kind in ("any", "alike", "luck"):
        spans[kind] = [(float(e.get("x")), float(e.get("x")) + float(e.get("width")))
                       for e in root.iter(name + "rect") if e.get("class") == kind]
        check(len(spans[kind]) == len(countries), f"a bar {kind} for each country")
    per = (spans["any"][0][1] - spans["any"][0][0]) / (countries[0]["any"]["upper"] - countries[0]["any"]["lower"])
    for k, (low, high) in zip(countries, spans["alike"]):
        near(high - low, per * (k["alike"]["upper"] - k["alike"]["lower"]), 0.3, f"bar of {k['country']}")
    check([e.text for e in root.iter(name + "text")].count("Kazakhstan") == 1, "names")
    before = open(files.path, "rb").read()
    check(run(KAZAKHSTAN, *mix, "--svg", files.path).returncode == 2 and open(files.path, "rb").read() == before,
          "the mix is not overwritten")
    check(run(KAZAKHSTAN, *mix, "--svg", os.path.join(files.folder, "no", "x.svg")).returncode == 1, "no such folder")


# ---- calls and files ----

def bad_mixes_are_refused(files):
    good = "pool,country,part\nfoundryusa,here,1\n"
    files.refused("", 1, "the file is empty")
    files.refused("pool,country,part\n", 1, "no part follows")
    files.refused("pool,country\na,b\n", 1, "no column named 'part'; the first line must name pool,country,part")
    for row, words in [("antpool,here,-1", "part must be"), ("antpool,here,nan", "part must be"),
                       ("antpool,here,", "part must be"), ("antpool,here," + "1" * 500, "part must be"),
                       ("foundryusa,here,0", "earlier line"), (",here,1", "pool must have a name"),
                       ("unknown,here,1", "pool must have a name"), ("antpool,,1", "country must have a name"),
                       ("antpool,here", "2 fields")]:
        files.refused(good + row + "\n", 3, words)
    files.refused((good + "antpool,@,1\n").encode().replace(b"@", b"\xff"), 3, "country is not UTF-8")
    files.refused(good + "antpool,here,0.4\n", 3, "the parts of antpool sum to 0.4, not to 1")
    files.refused(good + "antpool,here,1.4\n", 3, "the parts of antpool sum to 1.4, not to 1", "--rest")
    files.refused(good + "antpool,here,0\n", 3, "the parts of antpool sum to 0, not to 1", "--normalise")
    done = run(KAZAKHSTAN, *files.write("pool,country,part\nnobody,here,1\n"))
    check(done.returncode == 2 and b"no pool of the mix has a block" in done.stderr, "no pool seen at all")
    done = run(KAZAKHSTAN, "--mix", files.path + ".none")
    check(done.returncode == 2 and b"cannot be opened" in done.stderr, "no such file")
    mix = files.write(rows_of(MIX))
    for start, until in [("100", "1641380400"), ("1641380400", "2641380400")]:
        done = run(KAZAKHSTAN, *mix, "--from", start, "--until", until)
        check(done.returncode == 2 and b"must lie inside" in done.stderr, "beyond the record")


def nothing_breaks_it(files):
    ask = lambda mutant: run(KAZAKHSTAN, *files.write(mutant), "--json")
    survives(mutants(rows_of(MIX).encode(), 20220105, b'0123456789,"\r\n-.e', 100), ask)


def wrong_calls_show_the_usage(files):
    mix = files.write(rows_of(MIX))
    calls = [[], [KAZAKHSTAN], mix, [KAZAKHSTAN, *mix, "--from", "1641380400"],
             [KAZAKHSTAN, *mix, "--from", "2", "--until", "1"], [KAZAKHSTAN, *mix, "--json", "--svg", "x.svg"]]
    for option, values in {"--gamma": ["0.9", "nan", "2e6", ""], "--level": ["0", "1", "95"], "--svg": ["", "--json"],
                           "--from": ["x"], "--colour": ["red"]}.items():
        calls += [[KAZAKHSTAN, *mix, option, value] for value in values] + [[KAZAKHSTAN, *mix, option]]
    for call in calls:
        done = run(*call)
        check(done.returncode == 2 and not done.stdout and b"usage: national_share BLOCKS.csv" in done.stderr,
              f"wrong call {call}")
    check(run("--help").stdout.startswith(b"usage:") and run("--help").returncode == 0, "--help")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, KAZAKHSTAN, *mix], stdout=full, stderr=subprocess.PIPE)
        check(done.returncode == 1 and done.stderr, "a full disk is reported")


def main():
    for test in (shares_follow_from_blocks_and_mix, whole_pools_in_one_country_are_a_binomial,
                 options_change_what_they_say, the_table_says_what_is_so, the_chart_shows_the_bounds,
                 bad_mixes_are_refused, nothing_breaks_it, wrong_calls_show_the_usage):
        with tempfile.TemporaryDirectory() as folder:
            test(Files(folder))
    finish()


if __name__ == "__main__":
    main()
