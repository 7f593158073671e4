#!/bin/sh
# pysdmx 1.21.0, sdmx1 2.28.0, pandas 3.1.1, Python 3.11, seen in November 2026.
# SDMX-CSV is the form in which statistical offices hand out tables, and a dimension is a code of a list. pysdmx gives codes
# as texts, but lets each column pass for numbers first: as soon as all codes of a column look like numbers, 0111 is 111,
# which is another code or none, 5E3 is 5000.0, and 01 and 1 are one. With one code that has a letter, all are as they were.
# NA, Namibia, is kept. sdmx1 reads the same file code by code.
# SDMX-CSV 是统计机构发布表格的格式，维度的值是代码表中的代码。pysdmx 把代码作为文本给出，但先让每列按数字读一遍：只要同列其
# 余代码也像数字，0111 便成 111（另一代码，或不存在），代码 5E3 便成 5000.0，01 与 1 成为同一代码；列中有一个带字母的代码，
# 则全部如旧。纳米比亚的 NA 得以保留。sdmx1 读同一文件，代码逐一不变。
# Output:
#   ['0111', '0130']: pysdmx ['111', '130'], sdmx1 ['0111', '0130']; area ['NA']
#   ['0111', 'A']: pysdmx ['0111', 'A'], sdmx1 ['0111', 'A']; area ['NA']
#   ['01', '5E3']: pysdmx ['1.0', '5000.0'], sdmx1 ['01', '5E3']; area ['NA']
#   ['01', '1']: pysdmx ['1', '1'], sdmx1 ['01', '1']; area ['NA']
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet 'pysdmx[data]==1.21.0' sdmx1==2.28.0 pandas==3.1.1
cat > "$folder/try.py" <<'END'
import sdmx
from pysdmx.io import read_sdmx
from sdmx.model import common, v30

structure = v30.DataStructureDefinition(id="FLOWS", maintainer=common.Agency(id="EX"))
structure.dimensions.extend(common.Dimension(id=name) for name in ("REF_AREA", "SECTOR"))
structure.measures.append(v30.Measure(id="OBS_VALUE"))
for codes in (["0111", "0130"], ["0111", "A"], ["01", "5E3"], ["01", "1"]):
    with open("flows.csv", "w") as file:
        print("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,SECTOR,OBS_VALUE", file=file)
        for code in codes:
            print(f"datastructure,EX:FLOWS(1.0),I,NA,{code},7", file=file)
    table = read_sdmx("flows.csv", validate=False).data[0].data
    message = sdmx.read_sdmx("flows.csv", structure=structure)
    theirs = [str(item.key["SECTOR"].value) for item in message.data[0].obs]
    print(f"{codes}: pysdmx {table['SECTOR'].tolist()}, sdmx1 {theirs}; area {table['REF_AREA'].unique().tolist()}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
['0111', '0130']: pysdmx ['111', '130'], sdmx1 ['0111', '0130']; area ['NA']
['0111', 'A']: pysdmx ['0111', 'A'], sdmx1 ['0111', 'A']; area ['NA']
['01', '5E3']: pysdmx ['1.0', '5000.0'], sdmx1 ['01', '5E3']; area ['NA']
['01', '1']: pysdmx ['1', '1'], sdmx1 ['01', '1']; area ['NA']
END
