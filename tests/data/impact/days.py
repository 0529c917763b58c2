#!/usr/bin/env python3
"""Blocks and exposure by UTC day, for days.csv: python3 days.py CHINA.csv KAZAKHSTAN.csv > days.csv

Written from the definition, apart from the library, in whole numbers as far as they go. Header times are repaired by the
running maximum. Block i is searched for from t[i-1] to t[i] at its own work; the first block of a record opens it and is
not counted. The exposure of a day is the sum of seconds / work over it, added up as a fraction and rounded once.
"""
import csv
import sys
from fractions import Fraction

DAY = 86400
FROM = 1639180800  # 2021-12-11T00:00Z
UNTIL = 1642723200  # 2022-01-21T00:00Z, so that 2022-01-20 is the last day
EVENT = {1641427200 + DAY * k for k in range(4)}  # 6 to 9 January
LEFT_OUT = {1641340800, 1641772800}  # 5 and 10 January


def work_of(bits):
    compact = int(bits, 16)
    target = (compact & 0xFFFFFF) << 8 * ((compact >> 24) - 3)
    return 2**256 // (target + 1)


def read(names):
    blocks = {}
    for name in names:
        with open(name, newline="") as lines:
            for row in csv.DictReader(lines):
                blocks[int(row["height"])] = (int(row["time"]), row["bits"])
    return [blocks[h] for h in sorted(blocks)]


def by_day(blocks):
    count, exposure = {}, {}
    latest = blocks[0][0]
    for time, bits in blocks[1:]:
        start, latest = latest, max(latest, time)
        count[latest // DAY] = count.get(latest // DAY, 0) + 1
        while start < latest:
            end = min(latest, (start // DAY + 1) * DAY)
            exposure[start // DAY] = exposure.get(start // DAY, Fraction(0)) + Fraction(end - start, work_of(bits))
            start = end
    return count, exposure


def rows(name, blocks, first):
    count, exposure = by_day(blocks)
    for start in range(first, UNTIL, DAY):
        kept = start not in LEFT_OUT
        print(
            name,
            count[start // DAY],
            repr(float(exposure[start // DAY])) if kept else 0,
            start + DAY // 2,
            1 if start in EVENT else 0,
            sep=",",
        )


def main():
    china, kazakhstan = sys.argv[1:]
    print("# Source: days.py (it says how) over china-2021.csv and kazakhstan-2022.csv. joined = both files, from")
    print("# 2021-12-11; alone = the second one, from 2021-12-15. Until 2022-01-20. time is the middle of the day.")
    print("# 5 and 10 January are left out: exposure 0. Exposures are rounded to the nearest double.")
    print("set,blocks,exposure,time,dark")
    rows("joined", read([china, kazakhstan]), FROM)
    rows("alone", read([kazakhstan]), FROM + 4 * DAY)


if __name__ == "__main__":
    main()
