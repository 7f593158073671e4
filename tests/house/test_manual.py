"""The manual: every block of its pages runs and prints what the page shows; what is built holds together, offline."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from rdflib import RDF, Graph
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

from kg.cli.main import cli
from kg.graph.queryfile.header import read_header
from kg.intake.worked_example import EXAMPLE_TEXT
from kg.vocabulary import DEFAULT_BASE, PK, PREFIXES
from notebooks.manual import fences, figures, reference, scenes, surprises, triggers
from tests.support import ROOT, needs

HAN = re.compile("[\u4e00-\u9fff]")

pytest.importorskip("sphinx", reason="the extra docs is not installed")

PAGES = [
    pytest.param(language, path, id=f"{language}/{path.relative_to(fences.HERE / language).with_suffix('')}")
    for language in fences.LANGUAGES
    for path in fences.pages(language)
]


def names(language: str) -> set[str]:
    return {str(path.relative_to(fences.HERE / language)) for path in fences.pages(language)}


@needs("frames")
@needs("plots")
@pytest.mark.parametrize(("language", "path"), PAGES)
def test_every_block_of_a_page_does_what_the_page_says(language: str, path: Path, tmp_path: Path) -> None:
    fences.check(path, tmp_path, language)


def test_pages_have_blocks_to_run() -> None:
    run = [block for _, path in (case.values for case in PAGES) for block in fences.blocks(path.read_text("utf-8"))]
    assert sum(block.kind == "sh" for block in run) >= 100
    assert {block.kind for block in run} >= {"sh", "python", "text", "sparql", "csv"}


def test_a_block_that_prints_something_else_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```sh\nkg codes stage\n```\n\n```text\nno such line\n```\n", encoding="utf-8")
    with pytest.raises(fences.Stale, match="no such line"):
        fences.check(page, tmp_path, "en")
    page.write_text("```sh\nkg codes no-such-list\n```\n", encoding="utf-8")
    with pytest.raises(fences.Stale, match="ended with 2"):
        fences.check(page, tmp_path, "en")


@pytest.mark.parametrize(
    ("shown", "printed"),
    [
        ("Haiyan  6\n", "Haiyan  67 partnerships\n"),
        ("6\n", "Haiyan  6\n"),
        ("one\ntwo\n", "two\none\n"),
        ("iyan…\n", "Haiyan  6\n"),
        ("…\n", ""),
        ("\n", "\n"),
    ],
)
def test_lines_are_compared_as_a_whole(shown: str, printed: str) -> None:
    with pytest.raises(fences.Stale):
        fences.compare(shown, printed)


def test_a_line_is_compared_up_to_its_cut() -> None:
    fences.compare("Haiyan  6…\n…\nlast\n", "Haiyan  67 partnerships  \nother\nlast\n")


def test_both_languages_have_the_same_pages_and_commands() -> None:
    assert names("en") == names("zh")
    for name in sorted(names("en")):
        texts = [(fences.HERE / language / name).read_text(encoding="utf-8") for language in fences.LANGUAGES]
        kinds = [[(block.kind, block.options) for block in fences.blocks(text)] for text in texts]
        assert kinds[0] == kinds[1], name
        typed = [[block.text for block in fences.blocks(text) if block.kind == "sh"] for text in texts]
        assert typed[0] == typed[1], name
        assert re.search("[\u4e00-\u9fff]", texts[1].partition("\n")[0]), f"{name}: its title is in Chinese"


def test_the_install_command_is_that_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for language in fences.LANGUAGES:
        tutorial = (fences.HERE / language / "tutorial.md").read_text(encoding="utf-8")
        (block,) = [block for block in fences.blocks(tutorial) if "fresh-machine" in block.options]
        assert f"```sh fresh-machine\n{block.text}```" in readme


# --- What is built ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from notebooks.manual.build import build

    folder = tmp_path_factory.mktemp("manual") / "docs"
    assert build(folder) == 0, "Sphinx warned: its lines are above"
    return folder


@pytest.mark.parametrize("language", fences.LANGUAGES)
def test_every_command_has_an_example_that_a_page_runs(language: str) -> None:
    shown = reference.examples(language)
    assert set(cli.commands) <= set(shown)
    for name, example in shown.items():
        assert example.startswith(f"`kg {name}")


def _cut_short(said: Any) -> Iterator[str]:
    """The keys that say nothing: what stands behind a comma of a text that was not in quotes."""
    for key, value in said.items() if isinstance(said, dict) else ():
        yield from [key] if value is None else _cut_short(value)


def test_every_key_of_a_header_is_explained() -> None:
    """In YAML, a comma in a text without quotes ends it: what comes behind would be a key, and the text cut short."""
    inside = {key for key in reference.HEADER if key.startswith(".")}
    keys: set[str] = set()
    for path in sorted((ROOT / "ontology").rglob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = read_header(path, text) if text.startswith("#:") else {}
        assert list(_cut_short(header)) == [], path
        if path.parent.name == "questions":
            keys |= set(header)
        for part in ("parameters", "columns"):
            found = {f".{key}" for said in (header.get(part) or {}).values() for key in said}
            assert found - inside == set(), path
            keys |= found
    assert keys - set(reference.HEADER) == set()
    assert {"title", "columns", ".type", ".unit"} <= keys


@pytest.mark.parametrize("language", fences.LANGUAGES)
def test_the_index_has_every_script_of_findings(language: str) -> None:
    page = surprises.page(language)
    scripts = sorted(path.name for path in (ROOT / "findings").iterdir())
    assert len(scripts) >= 24
    assert sorted(re.findall(r"^`findings/(\S+)`", page, re.MULTILINE)) == scripts


def _code(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from _code(node.body)
        yield from _code(node.orelse)
    elif (
        isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch("[a-z]+(-[a-z]+)*", node.value)
    ):
        yield node.value


def _in_a_row(nodes: Iterable[ast.expr]) -> Iterator[ast.expr]:
    for node in nodes:
        starred = isinstance(node, ast.Starred) and isinstance(node.value, ast.Tuple)
        yield from node.value.elts if starred else [node]  # type: ignore[attr-defined]


def _is_severity(node: ast.expr) -> bool:
    names = {
        part.value.id for part in ast.walk(node) if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name)
    }
    return "Severity" in names and not any(isinstance(part, ast.Call) for part in ast.walk(node))


def codes_in(source: str) -> set[str]:
    """The codes of the findings that a module makes: after their severity, first of a problem or a remark, by name."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        row = list(_in_a_row(node.args if isinstance(node, ast.Call) else getattr(node, "elts", ())))
        for grave, code in pairwise(row):
            found += _code(code) if _is_severity(grave) else ()
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            at = {"Problem": 0, "note": 0, "remark": 0, "_finding": 1, "_problem": 1}.get(name, len(row))
            found += _code(row[at]) if at < len(row) else ()
            for word in node.keywords:
                found += _code(word.value) if (word.arg, name) in {("code", "Finding"), ("code", "replace")} else ()
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "_CODE":
            found += _code(node.value)
    return set(found)


def test_every_finding_that_the_program_makes_has_an_example_that_makes_it() -> None:
    made = set[str]().union(*(codes_in(path.read_text(encoding="utf-8")) for path in (ROOT / "kg").rglob("*.py")))
    assert len(made) > 100
    # No column of a package has a greatest value, and a folder of one's own brings no tables.
    tables = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ontology" / "tables").glob("*.json"))
    assert '"maximum"' not in tables
    shown = {*triggers.of_tables(), *scenes.of_scenes(), "too-large"}
    assert made - shown == set()
    assert shown - made == set(), "no such finding is made"
    for _, finding in scenes.of_scenes().values():
        assert HAN.search(finding.message_zh)
        assert bool(finding.fix) == bool(finding.fix_zh)


def test_codes_are_found_however_they_are_written() -> None:
    written = """
Finding(Severity.INFO, "plain-one")
Finding(Severity.INFO if x else Severity.WARNING, "other-one", text)
_found(*(Severity.VIOLATION, "starred-one", one), text)
severity, code = (Severity.WARNING if a else Severity.INFO), "assigned-one"
Problem("problem-one" if x else "chosen-one", text)
note("noted-one", text, row=1)
_problem(state, "third-one", name)
replace(found, code="named-one", severity=Severity.INFO)
for counts, severity, code in ((a, Severity.INFO, "listed-one"),): ...
_CODE = "constant-one"
print("no-code", Severity.INFO)
"""
    assert {code.partition("-")[0] for code in codes_in(written)} == {
        *(
            "plain",
            "other",
            "starred",
            "assigned",
            "problem",
            "chosen",
            "noted",
            "third",
            "named",
            "listed",
            "constant",
        ),
    }


def test_a_folder_that_is_no_manual_is_not_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from notebooks.manual.build import main

    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for out in (tmp_path, tmp_path / "mine.txt"):
        assert main(["--out", str(out)]) == 2
        assert f"{out} is no manual" in capsys.readouterr().err
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_a_manual_is_made_anew(tmp_path: Path) -> None:
    from notebooks.manual.build import MARKER, _cleared

    for _ in range(2):
        _cleared(tmp_path / "docs")
        assert [path.name for path in (tmp_path / "docs").iterdir()] == [MARKER]
        (tmp_path / "docs" / "left.html").write_text("", encoding="utf-8")


def test_what_is_drawn_is_of_the_bundled_data_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from notebooks.manual import build

    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "graph.nq").write_text("no graph", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    build._gather(tmp_path / "source", "en")
    assert "Haiyan" in (tmp_path / "source" / "explanation" / "figures" / "ranks.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", fences.LANGUAGES)
def test_every_page_that_explains_has_a_picture_with_words(language: str) -> None:
    for path in sorted((fences.HERE / language / "explanation").glob("*.md")):
        pictures = re.findall(r"!\[(.*?)\]\(figures/(\S+)\.svg\)", path.read_text(encoding="utf-8"))
        assert pictures or path.stem == "index", path
        for words, _ in pictures:
            assert words, path
            assert bool(HAN.search(words)) == (language == "zh"), path


def test_the_passage_that_is_drawn_has_the_hash_that_is_drawn() -> None:
    drawn = re.sub(r"<title>.*?</title>|<[^>]+>", "", figures.evidence("en"))
    (start, end), passage = (98, 142), EXAMPLE_TEXT[98:142]
    assert passage.replace(" ", "") in drawn
    assert str(start) in drawn
    assert str(end) in drawn
    assert hashlib.sha256(passage.encode()).hexdigest()[:16] in drawn


class Links(HTMLParser):
    """What a page names: links, what is loaded with it, and the anchors that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.anchors.add(found.get("id", ""))
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif "src" in found:
            self.loaded.append(found["src"])
        elif tag == "link" and "href" in found:
            self.loaded.append(found["href"])


@cache
def links(path: Path) -> Links:
    parser = Links()
    parser.feed(path.read_text(encoding="utf-8"))
    return parser


def test_no_link_of_the_manual_is_dead(manual: Path) -> None:
    pages = sorted(manual.rglob("*.html"))
    assert len(pages) > 100
    dead = []
    for page in pages:
        for link in [*links(page).links, *links(page).loaded]:
            address = urlsplit(link)
            if address.scheme in ("http", "https", "data"):
                continue
            target = (page.parent / unquote(address.path)).resolve() if address.path else page
            anchor = unquote(address.fragment)
            if not target.is_file() or (anchor and target.suffix == ".html" and anchor not in links(target).anchors):
                dead.append(f"{page.relative_to(manual)}: {link}")
    assert dead == []


# --- The ontology's page ----------------------------------------------------------------------------------------------


def modules() -> Graph:
    whole = Graph()
    for path in sorted((ROOT / "ontology" / "modules").glob("*.ttl")):
        whole.parse(path)
    return whole


def test_the_ontology_lies_beside_its_page_in_one_file(manual: Path) -> None:
    assert isomorphic(Graph().parse(manual / "ontology.ttl"), modules())


def test_every_term_has_its_section_with_an_example_of_the_data(manual: Path) -> None:
    page = (manual / "ontology.html").read_text(encoding="utf-8")
    sections = dict(re.findall(r'<section class="term" id="(\w+)">(.*?)</section>', page, re.DOTALL))
    graph = modules()
    ours = {str(term).removeprefix(PK) for term in graph.subjects(RDF.type) if str(term).startswith(PK)}
    assert set(sections) == ours
    assert len(ours) > 100
    without = {name for name, text in sections.items() if "<summary>Turtle" not in text}
    invented = {
        str(term).removeprefix(PK) for term, text in graph.subject_objects(SKOS.example) if "(invented)" in str(text)
    }
    # What a shape says of a column is in no data, and what codes mean is said with the codes.
    assert without - invented <= {"column"}
    for name, text in sections.items():
        assert 'lang="en"' in text, name
        assert 'lang="zh"' in text, name
    # One of each, by hand: a class of the data, and a property.
    assert "sector:investmentPromotion" in sections["Agreement"]
    assert 'href="en/reference/findings.html#partnership-part-of-cycle"' in sections["partOf"]
    assert 'href="zh/reference/questions.html#zones-branded"' in sections["participation"]
    assert "org:hasMembership" in sections["participation"]


def test_the_turtle_of_an_example_is_true(manual: Path) -> None:
    page = (manual / "ontology.html").read_text(encoding="utf-8")
    written = re.findall(r"<summary>Turtle</summary><pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    assert len(written) > 90
    head = f"@base <{DEFAULT_BASE}> .\n" + "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    told = Graph().parse(data=head + "\n".join(map(unescape, written)), format="turtle")
    held = modules().parse(fences.built() / "graph.ttl")
    for folder in ("codelists", "further-codes"):
        for path in sorted((ROOT / "ontology" / folder).glob("*.ttl")):
            held.parse(path)
    assert set(told) - set(held) == set()


def test_the_header_says_who_when_and_what_was_before(manual: Path) -> None:
    page = (manual / "ontology.html").read_text(encoding="utf-8")
    version = (ROOT / "ontology" / "VERSION").read_text(encoding="utf-8").strip()
    (head,) = re.findall(r'<p class="about">.*?</dl>', page, re.DOTALL)
    for said in (version, "The partnership-kg contributors", "0.1.0", "2026-11-22", "创建者"):
        assert said in head, said
    for vocabulary in ("PROV-O", "GeoSPARQL", "schema.org", "EURIO", "FollowTheMoney", "IATI", "(ORG)"):
        assert vocabulary in page


def test_a_reader_of_the_ontology_chooses_a_language_and_finds_a_term(manual: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 420, "height": 900})
    page.goto((manual / "ontology.html").as_uri() + "?lang=zh")
    assert not page.get_by_text("Anything that two or more parties sign").is_visible()
    assert page.get_by_text("两个或两个以上主体共同签署").is_visible()
    page.get_by_role("button", name="English", exact=True).click()
    assert page.get_by_text("Anything that two or more parties sign").is_visible()
    assert not page.get_by_text("两个或两个以上主体共同签署").is_visible()
    page.locator("#find").fill("参与方")
    assert page.locator("aside nav ul ul li:visible").all_inner_texts() == ["party"]
    # Nothing sticks out of a telephone, and what is drawn leads to its term.
    assert page.evaluate("document.documentElement.scrollWidth") == 420
    assert page.locator("svg a[href='#Participation']").count() > 1
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_read_and_reached_by_everybody(scheme: str, manual: Path, browser: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for name in ("ontology.html", "index.html", "en/explanation/brokerage.html", "zh/tutorial.html"):
        page = browser.new_page(viewport={"width": 420, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
        page.goto((manual / name).as_uri())
        found = axe.run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == [], name
        page.close()


def test_what_is_typed_can_be_copied_and_what_is_printed_cannot(manual: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto((manual / "zh" / "tutorial.html").as_uri())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = page.locator("div.highlight", has_text="kg import deals.csv --into deals").first
    block.hover()
    block.get_by_role("button", name="复制").click()
    block.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("kg import deals.csv --into deals")
    assert page.locator(".output button.copy").count() == 0
    page.close()


def test_what_the_theme_says_on_chinese_pages_is_chinese(manual: Path) -> None:
    words = "Next|Previous|Home|On this page|Back to top|Skip to content"
    said = re.compile(rf'>\s*(?:{words})\s*<|aria-label="[A-Z][^"]*"')
    assert said.search((manual / "en" / "tutorial.html").read_text(encoding="utf-8"))
    for page in sorted((manual / "zh").rglob("*.html")):
        assert said.findall(page.read_text(encoding="utf-8")) == [], page


def test_nothing_is_loaded_from_anywhere_else(manual: Path) -> None:
    for page in sorted(manual.rglob("*.html")):
        assert [src for src in links(page).loaded if urlsplit(src).scheme not in ("", "data")] == [], page
    for style in sorted(manual.rglob("*.css")):
        named = re.findall(r"@import[^;]+|url\(\s*[\"']?(https?:[^)]+)", style.read_text(encoding="utf-8"))
        assert named == [], style


def test_chinese_words_are_in_the_search_index_of_both(manual: Path) -> None:
    for language, words in {"zh": ("教程", "排名", "依据"), "en": ("import", "海盐")}.items():
        written = (manual / language / "searchindex.js").read_text(encoding="utf-8")
        index = json.loads(written.removeprefix("Search.setIndex(").removesuffix(")"))
        assert set(words) <= set(index["terms"]) | set(index["titleterms"]), language


@pytest.mark.parametrize(
    ("language", "typed", "title"), [("en", "brokerage", "Brokerage"), ("zh", "排名区间", "排名区间与随机")]
)
def test_search_works_from_a_folder_without_a_network(
    manual: Path, browser: Any, language: str, typed: str, title: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((manual / language / "search.html").as_uri() + f"?q={typed}")
    page.get_by_role("link", name=title, exact=False).first.wait_for(timeout=20_000)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()
