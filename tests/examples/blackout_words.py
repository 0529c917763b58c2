"""What the report says about its figures, for check_blackout.py: claims only where the figures bear them."""
import datetime
import math
import os
import re
import tempfile
import xml.etree.ElementTree as xml

from checking import CHINA, DAY, EVENT, FROM, KAZAKHSTAN, check, near, report, run


def texts(path):
    return [e.text for e in xml.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text")]


def sentences(*arguments):
    """The report with its lines joined."""
    done = run(*arguments)
    check(done.returncode == 0 and not done.stderr, f"{arguments}: {done.returncode}, {done.stderr[:200]}")
    return " ".join(done.stdout.decode().split())


def seconds_of(text):
    units = {"d": DAY, "h": 3600, "min": 60, "s": 1}
    size = sum(int(n) * units[u] for n, u in re.findall(r"(\d+) (d|h|min|s)\b", text))
    return -size if text.startswith("-") else size


def lost_work_comes_with_its_range():
    words = sentences(KAZAKHSTAN, *EVENT)
    time, low, high, luck_says = re.search(
        r"hashes, what the network before does in ([^(]*) \((.*?) \.\. ([^:)]*)(: it may be nothing)?\)",
        words).groups()
    # The fall from the onset to the recovery, the first 6 days, is the event's of a report on just those.
    stretch = report(KAZAKHSTAN, "--from", str(FROM), "--until", str(FROM + 6 * DAY))["fall"]["before"]
    for text, end in [(time, "estimate"), (low, "lower"), (high, "upper")]:
        near(seconds_of(text), stretch[end] * 6 * DAY, 120, f"work lost as time, {end}")
    check(luck_says and stretch["lower"] < 0, "it may be nothing")
    check("back for two windows in a row from 2022-01-11 11:00 UTC" in words and "to stay" not in words,
          "what the hold is")
    # Two counts of one network: n before over 7 windows, m in one; chance that 7 m <= 0.95 n.
    def cumulated(mean, top):
        total, out = 0.0, []
        for k in range(top):
            total += math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
            out.append(total)
        return out

    below, before = cumulated(148, 400), cumulated(1036, 1500)
    chance = sum((before[n] - before[n - 1]) * below[int(0.95 * n / 7)] for n in range(1, 1500))
    check(f"each window lies there with a chance of {100 * chance:.0f} %" in words, f"luck below: {chance}")
    fallen = sentences(CHINA, "--from", "2021-06-24T00:00Z", "--until", "2021-07-08T00:00Z", "--before",
                       "20d")
    check("Work lost so far" in fallen and "may be nothing" not in fallen, "a loss beyond luck")
    gained = sentences(KAZAKHSTAN, "--from", "2022-01-11T11:00Z", "--until", "2022-01-14T11:00Z", "--before",
                       "5d", "--window", "6h")
    check(re.search(r"Work gained until then: .* \(-.* \.\. .*: it may be nothing\)", gained), "work gained")


def no_fall_implies_no_share():
    call = [CHINA, "--from", "2021-05-15T00:00Z", "--until", "2021-06-24T00:00Z", "--before", "14d",
            "--after", "14d"]
    words = sentences(*call, "--published", ".44")
    check("There is no fall, so no share follows from it." in words and "implies a share" not in words
          and "lower bound" not in words and "miners" not in words, "no share without a fall")
    share = report(*call)["share"]
    check(f"its range leaves {100 * share['lower']:.1f} .. {100 * share['upper']:.1f} %. The published 44 % "
          "is above that range. Against" in words, "the range stays, and 44 % is outside")
    rise = [KAZAKHSTAN, "--from", "2022-01-15T00:00Z", "--until", "2022-01-17T00:00Z"]
    check(report(*rise)["fall"]["trend"]["upper"] > 0.01, "a rise within luck")
    check("The published" not in sentences(*rise, "--published", "0.01"), "0.01 inside: nothing to say")


def chance_of_scatter(dispersion, freedom):
    """Chance of a chi-square this high; freedom even, where it is a finite sum."""
    half = dispersion * freedom / 2
    return sum(math.exp(k * math.log(half) - half - math.lgamma(k + 1)) for k in range(freedom // 2))


def the_fit_is_judged_by_its_bins():
    said = []
    for path, start, until, span in [
            (CHINA, "2021-05-15", "2021-06-25", 14), (CHINA, "2021-05-20", "2021-06-20", 8),
            (CHINA, "2021-06-20", "2021-07-11", 10), (CHINA, "2021-06-01", "2021-06-12", 8),
            (CHINA, "2021-05-10", "2021-06-02", 9), (CHINA, "2021-06-15", "2021-07-06", 15),
            (KAZAKHSTAN, "2022-01-05", "2022-01-12", 10)]:
        words = sentences(path, "--from", start + "T00:00Z", "--until", until + "T00:00Z", "--before",
                          f"{span}d", "--after", f"{span}d")
        bins = (datetime.date.fromisoformat(until) - datetime.date.fromisoformat(start)).days + 2 * span
        dispersion = float(re.search(r"scatter around it (\S+) times", words).group(1))
        freedom = bins - 3
        check(freedom % 2 == 0, "even")
        low, high = (chance_of_scatter(dispersion + d, freedom) for d in (-0.05, 0.05))
        warned = "in less than 1 of 100 cases: the trend does not describe them" in words
        said.append(warned)
        # The report rounds the dispersion to two digits.
        check(not warned or high < 0.01, f"{start}: no warning within luck ({dispersion}, {freedom})")
        check(warned or low > 0.01, f"{start}: a warning beyond luck ({dispersion}, {freedom})")
    check(True in said and False in said, f"both cases seen: {said}")


def growth_is_claimed_only_beyond_luck():
    words = sentences(KAZAKHSTAN, *EVENT)
    check(re.search(r"Why the baselines differ: .* grew by 6\.5 % a week \(2\.0 \.\. 11\.3\)", words),
          "growth")
    words = sentences(KAZAKHSTAN, "--from", "2022-01-05T11:00Z", "--until", "2022-01-05T13:00Z", "--window",
                      "10m", "--before", "1h", "--after", "1h")
    check("Why the baselines" not in words and "cannot be told from none: the baselines may differ by luck "
          "alone" in words and re.search(r"(shrank|grew) by \S+ % in 4 h \(-", words), "growth within luck")
    words = sentences(KAZAKHSTAN, *EVENT, "--after", "0")
    check("baselines" not in words and "The trend fits" in words, "one baseline does not differ")


def words_fit_the_numbers():
    words = sentences(KAZAKHSTAN, *EVENT, "--published", "0")
    check("--before" not in words.split("SHARE")[1] and "To see the published" not in words, "published 0")
    check("half as strict as the verdict's two-sided one" in words and "a smaller one too, but less often"
          in words, "how strict, how often")
    words = sentences(KAZAKHSTAN, *EVENT, "--level", "0.999999999999")
    check("99.9999999999 % intervals" in words and "99.9999999999 of 100" in words, "a level next to 1")
    one = [KAZAKHSTAN, *EVENT, "--before", "21d", "--after", "34d", "--window", "60d"]
    words = sentences(*one).split("DRAWDOWN")[1].split("RECOVERY")[0]
    check(words.strip() == "There is only one whole window of 60 d, so nothing to fall from.", "one window")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "chart.svg")
        run(*one, "--svg", path)
        check(not any("constant network" in t for t in texts(path)), "one window: no noise in the chart")
    check("(two-sided p 0.060)" in sentences(KAZAKHSTAN, *EVENT, "--before", "14d", "--after",
                                              "14d"), "p has two digits")
    check("100.0 %" not in "".join(re.findall(r"chance of .*?[;.] ", words)), "no chance of 100.0 %")
    numbers = re.findall(r"-?\d[-+.e\d]*\.[-+e\d]+", run(KAZAKHSTAN, *EVENT, "--json").stdout.decode())
    check(numbers and all(len(n.lstrip("-")) <= max(len(repr(float(n)).lstrip("-")), 17) for n in numbers)
          and "0.94999" not in numbers, "JSON numbers are short")
    check('"level": 0.95,' in run(KAZAKHSTAN, *EVENT, "--json").stdout.decode(), "0.95 is written 0.95")


def words_follow_the_figures():
    for test in (lost_work_comes_with_its_range, no_fall_implies_no_share, the_fit_is_judged_by_its_bins,
                 growth_is_claimed_only_beyond_luck, words_fit_the_numbers):
        test()
