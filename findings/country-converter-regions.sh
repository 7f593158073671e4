#!/bin/sh
# country_converter 1.3.2, pandas 2.3.3, Python 3.11, seen in November 2026.
# Asked for the country of a region, it does not say "not found" where a region's name holds a country's: it answers with
# that country. A state of the USA, named with the USA, is put into the Virgin Islands; New Mexico and British Columbia
# are left alone, so a look at a few names shows nothing.
# 问某地区属于哪国，若地区名中含有国名，它不答“未找到”，而答该国。写明美国的州被归入美属维尔京群岛；新墨西哥州与不列颠哥
# 伦比亚省则不受影响，因此抽看几个名称看不出问题。
# Output:
#   New Mexico -> not found
#   British Columbia -> not found
#   West Virginia, USA -> VIR
#   Inner Mongolia -> MNG
#   Jersey City -> JEY
#   Indochina -> CHN
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet country_converter==1.3.2 pandas==2.3.3
cat > "$folder/try.py" <<'END'
import logging

logging.disable(logging.CRITICAL)
import country_converter

convert = country_converter.CountryConverter().convert
for name in ("New Mexico", "British Columbia", "West Virginia, USA", "Inner Mongolia", "Jersey City", "Indochina"):
    print(name, "->", convert(name, to="ISO3", not_found="not found"))
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
New Mexico -> not found
British Columbia -> not found
West Virginia, USA -> VIR
Inner Mongolia -> MNG
Jersey City -> JEY
Indochina -> CHN
END
