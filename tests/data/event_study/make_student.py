#!/usr/bin/env python3
"""Tails and quantiles of Student's law to 30 digits by mpmath: python3 make_student.py > student.csv"""
from mpmath import betainc, findroot, mp, mpf, sqrt

mp.dps = 40


def upper(t, freedom):
    return betainc(mpf(freedom) / 2, mpf(1) / 2, 0, freedom / (freedom + t * t), regularized=True) / 2


def quantile(level, freedom):
    target = (1 - level) / 2
    low, high = mpf(0), mpf(1)
    while upper(high, freedom) > target:
        high *= 2
    for _ in range(140):
        middle = (low + high) / 2
        low, high = (middle, high) if upper(middle, freedom) > target else (low, middle)
    return low


print("# Source: make_student.py (it says how). upper = P(T >= t); quantile: P(|T| <= quantile) = level.")
print("freedom,t,upper,level,quantile")
pairs = [("0.001", "0.001"), ("0.5", "0.25"), ("1", "0.5"), ("2", "0.9"), ("5", "0.95"), ("20", "0.99"), ("100", "0.999"),
         ("3", "1e-9")]
for freedom in (1, 2, 3, 7, 38, 250, 10000):
    for t, level in pairs:
        # The doubles that the test reads.
        a, b = mpf(float(t)), mpf(float(level))
        print(freedom, t, mp.nstr(upper(a, freedom), 20), level, mp.nstr(quantile(b, freedom), 20), sep=",")
