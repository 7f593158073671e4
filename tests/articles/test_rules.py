"""The rules on passages of our own writing: who takes part, in what, how far it has come, and with which figures."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.model import Article, Reading, Suggestion
from kg.intake.articles.reading import read_article
from kg.intake.articles.segments import paragraphs
from kg.source_text import sha256
from tests.articles import places

FOLDER = Path(__file__).parent / "passages"
DAY = datetime.date(2024, 7, 8)


@dataclass(frozen=True)
class Told:
    """A partnership as it is compared."""

    parties: frozenset[str]
    cls: str
    stage: str
    score: float = 1.0

    @property
    def is_signed(self) -> bool:
        return (self.cls, self.stage) == ("Agreement", "signed")


@cache
def regions() -> str:
    return (FOLDER / "regions.csv").read_text(encoding="utf-8")


@cache
def names() -> dict[str, str]:
    """Every name of a region, with its typed reference."""
    return {
        row[column]: f"region/{row['id']}"
        for row in csv.DictReader(regions().splitlines())
        for column in ("name_zh", "name_en", "alt_zh", "alt_en")
        if row[column]
    }


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return Gazetteer.of(places.package(tmp_path_factory.mktemp("known"), regions()))


def article(text: str, language: str) -> Article:
    spans = paragraphs(text, by_blank_lines=False)
    return Article(Path("passage.txt"), "text/plain", text, sha256(text), language, paragraphs=spans)


def read(text: str, gazetteer: Gazetteer, language: str = "zh") -> Reading:
    return read_article(article(text, language), "passage", DAY, gazetteer)


def value(one: Suggestion, name: str) -> str:
    return next((field.value for field in one.fields if field.name == name), "")


def told(reading: Reading) -> Iterator[Told]:
    """The partnerships of a reading; what came of one is no party of it."""
    new = {f"new/{one.id}": value(one, "name_zh") or value(one, "name_en") for one in reading.suggestions}
    stages = {one.about: value(one, "stage") for one in reading.suggestions if one.kind == "stages"}
    for one in reading.suggestions:
        if one.kind != "partnerships":
            continue
        roles = {field.group: field.value for field in one.fields if field.name == "role"}
        parties = [field for field in one.fields if field.name == "party" and roles[field.group] != "product"]
        whose = frozenset(new.get(field.value, field.value) for field in parties)
        yield Told(whose, value(one, "class"), stages.get(one.id, ""), one.score)


def expected(text: str) -> Told:
    parties, cls, stage = text.rsplit(" ", 2)
    return Told(frozenset(names().get(name, name) for name in parties.split("|")), cls, stage)


def passages(language: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_signed_is_found_and_what_scores_high_is_right(language: str, gazetteer: Gazetteer) -> None:
    found_signed = signed = right = high = 0
    for passage in passages(language):
        wanted = [expected(text) for text in passage["e"]]
        made = list(told(read(passage["t"], gazetteer, language)))
        parties = {one.parties for one in wanted}
        signed += sum(one.is_signed for one in wanted)
        found_signed += sum(
            any(one.parties == two.parties and two.is_signed for two in made) for one in wanted if one.is_signed
        )
        high += sum(one.score >= 0.6 for one in made)
        right += sum(one.score >= 0.6 and one.parties in parties for one in made)
    assert found_signed / signed >= 0.75
    assert right / high >= 0.8


@pytest.mark.parametrize("language", ["zh", "en"])
def test_figures_are_those_of_the_passage(language: str, gazetteer: Gazetteer) -> None:
    right = suggested = wanted = 0
    for passage in passages(language):
        if "f" not in passage:
            continue
        reading = read(passage["t"], gazetteer, language)
        made = {
            f"{value(one, 'value')} {value(one, 'unit')}" for one in reading.suggestions if one.kind == "observations"
        }
        wanted += len(passage["f"])
        suggested += len(made)
        right += len(made & set(passage["f"]))
    assert right / wanted >= 0.75
    assert right / suggested >= 0.8


@pytest.mark.parametrize(
    ("text", "parties", "cls", "stage"),
    [
        ("枫溪市与栎城大学签订战略合作协议。", "枫溪市|栎城大学", "Agreement", "signed"),
        ("枫溪市拟与栎城大学签订战略合作协议。", "枫溪市|栎城大学", "Agreement", "planned"),
        ("枫溪市与栎城大学签署协议，将培养人才。", "枫溪市|栎城大学", "Agreement", "signed"),
        ("松南区对口支援青禾县。", "松南区|青禾县", "Partnership", "operating"),
        ("栎城豪森食品有限公司落户青禾县，已开工建设。", "栎城豪森食品有限公司|青禾县", "Project", "underConstruction"),
        ("栎城光谷科技园桐渚分园投入使用。", "栎城光谷科技园|桐渚区", "Project", "operating"),
        ("由枫溪市、鹤川市共同设立的基金已运营。", "枫溪市|鹤川市", "Partnership", "operating"),
        ("枫溪市人民政府与鹤川市人民政府签署合作协议。", "枫溪市|鹤川市", "Agreement", "signed"),
    ],
)
def test_each_kind_of_sentence_in_chinese(text: str, parties: str, cls: str, stage: str, gazetteer: Gazetteer) -> None:
    (one,) = told(read(text, gazetteer))
    assert one.parties == frozenset(names().get(name, name) for name in parties.split("|"))
    assert (one.cls, one.stage) == (cls, stage)


@pytest.mark.parametrize(
    ("text", "parties", "cls", "stage"),
    [
        ("Ashcombe and Merrow signed a memorandum of understanding.", "Ashcombe|Merrow", "Agreement", "signed"),
        ("An agreement between Ashcombe and Merrow was signed in May.", "Ashcombe|Merrow", "Agreement", "signed"),
        ("A pact was sealed by Ashcombe and Merrow.", "Ashcombe|Merrow", "Agreement", "signed"),
        ("Ashcombe will sign an agreement with Merrow.", "Ashcombe|Merrow", "Agreement", "planned"),
        ("Ashcombe and Merrow are sister cities.", "Ashcombe|Merrow", "Partnership", "operating"),
        ("Calder Motors Inc. invested $3 million in Merrow.", "Calder Motors Inc.|Merrow", "Project", "planned"),
        ("Ashcombe and Merrow formed a joint venture.", "Ashcombe|Merrow", "Partnership", "operating"),
    ],
)
def test_each_kind_of_sentence_in_english(text: str, parties: str, cls: str, stage: str, gazetteer: Gazetteer) -> None:
    (one,) = told(read(text, gazetteer, "en"))
    assert one.parties == frozenset(names().get(name, name) for name in parties.split("|"))
    assert (one.cls, one.stage) == (cls, stage)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("枫溪市从未与鹤川市签署任何协议。", "zh"),
        ("枫溪市尚未与鹤川市签约。", "zh"),
        ("如果枫溪市与鹤川市签署协议，两地都将受益。", "zh"),
        ("枫溪市与鹤川市是否签署协议？", "zh"),
        ("会议要求，枫溪市要与鹤川市深化合作。", "zh"),
        ("Ashcombe has not signed any agreement with Merrow.", "en"),
        ("Ashcombe could sign an agreement with Merrow.", "en"),
        ("Ashcombe denied that it had signed an agreement with Merrow.", "en"),
    ],
)
def test_what_is_denied_asked_or_wished_is_no_record(text: str, language: str, gazetteer: Gazetteer) -> None:
    assert list(told(read(text, gazetteer, language))) == []


def test_what_may_come_of_an_agreement_denies_nothing(gazetteer: Gazetteer) -> None:
    text = "Ashcombe signed an agreement with Merrow that could bring 300 jobs."
    assert [one.is_signed for one in told(read(text, gazetteer, "en"))] == [True]


def test_a_list_of_pairs_is_several_partnerships(gazetteer: Gazetteer) -> None:
    found = {one.parties for one in told(read("枫溪市与松南区、鹤川市与浦镕区分别签署合作协议。", gazetteer))}
    assert found == {
        frozenset({"region/fengxi", "region/songnan"}),
        frozenset({"region/hechuan", "region/purong"}),
    }


def test_a_list_left_open_is_told(gazetteer: Gazetteer) -> None:
    (one,) = [
        one
        for one in read("枫溪市与栎城大学、澜东大学等签署协议。", gazetteer).suggestions
        if one.kind == "partnerships"
    ]
    assert value(one, "open_ended") == "true"


def test_a_word_that_stands_for_a_name_is_that_one(gazetteer: Gazetteer) -> None:
    found = list(told(read("桐渚区毗邻栎城。该区与松南区签署合作协议。", gazetteer)))
    assert [one.parties for one in found if one.is_signed] == [frozenset({"region/tongzhu", "region/songnan"})]


def test_a_sentence_with_a_cue_and_no_record_is_to_be_read(gazetteer: Gazetteer) -> None:
    text = "会上签署了多项协议。"
    reading = read(text, gazetteer)
    assert [(text[span.start : span.end], cue) for span, cue in reading.to_read] == [(text, "agreement")]


def test_a_figure_has_its_bound_and_its_plan(gazetteer: Gazetteer) -> None:
    reading = read("枫溪市与栎城大学签署协议，预计总投资不少于3.5亿元。", gazetteer)
    (one,) = [one for one in reading.suggestions if one.kind == "observations"]
    assert [value(one, name) for name in ("class", "measure", "value", "bound", "unit")] == [
        "Target",
        "totalInvestment",
        "350000000",
        "atLeast",
        "CNY",
    ]


def test_what_an_official_says_is_a_statement_without_the_words(gazetteer: Gazetteer) -> None:
    text = "枫溪市市长林知远表示，将与栎城市在医疗领域加强协同。"
    reading = read(text, gazetteer)
    (who,) = [one for one in reading.suggestions if one.kind == "officials"]
    (said,) = [one for one in reading.suggestions if one.kind == "statements"]
    assert (value(who, "name_zh"), value(who, "body")) == ("林知远", "region/fengxi")
    assert (said.about, value(said, "kind"), value(said, "counterpart")) == ("region/fengxi", "plan", "region/licheng")
    assert value(said, "asserted_by") == f"new/{who.id}"
    assert "加强协同" not in value(said, "gist_zh")
    assert value(said, "gist_zh")
    assert value(said, "gist_en")
