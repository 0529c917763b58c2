#!/usr/bin/env python3
"""Write monitor.csv: e-values of monitors from their definitions, 50 digits, by mpmath.

A push i takes 100 + 7919 (i + 1)^2 mod 1009 (seconds of a block of work 1, or arrivals of a bin, a twentieth of it,
over an exposure of 40), times 2 from `change` on (blocks) or halved, rounded down (bins).
"""
from mpmath import exp, expm1, log, loggamma, mp, mpf

mp.dps = 50
RHO = ([mpf(x) / 100 for x in (95, 90, 80, 65, 50, 25)], [mpf(x) / 100 for x in (105, 110, 125, 150, 200, 400)])


def pushes(bins, n, change):
    raw = [100 + 7919 * (i + 1) ** 2 % 1009 for i in range(n)]
    if bins:
        return [(x // 20 // (2 if i >= change else 1), mpf(40)) for i, x in enumerate(raw)]
    return [(1, mpf(x * (2 if i >= change else 1))) for i, x in enumerate(raw)]


def deformed(rows, g):
    out, t = [], mpf(0)
    for count, took in rows:
        out.append((count, took if g == 0 else exp(g * t) * expm1(g * took) / g))
        t += took
    return out


def total(rows):
    return mpf(sum(r[0] for r in rows)), mpf(sum(r[1] for r in rows))


def term(bins, known, rows, tau, rho):
    """e of a change behind tau, compared with all since the start."""
    (n2, e2), (n, ex) = total(rows[tau:]), total(rows)
    if known:
        return rho ** n2 * exp(-(rho - 1) * known * e2)
    if not bins:
        x = (ex - e2) / ex
        return rho ** n2 / (x + rho * (1 - x)) ** n
    first = next(i for i in range(len(rows) + 1) if total(rows[:i])[0] >= 100)
    if tau < first:
        return mpf(0)
    n1, e1 = total(rows[:first])
    m, a = n - n1, ex - e1
    best = (m / a) ** m * exp(-m) if m > 0 else mpf(1)
    shape = n1 + mpf(1) / 2
    return rho ** n2 * e1 ** shape * exp(loggamma(shape + m) - loggamma(shape)) / (e1 + a + (rho - 1) * e2) ** (shape + m) / best


def e_value(bins, known, rows, side, stride, h):
    steps = len(rows) // stride
    rest = h / (steps + h)
    if bins and not known:
        rest *= term(bins, known, rows, len(rows), mpf(1))
    return rest + sum(h / ((k + h - 1) * (k + h)) / 6 * sum(term(bins, known, rows, k * stride, rho) for rho in RHO[side])
                      for k in range(1, steps + 1))


def main():
    with open("monitor.csv", "w") as out:
        out.write("# E-values from their definitions, 50 digits (mpmath): make_monitor.py, which says what is pushed\n")
        out.write("bins,n,change,known_rate,growth_lower,growth_upper,stride,horizon,fall,rise,both\n")
        for bins, n, change, known, g0, g1, stride, horizon in [
                (0, 30, 20, "0", "0", "0", 1, 100), (0, 90, 60, "0", "0", "0", 7, 200),
                (0, 90, 45, "0.0016", "0", "0", 7, 200), (0, 120, 80, "0", "1e-7", "1e-6", 12, 500),
                (0, 120, 120, "0", "-1e-6", "-2e-7", 12, 500), (0, 120, 80, "0.0016", "1e-7", "3e-7", 5, 500),
                (1, 30, 20, "0", "0", "0", 1, 100), (1, 100, 50, "0", "0", "0", 9, 200),
                (1, 60, 60, "0", "0", "0", 3, 100), (1, 60, 30, "0.75", "0", "0", 3, 100)]:
            h = mpf(horizon) / stride
            rows = pushes(bins, n, change)
            sides = [e_value(bins, mpf(float(known)), deformed(rows, mpf(float(g))), s, stride, h) for s, g in ((0, g0), (1, g1))]
            logs = [log(sides[0]), log(sides[1]), log((sides[0] + sides[1]) / 2)]
            out.write(",".join(map(str, (bins, n, change, known, g0, g1, stride, horizon))) + "," +
                      ",".join(mp.nstr(x, 17) for x in logs) + "\n")


main()
