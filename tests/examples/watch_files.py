"""How watch takes what it is given: blocks one by one, bad files and calls, little, much, and damage."""
import os
import random
import re
import select
import subprocess
import xml.etree.ElementTree as xml

from checking import CHINA, KAZAKHSTAN, PROGRAM, InputFile, check, mutants, report, run, strict_json, survives

HEAD = "height,time,bits,pool\n"


# ---- as blocks arrive ----

def wait_for(stream, word, seconds, so_far=b""):
    """What a pipe has brought once the word is there, or when the time is over."""
    while word not in so_far and select.select([stream], [], [], seconds)[0]:
        piece = os.read(stream.fileno(), 65536)
        if not piece:
            break
        so_far += piece
    return so_far


def an_alarm_comes_before_the_next_block_is_read():
    with open(CHINA, "rb") as file:
        lines = file.readlines()
    alarm = report(CHINA)["alarms"][0]
    at = next(i for i, line in enumerate(lines) if line.startswith(b"%d," % alarm["height"]))
    for options, mark in (([], b"ALARM"), (["--json"], b'"direction": "fall"')):
        with subprocess.Popen([PROGRAM, "-", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as p:
            p.stdin.write(b"".join(lines[:at]))
            p.stdin.flush()
            so_far = wait_for(p.stdout, mark, 1)
            check(so_far and mark not in so_far, "a heading, but no alarm before its block")
            p.stdin.write(lines[at])
            p.stdin.flush()
            so_far = wait_for(p.stdout, mark, 30, so_far)
            check(mark in so_far, "the alarm has come while standard input is open")
            rest, _ = p.communicate()
            check(p.returncode == 0, "a pipe that ends is a record that ends")
            if options:
                check(strict_json(so_far + rest)["alarms"][0] == alarm, "the same alarm as from a file")


def memory_of(text):
    """The most that the program has held, in KiB, when it has taken a text from a pipe and waits for more."""
    with subprocess.Popen([PROGRAM, "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as p:
        p.stdin.write(text.encode())
        p.stdin.flush()
        with open(f"/proc/{p.pid}/status", encoding="ascii") as status:
            most = int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1))
        p.communicate()
    check(p.returncode == 0, "a long record")
    return most


def memory_does_not_grow(_):
    """Eighteen times the blocks, 5 MB of text more, in the same memory."""
    chance, time, text = random.Random(6), 1_600_000_000, [HEAD]
    for height in range(180_000):
        time += int(chance.expovariate(1 / 600))
        text.append(f"{height},{time},170bef93,pool\n")
    if os.path.exists("/proc/self/status"):
        short, long = memory_of("".join(text[:10_001])), memory_of("".join(text))
        check(long - short < 512, f"{short} KiB for 10,000 blocks, {long} KiB for 180,000")


# ---- calls and files ----

class Files(InputFile):
    def __init__(self, folder):
        super().__init__(folder, "blocks.csv")

    def refused(self, content, line, words):
        done = run(self.write(content))
        message = self.refusal(done, line, words)
        with open(self.path, "rb") as file:
            piped = subprocess.run([PROGRAM, "-"], stdin=file, capture_output=True, timeout=60)
        check(piped.returncode == 2 and piped.stderr.decode(errors="replace")
              == message.replace(self.path, "standard input", 1), f"from a pipe: {piped.stderr!r}")
        return done.stdout


def bad_files_are_refused_with_their_line(files):
    good = HEAD + "5,1600000000,170bef93,a\n6,1600000600,170bef93,\n"
    for content, words in (("", "the file is empty"), (b"\xef\xbb\xbf", "the file is empty"),
                           (HEAD, "no block follows"), (HEAD[:-1], "no block follows"),
                           ("height,time,bits\n", "no column named 'pool'"), ("a" * 5000, "a line of 5000 bytes")):
        check(not files.refused(content, 1, words), "nothing is printed without a block")
    for row, words in (("8,1600001200,170bef93,a", "height 8 where 7 must follow"), ("7,x,170bef93,a", "time must be"),
                       ("7,1599900000,170bef93,a", "step back"), ("7,1700000000,170bef93,a", "for damage"), ("7,1600001200,170bef9,a", "8 hexadecimal"),
                       ("7,1600001200,180bef93,a", "times as hard"), ("7,1600001200,170bef93", "3 fields"),
                       ("7,1600001200,170bef93,\udcff", "not UTF-8"), ("", "an empty line"), ("7,\0", "control"),
                       ('7,"1', "not closed"), ("7" * 70000, "a line of 70000 bytes")):
        out = files.refused((good + row + "\n7,1600001200,170bef93,a\n").encode(errors="surrogateescape"), 4, words)
        check(out.startswith(b"Alarms") and b"END" not in out, "a record that breaks off has no summary")
    for missing in (files.path + ".none", files.folder):
        done = run(missing)
        check(done.returncode == 2 and not done.stdout and b": cannot be " in done.stderr, "what cannot be read")
    with open(CHINA, encoding="utf-8") as file:
        lines = file.readlines()
    out = files.refused("".join(lines[:4000] + ["oops\n"] + lines[4000:]), 4001, "1 fields")
    check(out.count(b"ALARM") == 1, "alarms before a bad line are printed")


def little_is_an_answer(files):
    for rows, blocks in (("1,1600000000,170bef93,", 1), ("1,1600000000,170bef93,\n2,1600000000,170bef93,", 2),
                         ("\n".join(f"{i},1600000000,170bef93,x" for i in range(90)), 90),
                         ("1,1600000000,170bef93,\r\n2,1600000600,170bef93,\r\n", 2),
                         ("1,0,170bef93,\n2,0,170bef93,\n3,9,170bef93,", 3),
                         ("1,1600000000,170bef93,\n2,1599999990,170bef93,\n3,1599999995,170bef93,", 3)):
        files.write(HEAD + rows)
        r = report(files.path)
        check(r["blocks"] == blocks and r["alarms"] == [] and r["smallest_falls"] == [], f"{blocks} blocks, no alarm")
        svg = os.path.join(files.folder, "small.svg")
        check(run(files.path, "--svg", svg).returncode == 0 and xml.parse(svg), "their chart")
    files.write(HEAD + "".join(f"{i},{i * 604800},170bef93,\n" for i in range(400)))
    check(report(files.path)["segment_bin_seconds"] == 4 * 86400, "2,793 days are too many: bins of four")
    check(r["stepped_back"] == 2 and r["stepped_back_most"] == 10, "header times that step back are counted")


def wrong_calls_show_the_usage():
    calls = [[], [KAZAKHSTAN, KAZAKHSTAN], ["-", "-"], ["--json"], [KAZAKHSTAN, "--json", "--json"], ["-x"],
             [KAZAKHSTAN, "--from", "9", "--until", "8"]]
    for option, values in {"--level": ["0", "1", "5%", "nan", ""], "--baseline": ["-1", "1.5", "1e3", "x", "", "9" * 30],
                           "--growth": ["", "50", "50..0", "..", "1..", "..5", "-100..0", "0..1e9", "a..b", "0..5%"],
                           "--from": ["", "2022-01-05", "-5"], "--until": ["", "soon"], "--svg": ["", "--json"],
                           "--colour": ["red"]}.items():
        calls += [[KAZAKHSTAN, option, value] for value in values] + [[KAZAKHSTAN, option]]
    for call in calls:
        done = run(*call)
        check(done.returncode == 2 and not done.stdout and b"usage: watch BLOCKS.csv|-" in done.stderr,
              f"wrong call {call}")
    check(run("--help").stdout.startswith(b"usage:") and run("--help").returncode == 0, "--help")
    done = run(KAZAKHSTAN, "--until", "5")
    check(done.returncode == 2 and b"no block lies between" in done.stderr, "no block is asked for")
    if os.path.exists("/dev/full"):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, KAZAKHSTAN], stdout=full, stderr=subprocess.PIPE)
        check(done.returncode == 1 and done.stderr, "a full disk is reported")


def nothing_breaks_it(files):
    chance, time, rows = random.Random(7), 1_600_000_000, [HEAD]
    for i in range(150):
        time += int(chance.expovariate(1 / 600)) * (6 if 60 < i < 100 else 1)
        rows.append(f"{i},{time},170bef93,{'ab'[i % 2]}\n")
    base = "".join(rows).encode()
    files.write(base)
    check(report(files.path, "--level", "0.5")["alarm_count"] > 1, "what is damaged holds alarms")
    survives(mutants(base, 20210515, b'0123456789abcdef,"\r\n-.x'),
             lambda mutant: run(files.write(mutant), "--json", "--level", "0.5"))
