"""What 该区, 两地, the city and both sides stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.intake.articles.documents import open_article
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.topics import paragraph_topics, topics
from tests.articles.places import package


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return Gazetteer.of(package(tmp_path_factory.mktemp("places")))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("云溪县与芙洲市签约。该县将出资，该市出地。", [("该县", ["云溪县"]), ("该市", ["芙洲市"])]),
        ("芙洲市东岭区与云溪签约，双方将共建码头。", [("双方", ["芙洲市东岭区", "云溪"])]),
        ("云溪县与蓝港市来往多年。去年，两地共办展会。", [("两地", ["云溪县", "蓝港市"])]),
        ("蓝港市引进奥澜物流有限公司。该公司将建仓库。", [("该公司", ["奥澜物流有限公司"])]),
        ("芙洲大学到访云溪县第一医院，该校与该院签约。", [("该校", ["芙洲大学"]), ("该院", ["云溪县第一医院"])]),
        # In the paragraph before, and the one that the article names most.
        ("云溪县发展迅速。\n该县去年引进项目。", [("该县", ["云溪县"])]),
        ("我市今年签约。\n蓝港市与芙洲市会商。\n蓝港市有意。", [("我市", ["蓝港市"])]),
        # Of three the first two, where two are meant.
        ("云溪县与芙洲市携手引进奥澜物流，双方满意。", [("双方", ["云溪县", "芙洲市"])]),
        ("云溪县、芙洲市、蓝港市三方会商。", [("三方", ["云溪县", "芙洲市", "蓝港市"])]),
        # Parts of names and of other words, and what nothing was named for.
        ("该市场与全市民众", []),
        ("双方尚未公布。", []),
        ("云溪县的各区", []),
        ("Yunxi County and Langang City met. The county pays; the city builds.",
         [("The county", ["Yunxi County"]), ("the city", ["Langang City"])]),
        ("Lake Fuzhou University and Orlan agreed. Both sides hope for more, the company said.",
         [("Both sides", ["Lake Fuzhou University", "Orlan"]), ("the company", ["Orlan"])]),
        ("Westmark and Langang City are twins. The two cities share a port.",
         [("The two cities", ["Westmark", "Langang City"])]),
        ("The city of Westmark is old.", []),
    ],
)  # fmt: skip
def test_words_for_what_was_named(
    known: Gazetteer, tmp_path: Path, text: str, meant: list[tuple[str, list[str]]]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    article = open_article(path)
    found = topics(article, known.mentions(article.text))
    assert [(one.name, [mention.name for mention in one.mentions]) for one in found] == meant
    assert all(text[one.span.start : one.span.end] == one.name for one in found)


def test_the_nearer_the_surer(known: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("云溪县开会，该县有意。该县出资。\n该县出地。\n云海。\n开会。\n全县参加。", encoding="utf-8")
    article = open_article(path)
    scores = [one.score for one in topics(article, known.mentions(article.text))]
    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1] > scores[2] > scores[3]


def test_what_a_paragraph_is_about(known: Gazetteer, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("开篇。\n云溪县今年签约。\n与芙洲市往来增多。\n今年，芙洲大学到访。", encoding="utf-8")
    article = open_article(path)
    about = paragraph_topics(article, known.mentions(article.text))
    assert [one and one.name for one in about] == [None, "云溪县", "云溪县", "芙洲大学"]
