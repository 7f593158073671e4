"""From a tie or a thing back to its partnerships, claims and passages."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.answers.explaining.explanation import explain
from kg.errors import AmbiguousName, LookupFailed
from kg.knowledge_graph import KnowledgeGraph
from tests.support import ID, ROOT, Outcome

Run = Callable[..., Outcome]

#: What joins Haiyan and Shanghai, by the article's paragraph on Haiyan.
HAIYAN_SHANGHAI = {
    "haiyan-shanghai-week-2017",
    "haiyan-shanghai-nuclear-cooperation",
    "haiyan-nuclear-firms-snerdi",
    "haiyan-nuclear-firms-shanghai-electric",
    "haiyan-nuclear-firms-cni-fifth",
    "zhejiang-shanghai-nuclear-sharing-zone",
}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("海盐", "上海"),
        ("海盐县", "Shanghai"),
        ("Haiyan County", "shanghai municipality"),
        ("cn-jiaxing-haiyan", "cn-shanghai"),
        ("region/cn-jiaxing-haiyan", f"{ID}region/cn-shanghai"),
        ("沪", "海盐"),
    ],
)
def test_a_tie_by_any_names(first: str, second: str, knowledge: KnowledgeGraph) -> None:
    explanation = knowledge.explain(first, second)
    assert {item.id for item in explanation.partnerships} == HAIYAN_SHANGHAI


def test_a_tie_of_a_district_has_its_towns_in_it(knowledge: KnowledgeGraph) -> None:
    """Pudong took part through three of its towns, each with a town of Tongxiang."""
    found = {item.id for item in knowledge.explain("浦东", "桐乡").partnerships}
    assert found == {"platform-puyuan-gaodong", "platform-zhouquan-kangqiao", "platform-tudian-chuansha"}
    assert {item.id for item in knowledge.explain("高东镇", "濮院镇").partnerships} == {"platform-puyuan-gaodong"}


def test_what_is_not_tied(knowledge: KnowledgeGraph) -> None:
    explanation = knowledge.explain("宝山区", "海盐")
    assert explanation.is_empty
    assert explanation.text("en") == "Baoshan District — Haiyan County\nThe graph says nothing of it.\n"


def test_the_text_has_stage_date_and_evidence(knowledge: KnowledgeGraph) -> None:
    lines = knowledge.explain("桐乡", "普陀区").text("en").splitlines()
    assert lines[0] == "Tongxiang — Putuo District"
    assert lines[1].startswith("1 partnership, ")
    (title,) = [line for line in lines if "partnership/puyuan-putuo-e-commerce" in line]
    assert "[strategic cooperation agreement]" in title
    (stage,) = [line for line in lines if line.strip().startswith("Stage:")]
    assert "signed, as of 2017-07-28 (assumed)" in stage
    assert "[zjol-2017-07-28 2560-2587]" in stage
    parties = [line.strip() for line in lines if line.strip().startswith("Party:")]
    assert [party.partition(" (")[0] for party in parties] == [
        "Party: Puyuan Knitwear Industrial Park",
        "Party: Putuo District",
    ]
    assert not any("\u4e00" <= character <= "\u9fff" for line in lines for character in line)


def test_figures_are_told_with_their_bound_unit_and_spelling(knowledge: KnowledgeGraph) -> None:
    text = digits(knowledge.explain("秀洲区", "上海").text("en"))
    assert "1839000000 CNY (18.39亿元)" in text
    assert "2016-01-01 – 2016-12-31" in text
    assert "at least 6 event" in text
    assert "17 project (17个)" in text
    port_area = digits(knowledge.explain("嘉兴港区").text("zh"))
    assert "245000000 CNY (2.45亿元人民币)" in port_area
    assert "包含于 port-area-domestic-capital-2017-h1" in port_area
    nanhu = knowledge.explain("nanhu-shanghai-park-agreements").text("en")
    assert "8 / 11 locality (8个)" in nanhu


def digits(text: str) -> str:
    """The text with numbers in plain digits, however they are grouped for reading."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", text)


def test_statements_name_who_says_it(knowledge: KnowledgeGraph) -> None:
    said = knowledge.explain("周传根")
    assert [item.id for item in said.statements] == ["nanhu-leading-role"]
    assert "据 周传根" in said.text("zh")
    tie = knowledge.explain("南湖区", "上海")
    assert "nanhu-leading-role" in {item.id for item in tie.statements}


def test_things_of_every_kind(knowledge: KnowledgeGraph) -> None:
    partnership = knowledge.explain("puyuan-putuo-e-commerce")
    assert [item.id for item in partnership.partnerships] == ["puyuan-putuo-e-commerce"]
    figure = knowledge.explain("observation/fund-town-companies")
    assert [item.value for item in figure.figures] == ["3070"]
    statement = knowledge.explain("statement/nanhu-leading-role")
    assert [item.id for item in statement.statements] == ["nanhu-leading-role"]
    programme = knowledge.explain("2017年秀洲区深化接轨上海工作实施方案")
    assert {item.value for item in programme.figures} >= {"10", "100000000"}
    fund_town = knowledge.explain("南湖基金小镇")
    assert len({item.id for item in fund_town.figures}) == 8


def test_a_figure_as_it_is_written_and_in_base_units_with_the_figures_it_is_linked_to(
    knowledge: KnowledgeGraph,
) -> None:
    """The first quarter of the Port Area is inside its first half: 2.45亿元 of 6.6亿元."""
    quarter = knowledge.explain("port-area-domestic-capital-2017-q1")
    lines = quarter.text("en").splitlines()
    for line in (
        "As written: 2.45亿元人民币",
        "In base units: 245000000, yuan",
        "Bound: exact",
        "Period: 2017-01-01 – 2017-03-31",
        "From: Shanghai",
        "To: Jiaxing Port Area",
        "  Contained in: observation/port-area-domestic-capital-2017-h1",
    ):
        assert line in lines
    assert any("660,000,000 CNY (6.6亿元人民币)" in line for line in lines)
    (link,) = quarter.as_dict()["links"]
    assert (link["relation"], link["figure"]["id"], link["other"]["id"]) == (
        "subset_of",
        "port-area-domestic-capital-2017-q1",
        "port-area-domestic-capital-2017-h1",
    )
    half = knowledge.explain("port-area-domestic-capital-2017-h1").text("zh")
    assert "包含: observation/port-area-domestic-capital-2017-q1" in half
    target = knowledge.explain("nanhu-localities-with-agreement-2017").text("en")
    assert "Plan for the result: observation/nanhu-localities-with-agreement\n" in target
    result = knowledge.explain("nanhu-localities-with-agreement")
    assert "Result of the plan: observation/nanhu-localities-with-agreement-2017\n" in result.text("en")
    pairs = knowledge.explain("fund-town-companies").links
    assert sorted(link.other.id for link in pairs) == ["fund-town-paid-in", "fund-town-subscribed"]


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("stage/area-code-021-telephones-operating", "stage", "Stage: operating"),
        ("participation/bus-to-fengjing/region-cn-jiaxing", "participation", "Party: Jiaxing"),
        ("id-participation:bus-to-fengjing/region-cn-jiaxing", "participation", "Party: Jiaxing"),
        ("evidence/zjol-2017-07-28/698-722", "evidence", "observation/fund-town-companies"),
        ("statement/nanhu-leading-role", "statement", "Towards: Shanghai"),
        ("programme/one-visit-at-most", "programme", "Evidence:  [zjol-2017-07-28 56-70]"),
        ("周传根", "official", "Body: Nanhu District Development and Reform Bureau"),
        ("zjol-2017-07-28", "source", "Issued: 2017-07-28"),
        ("cn-jiaxing-haiyan-nuclear-sharing-zone", "region", "Directly in: Haiyan County"),
        ("id-region:cn-jiaxing-haiyan", "region", "Rolls up to: China, Zhejiang"),
        ("sector:nuclearPower", "code", "partnership/haiyan-nuclear-firms-snerdi"),
        ("sector/nuclearPower", "code", "partnership/haiyan-nuclear-firms-snerdi"),
        ("核电", "code", "partnership/haiyan-nuclear-firms-snerdi"),
        ("stage:trialOperation", "code", "partnership/jiaxing-shanghai-ports-berth"),
    ],
)
def test_whatever_is_named(name: str, kind: str, words: str, knowledge: KnowledgeGraph) -> None:
    explanation = knowledge.explain(name)
    (end,) = explanation.as_dict()["ends"]
    assert end["kind"] == kind
    assert words in explanation.text("en")
    assert end["zh"] in explanation.text("zh")


def test_every_thing_in_the_graph_can_be_explained(knowledge: KnowledgeGraph) -> None:
    """By its IRI, in each language, and as JSON with the same keys."""
    records = knowledge.records
    things = [record.iri for record in records.everything] + [*records.sources, *records.codes, *records.passages]
    assert len(things) > 800
    keys = set(explain(records, things[0]).as_dict())
    for iri in things:
        explanation = explain(records, iri)
        assert knowledge.names.resolve(iri, "anything") == iri
        assert explanation.subjects[0].kind != "thing"
        assert set(explanation.as_dict()) == keys
        assert explanation.text("en").startswith(explanation.subjects[0].label.en)
        assert explanation.text("zh").startswith(explanation.subjects[0].label.zh)


def test_what_rests_on_a_source_is_counted_and_listed(knowledge: KnowledgeGraph) -> None:
    """As many as the tables have rows that cite it."""
    rows = {}
    for path in sorted((ROOT / "data" / "jiaxing-shanghai-2017").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows[path.stem] = sum(row.get("source") == "zjol-2017-07-28" for row in csv.DictReader(file))
    explanation = knowledge.explain("zjol-2017-07-28")
    counts = explanation.as_dict()["counts"]
    assert counts == {
        "figure": rows["observations"],
        "institution": rows["institutions"],
        "official": rows["officials"],
        "participation": rows["participations"],
        "partnership": rows["partnerships"],
        "programme": rows["programmes"],
        "region": rows["regions"],
        "stage": rows["stages"],
        "statement": rows["statements"],
    }
    listed = [line for line in explanation.text("en").splitlines() if line.startswith("  ")]
    assert len(listed) == sum(counts.values())


def test_a_code_has_what_carries_a_narrower_one(knowledge: KnowledgeGraph) -> None:
    """As the question does, which asks the graph and not the records."""
    for sector in ("energy", "health", "transport", "nuclearPower"):
        asked = {str(row["partnership"].value) for row in knowledge.ask("partnerships", sector=sector).rows}
        assert {item.iri for item in knowledge.explain(f"sector:{sector}").partnerships} == asked, sector


def test_ambiguous_and_unknown_names(knowledge: KnowledgeGraph) -> None:
    with pytest.raises(AmbiguousName) as ambiguous:
        knowledge.explain("浙沪核电关联产业共享区")
    assert set(ambiguous.value.nearest) == {
        f"{ID}partnership/zhejiang-shanghai-nuclear-sharing-zone",
        f"{ID}region/cn-jiaxing-haiyan-nuclear-sharing-zone",
    }
    with pytest.raises(LookupFailed, match="Did you mean") as unknown:
        knowledge.explain("Haiyan Country", "上海")
    assert 1 <= len(unknown.value.nearest) <= 3
    assert unknown.value.nearest[0].startswith("region/cn-jiaxing-haiyan ")
    with pytest.raises(LookupFailed, match="among the parties"):
        knowledge.explain("海盐", "puyuan-putuo-e-commerce")


def test_on_the_command_line(built: object, run: Run) -> None:
    told = run("explain", "海盐", "Shanghai", "--graph", str(built))
    assert told.code == 0
    assert told.out.startswith("Haiyan County 海盐县 — Shanghai 上海市\n6 partnerships, ")
    assert all(f"partnership/{name}" in told.out for name in HAIYAN_SHANGHAI)
    ambiguous = run("explain", "xiuzhou-promotion-events-2017", "--graph", str(built))
    assert ambiguous.code == 1
    assert ambiguous.out == ""
    assert "observation/xiuzhou-promotion-events-2017" in ambiguous.err
    assert "partnership/xiuzhou-promotion-events-2017" in ambiguous.err
    unknown = run("explain", "海监", "上海", "--graph", str(built))
    assert unknown.code == 1
    assert unknown.err.startswith("Error: Nothing is called '海监' among the parties. Did you mean ")
    # Three in each of the two languages.
    assert unknown.err.count("region/") + unknown.err.count("institution/") == 6


def test_json(built: object, run: Run) -> None:
    explained = run("explain", "桐乡", "普陀", "--graph", str(built), "-f", "json").json()
    assert [end["iri"] for end in explained["ends"]] == [
        f"{ID}region/cn-jiaxing-tongxiang",
        f"{ID}region/cn-shanghai-putuo",
    ]
    (partnership,) = explained["partnerships"]
    assert partnership["agreement_kind"]["code"] == "strategicCooperation"
    (stage,) = partnership["stages"]
    assert (stage["stage"]["code"], stage["as_of"], stage["precision"]["code"]) == ("signed", "2017-07-28", "day")
    (passage,) = stage["evidence"]
    assert (passage["start"], passage["end"]) == (2560, 2587)
    assert passage["source"] == f"{ID}source/zjol-2017-07-28"
    assert len(passage["sha256"]) == 64


def test_json_is_json_to_the_letter(knowledge: KnowledgeGraph) -> None:
    for first in ("嘉兴", "南湖基金小镇", "xiuzhou-2017-shanghai-plan"):
        content = knowledge.explain(first).as_dict()
        assert json.loads(json.dumps(content)) == json.loads(json.dumps(content))
        json.dumps(content, allow_nan=False)


def test_evidence_of_every_participation_names_the_party(knowledge: KnowledgeGraph, article: str) -> None:
    """The passage holds one of the party's names, or says in a note why it cannot."""
    unexplained = []
    number = 0
    for partnership in knowledge.records.partnerships.values():
        for part in partnership.participations:
            party = knowledge.records.parties[part.party]
            assert part.evidence, part.iri
            for passage in part.evidence:
                number += 1
                cut = article[passage.start : passage.end]
                named = any(name in cut for name in (party.label.zh, *party.alt))
                if not (named or part.note or part.ambiguity or partnership.ambiguity):
                    unexplained.append((part.iri, cut))
    assert number >= 114
    assert unexplained == []


def test_offsets_cut_from_the_article_what_is_claimed(knowledge: KnowledgeGraph, article_path: Path) -> None:
    """Every passage that `kg explain` cuts has the recorded hash, and holds the figure as it is written."""
    written = 0
    for figure in knowledge.records.figures.values():
        content = knowledge.explain(figure.iri, texts=[article_path]).as_dict()
        (told,) = content["figures"]
        passages = [passage["text"] for passage in told["evidence"]]
        assert passages, figure.id
        assert told["original_text"], figure.id
        assert all(told["original_text"] in text for text in passages), (figure.id, passages)
        written += 1
    assert written == 39
    source = knowledge.explain("zjol-2017-07-28", texts=[article_path])
    assert source.is_borne_out
    resting = source.as_dict()["resting"]
    assert {item["passage"]["check"] for item in resting} == {"matches"}
    assert {item["kind"] for item in resting} >= {"stage", "statement", "partnership", "institution", "official"}


def test_passages_of_things_with_a_name_hold_the_name(knowledge: KnowledgeGraph, article_path: Path) -> None:
    """A party's own passage has one of its Chinese names; an official's that is named, the name."""
    records = knowledge.records
    for item in knowledge.explain("zjol-2017-07-28", texts=[article_path]).as_dict()["resting"]:
        record = records.parties.get(item["iri"]) or records.people.get(item["iri"])
        if record is None or record.note or record.ambiguity:
            continue
        names = (record.label.zh, *record.alt)
        assert any(name in item["passage"]["text"] for name in names), (item["iri"], item["passage"]["text"])


def test_hashes_are_those_of_the_passages(knowledge: KnowledgeGraph, article: str) -> None:
    from kg.source_text import sha256

    checked = 0
    for partnership in knowledge.records.partnerships.values():
        for record in (partnership, *partnership.participations, *partnership.stages, *partnership.figures):
            for passage in record.evidence:
                assert passage.sha256 == sha256(article[passage.start : passage.end])
                checked += 1
    assert checked > 200
