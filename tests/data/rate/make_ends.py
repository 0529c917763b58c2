"""Interval ends and p-values to 20 digits: writes ends.csv, odds.csv and p_values.csv beside this script.

    python3 make_ends.py            (python3-mpmath; a few minutes, nearly all of them for counts above 1e7)

Everything is done in 240-bit arithmetic from two series of positive terms,

    P(a, x)    = x^a e^-x / gamma(a + 1)      sum_j x^j / ((a + 1) ... (a + j))                  (DLMF 8.11.4, 8.7.1)
    I_x(a, b)  = x^a y^b / (a B(a, b))        sum_j x^j (a + b) ... (a + b + j - 1) / ((a + 1) ... (a + j))
                                                                                                  (DLMF 8.17.8)

summed in fixed point, and their complements: no tail asked for is below 1e-20, so a complement leaves 50 digits.
An end is the root of the definition itself, found by Newton's method on the logarithm of the tail; the library's own
result takes no part. Levels are the doubles written in the file, taken exactly.
"""
import os
import random

from mpmath import mp, mpf, exp, log, loggamma, sqrt, erfinv, nstr, floor

BITS = 240
mp.prec = BITS
HERE = os.path.dirname(os.path.abspath(__file__))


def fixed(x):
    return int(floor(x * mpf(2) ** BITS))


def gamma_lower(a, x):
    """P(a, x), a a whole or half number."""
    twice_a = int(2 * a)
    twice_x = fixed(2 * x)
    term = total = 1 << BITS
    j = 0
    while term:
        j += 1
        term = term * twice_x // (twice_a + 2 * j) >> BITS
        total += term
    return exp(a * log(x) - x - loggamma(a + 1)) * mpf(total) / mpf(2) ** BITS


def gamma_upper(a, x):
    return 1 - gamma_lower(a, x)


def beta_series(a, b, x, y):
    fixed_x = fixed(x)
    term = total = 1 << BITS
    j = 0
    while term:
        term = term * (a + b + j) // (a + 1 + j) * fixed_x >> BITS
        j += 1
        total += term
    log_front = a * log(x) + b * log(y) + loggamma(a + b) - loggamma(a + 1) - loggamma(b)
    return exp(log_front) * mpf(total) / mpf(2) ** BITS


def beta_lower(a, b, x, y):
    """I_x(a, b) for whole a, b: by the side whose series is short, that of the smaller count unless its x is near 1."""
    if a == 0:
        return mpf(1)
    if b == 0:
        return mpf(0)
    if (a < b and x < 0.9) or (a >= b and y > 0.9):
        return beta_series(a, b, x, y)
    return 1 - beta_series(b, a, y, x)


def poisson_mass(k, mean):
    return exp(k * log(mean) - mean - loggamma(k + 1))


def binomial_mass(k, n, x, y):
    return exp(loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1) + k * log(x) + (n - k) * log(y))


def newton(t, tail_and_slope, p):
    """Root of tail(t) = p, slope = d tail/dt. Newton on log(tail) inside a bracket that closes in on the root; ends
    when a step was so small that the next one would be below the 20th digit."""
    below, above = None, None  # where the tail is too small, too large
    while True:
        tail, slope = tail_and_slope(t)
        if tail < p:
            below = t
        else:
            above = t
        if tail > mpf(10) ** -40:
            scale = tail / slope
            step = log(p / tail) * scale
            if abs(step) < mpf(10) ** -14 * min(1, abs(scale)):
                return t + step
        else:
            step = mpf('inf')
        if below is None or above is None:
            step = max(mpf(-1), min(mpf(1), step)) if tail > mpf(10) ** -40 else mpf(1 if slope > 0 else -1) / 4
            t += step
        else:
            t += step
            if not min(below, above) < t < max(below, above):
                t = (below + above) / 2


def normal_quantile(p):
    return sqrt(mpf(2)) * erfinv(2 * p - 1)


def gamma_start(a, p):
    """Wilson and Hilferty, or the first term of the series for a small a."""
    c = 1 / (9 * mpf(a))
    w = 1 - c + normal_quantile(p) * sqrt(c)
    if w > mpf('0.3'):
        return log(a * w ** 3)
    return (log(p) + loggamma(mpf(a) + 1)) / a


def poisson_end(lower, n, p, half):
    """log of the mean with P(X >= n) = p (lower) or P(X <= n) = p; with `half`, only half of P(X = n) counts."""
    def tail_and_slope(t):
        mean = exp(t)
        mass = poisson_mass(n, mean)
        if lower:
            if half:
                return gamma_lower(n + 1, mean) + mass / 2, (n + mean) * mass / 2
            return gamma_lower(n, mean), n * mass
        if half:
            return (gamma_upper(n, mean) if n else 0) + mass / 2, -(n + mean) * mass / 2
        return gamma_upper(n + 1, mean), -mean * mass
    start = gamma_start(n if lower else n + 1, p if lower else 1 - p)
    return exp(newton(start, tail_and_slope, p))


def gamma_end(lower, a, p):
    def tail_and_slope(t):
        x = exp(t)
        slope = exp(a * t - x - loggamma(a))
        return (gamma_lower(a, x), slope) if lower else (gamma_upper(a, x), -slope)
    return exp(newton(gamma_start(a, p if lower else 1 - p), tail_and_slope, p))


def odds_end(k, m, p, half):
    """Odds with P(X >= k) = p (or P(X > k) + P(X = k)/2 = p) of k + m trials; k >= 1."""
    def tail_and_slope(t):
        y = 1 / (1 + exp(t))
        x = exp(t) * y
        mass = binomial_mass(k, k + m, x, y)
        if half:
            return beta_lower(k + 1, m, x, y) + mass / 2, (k * y + m * x) * mass / 2
        return beta_lower(k, m + 1, x, y), k * y * mass
    z = normal_quantile(p)
    start = log((k + mpf('0.5')) / (m + mpf('0.5'))) + z * sqrt(1 / (k + mpf('0.5')) + 1 / (m + mpf('0.5')))
    return exp(newton(start, tail_and_slope, p))


def text(x):
    return nstr(x, 20, strip_zeros=False, min_fixed=0, max_fixed=0) if x else '0'


def levels(rng):
    fixed_levels = [0.95, 0.95, 0.9, 0.5, 0.99, 1e-12, 1e-6, 0.1, 0.999, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12]
    if rng.random() < 0.7:
        return rng.choice(fixed_levels)
    u = rng.uniform(-27.6, 27.6)
    return 1 / (1 + 2.718281828459045 ** -u)


def counts(rng, largest):
    """Half of them below 1e4, the rest even over the decades."""
    if rng.random() < 0.5:
        return int(10 ** rng.uniform(0, 4)) - 1
    return int(10 ** rng.uniform(0, largest))


def write(name, header, columns, rows):
    with open(os.path.join(HERE, name), 'w') as out:
        for line in header:
            out.write('# ' + line + '\n')
        out.write(columns + '\n')
        for row in rows:
            out.write(','.join(row) + '\n')


def ends_row(n, level):
    a = 1 - mpf(level)
    p = a / 2
    zero = mpf(0)
    values = [
        poisson_end(True, n, p, False) if n else zero, poisson_end(False, n, p, False),
        poisson_end(True, n, p, True) if n else zero, poisson_end(False, n, p, True),
        gamma_end(True, n + mpf('0.5'), p) if n else zero, gamma_end(False, n + mpf('0.5'), p),
        gamma_end(False, n, p) if n else zero,
    ]
    return [str(n), level.hex()] + [text(v) for v in values]


def odds_row(k, m, level):
    p = (1 - mpf(level)) / 2
    values = []
    for half in (False, True):
        values.append(odds_end(k, m, p, half) if k else mpf(0))
        values.append(1 / odds_end(m, k, p, half) if m else mpf('inf'))
    return [str(k), str(m), level.hex()] + [text(v) if v != mpf('inf') else 'inf' for v in values]


def minlike(k, m, x, y):
    """R's rule: everything at most 1 + 1e-7 times as likely as k, the far side from the mean on."""
    n = k + m
    if k > n * x:
        k, m, x, y = m, k, y, x
    limit = binomial_mass(k, n, x, y) * (1 + mpf(10) ** -7)
    mean = n * x
    low = max(k, int(mp.ceil(mean)) - 1)
    high = n + 1
    while high - low > 1:
        middle = (low + high) // 2
        if binomial_mass(middle, n, x, y) <= limit:
            high = middle
        else:
            low = middle
    below = beta_lower(m, k + 1, y, x)
    beyond = beta_lower(high, n - high + 1, x, y) if high <= n else mpf(0)
    return min(mpf(1), below + beyond)


def p_row(n1, e1, n2, e2, null):
    odds = mpf(null) * mpf(e1) / mpf(e2)
    x = odds / (1 + odds)
    y = 1 / (1 + odds)
    half = binomial_mass(n1, n1 + n2, x, y) / 2
    values = [beta_lower(n2, n1 + 1, y, x), beta_lower(n1, n2 + 1, x, y),
              (beta_lower(n2 + 1, n1, y, x) if n1 else mpf(0)) + half,
              (beta_lower(n1 + 1, n2, x, y) if n2 else mpf(0)) + half,
              minlike(n1, n2, x, y)]
    return [str(n1), e1.hex(), str(n2), e2.hex(), null.hex()] + [text(v) for v in values]


def hardest_p_rows():
    """Nearly the largest counts, 7.9 standard deviations below the null, where a careless rounding of the null's odds
    costs most: once as the first side and once as the second."""
    n1, e1, n2, e2, null = 989725835, 3.4199167953523157, 976879287, 6.591161601340877, 1.9533279387320348
    return [p_row(n1, e1, n2, e2, null), p_row(n2, e2, n1, e1, 1 / null)]


def p_rows(rng, wanted):
    """Counts drawn within about 6 standard deviations of the null, so that no tail is below 1e-12."""
    rows = []
    while len(rows) < wanted:
        e1, e2 = 10 ** rng.uniform(-3, 3), 10 ** rng.uniform(-3, 3)
        null = 10 ** rng.uniform(-1, 1) if rng.random() < 0.5 else 1.0
        total = counts(rng, 9 if len(rows) % 20 == 0 else 6)
        x = null * e1 / (null * e1 + e2)
        n1 = round(total * x + rng.uniform(-6, 6) * (total * x * (1 - x)) ** 0.5)
        if 0 <= n1 <= total:
            rows.append(p_row(n1, e1, total - n1, e2, null))
    return rows


def main():
    rng = random.Random(20220105)
    rows = [ends_row(n, level) for n in range(0, 31) for level in (0.95, 1e-12, 0.5, 1 - 1e-12)]
    rows += [ends_row(counts(rng, 7), levels(rng)) for _ in range(400)]
    rows += [ends_row(int(10 ** rng.uniform(7, 9)), levels(rng)) for _ in range(40)]
    rows += [ends_row(10 ** 9, level) for level in (0.95, 1e-12, 1 - 1e-12)]
    source = 'arbitrary precision, 20 digits, tests/data/rate/make_ends.py; level is an exact double'
    write('ends.csv', [source, 'means of a Poisson count: Garwood, mid-P, Jeffreys (lower end 0 at n = 0), and the upper end',
                       'of a fixed count (its lower end is the exact one), all for exposure 1'],
          'n,level,exact_lower,exact_upper,midp_lower,midp_upper,jeffreys_lower,jeffreys_upper,fixed_upper', rows)
    rows = [odds_row(k, m, level) for k in range(0, 8) for m in range(0, 8) if k + m
            for level in (0.95, 1e-12, 1 - 1e-12)]
    rows += [odds_row(counts(rng, 6), counts(rng, 6), levels(rng)) for _ in range(400)]
    rows += [odds_row(int(10 ** rng.uniform(0, 9)), int(10 ** rng.uniform(6, 9)), levels(rng)) for _ in range(40)]
    rows += [odds_row(10 ** 9, 10 ** 9, level) for level in (0.95, 1e-12, 1 - 1e-12)]
    write('odds.csv', [source, 'ends for the ratio of two rates with equal exposures, n1 over n2'],
          'n1,n2,level,exact_lower,exact_upper,midp_lower,midp_upper', rows)
    write('p_values.csv', [source.replace('level is an exact double', 'exposures and null are exact doubles'),
                           'one-sided p-values of rho = null, exact and mid-P, and the minimum-likelihood p'],
          'n1,exposure1,n2,exposure2,null,less,greater,midp_less,midp_greater,minlike', p_rows(rng, 400) + hardest_p_rows())


if __name__ == '__main__':
    main()
