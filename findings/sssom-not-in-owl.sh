#!/bin/sh
# sssom 0.4.21 (sssom-py), pandas 2.3.3, Python 3.11, seen in November 2026.
# A mapping with the modifier "Not" says that two things are not one: a judgement that somebody took the trouble to make.
# Written as OWL, the pair is asserted like any other: who loads the file learns that they are exact matches.
# 带修饰语“Not”的映射表示两者不同一：这是有人专门作出的判断。写成 OWL 时，这一对与其他各对同样被断言：载入文件的人得知两
# 者精确匹配。
# Output:
#   read: ['-', 'Not']
#   asserted: <https://example.org/north-college> <http://www.w3.org/2004/02/skos/core#exactMatch> <https://example.org/college-of-the-north> .
#   asserted: <https://example.org/north-college> <http://www.w3.org/2004/02/skos/core#exactMatch> <https://example.org/south-college> .
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet sssom==0.4.21 pandas==2.3.3
cat > "$folder/try.py" <<'END'
import io
import logging

logging.disable(logging.CRITICAL)
from sssom.parsers import parse_sssom_table
from sssom.writers import to_owl_graph

TABLE = """# curie_map:
#   EX: https://example.org/
#   skos: http://www.w3.org/2004/02/skos/core#
#   semapv: https://w3id.org/semapv/vocab/
# mapping_set_id: https://example.org/set
# license: https://creativecommons.org/publicdomain/zero/1.0/
subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tmapping_justification
EX:north-college\t\tskos:exactMatch\tEX:college-of-the-north\tsemapv:ManualMappingCuration
EX:north-college\tNot\tskos:exactMatch\tEX:south-college\tsemapv:ManualMappingCuration
"""
mappings = parse_sssom_table(io.StringIO(TABLE.replace("\\t", "\t")))
print("read:", [modifier or "-" for modifier in mappings.df["predicate_modifier"]])
for line in sorted(to_owl_graph(mappings).serialize(format="nt").splitlines()):
    if line.startswith("<https://example.org/north-college>") and "exactMatch" in line:
        print("asserted:", line)
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
read: ['-', 'Not']
asserted: <https://example.org/north-college> <http://www.w3.org/2004/02/skos/core#exactMatch> <https://example.org/college-of-the-north> .
asserted: <https://example.org/north-college> <http://www.w3.org/2004/02/skos/core#exactMatch> <https://example.org/south-college> .
END
