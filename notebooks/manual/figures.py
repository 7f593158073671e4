"""Pictures of the pages that explain: brokerage, evidence, days, what may be added, and dealing out by chance.

Each is drawn in one language, as an SVG that the page shows.
"""

from __future__ import annotations

from collections.abc import Callable

from kg.text import Text
from notebooks.manual.drawings import Drawing

_TWO = ("en", "zh")


def _said(text: Text | str) -> dict[str, str]:
    return dict.fromkeys(_TWO, text) if isinstance(text, str) else {"en": text.en, "zh": text.zh}


def brokerage(language: str) -> str:
    """The five roles of Gould and Fernandez: the broker in the middle, and which groups the three are of."""
    made = Drawing(language)
    roles = (
        (Text("coordinator", "协调人"), "A-A-A"),
        (Text("itinerant (consultant)", "顾问"), "A-B-A"),
        (Text("representative", "代表人"), "A-A-B"),
        (Text("gatekeeper", "守门人"), "A-B-B"),
        (Text("liaison", "联络人"), "A-B-C"),
    )
    for at, (title, groups) in enumerate(roles):
        x, y = 90 + 178 * at, 84
        left, broker, right = groups.split("-")
        for side in (-1, 1):
            made.line(f"M{x} {y}L{x + side * 52} {y - 48}", head=False)
        made.line(f"M{x - 52} {y - 48}H{x + 52}", dashed=True, head=False)
        for place, name, radius in (((x - 52, y - 48), left, 16), ((x + 52, y - 48), right, 16), ((x, y), broker, 20)):
            made.disc(*place, radius, name)
        made.texts(x, y + 44, _said(title))
        made.texts(x, y + 62, _said(groups), "e")
    return made.svg(Text("The five roles of a broker", "居间者的五种角色").in_language(language))


def evidence(language: str) -> str:
    """The four rungs of a place; and how a passage is proved."""
    made = Drawing(language)
    rungs = (
        Text("a source alone", "只有来源"),
        Text("a row or a cell", "行或单元格"),
        Text("a page, an address", "页码、网址片段"),
        Text("code points + hash", "码点 + 哈希值"),
    )
    for at, rung in enumerate(rungs):
        made.box(12 + 172 * at, 150 - 34 * at, 164, _said(rung), kind="b" if at < 3 else "c")
    # The passage of the worked example of `kg new`, which is the project's own.
    y, start = 232, 12
    made.texts(start, y, _said(Text("A reader's own copy of the text", "读者自己的原文副本")), "e", "start")
    letters = "…13 March. They plan to move 20,000 containers in 2025. The…"
    first, last = letters.index("They"), letters.index(" The…")
    made.cell(start + 9.6 * first, y + 10, 9.6 * (last - first), 24)
    for at, letter in enumerate(letters):
        if letter.strip():
            made.texts(start + 9.6 * at + 4.8, y + 27, _said(letter))
    middle = start + 9.6 * (first + last) / 2
    made.texts(start + 9.6 * first, y + 50, _said("98"), "e")
    made.texts(start + 9.6 * last, y + 50, _said("142"), "e")
    made.line(f"M{middle} {y + 36}V{y + 66}")
    made.box(middle - 120, y + 83, 240, _said("SHA-256  093bd04b9806a30f…"), kind="c")
    made.texts(middle, y + 122, _said(Text("the same as on record: proved", "与所记录的相同：得证")), "e")
    return made.svg(Text("Rungs of evidence", "依据的等级").in_language(language))


def as_of(language: str) -> str:
    """What a day leaves of what is claimed: claims by the day that they hold by, whenever their source was issued."""
    made = Drawing(language)
    left, right, base = 130.0, 870.0, 190.0
    made.line(f"M{left:g} {base:g}H{right:g}")

    def at(month: float) -> float:
        return left + (right - left - 30) * (month - 1) / 24

    for year, month in ((2016, 1.0), (2017, 13.0), (0, 25.0)):
        made.line(f"M{at(month):g} {base - 5:g}V{base + 5:g}", head=False)
        if year:
            made.texts(at(month + 6), base + 22, _said(str(year)), "e")
    claims = (
        (7.9, 46, Text("fund under construction", "基金组建中"), True),
        (12.9, 84, Text("12 projects in 2016", "2016年项目12个"), True),
        (15.9, 122, Text("first quarter's capital", "一季度到位资金"), False),
        (19.9, 160, Text("fund operating", "基金运行中"), False),
    )
    for month, high, said, kept in claims:
        made.line(f"M{at(month):g} {high}V{base:g}", dashed=True, head=False)
        wide = made.wide(said) + 24
        made.box(at(month) - wide - 8 if kept else at(month) + 8, high, wide, _said(said), kind="b" if kept else "n")
        made.disc(at(month), base, 5)
    cut = at(13)
    made.line(f"M{cut:g} 14V{base + 34:g}", head=False)
    made.texts(cut, base + 50, _said("--as-of 2016-12-31"))
    made.texts(cut - 12, base + 70, _said(Text("stays", "保留")), "e", "end")
    made.texts(cut + 12, base + 70, _said(Text("goes", "略去")), "e", "start")
    return made.svg(Text("As of a day", "截至某日").in_language(language))


def adding(language: str) -> str:
    """Pairs of figures: one that is added, and five that are not, each with the reason."""
    made = Drawing(language)
    pairs = (
        (
            Text("12 projects", "12个项目"),
            Text("8 projects", "8个项目"),
            "+",
            Text("other places: 20", "不同地方：20个"),
        ),
        (Text("40 %", "40%"), Text("30 %", "30%"), "", Text("shares have no sum", "比率不可加")),
        (Text("CNY 3 bn", "30亿元"), Text("EUR 1 bn", "10亿欧元"), "", Text("no exchange rate", "原文无汇率")),
        (
            Text("5,000 staff, 2016", "2016年职工5000人"),
            Text("5,200 staff, 2017", "2017年职工5200人"),
            "",
            Text("one stock, two days", "同一存量的两日"),
        ),
        (
            Text("half year: 9", "上半年：9"),
            Text("first quarter: 4", "一季度：4"),
            "⊃",
            Text("one holds the other", "其一包含另一"),
        ),
        (Text("reported: 7", "初报：7"), Text("later: 8", "后报：8"), "→", Text("the later one counts", "以后者为准")),
    )
    for at, (one, other, sign, why) in enumerate(pairs):
        x, y = 12 + 300 * (at % 3), 34 + 118 * (at // 3)
        kind = "c" if not at else "b"
        made.box(x, y, 270, _said(one), kind=kind)
        made.box(x, y + 44, 270, _said(other), kind=kind)
        made.mark(x + 135, y + 22, sign or "≠")
        made.texts(x + 135, y + 80, _said(why), "e")
    return made.svg(Text("What may be added", "什么可以相加").in_language(language))


#: Who takes part in which partnership before a trade, and after it: rows and columns have the same sums.
_BEFORE = ("1100", "1010", "1001", "0110")
_AFTER = ("1010", "1100", "0110", "1001")


def chance(language: str) -> str:
    """A trade between parties: who meets whom changes, how often each is there does not."""
    assert [row.count("1") for row in _BEFORE] == [row.count("1") for row in _AFTER]
    assert [sum(map(int, column)) for column in zip(*_BEFORE, strict=True)] == [
        sum(map(int, column)) for column in zip(*_AFTER, strict=True)
    ]
    made = Drawing(language)
    for start, rows, title in (
        (70, _BEFORE, Text("as recorded", "所记录的")),
        (470, _AFTER, Text("dealt out by chance", "随机重排")),
    ):
        made.texts(start + 72, 20, _said(title))
        for at, name in enumerate("abcd"):
            made.texts(start + 18 + 36 * at, 46, _said(f"P{at + 1}"), "e")
            made.texts(start - 14, 76 + 36 * at, _said(name.upper()), "e")
        for y, row in enumerate(rows):
            for x, sign in enumerate(row):
                made.cell(start + 36 * x, 54 + 36 * y, 36, 36, filled=sign == "1")
            made.texts(start + 162, 76 + 36 * y, _said(str(row.count("1"))), "e")
        for x, column in enumerate(zip(*rows, strict=True)):
            made.texts(start + 18 + 36 * x, 216, _said(str(column.count("1"))), "e")
    made.line("M300 126H400")
    made.texts(350, 112, _said(Text("trades", "交换")), "e")
    made.texts(
        340,
        246,
        _said(
            Text(
                "parties A–D, partnerships P1–P4: every sum at a row's and a column's end stays",
                "参与方 A–D，合作 P1–P4：各行各列末端的合计不变",
            )
        ),
        "e",
    )
    return made.svg(Text("Dealing out by chance", "随机重排").in_language(language))


#: The pictures that are drawn here, by the names of their files.
FIGURES: dict[str, Callable[[str], str]] = {
    "brokerage": brokerage,
    "evidence": evidence,
    "as-of": as_of,
    "adding": adding,
    "chance": chance,
}
