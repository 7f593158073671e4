"""The archived copy of a source: from the column ``archived`` to all that tells where a source can be read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import assets
from kg.intake import schema
from tests.intake.test_columnar import both
from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]

URL = "https://example.org/notice"
COPY = "https://archive.example.org/2024/https://example.org/notice"
ARCHIVED_AT = "https://schema.org/archivedAt"
ANY_URI = "http://www.w3.org/2001/XMLSchema#anyURI"


@pytest.fixture
def kept(package: EditablePackage, run: Run) -> Path:
    """A build of the worked example with an archived copy of its source."""
    package.set("sources", 2, "url", URL)
    package.set("sources", 2, "archived", COPY)
    built: Path = package.folder.parent / "built"
    assert run("build", package.folder, "--out", built).code == 0
    return built


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_column_is_in_the_graph_as_schema_org_has_it(kept: Path) -> None:
    (line,) = [one for one in (kept / "graph.nq").read_text(encoding="utf-8").splitlines() if ARCHIVED_AT in one]
    assert line.split(" ")[1:3] == [f"<{ARCHIVED_AT}>", f'"{COPY}"^^<{ANY_URI}>']
    assert line.split(" ")[0].endswith("/source/example>")


def test_columns_and_the_engine_read_it_alike(tmp_path: Path) -> None:
    query = (assets.ontology_folder() / "mappings" / "sources.rq").read_text(encoding="utf-8")
    names = [field["name"] for field in schema.table_schema("sources")["fields"]]
    cells = {"title_en": "A", "issued": "2024-01-02", "language": "en", "url": URL}
    sources = ({"id": "a", "archived": COPY, **cells}, {"id": "b", **cells})
    rows = [[source.get(name, "") for name in names] for source in sources]
    by_columns, by_engine = both(tmp_path, rows, query, names)
    assert by_columns == by_engine
    assert by_columns[1] is None
    assert str(by_columns[0]).count(ARCHIVED_AT) == 1


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "archive.example.org/1"])
def test_what_is_no_address_of_the_web_is_refused_at_its_cell(package: EditablePackage, run: Run, wrong: str) -> None:
    package.set("sources", 2, "archived", wrong)
    checked = run("check", package.folder)
    assert checked.code == 1
    assert "sources.csv, row 2, field archived" in checked.out + checked.err
    assert "存档副本的链接须以http://或https://开头" in checked.out + checked.err
    assert run("build", package.folder, "--out", package.folder.parent / "built").code == 1


def test_a_package_without_the_column_is_read_as_ever(package: EditablePackage, run: Run) -> None:
    with_it, without = package.folder.parent / "with", package.folder.parent / "without"
    assert run("build", package.folder, "--out", with_it).code == 0
    header, *rows = package.rows("sources")
    place = header.index("archived")
    package.write("sources", [row[:place] + row[place + 1 :] for row in (header, *rows)])
    checked = run("build", package.folder, "--out", without)
    assert checked.code == 0
    assert "archived" not in checked.out + checked.err
    for name in ("graph.ttl", "graph.nq", "findings.json", "network.html"):
        assert (with_it / name).read_bytes() == (without / name).read_bytes(), name
    assert "archived" not in run("cite", "Exampleton", "-f", "json", "--graph", without).out


def test_explain_tells_the_copy_of_a_source(kept: Path, run: Run) -> None:
    english = run("explain", "source/example", "--lang", "en", "--graph", kept).out
    assert f"Archived copy: {COPY}" in " ".join(english.split())
    assert "存档副本" in run("explain", "source/example", "--lang", "zh", "--graph", kept).out


def test_citations_carry_it(kept: Path, run: Run) -> None:
    (row,) = json.loads(run("cite", "Exampleton", "-f", "json", "--graph", kept).out)["sources"]
    assert (row["url"], row["archived"]) == (URL, COPY)
    for language, said in (("en", f"Archived copy: {COPY}"), ("zh", f"存档副本：{COPY}")):
        printed = run("cite", "Exampleton", "-f", "csl-json", "--lang", language, "--graph", kept).out
        (item,) = json.loads(printed)
        assert (item["type"], item["URL"], item["note"]) == ("webpage", URL, said)


def test_lists_link_it_beside_the_source(kept: Path, run: Run) -> None:
    (row,) = _rows(run("ask", "ties", "-f", "csv", "--graph", kept).out)
    assert row["links"].split(" ") == sorted([f"{URL}#char=0,97", f"{COPY}#char=0,97"])


@pytest.mark.parametrize("form", ["prov-o", "nanopub"])
def test_exports_carry_it(kept: Path, run: Run, form: str) -> None:
    told = run("export", form, "-f", "nquads", "--graph", kept)
    assert told.code == 0, told.err
    assert f'<{ARCHIVED_AT}> "{COPY}"' in told.out


SHEET = """名称,甲方,乙方,签约日期,来源,链接,{heading}
港口物流,嘉善县,青浦区,2020-01-02,某日报,https://example.org/1,
算力中心,海盐县,青浦区,2020-01-03,某日报,https://example.org/1,https://archive.example.org/1
旅游,平湖市,金山区,2020-01-04,某日报,https://example.org/1,https://archive.example.org/2
人才,桐乡市,徐汇区,2020-01-05,,,https://archive.example.org/3
康养,海宁市,闵行区,2020-01-06,某周刊,,已存
"""


@pytest.mark.parametrize("heading", ["存档链接", "archived link", "Archive URL", "网页存档链接"])
def test_a_sheet_may_have_a_column_of_archived_copies(tmp_path: Path, run: Run, heading: str) -> None:
    (tmp_path / "deals.csv").write_text(SHEET.format(heading=heading), encoding="utf-8")
    assert run("import", "deals.csv").code == 0
    made = EditablePackage(tmp_path / "deals")
    header, *rows = made.rows("sources")
    sources = [dict(zip(header, row, strict=True)) for row in rows if row[0].startswith("s-")]
    # The second row that names the newspaper's page has its copy; of the third the further copy is in the note.
    assert sorted((one["url"], one["archived"]) for one in sources) == [
        ("", ""),
        ("", "https://archive.example.org/3"),
        ("https://example.org/1", "https://archive.example.org/1"),
    ]
    notes = "\n".join(",".join(row) for row in made.rows("partnerships"))
    assert f"{heading}：https://archive.example.org/2" in notes or f"{heading}: https://archive.example.org/2" in notes
    assert "已存" in notes
    assert run("check", "deals").code == 0
    first = made.path("sources").read_bytes()
    assert run("import", "deals.csv").code == 0
    assert made.path("sources").read_bytes() == first
