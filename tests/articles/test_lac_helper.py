"""Names by the trained tagger: where they are, in Chinese text, with nothing sent anywhere."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.lac_helper import Name, names, with_names
from kg.intake.articles.model import Span
from kg.intake.package import read_package
from kg.source_text import read_text
from tests.articles.gold.compiling import FOLDER
from tests.support import needs

pytestmark = needs("lac")


def found(text: str, *passages: Span) -> list[tuple[str, str]]:
    spans = passages or (Span(0, len(text)),)
    return [(text[name.span.start : name.span.end], name.kind) for name in names(text, spans)]


def test_organisations_and_places_are_found_where_they_stand() -> None:
    text = "衡曜新材料股份有限公司公告称，公司已与禾渡县签约。"
    assert found(text) == [("衡曜新材料股份有限公司", "organisation"), ("禾渡县", "place")]
    assert names(text, [Span(0, len(text))])[0] == Name(Span(0, 11), "organisation")


def test_a_word_between_two_names_is_part_of_none() -> None:
    assert "石浔县" in dict(found("签约仪式上，南槎区与澄湾区、石浔县与鹭渚区分别结为对口合作区县。"))


def test_passages_keep_their_places_in_the_text() -> None:
    text = "天气很好。\n岚江大学迎来校庆。"
    assert names(text, [Span(6, len(text))]) == (Name(Span(6, 10), "organisation"),)
    assert names(text, []) == ()


def test_long_passages_are_tagged_in_pieces() -> None:
    text = "岚江大学迎来校庆，宾客如云。" * 300
    assert len([name for name in names(text, [Span(0, len(text))]) if name.kind == "organisation"]) >= 295


def test_names_lie_in_the_text_whatever_it_holds() -> None:
    for path in FOLDER.glob("dev/texts/*.txt"):
        text = read_text(path) + "\u202e\ue000😀 ＡＢＣ\t"
        for name in names(text, [Span(0, len(text))]):
            assert 0 <= name.span.start < name.span.end <= len(text)


def both(text: str) -> dict[str, str]:
    """Names, and what they stand for, by the gazetteer and the tagger."""
    package, _ = read_package(FOLDER / "places")
    mentions = with_names(text, [Span(0, len(text))], Gazetteer.of(package).mentions(text))
    assert all(text[one.span.start : one.span.end] == one.name for one in mentions)
    assert all(one.span.end <= other.span.start for one, other in pairwise(mentions))
    return {one.name: one.reference for one in mentions}


def test_names_that_no_rule_knows_stand_beside_the_known_ones() -> None:
    found = both("云泽高新区管委会与汐海理工大学签约；另与容川基金、拓岭资本达成意向。")
    assert found["汐海理工大学"] == "institution/xihai-polytechnic"
    assert {"容川基金", "拓岭资本"} <= set(found)


def test_known_names_and_common_words_stay_as_they_are() -> None:
    assert both("岚江大学迎来校庆。") == {"岚江大学": "institution/lanjiang-university"}
    assert "苹果" not in both("苍塬苹果又卖进了岚江。")


def test_what_a_house_does_is_no_part_of_its_name() -> None:
    assert "银岬大学" in both("云泽高新区与银岬大学共建智能装备联合实验室。")


def test_the_runtimes_telemetry_is_off_before_a_session_is_made() -> None:
    code = """
import onnxruntime
said = []
off, make = onnxruntime.disable_telemetry_events, onnxruntime.InferenceSession
onnxruntime.disable_telemetry_events = lambda: (said.append("off"), off())
class Session(make):
    def __init__(self, *arguments, **named):
        said.append("session")
        super().__init__(*arguments, **named)
onnxruntime.InferenceSession = Session
from kg.intake.articles.lac_helper import names
from kg.intake.articles.model import Span
names("岚江大学", [Span(0, 4)])
print(*said)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["off", "session"]
