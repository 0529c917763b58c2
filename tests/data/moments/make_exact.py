#!/usr/bin/env python3
"""Moments of seeded series by rational arithmetic: the oracle of tests/test_moments.c.

    make_exact.py > exact.csv

A quotient of two Python integers is rounded once, ties to even, so each figure is the exact value rounded once. A
figure beyond the largest double is inf; the variance of one sample is nan.
"""
import math
import random
import struct
from fractions import Fraction

random.seed(20220105)


def any_bits():
    while True:
        x = struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]
        if math.isfinite(x):
            return x


KINDS = {
    "offset_1e12": lambda i: 1e12 + random.random(),
    "offset_1e15": lambda i: 1e15 + random.random(),
    "unit": lambda i: random.random(),
    "signed": lambda i: random.gauss(0, 1),
    "hashrate": lambda i: 1.8e20 * (1 + 0.05 * random.gauss(0, 1)),
    "any": lambda i: any_bits(),
    "wide": lambda i: random.choice([-1, 1]) * 10 ** random.uniform(-300, 300),
    "denormal": lambda i: random.randrange(-9, 10) * 5e-324,
    "small_integers": lambda i: float(random.randrange(0, 4)),
    "huge": lambda i: random.choice([-1, 1, 1]) * random.uniform(0.5, 1) * 1.7e308,
    "cancelling": lambda i: (1 if i % 2 == 0 else -1) * 2.0 ** 70 * (1 + (i // 2) / 8) + random.choice([0.0, 2.0 ** 18]),
    "constant": lambda i: 0.1,
    "ties": lambda i: float(2 ** 53 + random.choice([0, 2, 4])) if i else 1.0,
}


def rounded(value):
    try:
        return value.numerator / value.denominator
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def text(x):
    return "nan" if math.isnan(x) else "inf" if x == math.inf else "-inf" if x == -math.inf else float(x).hex()


print("# Moments of seeded series by exact rational arithmetic.")
print("# Source: make_exact.py beside this file; every figure is the exact value rounded once.")
print("kind,x,count,missing,sum,mean,variance,population,min,min_index,max,max_index")
for row in range(260):
    kind = list(KINDS)[row % len(KINDS)]
    n = random.choice([1, 2, 3, 5, 9, 17, 33, 40])
    x = [KINDS[kind](i) for i in range(n)]
    if row % 3 == 0:
        x = [math.nan if random.random() < .2 else v for v in x]
    if all(math.isnan(v) for v in x):
        x[0] = 3.0
    seen = [(Fraction(v), i) for i, v in enumerate(x) if not math.isnan(v)]
    count = len(seen)
    total = sum(v for v, _ in seen)
    spread = sum(v * v for v, _ in seen) - total * total / count
    least, most = min(v for v, _ in seen), max(v for v, _ in seen)
    print(",".join([kind, " ".join(text(v) for v in x), str(count), str(n - count), text(rounded(total)),
                    text(rounded(total / count)), text(rounded(spread / (count - 1)) if count > 1 else math.nan),
                    text(rounded(spread / count)), text(float(least)), str(min(i for v, i in seen if v == least)),
                    text(float(most)), str(min(i for v, i in seen if v == most))]))
