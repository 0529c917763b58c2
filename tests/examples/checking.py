"""What the checks of the example programs share. sys.argv: the program, and the folder tests/data."""
import json
import os
import subprocess
import sys

PROGRAM, DATA = sys.argv[1], sys.argv[2]
HERE = os.path.dirname(os.path.abspath(__file__))
KAZAKHSTAN = os.path.join(DATA, "blocks", "kazakhstan-2022.csv")
CHINA = os.path.join(DATA, "blocks", "china-2021.csv")
EVENT = ["--from", "2022-01-05T11:00Z", "--until", "2022-01-11T02:15Z"]
FROM, UNTIL, DAY = 1641380400, 1641867300, 86400
failures = []


def check(good, what):
    if not good:
        failures.append(what)
        print("FAILED:", what)


def near(value, expected, allowed, what):
    check(value is not None and abs(value - expected) <= allowed,
          f"{what}: {value!r}, expected {expected} +- {allowed}")


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=60)


def strict_json(text):
    """JSON has no NaN and no Infinity, though Python reads them."""
    def refuse(name):
        raise ValueError(f"{name} is not JSON")

    return json.loads(text, parse_constant=refuse)


def report(*arguments):
    done = run(*arguments, "--json")
    check(done.returncode == 0 and not done.stderr, f"{arguments}: {done.returncode}, {done.stderr[:200]}")
    return strict_json(done.stdout)


def finish():
    print(f"{len(failures)} failures")
    sys.exit(1 if failures else 0)
