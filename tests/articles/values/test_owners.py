"""Whose a figure is, where one sentence gives a figure to each of several."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kg.intake.articles.values.context import Document, Passage
from kg.intake.articles.values.names import Named
from kg.intake.articles.values.owners import given_to_another
from kg.intake.articles.values.parties import Mentions
from kg.text import Text


def named(reference: str, *names: str) -> Named:
    return Named(reference, Text(names[0], names[-1]), tuple(name.lower() for name in names))


YUNZE, LIUPU, LINSHUO = "region/yunze", "region/liupu", "region/linshuo"
THINGS = [named(YUNZE, "Yunze", "云泽市"), named(LIUPU, "Liupu", "柳浦市"), named(LINSHUO, "Linshuo", "临朔市")]


def given(text: str, value: int, unit: str, *own: str) -> list[str]:
    document = Document(text, date(2022, 7, 15))
    found = given_to_another(Passage(document, 0, len(text)), Decimal(value), unit, own, Mentions(document, THINGS))
    return [one.words for one in found]


@pytest.mark.parametrize(
    ("text", "value", "unit", "own", "mine"),
    [
        ("去年，云泽市引进企业9家，柳浦市引进企业12家。", 9, "company", (LIUPU,), ["12"]),
        ("去年，云泽市引进企业9家，柳浦市12家，临朔市15家。", 15, "company", (YUNZE,), ["9"]),
        ("云泽市投资3亿元，柳浦市投资5亿元。", 300000000, "CNY", (LIUPU,), ["5亿"]),
        ("Yunze attracted 9 companies and Liupu 12 companies.", 9, "company", (LIUPU,), ["12"]),
        ("Yunze invested €3 million, while Liupu invested €5 million.", 5000000, "EUR", (YUNZE,), ["3 million"]),
    ],
)
def test_a_figure_of_another_is_not_ones_own(
    text: str, value: int, unit: str, own: tuple[str, ...], mine: list[str]
) -> None:
    assert given(text, value, unit, *own) == mine


@pytest.mark.parametrize(
    ("text", "value", "unit", "own"),
    [
        # Its own.
        ("去年，云泽市引进企业9家，柳浦市引进企业12家。", 12, "company", (LIUPU,)),
        # Both have as many.
        ("云泽市引进企业9家，柳浦市引进企业9家。", 9, "company", (LIUPU,)),
        # Nothing says whose the second one is.
        ("云泽市引进柳浦市企业9家，其中规模以上3家。", 3, "company", (LIUPU,)),
        # It came to one from the other: both are named before it.
        ("云泽市从柳浦市引进企业9家，临朔市从柳浦市引进企业12家。", 12, "company", (LIUPU,)),
        # A partnership of both, of which each has a part.
        ("云泽市投资3亿元，柳浦市投资5亿元。", 300000000, "CNY", (YUNZE, LIUPU)),
        # Another unit.
        ("云泽市引进企业9家，柳浦市培训工人12名。", 9, "company", (LIUPU,)),
        # From where, where or with whom is told, and the subject is the same.
        ("云泽市引进柳浦市企业9家、临朔市企业12家。", 12, "company", (YUNZE,)),
        ("云泽市引进企业9家，柳浦市企业12家。", 12, "company", (YUNZE,)),
        ("云泽市引进企业9家、柳浦市12家。", 12, "company", (YUNZE,)),
        ("Yunze received 9 companies from Liupu and 12 companies from Linshuo.", 12, "company", (YUNZE,)),
        ("Yunze received 9 companies from Linshuo and Liupu 12 companies.", 12, "company", (YUNZE,)),
        ("Yunze invested €3 million in Linshuo and €5 million in Liupu.", 5000000, "EUR", (YUNZE,)),
        ("云泽市向柳浦市投资3亿元，向临朔市投资5亿元。", 500000000, "CNY", (YUNZE,)),
        ("云泽市投资3亿元，在柳浦市建设产业园，总投资5亿元。", 500000000, "CNY", (YUNZE,)),
        ("云泽市去年引进企业9家，今年与柳浦市合作又引进12家。", 12, "company", (YUNZE,)),
        (
            "Yunze invested €3 million in 2015 and, with the help of Liupu, €5 million in 2016.",
            5000000,
            "EUR",
            (YUNZE,),
        ),
        ("Yunze invested €3 million, and Liupu's partner invested €5 million.", 5000000, "EUR", (YUNZE,)),
        ("Yunze and Liupu attracted 9 companies, and together 12 projects.", 9, "company", (LIUPU,)),
    ],
)
def test_what_is_not_plain_is_not_told(text: str, value: int, unit: str, own: tuple[str, ...]) -> None:
    assert given(text, value, unit, *own) == []
