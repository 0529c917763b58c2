"""Files of blocks, good and bad, for check_blackout.py."""
import json
import os

from checking import InputFile, check, mutants, run, survives

HEAD = "height,time,bits,pool"
SMALL = ["--from", "20000", "--until", "30000", "--before", "15000", "--after", "15000", "--window", "3000"]


# What stands where block 109 should, by what is said about it.
BAD_ROWS = {
    "3 fields": ["109,9500,1d00ffff"], "5 fields": ["109,9500,1d00ffff,a,b"], "an empty line": [""],
    "height must be": ["x,9500,1d00ffff,a", "109.0,9500,1d00ffff,a", "-109,9500,1d00ffff,a",
                       ",9500,1d00ffff,a"],
    "time must be": ["109,95e2,1d00ffff,a", "109, 9500,1d00ffff,a", "109,,1d00ffff,a",
                     f"109,{10**19},1d00ffff,a"],
    "8 hexadecimal": ["109,9500,486604799,a", "109,9500,1d00fff,a", "109,9500,1d00fffg,a", "109,9500,,a"],
    "no target: zero": ["109,9500,00000000,a", "109,9500,1d000000,a", "109,9500,01003456,a"],
    "no target: the sign": ["109,9500,04923456,a"], "no target: 2^256": ["109,9500,ff123456,a"],
    "where 109 must follow": ["110,9500,1d00ffff,a", "108,9500,1d00ffff,a"],
    "not closed": ['109,9500,1d00ffff,"a'],
    "quote in the middle": ['109,9500,1d00ffff,"a"b', '109,9500,1d00ffff,a"b'],
    "control character (00)": ["109,9500,1d00ffff,\0"], "control character (0d)": ["109,9500,1d00\rffff,a"],
    "s after that of line 10; more than 7 d": [f"109,{9096 + 604801},1d00ffff,a",
                                               "109,9999999999,1d00ffff,a"],
    "times as hard as the one before; above 16": ["109,9500,1d000fff,a", "109,9500,1e100000,a",
                                                  "109,9500,04123456,a"],
    "a line of 1000000 bytes": ["1" * 1000000],
    "a line of 1000018 bytes": ["109,9500,1d00ffff," + "a" * 1000000],
}


def small(n=80):
    return [f"{100 + i},{4000 + 600 * i + (i * 37) % 500},1d00ffff,{'abc'[i % 3]}" for i in range(n)]


class Files(InputFile):
    def __init__(self, folder):
        super().__init__(folder, "blocks.csv")

    def run(self, content, *arguments):
        return run(self.write(content), *(arguments or SMALL), "--json")

    def refused(self, content, line, words, *arguments):
        done = self.run(content, *arguments)
        self.refusal(done, line, words)
        check(not done.stdout, f"{words!r}: nothing is printed")


def bad_files_are_refused_with_their_line(files):
    rows = small()

    def with_row(i, row):
        return "\n".join([HEAD, *rows[:i], row, *rows[i + 1:]]) + "\n"

    whole = "\n".join([HEAD, *rows]) + "\n"
    files.refused("", 1, "the file is empty")
    files.refused("\n", 1, "an empty line")
    files.refused(HEAD + "\n", 1, "no block follows")
    files.refused("\n".join(rows), 1, "no column named 'height'")
    files.refused(whole.replace("bits", "nbits", 1), 1, "no column named 'bits'")
    files.refused(whole.replace("bits", "time", 1), 1, "more than one column named 'time'")
    files.refused(whole + "\n", 82, "an empty line")
    for words, bad in BAD_ROWS.items():
        for row in bad:
            files.refused(with_row(9, row), 11, words)
    files.refused(with_row(9, "109,9500,1d00ffff,@").encode().replace(b"@", b"\xff"), 11, "UTF-8")
    files.refused(with_row(0, "100,1004000,1d00ffff,a"), 3, "before that of line 2")
    files.refused(with_row(79, f"179,{10**9},1d00ffff,a"), 81, "s after that of line 80")
    files.refused(with_row(79, "179,51823,1b00ffff,a"), 81, "times as hard")
    half = whole[:len(whole) // 2]
    files.refused(half, half.count("\n") + 1, "")
    for start, until in [("100", "200"), ("3999", "20000"), ("20000", "90000"), ("80000", "90000")]:
        files.refused(whole, 2 if int(start) < 4000 else 81, "the blocks cover", "--from", start, "--until",
                      until)
    files.refused(whole, 0, "no window", *SMALL[:-1], "40001")
    done = run(files.path + ".none", *SMALL)
    check(done.returncode == 2 and b"cannot be opened" in done.stderr, "no such file")
    done = run(os.path.dirname(files.path), *SMALL)
    check(done.returncode == 2 and b"cannot be" in done.stderr, "a folder is no file")


def good_files_work_in_any_dress(files):
    rows = [row.split(",") for row in small()]
    plain = "\n".join([HEAD, *small()]) + "\n"
    expected = files.run(plain)
    check(expected.returncode == 0 and b'"pool": "a"' in expected.stdout,
          f"the plain file: {expected.stderr}")
    dresses = {
        "CRLF": plain.replace("\n", "\r\n"), "no final newline": plain[:-1],
               "CRLF but for the last": plain.replace("\n", "\r\n")[:-2],
        "byte order mark": "\ufeff" + plain, "capital bits": plain.replace("ffff", "FFFF"),
        "quotes": '"' + plain[:-1].replace(",", '","').replace("\n", '"\n"') + '"\n',
        "other columns": "miner,pool,x,bits,time,height\n"
                         + "".join(f'"a, ""b""",{p},,{b},{t},{h}\n' for h, t, b, p in rows)}
    for name, content in dresses.items():
        check(files.run(content).stdout == expected.stdout, f"{name}: the same report")
    strange = 'q"\\</é\U0001f642'
    done = files.run(plain.replace(",a\n", ',"q""\\</é\U0001f642"\n'))
    check(strange in [p["pool"] for p in json.loads(done.stdout)["pools"]], "a strange label survives")
    unlabelled = json.loads(files.run(plain.replace(",a\n", ",\n").replace(",b\n", ",unknown\n")).stdout)
    check([p["pool"] for p in unlabelled["pools"]] == ["c"] and unlabelled["unknown"]["before"] > 0,
          "no label is unknown")
    many = "\n".join([HEAD, *(",".join(row[:3] + [f"pool {i}"]) for i, row in enumerate(rows))])
    check(len(json.loads(files.run(many).stdout)["pools"]) > 30, "a pool for each block")
    for i, old, new in [(9, ",9733,", f",{9096 + 604800},"), (79, ",1d00ffff,", ",1d001000,")]:
        row = small()[i].replace(old, new)
        later = [row.split(",") for row in small()[i + 1:]]
        shift = 604800 if i == 9 else 0
        lines = small()[:i] + [row] + [f"{h},{int(t) + shift},{b},{p}" for h, t, b, p in later]
        done = files.run("\n".join([HEAD, *lines]))
        check(row != small()[i] and done.returncode == 0, f"a step at the limit works: {done.stderr}")


def nothing_breaks_it(files):
    base = ("\n".join([HEAD, *small()]) + "\n").encode()
    survives(mutants(base, 20220105, b'0123456789abcdef,"\r\n-.'), files.run)


def test_files(folder):
    for test in (bad_files_are_refused_with_their_line, good_files_work_in_any_dress, nothing_breaks_it):
        test(Files(folder))
