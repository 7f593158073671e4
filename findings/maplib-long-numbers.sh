#!/bin/sh
# maplib 0.20.26, Python 3.11, seen in November 2026.
# Reading Turtle, a decimal with 18 digits before its point comes back ten times smaller, and one with 19 a hundred times;
# an integer above 2^63 - 1 is no longer there, triple and all. Nothing is said, and 17 digits are exact.
# 读取 Turtle 时，小数点前有 18 位的小数变为十分之一，19 位的变为百分之一；大于 2^63 - 1 的整数连同三元组一起消失。没有
# 任何提示；17 位则准确。
# Output:
#   12345678901234567.5 -> "12345678901234567.5"
#   123456789012345678.5 -> "12345678901234567.85"
#   1000000000000000000.25 -> "10000000000000000.0025"
#   9223372036854775807 -> "9223372036854775807"
#   9223372036854775808 -> nothing
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet maplib==0.20.26
cat > "$folder/try.py" <<'END'
import maplib

NUMBERS = ("12345678901234567.5", "123456789012345678.5", "1000000000000000000.25", "9223372036854775807",
           "9223372036854775808")
for number in NUMBERS:
    model = maplib.Model()
    model.reads(f"<urn:a> <urn:amount> {number} . <urn:b> <urn:amount> 1 .", format="turtle")
    lines = [line for line in model.writes(format="ntriples").splitlines() if line.startswith("<urn:a>")]
    print(number, "->", lines[0].split()[2].partition("^^")[0] if lines else "nothing")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
12345678901234567.5 -> "12345678901234567.5"
123456789012345678.5 -> "12345678901234567.85"
1000000000000000000.25 -> "10000000000000000.0025"
9223372036854775807 -> "9223372036854775807"
9223372036854775808 -> nothing
END
