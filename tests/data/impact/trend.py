#!/usr/bin/env python3
"""Random records and what the growth-aware fall has to say of them: python3 trend.py trend

writes trend_bins.csv and trend_fits.csv beside itself. Needs mpmath. Everything is solved from the definition in 40
digits, in other coordinates and by other means than the library: a damped Newton search for (b, f) on the profiled
likelihood, and ends of profiles by the Illinois method on (likelihood ratio - quantile).
"""
import os
import random
import sys

from mpmath import erf, erfc, erfinv, exp, expm1, findroot, log, mp, mpf, sqrt

mp.dps = 40


class Record:
    def __init__(self, bins):
        self.bins = [(mpf(n), mpf(e), mpf(t), mpf(o)) for n, e, t, o in bins if e > 0]
        times = [t for _, _, t, _ in self.bins]
        self.centre = (min(times) + max(times)) / 2
        self.scale = (max(times) - min(times)) / 2
        self.total = sum(n for n, _, _, _ in self.bins)

    def look(self, b, s):
        """Profiled log-likelihood, gradient and Hessian in b (per scale) and s = log(1 - f)."""
        r = exp(s)
        value = mpf(0)
        gradient, hessian = [mpf(0)] * 2, [mpf(0)] * 3
        w = wu = wuu = wp = wup = mpf(0)
        for n, e, t, o in self.bins:
            u = (t - self.centre) / self.scale
            v = 1 - o + o * r
            p = o * r / v
            weight = e * exp(b * u) * v
            w += weight
            wu += weight * u
            wuu += weight * u * u
            wp += weight * p
            wup += weight * u * p
            if n:
                value += n * (b * u + log(v))
                gradient[0] += n * u
                gradient[1] += n * p
                hessian[2] += n * p * (1 - p)
        n = self.total
        value -= n * log(w)
        gradient[0] -= n * wu / w
        gradient[1] -= n * wp / w
        hessian[0] -= n * (wuu / w - (wu / w) ** 2)
        hessian[1] -= n * (wup / w - wu * wp / w**2)
        hessian[2] -= n * (wp / w - (wp / w) ** 2)
        return value, gradient, hessian

    def best_b(self, s, b):
        for _ in range(200):
            value, gradient, hessian = self.look(b, s)
            step = -gradient[0] / hessian[0]
            step = max(min(step, mpf(1)), mpf(-1))
            b += step
            if abs(step) < mpf(10) ** -30:
                return self.look(b, s)[0], b
        raise ArithmeticError("no best b")

    def best_s(self, b, s):
        for _ in range(400):
            value, gradient, hessian = self.look(b, s)
            step = -gradient[1] / hessian[2] if hessian[2] < 0 else (1 if gradient[1] > 0 else -1) * mpf("0.5")
            step = max(min(step, mpf(1)), mpf(-1))
            s += step
            if abs(step) < mpf(10) ** -30:
                return self.look(b, s)[0], s
            if s < -90:  # no count in the dark: f is 1 to every digit
                return value, mpf(-90)
        raise ArithmeticError("no best s")

    def best(self):
        b = s = mpf(0)
        for _ in range(400):
            old_b, old_s = b, s
            _, b = self.best_b(s, b)
            _, s = self.best_s(b, s)
            value, g, h = self.look(b, s)
            det = h[0] * h[2] - h[1] ** 2
            if s > -80 and det > 0:
                step_b = -(h[2] * g[0] - h[1] * g[1]) / det
                step_s = -(h[0] * g[1] - h[1] * g[0]) / det
                if abs(step_b) < 0.1 and abs(step_s) < 0.1:
                    b, s = b + step_b, s + step_s
            if abs(b - old_b) + abs(s - old_s) < mpf(10) ** -30:
                return self.look(b, s)[0], b, s
        raise ArithmeticError("no maximum")


def crossing(height, start, step):
    """Where height, which is above 0 at start, crosses it beyond, in the direction of step."""
    near, far = start, start + step
    while height(far) > 0:
        near, far, step = far, far + 2 * step, 2 * step
        if abs(far) > 90:
            return None
    return findroot(height, (near, far), solver="illinois", tol=mpf(10) ** -50, maxsteps=300)


def fit(record, level):
    top, b, s = record.best()
    z = sqrt(2) * erfinv(mpf(level))
    floor = top - z * z / 2
    at = {"b": b, "s": s}

    def along_s(x):
        value, at["b"] = record.best_b(x, at["b"])
        return value - floor

    def along_b(x):
        value, at["s"] = record.best_s(x, at["s"])
        return value - floor

    highest = crossing(along_s, s, mpf("0.05")) if s > -90 else crossing(along_s, mpf(-20), mpf("0.05"))
    at["b"] = b
    lowest = crossing(along_s, s, mpf("-0.05")) if s > -90 else None
    at["s"] = s
    least = crossing(along_b, b, mpf("-0.05"))
    at["s"] = s
    most = crossing(along_b, b, mpf("0.05"))
    null, _ = record.best_b(mpf(0), b)
    root = sqrt(2 * (top - null))
    weight = sum(e * exp(b * (t - record.centre) / record.scale) * (1 - o + o * exp(s)) for _, e, t, o in record.bins)
    chi2 = mpf(0)
    for n, e, t, o in record.bins:
        v = 1 - o + o * exp(s)
        mean = record.total * e * exp(b * (t - record.centre) / record.scale) * v / weight
        chi2 += (n - mean) ** 2 / mean
    dark = sum(e * o for _, e, _, o in record.bins)
    without = sum(e * o * exp(b * (t - record.centre) / record.scale) for _, e, t, o in record.bins)
    freedom = len(record.bins) - 3
    return [
        -expm1(s) if s > -90 else mpf(1),
        -expm1(highest),
        -expm1(lowest) if lowest is not None else mpf(1),
        erfc(root / sqrt(2)),
        erfc(root / sqrt(2) * (1 if s < 0 else -1)) / 2,
        b / record.scale,
        least / record.scale,
        most / record.scale,
        record.total * without / dark / weight,
        chi2 / freedom if freedom else mpf("nan"),
        freedom,
    ]


def poisson(mean):
    """Knuth's, in halves so that exp does not underflow; for many, whole numbers with the right mean and spread."""
    if mean > 2000:
        return round(random.gauss(float(mean), float(mean) ** 0.5))
    if mean > 500:
        return poisson(mean / 2) + poisson(mean / 2)
    limit, k, p = exp(mpf(-mean)), 0, mpf(random.random())
    while p > limit:
        k, p = k + 1, p * random.random()
    return k


def design(i):
    """Bins of one day about a day-long to week-long event, some left out, some dark in part."""
    days = random.choice([4, 6, 10, 15, 25, 40])
    rate = random.choice([1.5, 5, 20, 144, 1000, 1000000])
    first = random.randrange(1, days - 1)
    last = random.randrange(first + 1, min(days, first + 8) + (1 if first + 8 <= days else 0))
    fall = random.choice([0, 0.05, 0.3, 0.9, -0.5]) if i % 10 else 1.0
    growth = random.uniform(-1, 1) * (0.03 if i % 7 else 1.5 / days)
    part = i % 3 == 2
    bins = []
    for day in range(days):
        dark = 1.0 if first <= day < last else 0.0
        if part and day in (first - 1, last):
            dark = round(random.random(), 3)
        exposure = 86400 / 1.04e23 * random.uniform(0.8, 1.2) * (1 if random.random() < 0.85 else 0)
        mean = rate * exposure / 8.3e-19 * float(exp(growth * day)) * (1 - fall * dark)
        count = poisson(mean)
        bins.append((count, exposure, 1639180800 + 86400 * day + 43200, dark))
    return bins


def usable(bins):
    """Enough to determine growth and fall, without the odd cases that have tests of their own."""
    used = [(n, t, o) for n, e, t, o in bins if e > 0]
    light = {t for n, t, o in used if o == 0 and n > 0}
    dark = {t for _, t, o in used if o == 1}
    return len(used) > 3 and len(light) > 2 and len(dark) > 0


def main(stem):
    random.seed(20220105)
    folder = os.path.dirname(os.path.abspath(__file__))
    bins_file = open(os.path.join(folder, stem + "_bins.csv"), "w")
    fits_file = open(os.path.join(folder, stem + "_fits.csv"), "w")
    for file in (bins_file, fits_file):
        print("# Source: trend.py (it says how), mpmath in 40 digits, rounded to the nearest double.", file=file)
    print("record,blocks,exposure,time,dark", file=bins_file)
    print(
        "record,level,estimate,lower,upper,p,luck_p,growth,growth_lower,growth_upper,counterfactual,dispersion,freedom",
        file=fits_file,
    )
    record = 0
    while record < 48:
        bins = design(record)
        if not usable(bins):
            continue
        level = [0.95, 0.99, 0.5, 0.999999][record % 4]
        answer = fit(Record(bins), level)
        for n, e, t, o in bins:
            print(record, n, repr(e) if e else 0, t, o, sep=",", file=bins_file)
        print(record, level, *[repr(float(x)) for x in answer[:-1]], answer[-1], sep=",", file=fits_file)
        record += 1


if __name__ == "__main__":
    main(sys.argv[1])
