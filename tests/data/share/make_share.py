#!/usr/bin/env python3
"""Interval ends of k of n in arbitrary precision: make_share.py > ends.csv"""
import random

from mpmath import beta, binomial, erfinv, mp, mpf, nstr, sqrt

mp.dps = 40


def law(a, b, x):
    """The regularised incomplete beta function, by its series of positive terms from the nearer end."""
    if x > mpf(1) / 2:
        return 1 - law(b, a, 1 - x)
    term = total = mpf(1)
    j = 0
    while term > total * mpf(10)**-42:
        term *= x * (a + b + j) / (a + 1 + j)
        total += term
        j += 1
    return x**a * (1 - x)**b / (a * beta(a, b)) * total


def tail_at_least(k, n, p):
    """P(X >= k) of a binomial count."""
    return (law(k, n - k + 1, p) if k > 0 else mpf(1)) if k <= n else mpf(0)


def mass(k, n, p):
    return binomial(n, k) * p**k * (1 - p)**(n - k)


def root(f, low, high):
    """By halves, where f changes its sign."""
    rises = f(high) > 0
    while high - low > high * mpf(10)**-22:
        middle = (low + high) / 2
        low, high = (low, middle) if (f(middle) > 0) == rises else (middle, high)
    return high


def guess(k, n):
    """A bracket that holds every end."""
    s = 12 * sqrt(mpf(k + 30) * (n - k + 30) / (n + 60)) / n
    return max(mpf(k) / n - s, mpf(10)**-30), min(mpf(k) / n + s, 1 - mpf(10)**-30)


def ends(k, n, level):
    a = (1 - level) / 2
    low, high = guess(k, n)
    exact = [root(lambda p: tail_at_least(k, n, p) - a, low, high) if k > 0 else 0,
             root(lambda p: 1 - tail_at_least(k + 1, n, p) - a, low, high) if k < n else 1]
    mid = [root(lambda p: tail_at_least(k + 1, n, p) + mass(k, n, p) / 2 - a, low, high) if k > 0 else 0,
           root(lambda p: 1 - tail_at_least(k, n, p) + mass(k, n, p) / 2 - a, low, high) if k < n else 1]
    half = mpf(1) / 2
    jeffreys = [root(lambda p: law(k + half, n - k + half, p) - a, low, high) if k > 0 else 0,
                root(lambda p: 1 - law(k + half, n - k + half, p) - a, low, high) if k < n else 1]
    z2 = 2 * erfinv(level)**2
    middle, reach = k + z2 / 2, sqrt(z2 * (mpf(k) * (n - k) / n + z2 / 4))
    wilson = [(middle - reach) / (n + z2) if k > 0 else 0, (middle + reach) / (n + z2) if k < n else 1]
    return exact + mid + jeffreys + wilson


def main():
    random.seed(7)
    cases = [(k, n) for n in (1, 2, 5) for k in range(n + 1)]
    cases += [(682, 925), (26, 144), (182, 1008), (3, 144), (0, 144), (144, 144), (1, 1000000), (500000, 1000000)]
    for _ in range(20):
        n = random.choice((20, 144, 1008, 4383))
        cases.append((random.randrange(n + 1), n))
    print("# arbitrary precision, 20 digits, tests/data/share/make_share.py; level is an exact double")
    print("# k of n: Clopper-Pearson, mid-P, Jeffreys (ends 0 at k = 0 and 1 at k = n), Wilson")
    print("k,n,level,exact_lower,exact_upper,midp_lower,midp_upper,jeffreys_lower,jeffreys_upper,"
          "wilson_lower,wilson_upper")
    for i, (k, n) in enumerate(cases):
        level = (0.95, 0.95, 0.99, 0.5)[i % 4]
        row = [nstr(mpf(x), 20) for x in ends(k, n, mpf(level))]
        print("%d,%d,%s,%s" % (k, n, float.hex(level), ",".join(row)), flush=True)


main()
