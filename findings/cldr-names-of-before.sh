#!/bin/sh
# cldr-core and cldr-subdivisions-full 48.2.0, iso-3166 4.4.0, Node 20, seen in November 2026.
# Codes of ISO 3166-2 were given to other regions in Morocco (2015) and Iran (2020). Of one release of Unicode CLDR the
# containment is that of today, and the English names of the same codes are those of before: taken together they put
# Casablanca into Meknès-Tafilalet and Marrakesh into the region around Rabat, and who joins a table by code calls
# Isfahan's province Khuzestan. No alias or mark tells that a code has changed hands.
# ISO 3166-2 的部分代码曾改给别的地区：摩洛哥（2015年）、伊朗（2020年）。Unicode CLDR 同一版本中，隶属关系是今天的，
# 同一代码的英文名却是从前的：合起来，卡萨布兰卡落在梅克内斯-塔菲拉勒特，马拉喀什落在拉巴特所在大区；按代码关联时，
# 伊斯法罕省成了胡齐斯坦省。没有别名或标记说明代码已易主。
# Output:
#   Casablanca is in ma06, by CLDR Meknès-Tafilalet, by ISO Casablanca-Settat
#   Marrakech is in ma07, by CLDR Rabat-Salé-Zemmour-Zaer, by ISO Marrakech-Safi
#   Rabat is in ma04, by CLDR Oriental, by ISO Rabat-Salé-Kénitra
#   ir10 is by CLDR Khuzestan, by ISO Eşfahān
#   ir23 is by CLDR Hormozgan, by ISO Tehrān
#   aliases of such codes: 0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" cldr-core@48.2.0 cldr-subdivisions-full@48.2.0 iso-3166@4.4.0 > "$folder/npm.txt" 2>&1 || { cat "$folder/npm.txt"; exit 1; }
cat > "$folder/try.mjs" <<'JS'
import { readFileSync } from "node:fs";
import { iso31662 } from "iso-3166";

const read = (path) => JSON.parse(readFileSync(`node_modules/${path}`, "utf8"));
const names = read("cldr-subdivisions-full/subdivisions/en/en.json").subdivisions.localeDisplayNames.subdivisions;
const inside = read("cldr-core/supplemental/subdivisionContainment.json").supplemental.subdivisionContainment;
const aliases = read("cldr-core/supplemental/aliases.json").supplemental.metadata.alias.subdivisionAlias;
const iso = new Map(iso31662.map(({ code, name }) => [code.toLowerCase().replace("-", ""), name]));
for (const town of ["macas", "mamar", "marab"]) {
  const code = Object.keys(inside).find((one) => inside[one]._contains.includes(town));
  console.log(`${names[town]} is in ${code}, by CLDR ${names[code]}, by ISO ${iso.get(code)}`);
}
for (const code of ["ir10", "ir23"]) console.log(`${code} is by CLDR ${names[code]}, by ISO ${iso.get(code)}`);
console.log(`aliases of such codes: ${Object.keys(aliases).filter((code) => /^(ma|ir)\d/.test(code)).length}`);
JS
cd "$folder"
node try.mjs | tee said
diff - said <<'TOLD'
Casablanca is in ma06, by CLDR Meknès-Tafilalet, by ISO Casablanca-Settat
Marrakech is in ma07, by CLDR Rabat-Salé-Zemmour-Zaer, by ISO Marrakech-Safi
Rabat is in ma04, by CLDR Oriental, by ISO Rabat-Salé-Kénitra
ir10 is by CLDR Khuzestan, by ISO Eşfahān
ir23 is by CLDR Hormozgan, by ISO Tehrān
aliases of such codes: 0
TOLD
