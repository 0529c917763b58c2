#!/usr/bin/env python3
"""Series and their reference fits: python3 make_reference.py DAYS.csv, beside which it writes series.csv and fits.csv.

DAYS.csv is tests/data/impact/days.csv. The nonlinear fit is SciPy's least_squares, repeated with the weights made anew
from the fit until nothing moves, then linear steps to the last digits; its errors are those of statsmodels' WLS over the derivatives at the fit: nonrobust,
and HAC with Bartlett kernel and the correction n/(n - 3). Where samples are missing (statsmodels knows no gaps) the HAC
sum is written out below. p and quantiles are SciPy's Student law. The bootstrap is written
out from its definition, the autoregression by whole matrices.
"""
import csv
import math
import os
import sys

import numpy as np
import statsmodels.api as sm
from scipy import optimize, stats
from statsmodels.stats.stattools import durbin_watson

DAY = 86400
LEVEL = 0.95
MASK = 2**64 - 1


def splitmix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def days(path, name):
    rows = [r for r in csv.DictReader(line for line in open(path) if line[0] != "#") if r["set"] == name]
    time = [int(r["time"]) for r in rows]
    blocks = [float(r["blocks"]) for r in rows]
    exposure = [float(r["exposure"]) for r in rows]
    dark = [float(r["dark"]) for r in rows]
    value = [b / e if e > 0 else math.nan for b, e in zip(blocks, exposure)]
    return time, value, blocks, dark


def simulated(seed, n, rho, missing):
    r = np.random.default_rng(seed)
    noise = np.zeros(n)
    noise[0] = r.normal()
    for i in range(1, n):
        noise[i] = rho * noise[i - 1] + math.sqrt(1 - rho * rho) * r.normal()
    dark = np.zeros(n)
    dark[n // 2 : n // 2 + 5] = [0.25, 1, 1, 0.75, 0.5]
    error = 0.02 + 0.04 * r.random(n)
    value = 2e20 * np.exp(0.004 * (np.arange(n) - n / 2)) * (1 - 0.2 * dark) * (1 + error * noise)
    value[r.choice(n, missing, replace=False)] = math.nan
    return [1600000000 + DAY * i for i in range(n)], list(value), list(error), list(dark)


def model(at, u, dark):
    return np.exp(at[0] + at[1] * u) * (1 - at[2] * dark)


def slopes(at, u, dark):
    light = np.exp(at[0] + at[1] * u)
    m = light * (1 - at[2] * dark)
    return np.column_stack([m, m * u, -light * dark])


def weights_of(kind, value, spread, m):
    return {
        "equal": lambda: np.ones_like(value),
        "errors": lambda: 1 / spread**2,
        "relative": lambda: 1 / (spread * m) ** 2,
        "blocks": lambda: spread / (value * m),
    }[kind]()


def fit(kind, value, spread, u, dark):
    at = np.array([math.log(value.mean()), 0.0, 0.05])
    for _ in range(200):
        root = np.sqrt(weights_of(kind, value, spread, model(at, u, dark)))
        new = optimize.least_squares(
            lambda a: root * (value - model(a, u, dark)), at, lambda a: -root[:, None] * slopes(a, u, dark),
            method="lm", xtol=1e-15, ftol=1e-15, gtol=1e-15).x
        moved = np.max(np.abs(new - at))
        at = new
        if moved < 1e-9:
            break
    for _ in range(60):  # to the last digits, which a comparison of squares does not tell
        m = model(at, u, dark)
        root = np.sqrt(weights_of(kind, value, spread, m))
        at = at + np.linalg.lstsq(root[:, None] * slopes(at, u, dark), root * (value - m), rcond=None)[0]
    return at


def bartlett(z, lag):
    """Over all samples in their places, z = 0 where one is missing."""
    total = z @ z
    for d in range(1, lag + 1):
        total += 2 * (1 - d / (lag + 1)) * (z[d:] @ z[:-d])
    return total


def autoregression(seen, x, rest):
    """Correlation of neighbours and the covariance of the fit, by whole matrices over all places; rows of x (weighted)
    and rest are 0 where a sample is missing."""
    n = len(seen)
    observed = np.diag(seen.astype(float))
    p = np.linalg.inv(x.T @ x)
    hat = x @ p @ x.T
    shift = (np.eye(n, k=1) + np.eye(n, k=-1)) / 2
    far = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))

    def square(r):
        return np.trace((observed - hat) @ r ** far)

    def product(r):
        rr = r ** far
        return (np.trace(observed @ shift @ observed @ rr) - 2 * np.trace(hat @ shift @ observed @ rr)
                + np.trace(hat @ shift @ hat @ rr))

    found = np.sum(rest[1:] * rest[:-1]) / (rest @ rest)
    def missed(q):
        return product(q) / square(q) - found

    end = 0.98
    if missed(end) <= 0:
        r = end
    else:
        r = optimize.brentq(missed, -end, end, xtol=1e-15, rtol=1e-14)
    return r, (rest @ rest) / square(r) * (p @ x.T @ (r ** far) @ x @ p)


def bootstrap(rest, pull, block, draws, seed):
    words = splitmix(seed)
    n = len(rest)
    starts = n - block + 1
    mean = np.array([rest[p : p + starts].mean() for p in range(block)])
    expected = mean[np.arange(n) % block]
    out = np.empty((draws, 2))
    for k in range(draws):
        pieces = []
        for _ in range(0, n, block):
            at = next(words) % starts
            pieces.append(rest[at : at + block])
        out[k] = pull @ (np.concatenate(pieces)[:n] - expected)
    return out


def answer(kind, series, lag, block, draws, seed):
    time, value, spread, dark = (np.array(x, dtype=float) for x in series)
    seen = ~np.isnan(value)
    unit = np.nanmax(value)
    t, v, s, d = time[seen], value[seen] / unit, spread[seen], dark[seen]
    if kind == "errors":
        s = s / unit
    u = 2 * (t - t[0]) / (t[-1] - t[0]) - 1
    at = fit(kind, v, s, u, d)
    m = model(at, u, d)
    w = weights_of(kind, v, s, m)
    x = slopes(at, u, d)
    n = len(v)
    half = (t[-1] - t[0]) / 2
    # The fit to rest + X at is `at` itself, with the same rest.
    ols = sm.WLS(v - m + x @ at, x, weights=w)
    plain = ols.fit()
    rest = np.sqrt(w) * (v - m)
    pull = np.linalg.inv(x.T @ (w[:, None] * x)) @ (x * np.sqrt(w)[:, None]).T
    used_lag = math.floor(4 * (n / 100) ** (2 / 9) + 1e-12) if lag < 0 else lag
    z = np.zeros((2, len(value)))
    z[0][seen] = pull[2] * rest
    z[1][seen] = pull[1] * rest
    hac = [math.sqrt(n / (n - 3) * bartlett(q, used_lag)) for q in z]
    if seen.all():
        robust = ols.fit(cov_type="HAC", cov_kwds={"maxlags": used_lag, "use_correction": True}, use_t=True)
        assert abs(robust.bse[2] / hac[0] - 1) < 1e-10, (robust.bse[2], hac[0])
        assert abs(durbin_watson(rest) - ((rest[1:] - rest[:-1]) ** 2).sum() / (rest @ rest)) < 1e-12
    placed = np.full(len(value), np.nan)
    placed[seen] = rest
    both = ~np.isnan(placed[1:]) & ~np.isnan(placed[:-1])
    after, before = placed[1:][both], placed[:-1][both]
    placed_x = np.zeros((len(value), 3))
    placed_x[seen] = np.sqrt(w)[:, None] * x
    persistence, covariance = autoregression(seen, placed_x, np.nan_to_num(placed))
    used_block = math.ceil(round(n ** (1 / 3), 9)) if block < 0 else block
    drawn = bootstrap(rest * math.sqrt(n / (n - 3)), pull[[2, 1]], used_block, draws, seed)
    ends = np.quantile(drawn, [0.025, 0.975], axis=0)
    unscaled = {"equal": unit}.get(kind, 1.0)
    student = stats.t(n - 3)
    return {
        "fall": at[2], "growth": at[1] / half, "level": unit * math.exp(at[0] - at[1]),
        "counterfactual": unit * float(np.sum(d * np.exp(at[0] + at[1] * u)) / d.sum()),
        "scatter": math.sqrt(rest @ rest / (n - 3)) * unscaled,
        "autocorrelation": (after @ before) / (rest @ rest),
        "durbin_watson": ((after - before) ** 2).sum() / (rest @ rest),
        "used": n, "t": quantile(n - 3),
        "error": plain.bse[2], "growth_error": plain.bse[1] / half,
        "p": 2 * student.sf(abs(at[2] / plain.bse[2])), "luck_p": student.sf(at[2] / plain.bse[2]),
        "persistence": persistence, "ar1_error": math.sqrt(covariance[2, 2]),
        "ar1_growth_error": math.sqrt(covariance[1, 1]) / half, "lag": used_lag, "nw_error": hac[0], "nw_growth_error": hac[1] / half,
        "nw_p": 2 * student.sf(abs(at[2] / hac[0])),
        "block": used_block, "boot_error": math.sqrt((drawn[:, 0] ** 2).mean()),
        "boot_lower": at[2] + ends[0][0], "boot_upper": at[2] + ends[1][0],
        "boot_growth_lower": (at[1] + ends[0][1]) / half, "boot_growth_upper": (at[1] + ends[1][1]) / half,
        "boot_luck_p": (1 + (at[2] + drawn[:, 0] <= 0).sum()) / (draws + 1),
    }


def quantile(freedom):
    """SciPy's, which may be 1e-9 off, and a step by its distribution function, which is not."""
    law = stats.t(freedom)
    t = law.ppf(0.5 + LEVEL / 2)
    return t + (law.sf(t) - (1 - LEVEL) / 2) / law.pdf(t)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    sets = {
        "joined": days(sys.argv[1], "joined"),
        "alone": days(sys.argv[1], "alone"),
        "short": simulated(1, 21, 0.3, 0),
        "gaps": simulated(2, 60, 0.6, 7),
        "long": simulated(3, 250, 0.5, 0),
    }
    with open(os.path.join(here, "series.csv"), "w") as out:
        out.write("# Source: make_reference.py (it says how). joined and alone: blocks found over exposure by UTC day, from\n"
                  "# ../impact/days.csv, spread = blocks. The others are simulated, spread = relative error.\n"
                  "set,time,value,spread,dark\n")
        for name, series in sets.items():
            for row in zip(*series):
                out.write("%s,%d,%.17g,%.17g,%.17g\n" % (name, *row))
    with open(os.path.join(here, "fits.csv"), "w") as out:
        out.write("# Source: make_reference.py (it says how) over series.csv, level 0.95, with SciPy and statsmodels of\n"
                  "# Debian 12. asked_lag and asked_block -1: automatic. errors: spread x 2e20.\n")
        first = True
        for name, series in sets.items():
            kinds = ["equal", "blocks"] if name in ("joined", "alone") else ["equal", "errors", "relative"]
            for kind in kinds:
                for lag, block in ((-1, -1), (2, 5)):
                    given = series
                    if kind == "errors":
                        given = (series[0], series[1], [s * 2e20 for s in series[2]], series[3])
                    row = {"set": name, "weights": kind, "asked_lag": lag, "asked_block": block, "draws": 400, "seed": 7}
                    row.update(answer(kind, given, lag, block, 400, 7))
                    if first:
                        out.write(",".join(row) + "\n")
                        first = False
                    out.write(",".join(v if isinstance(v, str) else repr(v) if isinstance(v, int) else "%.17g" % v
                                       for v in row.values()) + "\n")


main()
