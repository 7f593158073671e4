"""How often the encoding of a short table is found: our rule beside charset-normalizer, the same files for both.

python -m tests.bench.encodings

The tables are made of the bundled names of regions and institutions, in simplified or traditional characters, and of
Western names; half of them with headings in Chinese. Those in encodings of one byte a character are made of the names
of the regions of NUTS, of which those of a country are in its own letters. A file counts as right if it decodes to the
text that it was made of, whatever the encoding is called; a wrong reading without a warning is counted as silent.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from pathlib import Path

from charset_normalizer import from_bytes

from kg.grids.encodings import found_encoding, found_readings

ROOT = Path(__file__).resolve().parents[2]
TABLES = 100
#: Countries, and what old spreadsheets of theirs are saved in.
COUNTRIES = {
    **dict.fromkeys(("PL", "CZ", "SK", "HU", "RO", "HR"), "cp1250"),
    **dict.fromkeys(("DE", "FR", "ES", "SE", "PT", "IT"), "cp1252"),
    "TR": "cp1254",
}
#: Letters of Romanian that Windows-1250 has with a cedilla.
COMMA_BELOW = str.maketrans("șțȘȚ", "şţŞŢ")
WESTERN = ["Universität Köln", "São Paulo", "Île-de-France", "Málaga", "Besançon", "Gävle", "Zürich", "Coruña"]


def names() -> list[str]:
    """Names in simplified characters."""
    found = []
    for table in ("regions-china/regions", "jiaxing-shanghai-2017/institutions", "jiaxing-shanghai-2017/partnerships"):
        with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found += [row["name_zh"] for row in csv.DictReader(file) if row["name_zh"]]
    return found


def traditional() -> dict[int, str]:
    """Simplified characters to the first traditional one."""
    lines = (ROOT / "kg" / "han.txt").read_text(encoding="utf-8").splitlines()
    pairs = [pair for line in lines if not line.startswith("#") for pair in line.split()]
    return {ord(pair[0]): pair[1] for pair in pairs}


def writable(name: str, encoding: str, table: dict[int, str]) -> bool:
    """Whether an encoding has all the characters of a name."""
    try:
        (name.translate(table) if encoding == "big5" else name).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def main() -> None:
    """Print how many of the files were read right, by encoding and number of rows."""
    chance, chinese, table = random.Random(1), names(), traditional()
    print(f"{'encoding':12}{'rows':>6}{'ours':>8}{'charset-normalizer':>20}")
    for encoding in ("utf-8", "gb18030", "big5", "cp1252", "utf-16-le"):
        for rows in (1, 3, 10, 30):
            right: Counter[str] = Counter()
            made = 0
            pool = [name for name in (WESTERN if encoding == "cp1252" else chinese) if writable(name, encoding, table)]
            while made < TABLES:
                lines = [",".join([*chance.sample(pool, 2), str(chance.randint(1, 999))]) for _ in range(rows)]
                heading = "name,partner,amount" if chance.random() < 0.5 or encoding == "cp1252" else "名称,甲方,金额"
                text = "\n".join([heading, *lines]) + "\n"
                text = text.translate(table) if encoding == "big5" else text
                content = text.encode(encoding)
                made += 1
                right["ours"] += content.decode(found_encoding(content), "replace") == text
                best = from_bytes(content).best()
                right["theirs"] += best is not None and content.decode(best.encoding, "replace") == text
            print(f"{encoding:12}{rows:>6}{right['ours'] / TABLES:>8.1%}{right['theirs'] / TABLES:>20.1%}")


def of_one_byte() -> None:
    """The same for tables of names of one country each, with how many are read wrongly in silence."""
    chance = random.Random(2)
    pools: dict[str, set[str]] = {}
    with (ROOT / "data" / "registries" / "nuts" / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pools.setdefault(row["code"][:2], set()).add(row["name_en"].translate(COMMA_BELOW))
    print(f"{'country':12}{'rows':>6}{'ours':>8}{'silent':>8}{'warned':>8}{'charset-normalizer':>20}")
    for country, encoding in COUNTRIES.items():
        names_of = sorted(name for name in pools[country] if writable(name, encoding, {}))
        for rows in (1, 3, 10, 30):
            right: Counter[str] = Counter()
            for _ in range(TABLES):
                lines = [f"{number};{chance.choice(names_of)};{chance.choice(names_of)}" for number in range(rows)]
                text = "\n".join(["id;name;partner", *lines, ""])
                content = text.encode(encoding)
                found, best = found_readings(content), from_bytes(content).best()
                is_right = content.decode(found.encoding, "replace") == text
                in_doubt = len(found.readings) > 1 or not found.is_known
                right["ours"] += is_right
                right["silent"] += not is_right and not in_doubt
                right["warned"] += in_doubt
                right["theirs"] += best is not None and content.decode(best.encoding, "replace") == text
            shares = [right[name] / TABLES for name in ("ours", "silent", "warned", "theirs")]
            print(f"{country:12}{rows:>6}{shares[0]:>8.1%}{shares[1]:>8.1%}{shares[2]:>8.1%}{shares[3]:>20.1%}")


if __name__ == "__main__":
    main()
    of_one_byte()
