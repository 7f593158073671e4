"""What a package may look like, and what is said when there is none."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import kg
from kg.errors import DataError, SourceError
from kg.intake.load import read_packages
from kg.intake.package import read_package
from tests.support import EditablePackage, Outcome, tree

Run = Callable[..., Outcome]


def spoil(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"name": "mine"\n "resources": []}', ["line 2", "column 2", "Correct it there"]),
        (b"", ["line 1", "not valid JSON"]),
        (b"[]", ["must hold one JSON object"]),
        (b"[" * 100_000, ["nested too deeply"]),
        (b'{"name": "mine", "title": "\\ud83d"}', ["half a character", "Take it out"]),
        ('{"title": "嘉兴"}'.encode("gbk"), ["not UTF-8", "Save it as UTF-8"]),
        (b'{"name": "mine", "uses": ["elsewhere"], "resources": []}', ["'elsewhere'", "Correct the name"]),
        (b'{"name": "mine", "uses": "regions-china", "resources": []}', ["must be a list"]),
    ],
    ids=["JSON error", "empty", "no object", "deep", "half a character", "GBK", "unknown package", "uses no list"],
)
def test_a_description_that_cannot_be_read(
    content: bytes, words: list[str], package: EditablePackage, run: Run
) -> None:
    (package.folder / "datapackage.json").write_bytes(content)
    outcome = run("check", "mine")
    assert outcome.code == 1
    assert outcome.err.startswith("Error: mine/datapackage.json: ")
    assert all(word in outcome.err for word in words), outcome.err
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("command", ["build", "check"])
def test_no_package(command: str, tmp_path: Path, run: Run) -> None:
    (tmp_path / "bare").mkdir()
    for name, words in (("nowhere", "there is no such folder"), ("bare", "has no datapackage.json")):
        outcome = run(command, name)
        assert outcome.code == 1
        assert outcome.err.startswith(f"Error: {name}: {words}")
        assert "kg new" in outcome.err
    assert not (tmp_path / "build").exists()


def test_a_package_without_data(package: EditablePackage, run: Run) -> None:
    package.describe(lambda descriptor: descriptor.update(resources=[]))
    outcome = run("build", "mine")
    assert outcome.code == 1
    assert "lists no tables" in outcome.err


def test_two_packages_of_one_name(package: EditablePackage, tmp_path: Path) -> None:
    from kg.intake.template import make_package

    make_package(tmp_path / "other" / "mine")
    with pytest.raises(DataError) as caught:
        kg.build(package.folder, tmp_path / "other" / "mine")
    assert "duplicate-package" in {finding.code for finding in caught.value.findings}


def test_an_id_that_two_packages_give(package: EditablePackage, tmp_path: Path) -> None:
    from kg.intake.template import make_package

    # Two copies of the worked example: the same places and parties are one; two claims never are, nor are two
    # places of one id and different names.
    make_package(tmp_path / "yours")
    yours = EditablePackage(tmp_path / "yours")
    yours.set("regions", 3, "name_en", "Otherton")
    yours.set("regions", 3, "name_zh", "别市")
    _, findings = read_packages([yours.folder, package.folder])
    shared = [(f.file, f.row, f.value) for f in findings if f.code == "duplicate-id"]
    claims = [
        (f"yours/{table}.csv", number, row[0])
        for table in ("observations", "stages", "statements")
        for number, row in enumerate(yours.rows(table)[1:], 2)
    ]
    assert claims
    assert sorted(shared) == sorted([*claims, ("yours/regions.csv", 3, "xx-exampleton")])
    assert all(f"mine/{f.table}.csv, row {f.row}" in f.message_en for f in findings if f.code == "duplicate-id")


def test_a_package_twice_is_once(package: EditablePackage) -> None:
    packages, findings = read_packages([package.folder, package.folder / "datapackage.json"])
    assert [found.name for found in packages] == ["mine"]
    assert findings == []


def test_packages_that_use_each_other(package: EditablePackage, tmp_path: Path) -> None:
    from kg.intake.template import make_package

    make_package(tmp_path / "yours")
    package.describe(lambda descriptor: descriptor.update(uses=["yours"]))
    EditablePackage(tmp_path / "yours").describe(lambda descriptor: descriptor.update(uses=["mine"]))
    packages, _ = read_packages([package.folder])
    assert sorted(found.name for found in packages) == ["mine", "yours"]


def test_a_used_package_beside_it_comes_before_the_bundled_one(bundled_copy: EditablePackage, tmp_path: Path) -> None:
    regions = EditablePackage(tmp_path / "regions-china")
    row = next(i for i, line in enumerate(regions.rows("regions"), 1) if line[0] == "cn-jiaxing-haiyan")
    regions.set("regions", row, "name_en", "Haiyan as changed here")
    graph = kg.build(bundled_copy.folder)
    assert graph.records.label(graph.names.resolve("海盐县")).en == "Haiyan as changed here"


def test_a_reference_into_an_unread_table_is_not_reported_as_well(bundled_copy: EditablePackage) -> None:
    bundled_copy.path("partnerships").write_bytes(b"")
    findings = kg.check(bundled_copy.folder)
    violations = [finding for finding in findings if finding.severity == "violation"]
    assert [(finding.code, finding.table) for finding in violations] == [("empty-table", "partnerships")]


def plain(package: EditablePackage) -> None:
    """As it is."""


def reversed_columns(package: EditablePackage) -> None:
    for path in package.folder.glob("*.csv"):
        package.write(path.stem, [row[::-1] for row in package.rows(path.stem)])


def byte_order_mark(package: EditablePackage) -> None:
    for path in package.folder.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def windows_lines(package: EditablePackage) -> None:
    for path in package.folder.glob("*.csv"):
        package.write(path.stem, package.rows(path.stem), lineterminator="\r\n")


def blank_lines(package: EditablePackage) -> None:
    for path in package.folder.glob("*.csv"):
        package.write(path.stem, [line for row in package.rows(path.stem) for line in (row, [])])


def everything_quoted(package: EditablePackage) -> None:
    for path in package.folder.glob("*.csv"):
        package.write(path.stem, package.rows(path.stem), quoting=1)


def delimited(delimiter: str, dialect: dict[str, object]) -> Callable[[EditablePackage], None]:
    def change(package: EditablePackage) -> None:
        for path in list(package.folder.glob("*.csv")):
            package.write(path.stem, package.rows(path.stem), delimiter=delimiter)
            package.resource(path.stem, dialect=dialect)

    return change


def tab_separated_files(package: EditablePackage) -> None:
    for path in list(package.folder.glob("*.csv")):
        package.write(path.stem, package.rows(path.stem), delimiter="\t")
        path.rename(path.with_suffix(".tsv"))
        package.resource(path.stem, path=f"{path.stem}.tsv", format="tsv")


def other_ending(package: EditablePackage) -> None:
    for path in list(package.folder.glob("*.csv")):
        path.rename(path.with_suffix(".txt"))
        package.resource(path.stem, path=f"{path.stem}.txt")


def without_names(package: EditablePackage) -> None:
    package.describe(lambda descriptor: [resource.pop("name") for resource in descriptor["resources"]])


def without_schemas(package: EditablePackage) -> None:
    package.describe(lambda descriptor: [resource.pop("schema") for resource in descriptor["resources"]])


def loosened_schema(package: EditablePackage) -> None:
    package.describe(
        lambda descriptor: [resource.update(schema={"fields": []}) for resource in descriptor["resources"]]
    )


def workbooks(package: EditablePackage) -> None:
    """As a spreadsheet holds them: numbers, days and truth values, not texts."""
    for path in list(package.folder.glob("*.csv")):
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        assert sheet is not None
        header, *rows = package.rows(path.stem)
        sheet.append(header)
        for row in rows:
            sheet.append([as_spreadsheets_do(name, cell) for name, cell in zip(header, row, strict=True)])
        workbook.save(path.with_suffix(".xlsx"))
        path.unlink()
        package.resource(path.stem, path=f"{path.stem}.xlsx", format="xlsx")


def second_sheet(package: EditablePackage) -> None:
    """The table is in a sheet of its own, which the package names."""
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet("regions here")
    for row in package.rows("regions"):
        sheet.append(row)
    workbook.save(package.folder / "all.xlsx")
    package.path("regions").unlink()
    package.resource("regions", path="all.xlsx", dialect={"sheet": "regions here"})


def as_spreadsheets_do(column: str, text: str) -> object:
    if not text:
        return None
    if column in ("start", "end", "characters", "code"):
        return int(text)
    if column == "value":
        return float(text) if "." in text else int(text)
    if column in ("as_of", "issued", "period_start", "period_end"):
        return datetime.datetime.fromisoformat(text)
    return {"true": True, "false": False}.get(text, text)


@pytest.fixture
def full(package: EditablePackage) -> EditablePackage:
    """The worked example with cells of every type."""
    package.set("regions", 3, "code", "330424")
    package.set("regions", 3, "open_ended", "true")
    package.set("regions", 3, "latitude", "30.25")
    package.set("regions", 3, "longitude", "120.75")
    package.set("observations", 2, "value", "20000.5")
    return package


@pytest.mark.parametrize(
    "change",
    [
        plain,
        reversed_columns,
        byte_order_mark,
        windows_lines,
        blank_lines,
        everything_quoted,
        pytest.param(delimited("\t", {"delimiter": "\t"}), id="tabs"),
        pytest.param(delimited(";", {"delimiter": ";"}), id="semicolons"),
        pytest.param(delimited(";", {"csv": {"delimiter": ";"}}), id="semicolons, as Frictionless 5 writes it"),
        tab_separated_files,
        other_ending,
        without_names,
        without_schemas,
        loosened_schema,
        workbooks,
        second_sheet,
    ],
)
def test_the_same_tables_in_another_form_are_the_same_graph(
    change: Callable[[EditablePackage], None], full: EditablePackage
) -> None:
    before = kg.build(full.folder).turtle()
    assert '"330424"' in before
    assert "20000.5" in before
    assert "30.25" in before
    change(full)
    assert kg.build(full.folder).turtle() == before


def test_another_encoding_under_another_ending_is_found_too(package: EditablePackage) -> None:
    path = package.path("regions")
    path.with_suffix(".txt").write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    package.resource("regions", path="regions.txt")
    _, findings = read_package(package.folder)
    assert [(finding.code, finding.file, finding.row) for finding in findings] == [
        ("wrong-encoding", "mine/regions.txt", 2)
    ]


def test_a_workbook_that_is_none(package: EditablePackage) -> None:
    package.path("regions").rename(package.folder / "regions.xlsx")
    package.resource("regions", path="regions.xlsx")
    _, findings = read_package(package.folder)
    assert [(finding.code, finding.file) for finding in findings] == [("unreadable-table", "mine/regions.xlsx")]
    assert "save it again" in findings[0].fix


def test_reading_changes_nothing(package: EditablePackage, run: Run) -> None:
    before = tree(package.folder)
    assert run("check", "mine").code == 0
    assert run("build", "mine").code == 0
    assert tree(package.folder) == before


def test_errors_are_raised_to_callers_too(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no such folder"):
        kg.build(tmp_path / "nowhere")
    with pytest.raises(SourceError, match="there is no such file or folder"):
        kg.open(tmp_path / "nowhere.ttl")
    with pytest.raises(SourceError, match="holds neither"):
        kg.open(tmp_path)
