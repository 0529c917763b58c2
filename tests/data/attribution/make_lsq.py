#!/usr/bin/env python3
"""Weighted least squares in 0..1 by scipy.optimize.lsq_linear (method bvls, tol 1e-15), over random mixes.

    make_lsq.py > lsq.csv

Falls lie around those of outages drawn from 0, 1 and between, so that bounds are met; some far outside. The tenth
part of the falls is missing, which SciPy gets without those rows. Numbers go to it as they stand in the file. Only
problems whose weighted mix has a condition below 1e4 are kept: so dark is good to 1e-11.
"""
import numpy as np
import scipy
from scipy.optimize import lsq_linear

rng = np.random.default_rng(20220105)


def text(values):
    return " ".join(repr(float(v)) for v in np.ravel(values))


print("# Source: make_lsq.py (it says how), SciPy %s, scipy.optimize.lsq_linear." % scipy.__version__)
print("pools,countries,mix,fall,weight,dark,chi2")
rows = 0
while rows < 60:
    countries = int(rng.integers(1, 9))
    pools = int(rng.integers(countries, 25))
    mix = rng.dirichlet(np.full(countries, rng.choice([0.3, 1, 4])), pools)
    outage = np.clip(rng.uniform(-0.5, 1.5, countries), 0, 1)
    fall = mix @ outage + rng.normal(0, rng.choice([0.02, 0.3]), pools)
    fall[rng.uniform(size=pools) < 0.1] = np.nan
    weight = rng.gamma(1, 100, pools)
    seen = ~np.isnan(fall)
    a = np.sqrt(weight[seen])[:, None] * mix[seen]
    if seen.sum() < countries or np.linalg.cond(a) > 1e4:
        continue
    fit = lsq_linear(a, np.sqrt(weight[seen]) * fall[seen], bounds=(0, 1), method="bvls", tol=1e-15)
    print("%d,%d,%s,%s,%s,%s,%r" % (pools, countries, text(mix), text(fall), text(weight), text(fit.x), 2 * fit.cost))
    rows += 1
