"""Sums and means in fractions: prints means.csv beside this file (python3 alone).

Each row is a series and one bucket [from, until). What is printed is the double next to the true value: a division
of whole numbers in Python rounds once. A sum beyond the largest double is inf.
"""
import random
from fractions import Fraction

HEAD = """# Sums and means of one bucket [from, until) by means.py, from fractions of whole numbers, rounded once to the double
# shown. `missing` lists the samples, counted from 0, whose value is not there. step: a value holds until the next
# sample, for `longest` seconds at most; line: two samples that are at most `longest` seconds apart are joined.
# A sum of inf lies beyond the largest double. What nothing is known of is nan."""


def nearest(value):
    try:
        return value.numerator / value.denominator
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def over_samples(samples, begin, end):
    inside = [Fraction(x) for t, x in samples if begin <= t < end]
    return (nearest(sum(inside)), nearest(sum(inside) / len(inside))) if inside else (float("nan"), float("nan"))


def steps(samples, longest):
    """(from, until, value at from, value at until) of everything that is known."""
    for i, (t, x) in enumerate(samples):
        until = t + longest
        if i + 1 < len(samples):
            until = min(until, samples[i + 1][0])
        yield t, until, Fraction(x), Fraction(x)


def lines(samples, longest):
    for (t, x), (u, y) in zip(samples, samples[1:]):
        if u - t <= longest:
            yield t, u, Fraction(x), Fraction(y)


def over_time(known, begin, end):
    integral, covered = Fraction(0), 0
    for t, u, x, y in known:
        a, b = max(t, begin), min(u, end)
        if a < b:
            slope = (y - x) / (u - t)
            integral += (b - a) * (x + slope * (Fraction(a + b, 2) - t))
            covered += b - a
    mean = nearest(integral / covered) if covered else float("nan")
    return mean, nearest(Fraction(covered, end - begin))


def value(kind, r):
    if kind == "alike":
        return r.uniform(1e20, 3e20)
    if kind == "signed":
        return r.gauss(0, 1)
    if kind == "whole":
        return float(r.randint(-9, 9))
    if kind == "unlike":
        return r.choice([-1, 1]) * r.uniform(1, 2) * 2.0 ** r.randint(-300, 300)
    if kind == "tiny":
        return r.choice([-1, 1]) * r.randint(0, 9) * 2.0 ** -1074
    if kind == "huge":
        return r.choice([-1, 1, 1]) * r.uniform(0.5, 1) * 1.7976931348623157e308
    return r.choice([1e16, -1e16, 1.0, 3.0, 2.0 ** -40])  # cancelling


def row(kind, gap, r):
    n = r.randint(1, 12)
    time = r.randint(-3 * gap, 3 * gap)
    times = []
    for _ in range(n):
        time += r.randint(1, gap)
        times.append(time)
    values = [value(kind, r) for _ in range(n)]
    missing = [i for i in range(n) if r.random() < 0.1]
    begin = r.randint(times[0] - gap, times[-1] + gap)
    if r.random() < 0.3:
        begin = r.choice(times)
    end = begin + r.randint(1, gap * r.choice([1, 3, 8]))
    if gap > 2 ** 25 and r.random() < 0.5:
        end = begin + r.randint(1, 2 ** 24)  # short, within a long line
    longest = r.choice([gap, gap // 2, 2 * gap, 20 * gap])
    samples = [(t, x) for i, (t, x) in enumerate(zip(times, values)) if i not in missing]
    cells = [kind, " ".join(map(str, times)), " ".join(x.hex() for x in values), " ".join(map(str, missing)),
             str(begin), str(end), str(longest)]
    numbers = over_samples(samples, begin, end) + over_time(steps(samples, longest), begin, end) + over_time(
        lines(samples, longest), begin, end)
    return ",".join(cells + [(x + 0.0).hex() for x in numbers])


def main():
    r = random.Random(20220105)
    print(HEAD)
    print("kind,times,values,missing,from,until,longest,sum,mean,step_mean,step_coverage,line_mean,line_coverage")
    for kind in ("alike", "signed", "whole", "unlike", "tiny", "huge", "cancelling"):
        for gap in (2, 60, 3600, 40000000, 2 ** 40, 2 ** 57):
            for _ in range(8):
                print(row(kind, gap, r))


main()
