"""From an article to suggestions: places, ids, what a package has already, and that any text can be read."""

from __future__ import annotations

import csv
import datetime
import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.intake import schema
from kg.intake.articles import queue
from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.model import Article, Reading
from kg.intake.articles.reading import read_article
from kg.intake.articles.segments import paragraphs
from kg.intake.package import Package, read_package
from kg.source_text import sha256
from tests.articles import places

DAY = datetime.date(2024, 7, 8)
TEXT = "蓝港市与云溪县签署合作协议，总投资3.5亿元。"
PARTNERSHIPS = """id,class,name_zh,sectors,agreement_kind,source
deal,Agreement,蓝港市与云溪县协议,crossSector,cooperation,first
"""
PARTICIPATIONS = """partnership,party,role,source
deal,region/langang,signatory,first
deal,region/yunxi,signatory,first
"""
STAGES = """id,partnership,stage,as_of,precision,time_basis,source
deal-signed,deal,{stage},2024-01-05,day,stated,first
"""
OBSERVATIONS = """id,about,class,measure,value,bound,unit,as_of,precision,time_basis,source
deal-money,partnership/deal,Achievement,totalInvestment,{value},exact,CNY,2024-01-05,day,stated,first
"""
SOURCES = """id,title_zh,issued,language
first,旧文,2024-01-06,zh
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return places.package(tmp_path_factory.mktemp("known"))


@pytest.fixture(scope="module")
def gazetteer(known: Package) -> Gazetteer:
    return Gazetteer.of(known)


def article(text: str, language: str = "zh") -> Article:
    spans = paragraphs(text, by_blank_lines=False)
    return Article(Path("article.txt"), "text/plain", text, sha256(text), language, paragraphs=spans)


def recorded(folder: Path, stage: str = "signed", value: str = "350000000") -> Package:
    """A package that has the agreement of TEXT from an earlier source."""
    tables = {
        "sources": SOURCES,
        "partnerships": PARTNERSHIPS,
        "participations": PARTICIPATIONS,
        "stages": STAGES.format(stage=stage),
        "observations": OBSERVATIONS.format(value=value),
    }
    for name, text in tables.items():
        columns = [field["name"] for field in schema.table_schema(name)["fields"]]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(csv.DictReader(text.splitlines()))
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / "datapackage.json").write_text(json.dumps({"name": "deals", "resources": resources}), encoding="utf-8")
    return read_package(folder)[0]


def of_kind(reading: Reading, kind: str) -> list[tuple[str, str, str]]:
    return [(one.about, one.present, one.relation) for one in reading.suggestions if one.kind == kind]


@pytest.mark.parametrize(
    ("stage", "text", "relation"),
    [
        ("signed", TEXT, "confirms"),
        ("planned", TEXT, "advances"),
        ("operating", TEXT, "contradicts"),
    ],
)
def test_a_second_article_makes_claims_on_what_is_there(
    stage: str, text: str, relation: str, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    package = recorded(tmp_path, stage)
    reading = read_article(article(text), "second", DAY, gazetteer, package)
    assert of_kind(reading, "partnerships") == [("", "partnership/deal", "same")]
    assert of_kind(reading, "stages") == [("partnership/deal", "partnership/deal", relation)]


@pytest.mark.parametrize(("value", "relation"), [("350000000", "confirms"), ("340000000", "contradicts")])
def test_a_figure_confirms_or_contradicts(value: str, relation: str, tmp_path: Path, gazetteer: Gazetteer) -> None:
    package = recorded(tmp_path, value=value)
    text = TEXT.replace("总投资", "项目已完成总投资")
    reading = read_article(article(text), "second", DAY, gazetteer, package)
    assert of_kind(reading, "observations") == [("partnership/deal", "observation/deal-money", relation)]


@pytest.mark.parametrize(
    ("day", "present"),
    [("2024年1月5日", "partnership/deal"), ("今年1月", "partnership/deal"), ("7月3日", ""), ("去年5月", "")],
)
def test_an_agreement_is_known_by_the_day_of_its_signing(
    day: str, present: str, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    """Whatever it is about: the package only knows that it is signed on 5 January 2024."""
    text = f"{day}，蓝港市与云溪县签署冷链物流合作协议。"
    reading = read_article(article(text), "second", DAY, gazetteer, recorded(tmp_path))
    assert [found for _, found, _ in of_kind(reading, "partnerships")] == [present]


def test_a_zone_of_the_package_is_known_by_its_short_form(tmp_path: Path) -> None:
    regions = places.REGIONS + "tech,云溪高新技术产业开发区,Yunxi High-tech Zone,,,Zone,,yunxi\n"
    gazetteer = Gazetteer.of(places.package(tmp_path / "zones", regions))
    reading = read_article(article("云溪高新区与芙洲大学共建实验室。"), "second", DAY, gazetteer)
    (deal,) = [one for one in reading.suggestions if one.kind == "partnerships"]
    assert {field.value for field in deal.fields if field.name == "party"} == {"region/tech", "institution/fu"}


def test_another_partner_is_another_partnership(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = "云溪县与芙洲大学签署合作协议。"
    reading = read_article(article(text), "second", DAY, gazetteer, recorded(tmp_path))
    assert of_kind(reading, "partnerships") == [("", "", "")]


def test_the_same_text_gives_the_same_ids_and_another_source_others(gazetteer: Gazetteer) -> None:
    first, again, other = (read_article(article(TEXT), name, DAY, gazetteer) for name in ("a", "a", "b"))
    assert first == again
    assert not {one.id for one in first.suggestions} & {one.id for one in other.suggestions}
    assert len({one.id for one in first.suggestions}) == len(first.suggestions)


def test_the_file_of_suggestions_is_read_as_it_was_written(tmp_path: Path, gazetteer: Gazetteer) -> None:
    text = "云溪县毗邻芙洲市，风景秀丽。" + TEXT + "会上签署了多项协议。"
    reading = read_article(article(text), "article", DAY, gazetteer)
    path = queue.write(tmp_path, reading)
    found = queue.read(path)
    assert found.suggestions == reading.suggestions
    assert found.to_read == reading.to_read
    assert (found.source, found.sha256, found.characters) == ("article", sha256(text), len(text))
    written = path.read_text(encoding="utf-8")
    assert "风景秀丽" not in written
    assert "签署合作协议" not in written


_PIECES = st.sampled_from(
    [
        *(
            "东岭区",
            "云溪县",
            "芙洲大学",
            "奥澜物流有限公司",
            "Westmark",
            "Orlan",
            "该区",
            "双方",
            "公司",
            "两地",
            "the city",
        ),
        *(
            "与",
            "、",
            "和",
            "分别",
            "签署",
            "协议",
            "合作",
            "共建",
            "投资",
            "落户",
            "，",
            "。",
            "！",
            "\n",
            "将",
            "已",
            "未",
            "等",
        ),
        *(
            "3.5亿元",
            "1200万",
            "$4.2 million",
            "去年",
            "7月3日",
            "by 2027",
            "市长林知远",
            "表示",
            "Mayor Jane Holt",
            "said",
        ),
        *(
            " and ",
            " signed ",
            "an agreement",
            " with ",
            "joint venture",
            ", ",
            ". ",
            "”",
            "“",
            "\u200f",
            "\ue000",
            "𠀀",
            "\r\n",
        ),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(_PIECES | st.text(max_size=6), max_size=24).map("".join), language=st.sampled_from(["zh", "en"]))
def test_any_text_is_read_and_every_passage_lies_in_it(gazetteer: Gazetteer, text: str, language: str) -> None:
    reading = read_article(article(text, language), "any", DAY, gazetteer)
    ids = {one.id for one in reading.suggestions}
    for one in reading.suggestions:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert 0 <= one.score <= 1
        assert not one.about or one.about in ids or "/" in one.about
        for field in one.fields:
            assert field.span is None or 0 <= field.span.start < field.span.end <= len(text)
            assert not field.value.startswith("new/") or field.value.removeprefix("new/") in ids
            if field.name == "original_text":
                assert field.span is not None
                assert text[field.span.start : field.span.end] == field.value
    for span, _ in reading.to_read:
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_twice_the_text_takes_about_twice_the_time(language: str, gazetteer: Gazetteer) -> None:
    text = {
        "zh": "东岭区与云溪县签署合作协议，总投资3.5亿元。该区还与芙洲大学共建实验室，去年引进项目12个。\n",
        "en": "Westmark and Orlan Logistics Co., Ltd. signed an agreement worth €3 million last year..\n",
    }[language]
    spent = []
    for times in (300, 1200):
        began = time.process_time()
        read_article(article(text * times, language), "long", DAY, gazetteer)
        spent.append(time.process_time() - began)
    # Four times the text; a time that grows with its square would be sixteen times as long.
    assert spent[1] < 9 * spent[0] + 0.5
