"""A small package with suggestions from a made-up article, for the tests of reviews."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from kg.intake.articles import queue
from kg.intake.articles.model import Article, Field, Reading, Span, Suggestion
from kg.source_text import sha256
from kg.text import Text

#: Our own, with invented places.
TEXT = (
    "云汀市与海桐区5月8日签署港口物流合作协议，云汀市青禾大学同时加入。\n"
    "协议提出，到2025年合作项目总投资约12亿元。海桐区长林远说，双方将共建联合实验室。\n"
    "此外，云汀市与外地多家企业洽谈。\n"
)
SOURCE, DAY = "yunting-2024-05-09", date(2024, 5, 9)


def at(passage: str) -> Span:
    """Where a passage is in the text."""
    return Span(TEXT.index(passage), TEXT.index(passage) + len(passage))


SIGNED = at("云汀市与海桐区5月8日签署港口物流合作协议，云汀市青禾大学同时加入。")
MONEY = at("到2025年合作项目总投资约12亿元")
TALKS = at("云汀市与外地多家企业洽谈")


def party(group: int, reference: str, name: str) -> tuple[Field, ...]:
    return (Field("party", reference, at(name), group, "pair"), Field("role", "signatory", None, group, "pair"))


UNIVERSITY = Suggestion(
    "s-000000000001",
    "institutions",
    at("云汀市青禾大学"),
    (Field("name_zh", "青禾大学", at("青禾大学")), Field("kind", "university", at("大学"))),
    "suffix",
    0.7,
)
AGREEMENT = Suggestion(
    "s-000000000002",
    "partnerships",
    SIGNED,
    (
        Field("class", "Agreement", at("协议")),
        Field("agreement_kind", "cooperation", at("合作协议")),
        Field("sectors", "logistics", at("港口物流")),
        Field("name_zh", "港口物流合作协议", at("港口物流合作协议")),
        *party(1, "region/xx-yunting", "云汀市"),
        *party(2, "region/xx-haitong", "海桐区"),
        *party(3, f"new/{UNIVERSITY.id}", "青禾大学"),
    ),
    "signed",
    0.9,
)
STAGE = Suggestion(
    "s-000000000003",
    "stages",
    SIGNED,
    (
        Field("stage", "signed", at("签署")),
        Field("as_of", "2024-05-08", at("5月8日")),
        Field("precision", "day"),
        Field("time_basis", "resolved"),
    ),
    "signed",
    0.9,
    about=AGREEMENT.id,
)
FIGURE = Suggestion(
    "s-000000000004",
    "observations",
    MONEY,
    (
        Field("class", "Target", at("到2025年")),
        Field("measure", "totalInvestment", at("总投资")),
        Field("value", "1200000000", at("12亿元")),
        Field("bound", "about", at("约")),
        Field("unit", "CNY", at("元")),
        Field("period_end", "2025-12-31", at("2025年")),
    ),
    "amount",
    0.8,
    about=AGREEMENT.id,
)
DOUBTFUL = Suggestion(
    "s-000000000005",
    "partnerships",
    TALKS,
    (Field("class", "Partnership"), *party(1, "region/xx-yunting", "云汀市")),
    "talks",
    0.3,
    note=Text("the others are not named", "其他各方未写明"),
)
SUGGESTED = (UNIVERSITY, AGREEMENT, STAGE, FIGURE, DOUBTFUL)

REGIONS = """id,name_zh,name_en,alt_zh,alt_en,kind,level,parent,code,code_scheme,latitude,longitude,open_ended,\
ambiguity_zh,ambiguity_en,note_zh,note_en,source,start,end
xx,云国,Yunland,,,AdministrativeRegion,country,,,,,,,,,,,,,
xx-yunting,云汀市,Yunting,,,AdministrativeRegion,city,xx,,,,,,,,,,,,
xx-haitong,海桐区,Haitong,,,AdministrativeRegion,county,xx,,,,,,,,,,,,
"""


def article(text: str = TEXT) -> Article:
    """The article, as it would be read from a file."""
    ends = [at_ for at_, letter in enumerate(text) if letter == "\n"]
    starts = [0, *(end + 1 for end in ends[:-1])]
    paragraphs = tuple(Span(start, end) for start, end in zip(starts, ends, strict=True))
    return Article(Path("a.txt"), "text/plain", text, sha256(text), "zh", "", DAY, paragraphs)


def package(folder: Path, suggestions: tuple[Suggestion, ...] = SUGGESTED, files: dict[str, str] | None = None) -> Path:
    """A package with three regions, and suggestions."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {"regions.csv": REGIONS} if files is None else files
    resources = [{"name": name.partition(".")[0], "path": name} for name in files]
    described = {"name": folder.name, "title": "A review", "title_zh": "审阅", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(described, ensure_ascii=False, indent=4), encoding="utf-8")
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    queue.write(folder, Reading(SOURCE, article(), DAY, suggestions, ((at("双方将共建联合实验室"), "共建"),), 5))
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The files of a package, its log and its suggestions left out."""
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != "decisions.csv" and not path.name.endswith(".lock")
    }
