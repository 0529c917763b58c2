"""The table of a run: ours beside the best peer, and whether the answers agree.

    python3 bench/peers/compare.py FOLDER [--all]

FOLDER is build/peers after run.sh. With --all every peer has a row."""
import array
import json
import os
import sys

# How much of the time of the best peer ours may take; 0: only shown.
GOALS = {
    "moments_sum": 0.1, "moments_sum_plain": 0, "moments_variance": 0.3, "moments_extremes": 0.45,
    "drawdown_max": 0.05, "drawdown_underwater": 0.1, "quantile_one": 0.25, "quantile_median": 0.25,
    "group_sum_64": 0.55, "group_weigh_64x200": 0.4, "series_mean": 0.35, "series_chart": 0.33,
    "rolling_mean_144": 0.55, "rolling_deviation_144": 0.55, "rolling_max_144": 0.35, "rolling_max_2016": 0.35,
    "rolling_median_144": 0.4, "rolling_median_2016": 0.4, "rolling_mean_hour": 0.08, "rolling_max_hour": 0.08,
    "rolling_median_hour": 0.08, "rolling_ewm": 0.2, "survival_fit": 0.02,
}
PEER_OF_PROGRAM = {"peers_gsl": "GSL", "peers_blas": "OpenBLAS", "peers_talib": "TA-Lib"}


def times(folder):
    """{(routine, kind, n): {peer: ns}}"""
    found = {}
    for program in sorted(os.listdir(folder)):
        for line in open(os.path.join(folder, program)):
            row = json.loads(line)
            routine, _, kind = row["bench"].partition(".")
            if kind:
                peer = row.get("peer") or PEER_OF_PROGRAM.get(program, "ours")
                found.setdefault((routine, kind, row["n"]), {})[peer] = row["ns_per_item"]
    return found


def answer(folder, key, peer):
    values = array.array("d")
    with open(os.path.join(folder, "%s.%s %d %s" % (*key, peer)), "rb") as f:
        values.frombytes(f.read())
    return values


def difference(folder, key, peer):
    """The largest relative difference where both know a value; text if they cannot be compared."""
    ours, theirs = answer(folder, key, "ours"), answer(folder, key, peer)
    if len(ours) != len(theirs):
        return "%d values for %d" % (len(theirs), len(ours))
    pairs = list(zip(ours, theirs))
    if key[0] == "rolling_ewm":  # conventions of the beginning differ
        pairs = pairs[len(pairs) // 2:]
    both = [(a, b) for a, b in pairs if a == a and b == b]
    if len(both) < len(pairs) / 2:
        return "%d of %d comparable" % (len(both), len(pairs))
    return max(abs(a - b) / (max(abs(a), abs(b)) or 1) for a, b in both)


def row(key, ours, peer, theirs, answers):
    goal = GOALS.get(key[0], 0)
    ratio = ours / theirs
    apart = difference(answers, key, peer)
    print("%-22s %-9s %10d %10.3f %10.3f  %-11s %7.3f %5s %5s  %s" % (
        *key, ours, theirs, peer, ratio, goal or "", "" if not goal else "met" if ratio <= goal else "MISS",
        apart if isinstance(apart, str) else "%.1e" % apart))


def main():
    folder, every = sys.argv[1], "--all" in sys.argv[2:]
    print("%-22s %-9s %10s %10s %10s  %-11s %7s %5s %5s  %s" % (
        "routine", "data", "n", "ours ns", "peer ns", "peer", "ratio", "goal", "", "values differ by"))
    found = times(os.path.join(folder, "times"))
    place = list(GOALS)
    for key in sorted(found, key=lambda k: (place.index(k[0]) if k[0] in place else 99, k[1] != "ordinary", k[2])):
        peers = dict(found[key])
        ours = peers.pop("ours", None)
        if ours is None or not peers:
            continue
        for peer in sorted(peers, key=peers.get)[: None if every else 1]:
            row(key, ours, peer, peers[peer], os.path.join(folder, "answers"))


main()
