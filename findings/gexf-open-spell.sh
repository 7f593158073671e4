#!/bin/sh
# networkx 3.6.1, Python 3.11, seen in November 2026.
# In GEXF a spell without an end is open: what began has not ended. networkx reads the end that is not there as the text
# "None", and writes that text into the next file, in which it stands for a day.
# GEXF 中没有终点的时段是开放的：已开始而未结束。networkx 把不存在的终点读作文本“None”，并写入下一个文件，占据日期的位置。
# Output:
#   read: ('2016-01-01', 'None')
#   written: <spell start="2016-01-01" end="None" />
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet networkx==3.6.1
cat > "$folder/try.py" <<'END'
import io
import networkx

TEXT = b"""<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<graph mode="dynamic" timeformat="date" defaultedgetype="undirected">
<nodes><node id="a" label="Northshire"/><node id="b" label="Southshire"/></nodes>
<edges><edge id="0" source="a" target="b"><spells><spell start="2016-01-01"/></spells></edge></edges>
</graph></gexf>"""

graph = networkx.read_gexf(io.BytesIO(TEXT))
((_, _, data),) = graph.edges(data=True)
print("read:", data["spells"][0])
for line in networkx.generate_gexf(graph):
    if "<spell " in line:
        print("written:", line.strip())
END
"$folder/env/bin/python" "$folder/try.py" | tee "$folder/said"
printf '%s\n' "read: ('2016-01-01', 'None')" 'written: <spell start="2016-01-01" end="None" />' | diff - "$folder/said"
