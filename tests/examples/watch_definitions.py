"""What watch prints, from the definitions: bins, the e-value, the posterior of an onset, the best segments."""
import csv
import math
import random

STRIDE, HORIZON = 36, 1460  # the e-value's change times: every so many blocks, even in weight up to a year of them
RHO = {"fall": (.95, .9, .8, .65, .5, .25), "rise": (1.05, 1.1, 1.25, 1.5, 2, 4)}


class Record:
    """Blocks of a file: seconds and work of each but the first, and the latest time so far."""

    def __init__(self, path, until=math.inf):
        with open(path, newline="", encoding="utf-8") as file:
            rows = [(int(r["height"]), int(r["time"]), int(r["bits"], 16)) for r in csv.DictReader(file)]
        self.height, self.time, self.exposure, latest = [], [], [], None
        for height, time, bits in rows:
            if time > until:
                break
            target = (bits & 0x7FFFFF) << 8 * ((bits >> 24) - 3)
            before, latest = latest, time if latest is None else max(latest, time)
            self.height.append(height)
            self.time.append(latest)
            if before is not None:
                self.exposure.append((latest - before) / (2**256 / (target + 1)))
        self.work = [2**256 / (((b & 0x7FFFFF) << 8 * ((b >> 24) - 3)) + 1) for _, _, b in rows]

    def bins(self, width, from_time=None, until=math.inf):
        """[(blocks, exposure)] of bins that a block's end and the time it took fall in, and where the first begins."""
        origin = self.time[0] // width * width if from_time is None else from_time
        out = {}
        for i in range(1, len(self.time)):
            a, b = max(self.time[i - 1], origin), self.time[i]
            if b > until or b <= origin:
                continue
            out.setdefault((b - origin - 1) // width, [0, 0.0])[0] += 1
            while a < b:
                k = (a - origin) // width
                edge = min(origin + (k + 1) * width, b)
                out.setdefault(k, [0, 0.0])[1] += (edge - a) / self.work[i]
                a = edge
        return origin, [out.get(k, [0, 0.0]) for k in range(max(out) + 1)]


def at_most(origin, bins, most=1024, joined=512):
    """Edges and bins of an hour, the oldest ones joined two by two whenever there are too many."""
    edge, out = [], []
    for i, (blocks, exposure) in enumerate(bins):
        if len(out) == most:
            pairs = zip(out[:joined:2], out[1:joined:2])
            out = [(p[0] + q[0], p[1] + q[1]) for p, q in pairs] + out[joined:]
            edge = edge[:joined:2] + edge[joined:]
        edge.append(origin + i * 3600)
        out.append((blocks, exposure))
    return edge + [origin + len(bins) * 3600], out


# ---- the e-value from its definition ----

def log_e(sums, n, side):
    """log of the sum over all change times and ratios, with `sums` the exposure up to each block."""
    terms = []
    for j in range(1, n // STRIDE + 1):
        x = sums[j * STRIDE] / sums[n]
        weight = math.log(HORIZON / ((j + HORIZON - 1) * (j + HORIZON)) / 6)
        terms += [weight + (n - j * STRIDE) * math.log(rho) - n * math.log(x + rho * (1 - x)) for rho in RHO[side]]
    terms.append(math.log(HORIZON / (n // STRIDE + HORIZON)))  # change times to come
    most = max(terms)
    return most + math.log(math.fsum(math.exp(t - most) for t in terms))


def log_mean(sums, n):
    fall, rise = log_e(sums, n, "fall"), log_e(sums, n, "rise")
    return max(fall, rise) + math.log1p(math.exp(-abs(fall - rise))) - math.log(2)


def running(exposure):
    sums = [0.0]
    for e in exposure:
        sums.append(sums[-1] + e)
    return sums


# ---- onset and size from the posterior ----

def log_gamma_mean(n, e, a, b):
    """log of the chance of n arrivals over e, the rate averaged over Gamma(a, b), without what all share."""
    return math.lgamma(a + n) - (a + n) * math.log(b + e)


def below(a2, b2, a1, b1):
    """P(X < Y) for X from Gamma(a2, b2), Y from Gamma(a1, b1), by seeded draws."""
    chance = random.Random(1)
    return sum(chance.gammavariate(a2, 1 / b2) < chance.gammavariate(a1, 1 / b1) for _ in range(400)) / 400


def posterior(bins):
    """Weights of each onset of a fall, and draws of the ratio after / before."""
    blocks, exposure = sum(b for b, _ in bins), math.fsum(e for _, e in bins)
    b0, watched = exposure / blocks, [i for i, (_, e) in enumerate(bins) if e > 0]
    weight, n1, e1 = {}, 0, 0.0
    for i, (n, e) in enumerate(bins):
        if i in watched[1:]:
            weight[i] = (log_gamma_mean(n1, e1, 1, b0) + log_gamma_mean(blocks - n1, exposure - e1, 1, b0), n1, e1)
        n1, e1 = n1 + n, e1 + e
    most = max(w for w, _, _ in weight.values())
    out = {i: math.exp(w - most) for i, (w, _, _) in weight.items()}
    for i, w in out.items():
        _, n1, e1 = weight[i]
        if w > 1e-5:
            out[i] = w * below(1 + blocks - n1, b0 + exposure - e1, 1 + n1, b0 + e1)
    total = math.fsum(out.values())
    out = {i: w / total for i, w in out.items()}
    chance, draws, at = random.Random(2), [], list(out)
    for i in chance.choices(at, [out[k] for k in at], k=60000):
        _, n1, e1 = weight[i]
        before = chance.gammavariate(1 + n1, 1 / (b0 + e1))
        after = chance.gammavariate(1 + blocks - n1, 1 / (b0 + exposure - e1))
        if after < before:
            draws.append(after / before)
    return out, sorted(draws)


def quantile(weight, p):
    total = 0
    for i in sorted(weight):
        total += weight[i]
        if total >= p:
            return i
    return max(weight)


# ---- segments by dynamic programming ----

def cuts(bins, penalty):
    """Where the best segments begin: the largest gain less the penalties, every way to cut."""
    n, e = [0], [0.0]
    for b, x in bins:
        n.append(n[-1] + b)
        e.append(e[-1] + x)
    rate = n[-1] / e[-1]
    best, last = [0.0] + [-math.inf] * len(bins), [0] * (len(bins) + 1)
    for j in range(1, len(bins) + 1):
        for i in range(j):
            blocks, exposure = n[j] - n[i], e[j] - e[i]
            gain = 2 * (blocks * math.log(blocks / exposure / rate) if blocks else 0) - 2 * (blocks - rate * exposure)
            value = best[i] + gain - (penalty if i else 0)
            if value > best[j] + 1e-9:
                best[j], last[j] = value, i
    out, j = [], len(bins)
    while j:
        out.append(last[j])
        j = last[j]
    return out[::-1]


def change_range(bins, begin, end):
    """95 % of the posterior of a change's first bin, between two neighbouring changes."""
    def side(part):
        t, e = sum(b for b, _ in part), math.fsum(x for _, x in part)
        return math.lgamma(t + .5) - (t + .5) * math.log(e)

    weight = {k: side(bins[begin:k]) + side(bins[k:end]) for k in range(begin + 1, end)}
    most = max(weight.values())
    weight = {k: math.exp(w - most) for k, w in weight.items()}
    low = high = max(weight, key=weight.get)
    while sum(weight[k] for k in range(low, high + 1)) < 0.95 * sum(weight.values()):
        if weight.get(low - 1, -1) >= weight.get(high + 1, -1):
            low -= 1
        else:
            high += 1
    return low, high
