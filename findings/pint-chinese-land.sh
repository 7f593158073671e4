#!/bin/sh
# pint 0.25.3, Python 3.11, seen in December 2026.
# Zones and plants are told in mu, a fifteenth of a hectare. pint knows neither mu nor jin; it refuses jin, but mu it
# takes for a thousandth of the unit of atomic mass, and li, half a kilometre, for the link of a surveyor's chain:
# numbers of land come out as masses, without an error.
# 园区和厂房用亩计，一亩为十五分之一公顷。pint 既不认识 mu 也不认识 jin：jin 会被拒绝，mu 却被当作千分之一原子质量单位，
# li（半公里）被当作测量链的一节：土地面积成了质量，没有任何错误。
# Output:
#   500 mu: milliunified_atomic_mass_unit, {'[mass]': 1}
#   2 li: link, {'[length]': 1}
#   3 jin: UndefinedUnitError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet pint==0.25.3
cat > "$folder/try.py" <<'END'
import pint

units = pint.UnitRegistry()
for text in ("500 mu", "2 li", "3 jin"):
    try:
        found = units(text)
        print(f"{text}: {found.units}, {dict(found.dimensionality)}")
    except pint.UndefinedUnitError as refused:
        print(f"{text}: {type(refused).__name__}")
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
500 mu: milliunified_atomic_mass_unit, {'[mass]': 1}
2 li: link, {'[length]': 1}
3 jin: UndefinedUnitError
END
