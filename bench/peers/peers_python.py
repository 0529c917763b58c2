"""NumPy, pandas, bottleneck and math.fsum, over the data that data.c wrote. One JSON object a line, as the bench
programs print them, with the peer's name; answers as peers.c keeps them."""
import json
import math
import os
import statistics
import sys
import time

try:
    import bottleneck as bn
    import numpy as np
    import pandas as pd
except ImportError as e:
    sys.exit("python: %s" % e)

FILTER = sys.argv[1] if len(sys.argv) > 1 else ""
SIZES = (100000, 10000000)
POOLS, COUNTRIES = 64, 200


def load(kind, n, what, kind_of):
    return np.fromfile("%s/%s.%d.%s" % (os.environ["HASHSTAT_DATA"], kind, n, what), dtype=kind_of)


def keep(name, n, peer, answer):
    answer = np.atleast_1d(np.asarray(answer, dtype=float)).ravel()
    answer[:: -(-len(answer) // 1000)].tofile("%s/%s %d %s" % (os.environ["HASHSTAT_ANSWERS"], name, n, peer))


def timed(run):
    """Median of at least 3 runs after a first one, or that first one where it takes over a second."""
    begun = time.perf_counter_ns()
    answer = run()
    samples = [time.perf_counter_ns() - begun]
    if samples[0] < 1e9:
        samples = []
        while len(samples) < 3 or (sum(samples) < 3e8 and len(samples) < 1001):
            begun = time.perf_counter_ns()
            run()
            samples.append(time.perf_counter_ns() - begun)
    return statistics.median(samples), answer


def case(routine, kind, n, peer, run):
    name = "%s.%s" % (routine, kind)
    if FILTER not in name:
        return
    try:
        ns, answer = timed(run)
    except Exception as e:
        print("%s, %s: %s" % (peer, name, e), file=sys.stderr)
        return
    keep(name, n, peer, answer)
    print(json.dumps({"bench": name, "n": n, "peer": peer, "ns_per_item": ns / n}), flush=True)


def deepest(x):
    m = np.maximum.accumulate(x)
    d = (m - x) / m
    trough = int(d.argmax())
    peak = trough - int(x[trough::-1].argmax())
    return [d[trough], peak, trough, x[peak]]


def ranges(x):
    least, most = int(x.argmin()), int(x.argmax())
    return [x[least], least, x[most], most]


def bn_ranges(x):
    least, most = int(bn.nanargmin(x)), int(bn.nanargmax(x))
    return [x[least], least, x[most], most]


def moments(kind, n, x):
    s = pd.Series(x)
    case("moments_sum", kind, n, "math.fsum", lambda: math.fsum(x))
    for peer, run in (("NumPy", lambda: x.sum()), ("bottleneck", lambda: bn.nansum(x)), ("pandas", s.sum)):
        case("moments_sum_plain", kind, n, peer, run)
    for peer, run in (("NumPy", lambda: x.var(ddof=1)), ("bottleneck", lambda: bn.nanvar(x, ddof=1)),
                      ("pandas", s.var)):
        case("moments_variance", kind, n, peer, run)
    case("moments_extremes", kind, n, "NumPy", lambda: ranges(x))
    case("moments_extremes", kind, n, "bottleneck", lambda: bn_ranges(x))
    case("quantile_one", kind, n, "NumPy", lambda: np.quantile(x, 0.95))
    case("quantile_one", kind, n, "pandas", lambda: s.quantile(0.95))
    for peer, run in (("NumPy", lambda: np.median(x)), ("bottleneck", lambda: bn.median(x)), ("pandas", s.median)):
        case("quantile_median", kind, n, peer, run)


def falls(kind, n, x):
    s = pd.Series(x)
    m = np.maximum.accumulate
    case("drawdown_max", kind, n, "NumPy", lambda: deepest(x))
    if kind == "ordinary":
        case("drawdown_underwater", kind, n, "NumPy", lambda: (m(x) - x) / m(x))
        case("drawdown_underwater", kind, n, "pandas", lambda: 1 - s / s.cummax())


def hourly(x, t):
    """Rows: mean, min, max, last; buckets that are empty are not compared."""
    hour = t // 3600
    first = np.flatnonzero(np.r_[True, hour[1:] != hour[:-1]])
    past = np.r_[first[1:], len(x)]
    out = np.full((4, hour[-1] - hour[0] + 1), np.nan)
    at = hour[first] - hour[0]
    out[0, at] = np.add.reduceat(x, first) / (past - first)
    out[1, at] = np.minimum.reduceat(x, first)
    out[2, at] = np.maximum.reduceat(x, first)
    out[3, at] = x[past - 1]
    return out


def hourly_mean(x, t):
    hour = t // 3600 - t[0] // 3600
    return np.bincount(hour, weights=x) / np.bincount(hour)


def buckets(kind, n, x, t):
    s = pd.Series(x, index=pd.to_datetime(t, unit="s"))
    case("series_mean", kind, n, "NumPy", lambda: hourly_mean(x, t))
    case("series_mean", kind, n, "pandas", lambda: s.resample("1h").mean())
    case("series_chart", kind, n, "NumPy", lambda: hourly(x, t))
    case("series_chart", kind, n, "pandas", lambda: s.resample("1h").agg(["mean", "min", "max", "last"]).to_numpy().T)


def groups(kind, n, x, ids):
    s, by = pd.Series(x), pd.Series(ids)
    case("group_sum_64", kind, n, "NumPy", lambda: np.bincount(ids, weights=x, minlength=64))
    case("group_sum_64", kind, n, "pandas", lambda: s.groupby(by).sum())
    times = n // 1000
    weight = (np.arange(POOLS * COUNTRIES) * 7919 % 1009 / 1009).reshape(POOLS, COUNTRIES)
    pools = x[: POOLS * times].reshape(POOLS, times)
    case("group_weigh_64x200", kind, POOLS * COUNTRIES * times, "NumPy", lambda: weight.T @ pools)


def rolling(kind, n, x):
    s = pd.Series(x)
    for width in (144, 2016):
        window = s.rolling(width)
        case("rolling_max_%d" % width, kind, n, "bottleneck", lambda: bn.move_max(x, width))
        case("rolling_max_%d" % width, kind, n, "pandas", window.max)
        if kind == "ordinary":
            case("rolling_median_%d" % width, kind, n, "bottleneck", lambda: bn.move_median(x, width))
            case("rolling_median_%d" % width, kind, n, "pandas", window.median)
    if kind == "ordinary":
        window = s.rolling(144)
        case("rolling_mean_144", kind, n, "bottleneck", lambda: bn.move_mean(x, 144))
        case("rolling_mean_144", kind, n, "pandas", window.mean)
        case("rolling_deviation_144", kind, n, "bottleneck", lambda: bn.move_std(x, 144, ddof=1))
        case("rolling_deviation_144", kind, n, "pandas", window.std)
        case("rolling_ewm", kind, n, "pandas", lambda: s.ewm(alpha=2 / 101, adjust=False).mean())


def windows_of_time(kind, n, x, t):
    window = pd.Series(x, index=pd.to_datetime(t, unit="s")).rolling("1h")
    case("rolling_mean_hour", kind, n, "pandas", window.mean)
    case("rolling_max_hour", kind, n, "pandas", window.max)
    case("rolling_median_hour", kind, n, "pandas", window.median)


def main():
    print("NumPy %s, pandas %s, bottleneck %s" % (np.__version__, pd.__version__, bn.__version__), file=sys.stderr)
    for n in SIZES:
        x = load("ordinary", n, "x", np.float64)
        t = load("ordinary", n, "time", np.int64)
        moments("ordinary", n, x)
        falls("ordinary", n, x)
        buckets("ordinary", n, x, t)
        groups("ordinary", n, x, load("ordinary", n, "id", np.int32))
        rolling("ordinary", n, x)
        windows_of_time("ordinary", n, x, t)
    x = load("falling", SIZES[0], "x", np.float64)
    falls("falling", SIZES[0], x)
    rolling("falling", SIZES[0], x)


main()
