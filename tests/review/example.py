"""A small package with suggestions, from two articles of our own about places that do not exist."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from kg.intake.articles.documents import open_article
from kg.intake.articles.model import Field, Reading, Span, Suggestion
from kg.intake.articles.queue import write
from kg.intake.template import make_package
from kg.text import Text
from tests.support import EditablePackage

ZH = """云湾市与澜川市合作综述

本报讯 春分刚过，云湾市青屿县的码头上一片繁忙。近年来，云湾市把与澜川市的合作放在突出位置，两地交流日益密切。

今年3月12日，青屿县与澜川大学签订产学研合作协议，双方将共建海洋装备研究院。研究院计划总投资约3.5亿元，首期已投入1.2亿元。

云湾市、澜川市还共同发起设立云澜产业基金，规模不低于20亿元，由澜川国投管理。

去年，青屿县引进澜川企业12家，到位资金逾8亿元。“我们要做澜川的后花园。”青屿县县长林知远说。

在医疗方面，云湾市第一医院与澜川大学附属医院开通了远程会诊，目前每月服务约300人次。

此外，两地还在探索港口、文旅等领域的合作。青屿港至澜川港的班轮航线拟于下半年开通。
"""

EN = """Northmere and Port Alder move closer

NORTHMERE, 4 June – Northmere City signed a memorandum of understanding with the Port Alder Harbour Authority on 2 June
to share berths for wind-farm vessels. The two sides plan to invest about EUR 40 million by the end of 2026.

The University of Northmere and Alder Marine Ltd have run a joint laboratory since 2022; it employs 45 researchers.

Mayor Ada Finch said the city “will not wait for others”. A ferry line between the two ports is under discussion.
"""

PUBLISHED = {"yunwan-2024-04-02": date(2024, 4, 2), "northmere-2024-06-05": date(2024, 6, 5)}
TEXTS = {"yunwan-2024-04-02": ZH, "northmere-2024-06-05": EN}


def span(text: str, quote: str, nth: int = 0) -> Span:
    """Where a quote stands; the n-th time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


def suggestion(
    text: str,
    kind: str,
    quote: str,
    fields: list[tuple[object, ...]],
    score: float,
    about: str = "",
    note: Text | None = None,
    present: str = "",
    relation: str = "",
) -> Suggestion:
    """A suggestion; a field is its name, its value, the quote that it was read from or None, and its group."""
    made = []
    for name, value, quoted, *group in fields:
        at = None
        if quoted:
            inside = text.index(quote) + quote.index(str(quoted)) if str(quoted) in quote else text.index(str(quoted))
            at = Span(inside, inside + len(str(quoted)))
        number = group[0] if group else 0
        assert isinstance(number, int)
        made.append(Field(str(name), str(value), at, number, "test" if at else "default"))
    where = span(text, quote)
    said = json.dumps([kind, where.start, where.end, [str(one) for one in made]])
    return Suggestion(
        f"s-{hashlib.sha256(said.encode()).hexdigest()[:12]}",
        *(kind, where, tuple(made), "test", score, about, present, relation, note or Text()),
    )


def suggestions_zh() -> list[Suggestion]:
    """What is suggested from the Chinese article."""
    hospital = suggestion(
        ZH,
        "institutions",
        "云湾市第一医院",
        [
            ("name_zh", "云湾市第一医院", "云湾市第一医院"),
            ("kind", "hospital", "医院"),
            ("located_in", "yunwan", "云湾市"),
        ],
        0.82,
    )
    affiliated = suggestion(
        ZH,
        "institutions",
        "澜川大学附属医院",
        [
            ("name_zh", "澜川大学附属医院", "澜川大学附属医院"),
            ("kind", "hospital", "医院"),
            ("located_in", "lanchuan", "澜川"),
        ],
        0.8,
    )
    invest = suggestion(
        ZH,
        "institutions",
        "澜川国投",
        [
            ("name_zh", "澜川国投", "澜川国投"),
            ("kind", "company", None),
        ],
        0.55,
        note=Text("A short name: what it is short for is not said.", "简称，文中未写全称。"),
    )
    deal = suggestion(
        ZH,
        "partnerships",
        "今年3月12日，青屿县与澜川大学签订产学研合作协议，双方将共建海洋装备研究院。",
        [
            ("class", "Agreement", "协议"),
            ("agreement_kind", "cooperation", "合作协议"),
            ("sectors", "research", "产学研"),
            ("party", "region/qingyu", "青屿县", 1),
            ("role", "signatory", "签订", 1),
            ("party", "institution/lanchuan-university", "澜川大学", 2),
            ("role", "signatory", "签订", 2),
        ],
        0.91,
    )
    fund = suggestion(
        ZH,
        "partnerships",
        "云湾市、澜川市还共同发起设立云澜产业基金，规模不低于20亿元，由澜川国投管理。",
        [
            ("class", "Project", "设立"),
            ("sectors", "finance", "基金"),
            ("name_zh", "云澜产业基金", "云澜产业基金"),
            ("party", "region/yunwan", "云湾市", 1),
            ("role", "founder", "发起设立", 1),
            ("party", "region/lanchuan", "澜川市", 2),
            ("role", "founder", "发起设立", 2),
            ("party", f"new/{invest.id}", "澜川国投", 3),
            ("role", "operator", "管理", 3),
        ],
        0.74,
    )
    care = suggestion(
        ZH,
        "partnerships",
        "云湾市第一医院与澜川大学附属医院开通了远程会诊",
        [
            ("class", "Service", "远程会诊"),
            ("sectors", "health", "医疗"),
            ("party", f"new/{hospital.id}", "云湾市第一医院", 1),
            ("role", "partner", None, 1),
            ("party", f"new/{affiliated.id}", "澜川大学附属医院", 2),
            ("role", "partner", None, 2),
        ],
        0.66,
    )
    line = suggestion(
        ZH,
        "partnerships",
        "青屿港至澜川港的班轮航线拟于下半年开通。",
        [
            ("class", "TransportLink", "航线"),
            ("sectors", "transport", "班轮"),
            ("party", "region/qingyu", "青屿", 1),
            ("role", "origin", "青屿港", 1),
            ("party", "region/lanchuan", "澜川", 2),
            ("role", "terminus", "澜川港", 2),
        ],
        0.48,
        note=Text("The ports are named, not who runs the line.", "只写港口，未写航线由谁运营。"),
    )
    day = [("precision", "day", None), ("time_basis", "assumed", None)]
    return [
        deal,
        suggestion(
            ZH,
            "stages",
            "3月12日，青屿县与澜川大学签订",
            [
                ("stage", "signed", "签订"),
                ("as_of", "2024-03-12", "3月12日"),
                ("precision", "day", "3月12日"),
                ("time_basis", "resolved", "3月12日"),
            ],
            0.9,
            deal.id,
        ),
        suggestion(
            ZH,
            "observations",
            "研究院计划总投资约3.5亿元",
            [
                ("class", "Target", "计划"),
                ("measure", "totalInvestment", "总投资"),
                ("value", "350000000", "3.5亿元"),
                ("bound", "about", "约"),
                ("unit", "CNY", "元"),
                ("as_of", "2024-04-02", None),
                *day,
            ],
            0.88,
            deal.id,
        ),
        suggestion(
            ZH,
            "observations",
            "首期已投入1.2亿元",
            [
                ("class", "Achievement", "已"),
                ("measure", "totalInvestment", "投入"),
                ("value", "120000000", "1.2亿元"),
                ("bound", "exact", None),
                ("unit", "CNY", "元"),
                ("as_of", "2024-04-02", None),
                *day,
            ],
            0.61,
            deal.id,
            Text("A part of the sum before it, perhaps.", "可能是前一数额的一部分。"),
        ),
        fund,
        invest,
        suggestion(
            ZH,
            "observations",
            "规模不低于20亿元",
            [
                ("class", "Target", None),
                ("measure", "totalInvestment", "规模"),
                ("value", "2000000000", "20亿元"),
                ("bound", "atLeast", "不低于"),
                ("unit", "CNY", "元"),
                ("as_of", "2024-04-02", None),
                *day,
            ],
            0.72,
            fund.id,
        ),
        hospital,
        affiliated,
        care,
        suggestion(
            ZH,
            "stages",
            "开通了远程会诊",
            [
                ("stage", "operating", "开通了"),
                ("as_of", "2024-04-02", None),
                *day,
            ],
            0.7,
            care.id,
        ),
        line,
        suggestion(
            ZH,
            "stages",
            "拟于下半年开通",
            [
                ("stage", "planned", "拟"),
                ("as_of", "2024-04-02", None),
                *day,
            ],
            0.6,
            line.id,
        ),
    ]


def suggestions_en() -> list[Suggestion]:
    """What is suggested from the English article."""
    harbour = suggestion(
        EN,
        "institutions",
        "Port Alder Harbour Authority",
        [
            ("name_en", "Port Alder Harbour Authority", "Port Alder Harbour Authority"),
            ("kind", "port", "Harbour Authority"),
            ("located_in", "port-alder", "Port Alder"),
        ],
        0.86,
    )
    marine = suggestion(
        EN,
        "institutions",
        "Alder Marine Ltd",
        [
            ("name_en", "Alder Marine Ltd", "Alder Marine Ltd"),
            ("kind", "company", "Ltd"),
        ],
        0.79,
    )
    quote = EN[EN.index("Northmere City signed") : EN.index("The two sides")].strip()
    deal = suggestion(
        EN,
        "partnerships",
        quote,
        [
            ("class", "Agreement", "memorandum of understanding"),
            ("agreement_kind", "memorandum", "memorandum of understanding"),
            ("sectors", "transport", "berths"),
            ("party", "region/northmere", "Northmere City", 1),
            ("role", "signatory", "signed", 1),
            ("party", f"new/{harbour.id}", "Port Alder Harbour Authority", 2),
            ("role", "signatory", "signed", 2),
        ],
        0.9,
    )
    return [
        deal,
        harbour,
        suggestion(
            EN,
            "observations",
            "The two sides plan to invest about EUR 40 million by the end of 2026.",
            [
                ("class", "Target", "plan to"),
                ("measure", "totalInvestment", "invest"),
                ("value", "40000000", "EUR 40 million"),
                ("bound", "about", "about"),
                ("unit", "EUR", "EUR"),
                ("as_of", "2024-06-05", None),
                ("period_end", "2026-12-31", "by the end of 2026"),
                ("precision", "day", None),
                ("time_basis", "assumed", None),
            ],
            0.84,
            deal.id,
        ),
        suggestion(
            EN,
            "partnerships",
            "The University of Northmere and Alder Marine Ltd have run a joint laboratory since 2022",
            [
                ("class", "Project", "joint laboratory"),
                ("sectors", "research", "laboratory"),
                ("party", "institution/northmere-university", "University of Northmere", 1),
                ("role", "partner", None, 1),
                ("party", f"new/{marine.id}", "Alder Marine Ltd", 2),
                ("role", "partner", None, 2),
            ],
            0.77,
        ),
        marine,
    ]


TO_READ = {
    "yunwan-2024-04-02": [
        ("去年，青屿县引进澜川企业12家，到位资金逾8亿元。", "introduced"),
        ("“我们要做澜川的后花园。”青屿县县长林知远说。", "said"),
    ],
    "northmere-2024-06-05": [("A ferry line between the two ports is under discussion.", "under discussion")],
}


def example_package(folder: Path, *names: str) -> Path:
    """A package with the places and universities of the articles, and suggestions of those sources; texts beside it."""
    make_package(folder)
    package = EditablePackage(folder)
    package.describe(lambda descriptor: descriptor.pop("worked_example"))
    for path in folder.glob("*.csv"):
        package.write(path.stem, package.rows(path.stem)[:1])
    (folder / "example-source.txt").unlink()
    day = "2024-04-02"
    for name, zh, en, level, parent in (
        ("yunwan", "云湾市", "Yunwan", "city", ""),
        ("qingyu", "青屿县", "Qingyu County", "county", "yunwan"),
        ("lanchuan", "澜川市", "Lanchuan", "city", ""),
        ("northmere", "诺斯米尔市", "Northmere City", "city", ""),
        ("port-alder", "奥尔德港", "Port Alder", "city", ""),
    ):
        package.add("regions", id=name, name_zh=zh, name_en=en, kind="AdministrativeRegion", level=level, parent=parent)
    for name, zh, en, place in (
        ("lanchuan-university", "澜川大学", "Lanchuan University", "lanchuan"),
        ("northmere-university", "诺斯米尔大学", "University of Northmere", "northmere"),
    ):
        package.add("institutions", id=name, name_zh=zh, name_en=en, kind="university", located_in=place)
    for name in names or TEXTS:
        text = TEXTS[name]
        path = folder.parent / f"{name}.txt"
        path.write_bytes(text.encode("utf-8"))
        article = open_article(path)
        made = suggestions_zh() if text is ZH else suggestions_en()
        made.sort(key=lambda one: (one.span.start, one.span.end))
        to_read = tuple((span(text, quote), cue) for quote, cue in TO_READ[name])
        day = PUBLISHED[name].isoformat()
        package.add(
            "sources",
            id=name,
            title_zh=article.title or name,
            title_en=name,
            issued=day,
            language=article.language,
            sha256=article.sha256,
            characters=str(len(text)),
        )
        write(
            folder, Reading(name, article, PUBLISHED[name], tuple(made), to_read, text.count("。") + text.count(". "))
        )
    return folder
