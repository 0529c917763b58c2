#!/usr/bin/env python3
"""Print below.csv: log of P(inner rate < outer rate) where k of `total` arrivals fall into the part d of the exposure.

Both rates have the prior Gamma(shape, prior). The regularised incomplete beta function by the series of positive terms
(DLMF 8.17.8), in 60 digits; needs mpmath.
"""
import mpmath as mp

mp.mp.dps = 60


def log_below(shape, prior, total, k, d):
    shape, prior, d = mp.mpf(shape), mp.mpf(prior), mp.mpf(d)
    p, q, x = shape + k, shape + total - k, (prior + d) / (2 * prior + 1)
    lead = p * mp.log(x) + q * mp.log(1 - x) - mp.log(p)
    lead -= mp.loggamma(p) + mp.loggamma(q) - mp.loggamma(p + q)
    term = total_sum = mp.mpf(1)
    n = 0
    while True:
        ratio = (p + q + n) / (p + 1 + n) * x
        term *= ratio
        total_sum += term
        n += 1
        if ratio < 1 and term < total_sum * (1 - ratio) * mp.mpf(10) ** -40:
            return lead + mp.log(total_sum)


def main():
    print("# log P(inner < outer) by the series of the incomplete beta function: make_below.py, mpmath %s, 60 digits." % mp.__version__)
    print("shape,prior,total,k,d,log_below")
    for shape, prior in ((1.0, 2.0 ** -10), (0.5, 2.0 ** -20), (12.5, 2.0 ** -4)):
        for total in (3, 100, 5000, 60000):
            for part in (0, 1, total // 10, total // 2, total - 1, total):
                for d in (2.0 ** -20, 2.0 ** -8, 0.125, 0.5, 0.875):
                    value = log_below(shape, prior, total, part, d)
                    print("%r,%r,%d,%d,%r,%s" % (shape, prior, total, part, d, mp.nstr(value, 20)))


main()
