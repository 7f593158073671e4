#!/bin/sh
# jionlp 1.5.31, Python 3.11, seen in November 2026.
# A reader of amounts in Chinese prose; "definition" is blur+ for a lower bound and blur- for an upper one. What is "not less
# than" or "not below" an amount comes out as an upper bound, like "less than"; only "at least" is a lower one.
# 读取中文行文中的金额；“definition”为 blur+ 表示下限，blur- 表示上限。“不少于”“不低于”某数读作上限，与“少于”相同；只有“
# 至少”读作下限。
# Output:
#   至少5000万元 -> 50000000.00 blur+
#   超过5000万元 -> 50000000.00 blur+
#   不少于5000万元 -> 50000000.00 blur-
#   不低于5000万元 -> 50000000.00 blur-
#   低于5000万元 -> 50000000.00 blur-
#   不超过5000万元 -> 50000000.00 blur-
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet jionlp==1.5.31
cat > "$folder/try.py" <<'END'
import contextlib
import io

with contextlib.redirect_stdout(io.StringIO()):
    import jionlp

for bound in ("至少", "超过", "不少于", "不低于", "低于", "不超过"):
    text = f"{bound}5000万元"
    found = jionlp.parse_money(text)
    print(text, "->", found["num"], found["definition"])
END
cd "$folder"
PYTHONIOENCODING=utf-8 env/bin/python try.py 2>errors | grep -- '->' | tee said
diff - said <<'END'
至少5000万元 -> 50000000.00 blur+
超过5000万元 -> 50000000.00 blur+
不少于5000万元 -> 50000000.00 blur-
不低于5000万元 -> 50000000.00 blur-
低于5000万元 -> 50000000.00 blur-
不超过5000万元 -> 50000000.00 blur-
END
