#!/usr/bin/env python3
"""Records with several events, tables of four counts, published shares and Student's law, solved independently:

    python3 more.py events_bins > events_bins.csv        the same for events_fits, did, compatible, student

Events: the likelihood with its level as one more parameter, by Fisher scoring; ends by Brent's method on profiles.
Tables: SciPy's noncentral hypergeometric law and Brent. Shares: mpmath's quadrature. Student: mpmath's beta.
"""
import sys

import mpmath as mp
import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2, f as f_law, nchypergeom_fisher, norm, t as t_law

RECORDS = [  # bins, blocks a bin, falls, [first, last) of each, part of the first bin, level, quasi, spread
    (15, 20, (.3, .1), ((4, 6), (9, 12)), 1, .95, 0, 1), (40, 144, (.08, .2), ((10, 14), (22, 25)), 1, .95, 0, 1),
    (40, 144, (.08, .2), ((10, 14), (22, 25)), 1, .95, 1, 4), (30, 60, (.5, .2, -.3), ((3, 6), (5, 12), (20, 22)), 1, .9, 0, 1),
    (30, 60, (.5, .2, -.3), ((3, 6), (5, 12), (20, 22)), .5, .9, 1, 2), (12, 5, (.4, .4), ((2, 4), (7, 9)), .25, .8, 0, 1),
    (25, 1000, (.9, .01), ((5, 10), (15, 16)), .4, .99, 0, 1), (25, 1000, (.9, .01), ((5, 10), (15, 16)), .4, .99, 1, 1),
    (18, 30, (.2,), ((6, 9),), .7, .95, 1, 3), (60, 10, (.3, .3, .3), ((10, 20), (25, 30), (40, 55)), .1, .95, 0, 1)]


def record(number):
    bins, each, falls, spans, part, level, quasi, spread = RECORDS[number]
    rng = np.random.default_rng(100 + number)
    dark = np.zeros((3, 60))
    for k, (first, last) in enumerate(spans):
        dark[k, first:last] = 1
        dark[k, first] = part
    dark = dark[:, :bins]
    exposure = 1e-18 * rng.uniform(.5, 1.5, bins)
    time = 1.64e9 + 86400.0 * np.arange(bins)
    mean = each * exposure * 1e18 * np.exp(.01 * np.arange(bins))
    for k, fall in enumerate(falls):
        mean = mean * (1 - fall * dark[k])
    blocks = rng.poisson(mean * (rng.gamma(each / (spread - 1.), (spread - 1.) / each, bins) if spread > 1 else 1))
    return blocks.astype(float), exposure, time, dark[:len(falls)], level, quasi


def likelihood(theta, r):
    """Log-likelihood, mean, and slopes of the log of the mean, at level, growth a half span, and losses."""
    blocks, exposure, time, dark = r[:4]
    u = (time - (time[0] + time[-1]) / 2) / ((time[-1] - time[0]) / 2)
    v = 1 - dark + dark * np.exp(theta[2:])[:, None]
    log_mean = theta[0] + np.log(exposure / 1e-18) + theta[1] * u + np.log(v).sum(0)
    mean = np.exp(log_mean)
    return (blocks * log_mean - mean).sum(), mean, np.vstack([np.ones_like(u), u, dark * np.exp(theta[2:])[:, None] / v])


def climb(theta, r, held=None):
    theta = np.array(theta, float)
    free = [i for i in range(len(theta)) if i != held]
    for _ in range(400):
        value, mean, x = likelihood(theta, r)
        step = np.linalg.solve((x[free] * mean) @ x[free].T, x[free] @ (r[0] - mean))
        size = 1.0
        while size > 1e-9:
            trial = theta.copy()
            trial[free] += size * step
            if likelihood(trial, r)[0] >= value - 1e-10:
                break
            size /= 2
        theta = trial
        if np.abs(step).max() < 1e-13:
            break
    return theta


def end(peak, r, axis, way, drop):
    top = likelihood(peak, r)[0]

    def above(x):
        start = peak.copy()
        start[axis] = x
        return likelihood(climb(start, r, axis), r)[0] - top + drop
    far = .1
    while above(peak[axis] + way * far) > 0:
        far *= 1.5
    return brentq(above, peak[axis], peak[axis] + way * far, xtol=1e-13, rtol=1e-14)


def fits():
    print("record,event,events,level,quasi,estimate,lower,upper,p,growth,growth_lower,growth_upper,dispersion")
    for number in range(len(RECORDS)):
        r = record(number)
        blocks, _, time, dark, level, quasi = r
        peak = climb([np.log(blocks.mean() + .1), 0] + [0] * len(dark), r)
        top, mean, _ = likelihood(peak, r)
        freedom = len(blocks) - 2 - len(dark)
        dispersion = ((blocks - mean) ** 2 / mean).sum() / freedom
        scale = max(1, dispersion) if quasi else 1
        drop = scale / 2 * (f_law.ppf(level, 1, freedom) if quasi else chi2.ppf(level, 1))
        half = (time[-1] - time[0]) / 2
        growth = [x / half for x in (peak[1], end(peak, r, 1, -1, drop), end(peak, r, 1, 1, drop))]
        for k in range(len(dark)):
            start = peak.copy()
            start[2 + k] = 0
            ratio = max(0, 2 * (top - likelihood(climb(start, r, 2 + k), r)[0])) / scale
            p = 2 * (t_law.sf(ratio ** .5, freedom) if quasi else norm.sf(ratio ** .5))
            ends = [-np.expm1(end(peak, r, 2 + k, way, drop)) for way in (1, -1)]
            print(",".join([str(number), str(k), str(len(dark)), str(level), str(quasi)] + [repr(float(x)) for x in
                  [-np.expm1(peak[2 + k])] + ends + [p] + growth + [dispersion]]))


def bins():
    print("record,blocks,exposure,time,dark0,dark1,dark2")
    for number in range(len(RECORDS)):
        blocks, exposure, time, dark = record(number)[:4]
        dark = np.vstack([dark, np.zeros((3 - len(dark), len(blocks)))])
        for j in range(len(blocks)):
            print("%d,%d,%r,%r,%r,%r,%r" % (number, blocks[j], float(exposure[j]), float(time[j]), *map(float, dark[:, j])))


def did():
    print("event,baseline,control_event,control_baseline,e1,e2,e3,e4,level,estimate,lower,upper,p,luck_p")
    rows = [(30, 60, 50, 60, 1, 1, 1, 1, .95), (3, 9, 5, 4, .5, 1, .5, 1, .9), (80, 100, 700, 650, 2.5, 3, 2.5, 3, .95),
            (0, 7, 6, 5, 1, 2, 1, 2, .95), (9, 12, 40, 0, 1, 1, 1, 1, .95), (150, 300, 400, 410, 1.2, 1, 1.1, 1, .99),
            (1200, 1500, 2000, 2100, 1, 1, 1, 1, .95), (5, 2, 1, 8, 1, 3, 2, 1, .8)]
    for a, b, c, d, e1, e2, e3, e4, level in rows:
        tilt = e1 / e2 / (e3 / e4)
        law = lambda w: nchypergeom_fisher(a + b + c + d, a + b, a + c, w)
        lower_tail = lambda w: law(w).cdf(a)
        upper_tail = lambda w: law(w).sf(a - 1)
        tail = (1 - level) / 2
        root = lambda g: np.exp(brentq(lambda x: g(np.exp(x)) - tail, -12, 12, xtol=1e-13))
        upper = 1 - root(upper_tail) / tilt if a > max(0, a + c - c - d) else 1.0
        lower = 1 - root(lower_tail) / tilt if a < min(a + b, a + c) else -np.inf
        p = min(1, 2 * min(lower_tail(tilt), upper_tail(tilt)))
        print(",".join(map(repr, (a, b, c, d, e1, e2, e3, e4, level, 1 - a * d / (b * c * tilt), float(lower), float(upper),
                                  float(p), float(lower_tail(tilt))))))


def compatible():
    mp.mp.dps = 40
    print("event,event_exposure,baseline,baseline_exposure,share,dark_lower,dark_upper,bayes")
    rows = [(802, 4.661, 2182, 11.579, .132, 1, 1), (802, 4.661, 2182, 11.579, .181, 1, 1), (802, 4.661, 2182, 11.579, .181, .6, .9),
            (0, 1, 0, 1, .5, .5, 1), (0, 1, 5, 1, .5, .5, 1), (4, 1, 0, 1, .5, .2, 1), (10, 1, 12, 2, .9, .1, .4),
            (50, 1, 100, 1, 1, 1, 1), (50, 1, 100, 1, 1, .3, 1), (20, .01, 2000, 1, .3, .5, .8), (9, 100, 1, 1, .3, .5, .8),
            (80, 1, 100, 1, .18, .001, 1), (3, 1, 5, 1, .1, .05, 1), (0, 1, 5, 1, .3, 1e-300, 1), (3, 1, 5, 1, .1, 1e-9, .4),
            (80, .3, 100, 1, 1e-12, .5, .9), (3, 2, 5, 1, 1e-300, .5, .9), (0, 1e12, 5, 1, 1, .5, 1),
            (3, 1, 5, 1, .3, .899999997, .9), (3, 1, 5, 1, 1, .9999999999, 1)]
    for n, e1, m, e2, share, low, high in rows:
        odds = mp.mpf(e1) / e2
        like = lambda f: (1 - f) ** n / (1 + odds * (1 - f)) ** (n + m)
        best = max(mp.mpf(0), min(mp.mpf(1), 1 - n / (max(m, mp.mpf(1) / 2) * odds)))
        cuts = lambda a, b: sorted({mp.mpf(a), mp.mpf(b)} | {x for i in range(-40, 41)
                                   for x in [best + i * mp.mpf(.01)] if a < x < b}
                                   | {x for i in range(100) for x in [b * mp.mpf(4) ** -i, 1 - mp.mpf(4) ** -i] if a < x < b})
        over = lambda g, a, b: mp.quad(g, cuts(a, b))
        if low == high:
            value = like(mp.mpf(share) * low) / (over(like, 0, low) / low)
        else:
            published = over(like, mp.mpf(share) * low, mp.mpf(share) * high) / (mp.mpf(share) * (mp.mpf(high) - low))
            anything = (over(like, 0, low) * mp.log(mp.mpf(high) / low) +
                        over(lambda f: like(f) * mp.log(high / f), low, high)) / (mp.mpf(high) - low)
            value = published / anything
        print(",".join(map(repr, (n, e1, m, e2, share, low, high))) + "," + mp.nstr(value, 17, min_fixed=-5))


def student():
    mp.mp.dps = 30
    print("t,freedom,upper")
    for freedom in (1, 2.5, 5.1858, 30, 1e6):
        for at in (0.001, .7, 2, 9, -1.3):
            x = mp.mpf(freedom) / (freedom + mp.mpf(at) ** 2)
            half = mp.betainc(mp.mpf(freedom) / 2, .5, 0, x, regularized=True) / 2
            print("%r,%r,%s" % (at, freedom, mp.nstr(half if at > 0 else 1 - half, 17)))


print("# Source: more.py %s (it says how); good to 1e-9." % sys.argv[1])
{"events_bins": bins, "events_fits": fits, "did": did, "compatible": compatible, "student": student}[sys.argv[1]]()
