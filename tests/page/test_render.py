"""The file itself: whole, escaped, with nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections import Counter

import pyoxigraph as ox
import pytest

from kg.answers.records import Records, read_records
from kg.errors import UsageError
from kg.knowledge_graph import KnowledgeGraph
from kg.page.model import DataSet, make_model
from kg.page.payload import to_script
from kg.page.render import SCRIPTS, network_data
from kg.text import Text
from kg.vocabulary import PK
from tests.page import unpacking
from tests.page.rendering import render_page
from tests.page.synthetic import GraphMaker, template_folder


def test_the_head_says_what_a_page_must_say(records: Records) -> None:
    page = render_page(records, title=Text("A <b> title", "标题"), lang="zh").decode()
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh" data-lang="zh">')
    assert "<title>标题</title>" in page
    assert "A <b> title" not in page


def test_the_policy_allows_this_files_script_and_style_and_nothing_else(page_bytes: bytes) -> None:
    page = page_bytes.decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    blocks = re.findall(r"<script>(.*?)</script>", page, re.DOTALL) + re.findall(
        r"<style>(.*?)</style>", page, re.DOTALL
    )
    # vis-network stands in the page packed, and runs under its own hash; its banner stands before it.
    (packed,) = re.findall(r'<script type="text/plain" id="library">(.*?)</script>', page)
    blocks.append(zlib.decompress(base64.b64decode(packed)).decode())
    assert blocks[-1].startswith("/**\n * vis-network\n")
    assert len(blocks) == 3
    assert policy.count("'sha256-") == 3
    for block in blocks:
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


def test_nothing_is_loaded_from_elsewhere(page_bytes: bytes) -> None:
    page = re.sub(r"<script.*?</script>|<style.*?</style>", "", page_bytes.decode(), flags=re.DOTALL)
    assert not re.search(r"\b(src|href|action|srcset)\s*=", page)
    assert "sourceMappingURL" not in page_bytes.decode()


def test_the_licence_banner_of_vis_network_is_kept(page_bytes: bytes) -> None:
    assert b"vis.js is dual licensed under both" in page_bytes
    assert b"@version 9.1.2" in page_bytes


def test_a_sector_that_no_code_list_has() -> None:
    """A graph of one's own, which no check has passed, may name one."""
    make = GraphMaker()
    north, south = make.region("n", "North", "北", "city"), make.region("s", "South", "南", "city")
    deal = make.partnership("deal", [north, south], "Deal", "协议", sectors=())
    make.add(deal, PK + "sector", ox.NamedNode("http://example.org/sector/beekeeping"))
    packed = unpacking.payload(render_page(read_records(make.done())))
    assert "beekeeping" in packed["codes"]["label"]


def test_the_same_records_give_the_same_bytes(records: Records, page_bytes: bytes) -> None:
    assert render_page(records) == page_bytes


def test_a_page_of_a_hundred_nodes_is_small(page_bytes: bytes) -> None:
    # Of the 850,000 that the largest page here may have, what scripts and their types come to without any data.
    assert len(page_bytes) < 580_000


@pytest.mark.parametrize("text", ["</script>", "<!--", "<script>", "]]>", "&lt;", "\u2028\u2029"])
def test_data_cannot_end_its_element(text: str) -> None:
    script = to_script({"text": text})
    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script) == {"text": text}


def test_data_is_never_markup() -> None:
    make = GraphMaker()
    make.partnership(
        "p", [make.region("r", "</script><script>alert(1)</script>", "<!--")], "--><img src=x onerror=alert(1)>"
    )
    page = render_page(read_records(make.done())).decode()
    assert "alert(1)</script>" not in page
    assert "<img" not in page


def test_an_unknown_language_is_refused(records: Records) -> None:
    with pytest.raises(UsageError, match="both, en, zh"):
        render_page(records, lang="fr")


def test_pyvis_carries_nodes_edges_and_options(records: Records) -> None:
    from kg.page.layout import place

    model = make_model(records)
    network = network_data(model, place(model))
    assert {node["id"] for node in network["nodes"]} == set(model.node)
    assert len(network["edges"]) == len(model.edges)
    assert network["options"]["physics"] == {"enabled": False}


def test_every_fact_is_in_the_payload(records: Records, page_bytes: bytes) -> None:
    packed = unpacking.payload(page_bytes)
    deals = unpacking.records(packed, "partnerships")
    assert len(deals) == len(records.partnerships)
    assert len(packed["figures"]) == len(records.figures)
    passages = packed["passages"]
    place = deals["partnership/p-0"]["evidence"][0]
    assert packed["sources"][passages["source"][place]]["label"] == ["The Invented Gazette, 28 July", "虚构报7月28日"]
    assert (passages["start"][place], passages["length"][place]) == (0, 9)
    expected = hashlib.sha256(b"https://w3id.org/partnership-kg/id/evidence/gazette/0-9").hexdigest()
    assert unpacking.digest(passages["hash"].split(" ")[place]) == expected


def test_the_data_set_is_named_with_version_and_licence(records: Records) -> None:
    page = render_page(records, data_set=DataSet(Text("Set", "数据集"), "1.2.3", "CC BY 4.0"))
    meta = unpacking.payload(page)["meta"]
    assert (meta["dataSet"], meta["version"], meta["licence"]) == (["Set", "数据集"], "1.2.3", "CC BY 4.0")


def test_every_script_is_used_and_none_is_missing() -> None:
    assert {path.name for path in (template_folder() / "js").iterdir()} == {*SCRIPTS, "boot.js"}


def test_every_string_is_in_both_languages_and_every_one_that_is_said_exists() -> None:
    files = [
        json.loads((template_folder() / name).read_text(encoding="utf-8")) for name in ("strings.json", "views.json")
    ]
    strings = files[0] | files[1]
    assert len(strings) == sum(map(len, files))
    assert all(len(text) == 2 and all(text) for text in strings.values())
    scripts = "".join(path.read_text(encoding="utf-8") for path in (template_folder() / "js").iterdir())
    assert set(re.findall(r'\bsay\("(\w+)"', scripts)) <= set(strings)
    # Names that are put together begin in a template: nothing else is said by a name that no script has.
    begun = tuple(re.findall(r"`(\w+_)\$\{", scripts))
    said = [name for name in files[0] if f'"{name}"' in scripts or f"`{name}" in scripts or name.startswith(begun)]
    assert [name for name in files[0] if name not in said] == []


def test_no_script_writes_markup() -> None:
    for path in (template_folder() / "js").iterdir():
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", path.read_text()
        )


def test_rankings_say_between_which_ranks_each_moves(knowledge: KnowledgeGraph) -> None:
    """One interval a row and column, of the form 2-5 or 3, and none for numbers of groups."""
    rankings = unpacking.payload(knowledge.page(language="en").html)["rankings"]
    assert len(rankings) == 2
    # Of its 57 partnerships: `kg rank` says how many each projection leaves out.
    assert rankings[0]["kept"] == 52
    strict = knowledge.page(projection="region-region", language="en", level="county")
    rankings += unpacking.payload(strict.html)["rankings"]
    # Worked out in tests/network/test_carriers.py.
    (strength,) = (first for first in rankings[2]["carriers"] if "Strength" in first["title"][0])
    assert "Tongxiang leads by 3 passages; without them Tongxiang and Pudong New Area share" in strength["told"][0]
    assert sorted(places[0][1:] for _, places in strength["lost"]) == [
        [2560, 2587],
        [2588, 2645],
        [2626, 2645],
        [2626, 2645],
    ]
    for ranking in rankings:
        assert len(ranking["intervals"]) == len(ranking["rows"])
        for texts in ranking["intervals"]:
            assert len(texts) == len(ranking["columns"])
            assert all(re.fullmatch(r"([1-9]\d*(-[1-9]\d*)?)?", text) for text in texts)
            assert texts[0]
            assert not texts[-1]  # communities


def test_no_name_stands_twice_at_the_top_of_the_page_s_scripts() -> None:
    # They share one scope, in which a second declaration stops the whole page.
    scripts = (template_folder() / "js" / name for name in SCRIPTS)
    names = [
        name
        for script in scripts
        for name in re.findall(
            r"^(?:async )?(?:function\*?|const|let|class) (\w+)", script.read_text(encoding="utf-8"), re.M
        )
    ]
    assert len(names) > 300
    assert [name for name, number in Counter(names).items() if number > 1] == []
