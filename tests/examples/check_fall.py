"""fall.c prints what the README says that it prints, and stands there word for word.

usage: check_fall.py PROGRAM tests/data

The estimate is 1 - (802/486900)/(1036/604800) = 0.0384.
"""
import os

from checking import HERE, check, finish, run

with open(os.path.join(HERE, "..", "..", "README.md"), encoding="utf-8") as file:
    readme = file.read()
with open(os.path.join(HERE, "fall.c"), encoding="utf-8") as file:
    source = file.read()

done = run()
line = done.stdout.decode()
fall = 100 * (1 - 802 / 486900 / (1036 / 604800))
check(done.returncode == 0 and done.stderr == b"", "it ends well and says nothing on stderr")
check(line.startswith(f"fall {fall:.1f} % ("), "it prints the fall worked out above")
check(f"It prints `{line.rstrip()}`" in readme, "README shows the line that it prints")
check(source in readme, "README shows the source")
finish()
