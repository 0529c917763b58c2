"""What the checks of the example programs share. sys.argv: the program, and the folder tests/data."""
import json
import os
import random
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


class InputFile:
    """A file that the program is to read, written anew for each case."""

    def __init__(self, folder, name):
        self.folder, self.path = folder, os.path.join(folder, name)

    def write(self, content):
        with open(self.path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return self.path

    def refusal(self, done, line, words):
        """The one line on stderr that names this file, the line (None: the file alone) and the reason."""
        start = f"{self.path}:{line}: " if line else f"{self.path}: "
        message = done.stderr.decode(errors="replace")
        check(done.returncode == 2 and message.startswith(start) and words in message and message.count("\n") == 1,
              f"line {line}, {words!r}: {done.returncode}, {message!r}")
        return message


def strict_json(text):
    """JSON has no NaN and no Infinity, though Python reads them."""
    def refuse(name):
        raise ValueError(f"{name} is not JSON")

    return json.loads(text, parse_constant=refuse)


def report(*arguments):
    done = run(*arguments, "--json")
    check(done.returncode == 0 and not done.stderr, f"{arguments}: {done.returncode}, {done.stderr[:200]}")
    return strict_json(done.stdout)


def mutants(base, seed, likely, count=300):
    """Copies of bytes that were damaged in one to eight places; `likely` are bytes put in more often than chance would."""
    chance = random.Random(seed)
    for _ in range(count):
        text = bytearray(base)
        for _ in range(chance.choice([1, 1, 2, 8])):
            at = chance.randrange(len(text)) if text else 0
            kind = chance.randrange(5)
            if kind == 0:
                text[at:at + 1] = bytes([chance.randrange(256)])
            elif kind == 1:
                text[at:at + 1] = bytes([chance.choice(likely)])
            elif kind == 2:
                del text[at:at + chance.randrange(1, 40)]
            elif kind == 3:
                text[at:at] = text[chance.randrange(len(text) + 1):][:chance.randrange(1, 60)]
            elif chance.random() < 0.2:
                del text[at:]
        yield bytes(text)


def survives(mutants_of_a_file, ask):
    """Each gets an answer that is JSON, or a refusal with a reason."""
    kept = total = 0
    for text in mutants_of_a_file:
        done = ask(text)
        total += 1
        if done.returncode == 0:
            strict_json(done.stdout)
            kept += 1
        check(done.returncode in (0, 2) and (done.returncode == 0) == (not done.stderr),
              f"{done.returncode}: {text!r}")
    check(0 < kept < total, f"some mutations are harmless and some not: {kept} of {total}")


def finish():
    print(f"{len(failures)} failures")
    sys.exit(1 if failures else 0)
