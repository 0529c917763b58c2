#!/usr/bin/env python3
"""Print stories.csv: small records whose three stories are integrated numerically over the rates.

The likelihood of a pair of times is integrated over both rates against their Gamma densities, by quadrature over the
one and the incomplete gamma function for the other; nothing of the closed form is used. Needs mpmath.
"""
import mpmath as mp

mp.mp.dps = 30

CASES = [  # name, blocks, exposure, direction, law, shortest, duration, shape, prior exposure
    ("a fall that is over", [5, 6, 1, 0, 7, 4], [1, 1, 1, 1, 1, 1], 0, 0, 1, 3, 1.5, 0.4),
    ("the same in either direction", [5, 6, 1, 0, 7, 4], [1, 1, 1, 1, 1, 1], 1, 0, 1, 3, 1.5, 0.4),
    ("a fall that goes on", [9, 12, 8, 2, 1], [1, 1.2, 0.9, 1.1, 1], 0, 1, 1, 4, 0.5, 0.1),
    ("a gap in the middle", [9, 12, 0, 0, 3, 8], [1, 1.2, 0, 0, 1.1, 1], 0, 1, 1, 2.5, 1, 0.2),
    ("a gap, log-uniform", [9, 12, 0, 0, 3, 8, 11], [1, 1.2, 0, 0, 1.1, 1, 1], 0, 0, 1, 4, 2.5, 0.2),
    ("a rise alone", [1, 0, 2, 9, 14, 12], [1, 1, 1, 1, 1, 1], 0, 0, 1, 3.5, 1, 0.3),
    ("two bins", [4, 1], [2, 2], 0, 0, 1, 1, 1, 0.5),
    ("nothing counted", [0, 0, 0, 0], [1, 1, 2, 1], 0, 0, 1, 2, 0.7, 1),
    ("at least two bins", [30, 28, 9, 11, 8, 31, 27], [1, 1, 1, 1, 1, 1, 1], 0, 0, 2, 5, 1, 0.05),
    ("at least two bins, geometric", [30, 28, 9, 11, 8, 0, 27], [1, 1, 1, 1, 1, 0, 1], 1, 1, 2, 4, 3.25, 0.05),
]


def gamma_density(r, a, b):
    return mp.exp(a * mp.log(b) - mp.loggamma(a) + (a - 1) * mp.log(r) - b * r)


def poisson(k, mean):
    return mp.exp(k * mp.log(mean) - mean - mp.loggamma(k + 1)) if k else mp.exp(-mean)


def likelihood(bins, r):
    p = mp.mpf(1)
    for k, e in bins:
        p *= poisson(k, r * e)
    return p


def knots(bins, a, b):
    """Where the integrand is: around its mode, and far out."""
    k, e = sum(x for x, _ in bins), sum(x for _, x in bins)
    mean, sd = (a + k) / (b + e), mp.sqrt(a + k) / (b + e)
    return [mp.mpf(0), mean / 1000, mean / 30, mean / 3] + [mean + j * sd for j in (0, 2, 5, 10, 20, 40)]


def one(bins, a, b):
    return mp.quad(lambda r: gamma_density(r, a, b) * likelihood(bins, r), knots(bins, a, b))


def pair(inner, outer, a, b, falls):
    if not falls:
        return one(inner, a, b) * one(outer, a, b)
    k, e = sum(x for x, _ in inner), sum(x for _, x in inner)
    constant = one(inner, a, b)
    below = lambda r: mp.gammainc(a + k, 0, (b + e) * r, regularized=True)
    return 2 * constant * mp.quad(lambda r: gamma_density(r, a, b) * likelihood(outer, r) * below(r),
                                  knots(outer, a, b))


def lasting(j, law, shortest, duration):
    if j < shortest - 1:
        return mp.mpf(1)
    if law == 1:
        return (1 - 1 / (mp.mpf(duration) - shortest + 1)) ** (j - shortest + 1)
    return max(mp.mpf(0), 1 - mp.log(mp.mpf(j + 1) / shortest) / mp.log((mp.mpf(duration) + 1) / shortest))


def stories(blocks, exposure, direction, law, shortest, duration, shape, prior):
    n = len(blocks)
    watched = [i for i in range(n) if exposure[i] > 0]
    cut = lambda chosen: [(blocks[i], mp.mpf(exposure[i])) for i in chosen]
    a, b, falls = mp.mpf(shape), mp.mpf(prior), direction == 0
    none = one(cut(watched), a, b)
    shift = outage = still = mp.mpf(0)
    for s in watched[1:]:
        weight = mp.mpf(1) / (len(watched) - 1)
        open_pair = pair(cut(i for i in watched if i >= s), cut(i for i in watched if i < s), a, b, falls)
        shift += weight * open_pair
        left = mp.mpf(1)
        for d in range(1, n):
            back = next((i for i in watched if i >= s + d), None)
            if back is None:
                break
            chance = lasting(d - 1, law, shortest, duration) - lasting(d, law, shortest, duration)
            left -= chance
            if chance > 0:
                inside = [i for i in watched if s <= i < back]
                outside = [i for i in watched if i not in inside]
                outage += weight * chance * pair(cut(inside), cut(outside), a, b, falls)
        outage += weight * left * open_pair
        still += weight * left * open_pair
    return none, shift, outage, still


def main():
    print("# Outage or level shift, rates integrated numerically: make_stories.py, mpmath %s, 30 digits." % mp.__version__)
    print("# open: part of the outage's probability in which it is not over.")
    print("name,blocks,exposure,direction,law,shortest,duration,shape,prior,log_none,log_shift,log_outage,open")
    for name, blocks, exposure, *rest in CASES:
        none, shift, outage, still = stories(blocks, exposure, *rest)
        cells = [name.replace(",", ";"), " ".join(map(str, blocks)), " ".join(map(str, exposure))] + list(map(str, rest))
        cells += [mp.nstr(x, 17) for x in (mp.log(none), mp.log(shift), mp.log(outage), still / outage)]
        print(",".join(cells))


main()
