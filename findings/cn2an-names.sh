#!/bin/sh
# cn2an 0.5.24, Python 3.11, seen in November 2026.
# transform turns the numbers of a Chinese sentence into digits, and the signs for numbers in the names of companies,
# parties and places as well: a name that was looked up by its letters is no longer there.
# transform 把中文句子里的数字转为阿拉伯数字，公司、参与方与地名中作为名称的数字也一并转换：按原字查找的名称便不复存在。
# Output:
#   一期投资一百二十万元 -> 1期投资1200000元
#   三一重工 -> 31重工
#   一汽集团 -> 1汽集团
#   九三学社 -> 93学社
#   五四村 -> 54村
#   三十六湾村 -> 36湾村
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet cn2an==0.5.24
cat > "$folder/try.py" <<'END'
import cn2an

for text in ("一期投资一百二十万元", "三一重工", "一汽集团", "九三学社", "五四村", "三十六湾村"):
    print(text, "->", cn2an.transform(text, "cn2an"))
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
一期投资一百二十万元 -> 1期投资1200000元
三一重工 -> 31重工
一汽集团 -> 1汽集团
九三学社 -> 93学社
五四村 -> 54村
三十六湾村 -> 36湾村
END
