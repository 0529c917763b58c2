#!/usr/bin/env python3
"""What the definitions say of the real blocks: python3 real_blocks.py

writes core.csv and windows.csv beside itself, and prints what the repair of header times moves. Written from the
definitions, apart from the library, in whole numbers and fractions, each result rounded to double once. The work of a
block is floor(2^256 / (target + 1)).
"""
import csv
import os
from fractions import Fraction

HERE = os.path.dirname(os.path.abspath(__file__))
KAZAKHSTAN, CHINA = "blocks/kazakhstan-2022.csv", "blocks/china-2021.csv"
# first block, nblocks: Core's default and a retarget period, 120 blocks around a retarget, the last one, those before
# it, all, and ten near the start.
CORE = [(0, 120), (0, 2016), (4880, 120), (9322, 1), (9203, 120), (0, 9323), (4, 10)]
WINDOWS = [
    ("blackout", KAZAKHSTAN, 1641380400, 1641867300),
    ("week_before", KAZAKHSTAN, 1640775600, 1641380400),
    ("week_after", KAZAKHSTAN, 1641867300, 1642472100),
    ("day_before", KAZAKHSTAN, 1641294000, 1641380400),
    ("first_day", KAZAKHSTAN, 1641380400, 1641466800),
    ("beyond_the_record_on_both_sides", KAZAKHSTAN, 1638316800, 1646092800),
    ("after_the_record", KAZAKHSTAN, 1645315200, 1645401600),
    ("china_before", CHINA, 1619827200, 1621036800),
    ("china_after", CHINA, 1624492800, 1625702400),
]
CORE_SAYS = """\
# getnetworkhashps over blocks first .. first + nblocks of tests/data/blocks/kazakhstan-2022.csv (header times as they
# are): (difference of chainwork) / (greatest - least time), as GetNetworkHashPS of Bitcoin Core's src/rpc/mining.cpp
# has it, computed in exact rationals by real_blocks.py and rounded to double once.
first,nblocks,hashrate"""
WINDOWS_SAY = """\
# Blocks, seconds, exposure (s/hash) and hashrate (hash/s) of windows [from, until) over the files of tests/data/blocks,
# header times repaired by their running maximum. Counted and summed by real_blocks.py from the definition, in exact
# rationals over whole-number work floor(2^256/(target+1)), and rounded to double at the very end.
# name says which window: the blackout of 2022-01-05T11:00Z to 2022-01-11T02:15Z, what lies around it, and the weeks
# before and after the mining ban of 2021.
name,file,from,until,blocks,seconds,exposure,estimate"""


def work_of(bits):
    compact = int(bits, 16)
    target = (compact & 0xFFFFFF) << 8 * ((compact >> 24) - 3)
    return 2**256 // (target + 1)


def read(name):
    with open(os.path.join(HERE, "..", name), newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return [int(row["time"]) for row in rows], [work_of(row["bits"]) for row in rows]


def core(times, works, first, nblocks):
    seen = times[first : first + nblocks + 1]
    return Fraction(sum(works[first + 1 : first + nblocks + 1]), max(seen) - min(seen))


def repair(times):
    """Their running maximum."""
    repaired = times[:1]
    for time in times[1:]:
        repaired.append(max(repaired[-1], time))
    return repaired


def window(times, works, start, end):
    """Blocks strictly between the first and the last of the record, seconds and exposure of what it watched."""
    repaired = repair(times)
    blocks = sum(start <= time < end for time in repaired[1:-1])
    seconds, exposure = 0, Fraction(0)
    for before, after, work in zip(repaired, repaired[1:], works[1:]):
        inside = max(0, min(after, end) - max(before, start))
        seconds += inside
        exposure += Fraction(inside, work)
    return blocks, seconds, exposure


def main():
    records = {name: read(name) for name in (KAZAKHSTAN, CHINA)}
    with open(os.path.join(HERE, "core.csv"), "w") as out:
        print(CORE_SAYS, file=out)
        for first, nblocks in CORE:
            print(first, nblocks, float(core(*records[KAZAKHSTAN], first, nblocks)), sep=",", file=out)
    with open(os.path.join(HERE, "windows.csv"), "w") as out:
        print(WINDOWS_SAY, file=out)
        for name, file, start, end in WINDOWS:
            blocks, seconds, exposure = window(*records[file], start, end)
            estimate = float(blocks / exposure) if exposure else float("nan")
            print(name, file, start, end, blocks, seconds, float(exposure), estimate, sep=",", file=out)
    for file, (times, _) in records.items():
        moves = [after - before for before, after in zip(times, repair(times))]
        first = next(i for i, move in enumerate(moves) if move)
        print(file, "moved", sum(move > 0 for move in moves), "largest", max(moves), "total", sum(moves), "first", first)


if __name__ == "__main__":
    main()
