#!/usr/bin/env python3
"""The coefficients in lib/kernels/special_*.c, printed as C tables (needs mpmath).

Chebyshev expansions of 60-digit values are cut where their terms fall below a rounding and rewritten in powers of
a variable that runs over [-1, 1]. The series of special_bulk.c and of the starting values follow from recurrences.
"""
from mpmath import atanh, cos, erfc, euler, exp, fsum, hyp2f0, log, loggamma, mp, mpf, pi, sqrt

mp.dps = 60


def show(name, values):
    print("static const double %s[%d] = {" % (name, len(values)))
    line = "   "
    for v in values:
        word = " %r," % float(v)
        if len(line + word) > 108:
            print(line)
            line = "   "
        line += word
    print(line + "\n};")


def fit(f, low, high, count, nodes=80):
    """The first `count` Chebyshev terms of f over [low, high], in powers of s = -1 .. 1."""
    points = [cos(pi * (k + mpf(1) / 2) / nodes) for k in range(nodes)]
    values = [f((low + high) / mpf(2) + (high - low) / mpf(2) * p) for p in points]
    powers = [mpf(0)] * count
    before, now = [mpf(0)] * count, [mpf(1)] + [mpf(0)] * (count - 1)
    for j in range(count):
        c = (2 if j else 1) * fsum(v * cos(j * pi * (k + mpf(1) / 2) / nodes) for k, v in enumerate(values)) / nodes
        powers = [p + c * t for p, t in zip(powers, now)]
        factor = 2 if j else 1
        before, now = now, [factor * a - b for a, b in zip([mpf(0)] + now[:-1], before if j else [mpf(0)] * count)]
    return powers


def atanh_tail(v):
    if v < mpf(10) ** -12:
        return fsum(v ** k / (2 * k + 3) for k in range(6))
    return (atanh(sqrt(v)) / sqrt(v) - 1) / v


def remainder_times_k(t):
    k = 1 / t
    return k * (loggamma(k + 1) - (k + mpf(1) / 2) * log(k) + k - log(2 * pi) / 2)


def log_gamma_two(s):
    return loggamma(2 + s) / s if abs(s) > mpf(10) ** -25 else 1 - euler


def scaled_mills(t):
    z = 6 * (1 + t) / (1 - t)
    mills = sqrt(pi / 2) * exp(z * z / 2) * erfc(z / sqrt(2)) if z < 60 else hyp2f0(1, mpf(1) / 2, -2 / (z * z)) / z
    return mills * (z + 6)


N = 64  # terms of a power series in e, e^2/2 = deviance over exponent


def times(a, b):
    return [fsum(a[i] * b[k - i] for i in range(k + 1)) for k in range(N)]


def derivative(a):
    return [(k + 1) * a[k + 1] for k in range(N - 1)] + [mpf(0)]


def total(*series):
    return [fsum(terms) for terms in zip(*series)]


def scale(c, a):
    return [c * v for v in a]


def over_e(a):
    assert abs(a[0]) < mpf(10) ** -40
    return a[1:] + [mpf(0)]


def gamma_series():
    """w(e) of the gamma law: w w' = (1 + w) e."""
    w, s = [mpf(0), mpf(1)], [mpf(0), mpf(0), mpf(1)]
    for k in range(2, N):
        s.append(mpf(2) / (k + 1) * w[k - 1])
        w.append((s[k + 1] - fsum(w[j] * w[k + 1 - j] for j in range(2, k))) / 2)
    return w


def starts(w):
    """x/j - 1 in powers of z/sqrt(j), for orders 1, 1/j and 1/j^2: see special_gamma_quantile.c."""
    g = derivative(w)
    log_g = [mpf(0)] * N
    for k in range(1, N):
        log_g[k] = g[k] - fsum(j * log_g[j] * g[k - j] for j in range(1, k)) / k
    k1 = scale(-1, over_e(log_g))
    twelfth = [mpf(1) / 12] + [mpf(0)] * (N - 1)
    k2 = over_e(total(derivative(k1), scale(mpf(-1) / 2, times(k1, k1)), twelfth))
    e1 = scale(-1, k1)
    e2 = scale(-1, total(k2, times(derivative(k1), e1)))
    second = total(times(g, e2), scale(mpf(1) / 2, times(derivative(g), times(e1, e1))))
    return w, times(g, e1), second


show("atanh_tail", fit(atanh_tail, 0, mpf("0.186"), 13))
show("remainder_small", fit(remainder_times_k, mpf("0.1"), 1, 19))
show("log_gamma_two", fit(log_gamma_two, mpf("-0.5"), mpf("0.5"), 19))
show("mills", fit(scaled_mills, -1, 1, 27))
series = gamma_series()
root = 2 * sqrt(pi)  # e = root y
show("gamma_terms", [(k + 1) * series[k + 1] * root ** (k + 1) for k in range(48)])
for letter, row in zip("abc", starts(series)):
    show("start_" + letter, [row[k] * root ** k for k in range(13)])
