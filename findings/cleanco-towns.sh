#!/bin/sh
# cleanco 2.3, Python 3.11, seen in December 2026.
# cleanco takes the legal form off the end of a firm's name, without looking at accents or at what is left. A town that
# is called as a form is (Ås, Aš, Eu) is taken for one: of the municipality a preposition is left, of the town alone an
# empty text, which is the same for all of them.
# cleanco 去掉企业名称末尾的法律形式，不看重音符号，也不看还剩什么。与某种法律形式同名的市镇（Ås、Aš、Eu）被当作法律形式：
# 市政当局只剩一个介词，单写市镇名则剩下空文本，各处皆同。
# Output:
#   Kestrel Works AS: 'Kestrel Works'
#   Municipality of Ås: 'Municipality of'
#   City of Aš: 'City of'
#   Port of Eu: 'Port of'
#   Ås: ''
#   Eu: ''
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet cleanco==2.3
cat > "$folder/try.py" <<'END'
import cleanco

for name in ("Kestrel Works AS", "Municipality of Ås", "City of Aš", "Port of Eu", "Ås", "Eu"):
    print(f"{name}: {cleanco.basename(name)!r}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
Kestrel Works AS: 'Kestrel Works'
Municipality of Ås: 'Municipality of'
City of Aš: 'City of'
Port of Eu: 'Port of'
Ås: ''
Eu: ''
END
