"""Noise floor in 60 digits: prints noise.csv and noise_quantile.csv beside this file (python3, mpmath).

The chain of the header, state by state and count by count: nothing is summed in advance and nothing left out but
counts with less than 1e-70 of probability. Takes some minutes.
"""
import os
from fractions import Fraction

import mpmath

mpmath.mp.dps = 60

ROWS = [  # expected, windows, depths
    (0.5, 2, [1.0]), (0.5, 10, [0.5, 1.0]), (3.0, 5, [0.25, 0.5, 0.75, 1.0]), (3.0, 60, [0.5, 0.9, 1.0]),
    (20.0, 2, [1e-9, 0.1, 0.5, 1.0]), (20.0, 100, [0.3, 0.5, 0.7, 0.9, 1.0]),
    (144.0, 2, [0.1, 0.5]), (144.0, 19, [54 / 180]), (144.0, 30, [0.2, 0.272, 0.35]),
    (144.0, 365, [0.3, 0.379, 0.5, 0.6, 0.7, 0.75]), (144.0, 2000, [0.35, 0.45]),
]
QUANTILES = [  # expected, windows, probabilities
    (0.5, 10, [0.001, 0.1, 0.9]), (3.0, 60, [0.01, 0.25, 0.5]), (20.0, 100, [1e-25, 1e-6, 0.05, 0.5, 0.95, 0.999999]),
    (144.0, 30, [0.05, 0.5, 0.95, 1 - 2 ** -53]), (144.0, 365, [0.05, 0.5, 0.95]),
]


def chances(expected):
    """Poisson probabilities of 0, 1, ... until they no longer matter."""
    mean = mpmath.mpf(expected)
    chance = [mpmath.exp(-mean)]
    while len(chance) < expected or chance[-1] > mpmath.mpf(10) ** -70:
        chance.append(chance[-1] * mean / len(chance))
    return chance


def is_deep(maximum, count, depth, strictly):
    quotient = (maximum - count) / maximum  # of two integers: correctly rounded, as in C
    return quotient > depth if strictly else quotient >= depth


def absorbed(expected, windows, depth, strictly=False):
    """P(maximum drawdown >= depth), or > depth."""
    chance = chances(expected)
    counts = range(len(chance))
    falls = [[c for c in range(m) if is_deep(m, c, depth, strictly)] for m in counts]
    leave = [mpmath.fsum(chance[c] for c in deep) for deep in falls]
    stay = [mpmath.fsum(chance[c] for c in range(len(deep), m)) for m, deep in enumerate(falls)]
    mass = list(chance)
    gone = mpmath.mpf(0)
    for _ in range(windows - 1):
        gone += mpmath.fsum(x * y for x, y in zip(mass, leave))
        after = []
        reached = mpmath.mpf(0)
        for m in counts:
            reached += mass[m]
            after.append(mass[m] * stay[m] + reached * chance[m])
        mass = after
    return gone


def quantile(expected, windows, probability):
    """Smallest step with P(maximum drawdown <= step) >= probability, by bisection over the list of all steps."""
    most = len(chances(expected))
    steps = sorted({(m - c) / m for m in range(1, most) for c in range(m + 1)})
    low, high = 0, len(steps) - 1
    wanted = mpmath.mpf(Fraction(probability).numerator) / Fraction(probability).denominator
    while low < high:
        middle = (low + high) // 2
        if 1 - absorbed(expected, windows, steps[middle], strictly=True) >= wanted:
            high = middle
        else:
            low = middle + 1
    return steps[low]


def write(name, head, columns, rows):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), "w", encoding="ascii") as out:
        out.write(head + columns + "\n" + "".join(row + "\n" for row in rows))


def main():
    write("noise.csv",
          "# P(maximum drawdown of `windows` Poisson(expected) counts >= depth), by noise.py in 60 digits, rounded to\n"
          "# 20. 19 windows of 144 at 54/180: .1354 (a rule in (1 - depth) M gives .1336: wrong).\n",
          "depth,expected,windows,p",
          [f"{depth!r},{expected!r},{windows},{mpmath.nstr(absorbed(expected, windows, depth), 20)}"
           for expected, windows, depths in ROWS for depth in depths])
    write("noise_quantile.csv",
          "# Smallest step of the maximum drawdown that is not exceeded with this probability, by noise.py. Known\n"
          "# before: median 27.2 % over 30 windows of 144, 37.9 % over 365, there 33.9 % and 43.1 % at .05 and .95.\n",
          "probability,expected,windows,depth",
          [f"{p!r},{expected!r},{windows},{quantile(expected, windows, p)!r}"
           for expected, windows, probabilities in QUANTILES for p in probabilities])


if __name__ == "__main__":
    main()
