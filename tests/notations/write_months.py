"""Writes ``kg/notations/months.csv``: the names of months in further languages, from Unicode CLDR as Babel carries it.

``python -m tests.notations.write_months``, by hand, where Babel is installed (the manual's Sphinx brings it). CLDR is
under the Unicode licence V3 (Unicode-3.0).
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from babel import Locale

from kg.nearest import folded

#: The languages, those first whose sheets were met: Croatian has other months under Czech and Polish names.
LANGUAGES = (
    *("es", "pt", "fr", "de", "it", "nl", "ca", "gl", "da", "sv", "nb", "is", "fi", "et", "lv", "lt", "pl", "cs", "sk"),
    *("sl", "hr", "sr_Latn", "sr", "mk", "bg", "ro", "hu", "sq", "el", "tr", "az", "ru", "uk", "be", "kk", "ky", "uz"),
    *("ka", "hy", "id", "ms", "fil", "vi", "th", "ar", "ar_SY", "fa", "he", "sw", "hi"),
)
#: What people write beside what CLDR has.
BESIDE = {
    ("es", 9): ("setiembre", "set"),
    ("de", 3): ("maerz",),
    ("pt", 3): ("marco",),
    ("vi", 1): ("thang gieng",),
    ("id", 8): ("agt", "ags"),
    ("ru", 9): ("сент",),
}
TARGET = Path(__file__).parents[2] / "kg" / "notations" / "months.csv"


def main() -> None:
    """Write the table."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("language", "month", "spellings"))
    for language in LANGUAGES:
        names = Locale.parse(language).months
        for month in range(1, 13):
            said = [
                names[context][width][month]
                for context in ("format", "stand-alone")
                for width in ("wide", "abbreviated")
            ]
            cut = (name.strip().rstrip(".'’").strip() for name in (*said, *BESIDE.get((language, month), ())))
            spellings = sorted(
                {name.lower() for name in cut if len(folded(name)) > 2 and not any(map(str.isdigit, name))}
            )
            if spellings:
                writer.writerow((language.replace("_", "-"), month, "|".join(spellings)))
    TARGET.write_text(out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    main()
