#!/usr/bin/env python3
"""Blocks, exposures and exact falls of the known events: python3 falls.py CHINA.csv KAZAKHSTAN.csv > falls.csv

Counts as days.py does. The ends are Clopper and Pearson's for the binomial law of the event's count given both, from
SciPy's beta quantiles; mid-P ends are roots of SciPy's binomial tails.
"""
import calendar
import sys
import time
from fractions import Fraction

from scipy.optimize import brentq
from scipy.stats import beta, binom

import days

WEEK = 7 * 86400


def seconds(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M"))


def count(blocks, start, end):
    found, exposure = 0, Fraction(0)
    latest = blocks[0][0]
    for at, bits in blocks[1:]:
        begin, latest = latest, max(latest, at)
        found += start <= latest < end
        inside = min(latest, end) - max(begin, start)
        if inside > 0:
            exposure += Fraction(inside, days.work_of(bits))
    return found, exposure


def exact(n1, n2, odds):
    low, high = beta.ppf(0.025, n1, n2 + 1), beta.isf(0.025, n1 + 1, n2)
    return 1 - high / (1 - high) / odds, 1 - low / (1 - low) / odds


def midp(n1, n2, odds):
    n = n1 + n2

    def upper(p):
        return binom.cdf(n1 - 1, n, p) + binom.pmf(n1, n, p) / 2 - 0.025

    def lower(p):
        return binom.sf(n1, n, p) + binom.pmf(n1, n, p) / 2 - 0.025

    low = brentq(lower, 1e-9, n1 / n, xtol=1e-15)
    high = brentq(upper, n1 / n, 1 - 1e-9, xtol=1e-15)
    return 1 - high / (1 - high) / odds, 1 - low / (1 - low) / odds


def row(name, event, baseline):
    (n1, e1), (n2, e2) = event, baseline
    odds = float(e1 / e2)
    fall = 1 - Fraction(n1) / e1 / (Fraction(n2) / e2)
    less, more = binom.cdf(n1, n1 + n2, odds / (1 + odds)), binom.sf(n1 - 1, n1 + n2, odds / (1 + odds))
    numbers = [float(fall), *exact(n1, n2, odds), *midp(n1, n2, odds), min(1, 2 * min(less, more)), less]
    print(name, n1, repr(float(e1)), n2, repr(float(e2)), *[repr(float(x)) for x in numbers], sep=",")


def main():
    china, kazakhstan = (days.read([name]) for name in sys.argv[1:])
    start, end = seconds("2022-01-05T11:00"), seconds("2022-01-11T02:15")
    during = count(kazakhstan, start, end)
    before = count(kazakhstan, start - WEEK, start)
    after = count(kazakhstan, end, end + WEEK)
    both = (before[0] + after[0], before[1] + after[1])
    print("# Source: falls.py (it says how) over china-2021.csv and kazakhstan-2022.csv; SciPy", end=" ")
    print("1.10, good to 1e-11.")
    print("name,event_blocks,event_exposure,base_blocks,base_exposure,estimate,lower,upper,midp_lower,midp_upper,p,luck_p")
    row("against_7d_before", during, before)
    row("against_7d_after", during, after)
    row("against_both", during, both)
    row("7d_after_against_it", after, during)
    row("first_24h", count(kazakhstan, start, start + 86400), count(kazakhstan, start - 86400, start))
    row(
        "china",
        count(china, seconds("2021-06-24T00:00"), seconds("2021-07-08T00:00")),
        count(china, seconds("2021-05-01T00:00"), seconds("2021-05-15T00:00")),
    )


if __name__ == "__main__":
    main()
