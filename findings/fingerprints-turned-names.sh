#!/bin/sh
# fingerprints 1.3.1 with normality 3.1.0, Python 3.11, seen in December 2026.
# A fingerprint is the key by which names of firms are matched. Of a Chinese name it is the syllables of its characters,
# each once, in the order of the alphabet: Hunan and South Lake, Shandong and East Mountain have one key, and so has a
# name in which a character comes twice with one in which it comes once.
# 指纹是用来匹配企业名称的键。中文名称的指纹是各字的音节，各取一次，按字母排序：湖南与南湖、山东与东山同一个键，某字出现
# 两次的名称与只出现一次的也相同。
# Output:
#   湖南商会: hu hui nan shang
#   南湖商会: hu hui nan shang
#   山东港口: dong gang kou shan
#   东山港口: dong gang kou shan
#   南湖湖商会: hu hui nan shang
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet fingerprints==1.3.1 normality==3.1.0
cat > "$folder/try.py" <<'END'
import fingerprints

for name in ("湖南商会", "南湖商会", "山东港口", "东山港口", "南湖湖商会"):
    print(f"{name}: {fingerprints.generate(name)}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
湖南商会: hu hui nan shang
南湖商会: hu hui nan shang
山东港口: dong gang kou shan
东山港口: dong gang kou shan
南湖湖商会: hu hui nan shang
END
