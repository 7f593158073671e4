"""The page after other values and days: the earlier one with these, where nothing else goes by them; else drawn."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.errors import DataError
from kg.graph.store import lasting, remembering
from kg.network.analyses.ranking import brief
from kg.page import packs
from tests.bench.scale import write_package
from tests.support import EditablePackage, tree

#: How long a build may look into what rankings rest on.
_SECONDS = brief._SECONDS
_FILES = ("graph.ttl", "graph.nq", "network.html", "measures.csv", "findings.json")


@pytest.fixture(scope="module", autouse=True)
def rankings_are_not_looked_into() -> Iterator[None]:
    """What they rest on takes most of a build of a small network, and none of that of a large one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brief, "_SECONDS", 1e-4)
        yield


@pytest.fixture(scope="module")
def given_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of 30 partnerships, some with several figures or claims. Read only."""
    package = EditablePackage(tmp_path_factory.mktemp("given") / "package")
    write_package(package.folder, 30)
    figure = next(row for row in package.rows("observations") if row[1] == "Achievement")
    like = package.rows("observations").index(figure) + 1
    alone, deal, other, several = (f"partnership/p{number}" for number in (20, 21, 22, 23))
    kept = [row for row in package.rows("observations") if row[2] not in (alone, deal, other, several)]
    package.write("observations", kept)
    plain = {"bound": "exact", "period_start": "", "period_end": "", "original_text": "some"}
    dated = {"period_start": "2014-01-01", "period_end": "2014-12-31"}
    for id_, about, measure, cells in (
        ("f0", alone, "totalInvestment", dated),
        ("f1", alone, "jobs", {"unit": "person"}),
        ("f2", deal, "totalInvestment", dated),
        ("f3", deal, "totalInvestment", {"period_start": "2014-01-01", "period_end": "2014-06-30"}),
        ("f4", other, "totalInvestment", {**dated, "class": "Target"}),
        ("f5", other, "totalInvestment", dated),
        ("f6", several, "totalInvestment", {**dated, "class": "Target"}),
    ):
        package.append("observations", like, id=id_, **{**plain, **cells, "about": about, "measure": measure})
    for number, day in enumerate(("2012-01-15", "2019-05-15")):
        package.append("stages", 2, id=f"d{number}", partnership="p20", stage="planned", as_of=day)
    return package.folder


@pytest.fixture
def package(given_package: Path, tmp_path: Path) -> EditablePackage:
    shutil.copytree(given_package, tmp_path / "package")
    return EditablePackage(tmp_path / "package")


def _build(package: Path, out: Path) -> dict[str, bytes]:
    """Build as if the package were large."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (lasting, remembering):
            patched.setattr(module, "LEAST", 0)
        kg.build(package, out=out)
    return _files(out)


def _whole(package: Path, out: Path) -> dict[str, bytes]:
    kg.build(package, out=out, fresh=True)
    return _files(out)


def _files(out: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(out).items() if name in _FILES}


def _row(package: EditablePackage, table: str, id_: str) -> int:
    return next(number for number, row in enumerate(package.rows(table), 1) if row[0] == id_)


def _change(package: EditablePackage, table: str, id_: str, column: str, value: str) -> None:
    """Change a cell; without a column, take a row out, or put one in: the one that ``value`` names, with another id."""
    if column:
        package.set(table, _row(package, table, id_), column, value)
    elif not value:
        rows = package.rows(table)
        package.write(table, [row for row in rows if row[0] != id_])
    else:
        like, *cells = value.split(" ")
        package.append(table, _row(package, table, like), id=id_, **dict(cell.split("=") for cell in cells))


def _try(package: EditablePackage, tmp_path: Path, drawn: list[str], cases: list[tuple[Any, ...]]) -> None:
    """One edit upon the other; what an edit leaves wrong stays so until the page is drawn anew, or the cell has another
    value: that is when what is there is held against a build from nothing, and after three edits at most.
    """
    _build(package.folder, tmp_path / "out")
    since: list[tuple[Any, ...]] = []
    for (table, id_, column, value, is_drawn), following in zip(cases, [*cases[1:], None], strict=True):
        _change(package, table, id_, column, value)
        del drawn[:]
        found = _build(package.folder, tmp_path / "out")
        assert (id_, column, value, drawn) == (id_, column, value, ["drawn"] * is_drawn)
        since.append((table, id_, column))
        if following is None or following[4] or following[:3] in since or len(since) == 3:
            assert found == _whole(package.folder, tmp_path / "whole"), since
            since = []


def test_values_and_days_are_put_into_the_earlier_page(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    said = _row(package, "statements", package.rows("statements")[1][0])
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("observations", "f0", "value", "7000", False),
            ("observations", "f0", "original_text", 'some </script> & "others"', False),
            ("observations", "f0", "period_end", "2015-06-30", False),
            ("observations", "f6", "value", "12.5", False),  # a target without anything that could meet it
            ("observations", "f1", "as_of", "2017-02-15", False),
            ("partnerships", "p20", "name_en", "Quite Another Name", False),
            ("stages", "d0", "as_of", "2012-03-15", False),  # it stays the first one
            ("statements", package.rows("statements")[said - 1][0], "as_of", "2012-03-15", False),  # a day that recurs
            ("observations", "f0", "value", "8000", False),
            ("observations", "f3", "period_end", "2015-06-30", False),  # no longer inside the other one
            ("observations", "f3", "measure", "contractedInvestment", False),
            ("observations", "f3", "measure", "totalInvestment", False),
            ("observations", "f3", "value", "8000", False),
            ("observations", "f0", "note_en", "as the town's report has it", False),
            ("observations", "f0", "note_zh", "据该市公报", False),
            ("observations", "f0", "note_en", "", False),
            ("observations", "f0", "note_zh", "", False),
            ("partnerships", "p20", "note_en", "a note", False),
            ("partnerships", "p9", "note_en", "a note", False),  # a note that recurs
            ("partnerships", "p1", "note_en", "a note", False),
            ("institutions", "i1", "note_en", "a note", False),
            ("regions", "r3", "note_en", "a note", False),
            ("stages", "d0", "note_en", "not signed yet", False),
            ("sources", "s1", "publisher_en", "A Paper", False),
            ("sources", "s2", "issued", "2018-01-30", False),
            ("sources", "s2", "note_en", "a note", False),
        ],
    )


def test_the_page_is_drawn_where_rankings_rest_on_what_has_changed(
    package: EditablePackage, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, "_SECONDS", _SECONDS)
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("observations", "f0", "value", "7000", False),
            ("observations", "f0", "ambiguity_en", "perhaps of the year before", True),  # rankings are tried without it
            ("partnerships", "p20", "open_ended", "true", True),
            ("sources", "s1", "title_en", "Another report", True),  # what rankings rest on is named
        ],
    )


def test_what_is_told_is_put_into_the_page_of_a_large_network(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    rows = sorted(package.rows("statements")[1:])
    said, cited = rows[-1][0], rows[-1][package.rows("statements")[0].index("source")]
    other = next(id_ for id_ in ("s0", "s1") if id_ != cited)
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("sources", "s1", "title_en", 'Another </script> "report"', False),
            ("sources", "s2", "url", "https://example.org/s2", False),
            ("sources", "s2", "url", "", False),
            ("statements", said, "gist_en", "Something Else", False),
            ("statements", said, "asserted_by", f"source/{other}", False),
            ("sources", other, "title_en", "Whose words a claim is told to be", True),
            ("statements", rows[0][0], "kind", "means", False),  # the first of its kind
            ("statements", said, "kind", "means", False),
            ("statements", said, "sectors", "logistics;health", False),
            ("observations", "f0", "ambiguity_en", "perhaps of the year before", False),
            ("partnerships", "p20", "open_ended", "true", False),
            ("institutions", "i1", "name_en", "Another Name Of A Firm", False),
            ("partnerships", "p20", "start", "5", False),
            ("partnerships", "p20", "end", "9", False),
            ("observations", "f1", "source", "s0", False),
            ("participations", "p9", "start", "7", False),
            ("stages", "d0", "source", "s2", False),
            ("statements", said, "start", "3", False),  # its words are told to be those of another source
            ("institutions", "i1", "start", "2", False),
            ("observations", "f1", "asserted_by", "source/s0", True),  # as it was taken to be: nothing has changed
            ("observations", "f1", "source", "s2", True),  # from now on it is told whose word it is
            ("observations", "f1", "source", "s0", True),
        ],
    )


def test_the_page_is_drawn_where_something_else_goes_by_a_value(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("observations", "f5", "value", "7000", True),  # the result of a target
            ("observations", "f4", "value", "6000", True),  # the target
            ("observations", "f0", "period_end", "", True),
            ("partnerships", "p20", "class", "Agreement", True),
            ("observations", "f5", "measure", "contractedInvestment", True),  # the target has no result any more
            ("observations", "f6", "measure", "paidInCapital", True),  # a target of what is there on a day
        ],
    )


@pytest.mark.parametrize(("both", "is_drawn"), [(("f2", "f3"), False), (("f4", "f5"), True)])
def test_figures_that_were_compared_and_are_no_more_are_added(
    both: tuple[str, str], is_drawn: bool, package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    """Two cells in one edit: one figure lay inside the other, or was the result of the other, a target."""
    _build(package.folder, tmp_path / "out")
    for id_, measure in zip(both, ("contractedInvestment", "capitalIntroduced"), strict=True):
        package.set("observations", _row(package, "observations", id_), "measure", measure)
    del drawn[:]
    found = _build(package.folder, tmp_path / "out")
    assert drawn == ["drawn"] * is_drawn
    assert found == _whole(package.folder, tmp_path / "whole")


def test_a_hash_that_comes_to_a_passage_is_in_the_page(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    _build(package.folder, tmp_path / "out")
    header, *rows = package.rows("stages")
    cited = dict(zip(header, rows[-1], strict=True))
    package.write(
        "evidence",
        [["source", "start", "end", "sha256"], [cited["source"], cited["start"], cited["end"], "ab" * 32]],
    )
    del drawn[:]
    found = _build(package.folder, tmp_path / "out")
    assert drawn == ["drawn"]
    assert found == _whole(package.folder, tmp_path / "whole")


def test_a_base_that_reads_like_a_passage_hides_nothing(package: EditablePackage, tmp_path: Path) -> None:
    base = "https://example.org/evidence/"

    def build(out: Path, *, fresh: bool) -> dict[str, bytes]:
        with pytest.MonkeyPatch.context() as patched:
            for module in () if fresh else (lasting, remembering):
                patched.setattr(module, "LEAST", 0)
            kg.build(package.folder, out=out, base=base, fresh=fresh)
        return _files(out)

    build(tmp_path / "out", fresh=False)
    for column, value in (("note_en", "a note"), ("class", "Agreement")):
        package.set("partnerships", _row(package, "partnerships", "p20"), column, value)
        assert build(tmp_path / "out", fresh=False) == build(tmp_path / "whole", fresh=True), column


def test_a_code_is_put_in_where_another_record_had_it_before(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    rows = sorted(package.rows("partnerships")[1:])
    early, late = rows[0][0], rows[-1][0]
    first, second = list(dict.fromkeys(row[7] for row in rows if " " not in row[7] and row[7] != rows[-1][7]))[:2]
    part = package.rows("participations")[_row(package, "participations", late) - 1]
    role = next(row[2] for row in package.rows("participations")[1:] if row[0] == early and row[2] != part[2])
    new = next(code for code in ("health", "education", "logistics", "tourism") if code not in str(rows))
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("partnerships", late, "sectors", f"{second};{first}", False),
            ("partnerships", late, "sectors", second, False),
            ("participations", late, "role", role, False),
            ("participations", late, "role", part[2], False),
            ("participations", late, "role", "brand", False),  # the first of its kind
            ("participations", early, "role", "origin", False),
            ("partnerships", late, "sectors", new, False),
            ("partnerships", early, "sectors", f"{new};{second}", False),  # they are met in another order
            ("partnerships", early, "sectors", second, False),
            ("partnerships", late, "sectors", second, False),  # nothing has the other one any more
            ("institutions", "i1", "kind", "university", False),
            ("institutions", "i1", "kind", "hospital", False),
            ("observations", "f0", "measure", "contractedInvestment", False),
            ("observations", "f0", "measure", "paidInCapital", False),  # it is in no sum any more
            ("observations", "f0", "measure", "totalInvestment", False),  # and again
            ("observations", "f1", "measure", "expertsTakingPart", False),
        ],
    )


def test_parties_lie_beside_others_on_their_islands(
    package: EditablePackage, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "DENSE", 0)
    for number in range(2, 5):  # more exact than the page has them
        for column, degrees in (("latitude", f"3{number}.1234567"), ("longitude", f"11{number}.7654321")):
            package.set("regions", number, column, degrees)
    rows = sorted(package.rows("partnerships")[1:])
    early, late = rows[0][0], rows[-1][0]
    first, second = list(dict.fromkeys(row[7] for row in rows if " " not in row[7] and row[7] != rows[-1][7]))[:2]
    new = next(code for code in ("health", "education", "logistics", "tourism") if code not in str(rows))
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("partnerships", late, "sectors", first, False),
            ("partnerships", late, "sectors", second, False),
            ("institutions", "i1", "kind", "university", False),
            ("institutions", "i2", "kind", "company", False),
            ("institutions", "i1", "kind", "hospital", False),
            ("partnerships", early, "sectors", new, False),
        ],
    )


def test_a_stage_is_put_into_the_earlier_page_where_nothing_ends_by_it(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    claims = {row[1]: row for row in package.rows("stages")[1:]}
    early, late = sorted(claims)[0], sorted(claims)[-1]
    first, last = claims[early][0], claims[late][0]
    for id_ in (first, last):
        package.set("stages", _row(package, "stages", id_), "stage", "signed")
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("stages", last, "stage", "operating", False),  # the one by which its partnership stands
            ("stages", "d0", "stage", "signed", False),  # an earlier one
            ("stages", last, "stage", "trialOperation", False),  # the first of its kind: the table of codes is another
            ("stages", first, "stage", "trialOperation", False),  # it is met first now, and numbers others anew
            ("stages", first, "stage", "negotiating", False),
            ("stages", last, "stage", "negotiating", False),  # nothing is at the other stage any more
            ("stages", last, "stage", "terminated", True),  # it ties nobody any more
            ("stages", first, "stage", "completed", False),
            ("stages", last, "stage", "signed", True),
            ("stages", "d0", "stage", "terminated", False),  # it went on after that
            ("stages", "d0", "stage", "planned", False),
            ("stages", "d0", "as_of", "2019-06-15", False),  # now the last claim
        ],
    )


def test_rows_that_come_and_go_are_put_into_the_earlier_page(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    said = sorted(package.rows("statements")[1:])[1][0]
    claim = next(row[0] for row in package.rows("stages")[1:] if row[1] == "p9")
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("observations", "a1", "", "f1 about=partnership/p22", False),  # before all others, whose numbers grow
            ("observations", "f9", "", "f1 about=partnership/p23 measure=paidInCapital unit=CNY", False),  # in no sum
            ("observations", "a2", "", "f1 about=partnership/p22 value=7", False),  # like another one
            ("observations", "a2", "", "", False),
            ("observations", "f9", "", "", False),
            ("observations", "a1", "", "", False),
            ("observations", "a3", "", "f6 about=partnership/p22 measure=jobs unit=person", True),  # a target
            ("statements", "t00", "", said, False),
            ("statements", said, "", "", False),
            ("statements", "t00", "", "", False),
            ("stages", "d7", "", f"{claim} as_of=2019-09-15 stage=trialOperation", False),  # the last, a new stage
            ("stages", "d8", "", f"{claim} as_of=2011-09-15 stage=planned", False),  # the first
            ("stages", "d7", "", "", False),
            ("stages", "d8", "", "", False),
            ("stages", "d9", "", f"{claim} as_of=2019-09-15 stage=terminated", True),  # it ties nobody any more
            ("sources", "s00", "", "s1", False),  # before others, whose numbers grow
            ("statements", "t00", "", f"{sorted(package.rows('statements')[1:])[-1][0]} source=s00", False),
            ("statements", "t00", "", "", False),
            ("sources", "s00", "", "", False),
        ],
    )


def test_a_region_is_shown_while_something_is_claimed_of_it(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    package.append("regions", _row(package, "regions", "r1"), id="r999", name_en="Aside", name_zh="一旁")
    said = package.rows("statements")[1][0]
    _try(
        package,
        tmp_path,
        drawn,
        [
            ("statements", "t00", "", f"{said} about=region/r999", True),  # from now on it is drawn
            ("statements", "t01", "", f"{said} about=region/r999", False),
            ("statements", "t00", "", "", False),
            ("statements", "t01", "", "", True),
        ],
    )


def test_a_page_with_a_story_is_drawn_where_its_links_may_lead_elsewhere(
    package: EditablePackage, tmp_path: Path, drawn: list[str]
) -> None:
    (package.folder / "story.yaml").write_text(
        "title: {en: Who, zh: 谁}\nsteps:\n- view: time\n  text: {en: All, zh: 全部}\n", encoding="utf-8"
    )
    _try(
        package,
        tmp_path,
        drawn,
        [("observations", "f0", "value", "7000", False), ("stages", "d0", "as_of", "2012-03-15", True)],
    )


def _edits() -> Iterator[tuple[str, str, str, str]]:
    yield from _of_figures()
    yield from _of_partnerships()
    yield from _told()
    yield from _of_sources()
    yield from _of_rows()
    for id_ in ("i1", "i7"):
        for kind in ("university", "company", "hospital", ""):
            yield "institutions", id_, "kind", kind


def _of_rows() -> Iterator[tuple[str, str, str, str]]:
    """Rows that come, and that go where they are there."""
    for number, about in enumerate(("partnership/p20", "partnership/p22", "region/r1", "region/r9", "institution/i3")):
        yield "observations", f"e{number}", "", f"f1 about={about}"
        yield "observations", f"g{number}", "", f"f0 about={about}"
        yield "observations", f"h{number}", "", f"f6 about={about}"
        yield "statements", f"e{number}", "", f"t3 about={about}"
    for number, stage in enumerate(("planned", "trialOperation", "terminated")):
        yield "stages", f"e{number}", "", f"d0 partnership=p2{number} as_of=201{number}-03-15 stage={stage}"
    yield "sources", "s00", "", "s1"
    for table, id_ in (("observations", "f1"), ("observations", "f3"), ("stages", "d0"), ("statements", "t3")):
        yield table, id_, "", ""


def _of_figures() -> Iterator[tuple[str, str, str, str]]:
    for id_ in ("f0", "f1", "f2", "f3", "f4", "f5", "f6"):
        for value in ("7000", "12.5", "6000"):
            yield "observations", id_, "value", value
        for column in ("as_of", "period_start", "period_end"):
            for day in ("2013-06-15", "2014-03-01", "2016-12-31"):
                yield "observations", id_, column, day
        yield "observations", id_, "original_text", "another"
        for measure in ("paidInCapital", "totalInvestment", "contractedInvestment"):
            yield "observations", id_, "measure", measure


def _of_partnerships() -> Iterator[tuple[str, str, str, str]]:
    for id_ in ("d0", "d1", "c20", "c21"):
        for day in ("2012-02-15", "2015-02-15", "2019-05-15"):
            yield "stages", id_, "as_of", day
        for stage in ("planned", "trialOperation", "terminated"):
            yield "stages", id_, "stage", stage
    for id_ in ("p1", "p9", "p20"):
        for sector in ("health", "education", "logistics"):
            yield "partnerships", id_, "sectors", sector
        yield "partnerships", id_, "name_en", "Another"


def _told() -> Iterator[tuple[str, str, str, str]]:
    for table, id_ in (
        *(("observations", f"f{number}") for number in range(4)),
        *(("stages", id_) for id_ in ("d0", "c21")),
        *(("partnerships", id_) for id_ in ("p1", "p9", "p20")),
        *(("institutions", "i1"), ("regions", "r1"), ("regions", "r3")),
    ):
        for text in ("a note", "another note", ""):
            yield table, id_, "note_en", text
            yield table, id_, "note_zh", text
        if table != "stages":
            yield table, id_, "ambiguity_en", "a note"
            yield table, id_, "open_ended", "true"
            yield table, id_, "open_ended", ""


def _of_sources() -> Iterator[tuple[str, str, str, str]]:
    for table, id_ in (("partnerships", "p9"), ("participations", "p9"), ("observations", "f1"), ("stages", "d0")):
        for start in ("1", "2", "3"):
            yield table, id_, "start", start
        for source in ("s0", "s1"):
            yield table, id_, "source", source
        if table in ("observations", "stages"):
            yield table, id_, "asserted_by", "source/s1"
    for id_ in ("s1", "s2"):
        for column, value in (
            ("title_en", "A Report"),
            ("publisher_zh", "日报"),
            ("issued", "2018-01-30"),
            ("issued", ""),
            ("url", "https://example.org/a"),
            ("note_en", "a note"),
        ):
            yield "sources", id_, column, value


# More of them: KG_EDITS=100, about ten seconds each.
@settings(max_examples=int(os.environ.get("KG_EDITS", "2")), deadline=None, derandomize=True, database=None)
@given(edits=st.lists(st.lists(st.sampled_from(list(_edits())), min_size=1, max_size=2), min_size=1, max_size=4))
def test_whatever_values_change_the_page_is_that_of_a_build_from_nothing(
    given_package: Path, edits: list[list[tuple[str, str, str, str]]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(given_package, Path(name) / "package")
        package, out = EditablePackage(Path(name) / "package"), Path(name) / "out"
        _build(package.folder, out)
        for together in edits:
            before = {table: package.rows(table) for table, *_ in together}
            for table, id_, column, value in together:
                there = {row[0] for row in package.rows(table)}
                if not column and id_ in there:  # the second time it goes
                    _change(package, table, id_, "", "")
                elif (id_ if column else value.partition(" ")[0]) in there:
                    _change(package, table, id_, column, value)
            try:
                found = _build(package.folder, out)
            except DataError:
                for table, rows in before.items():
                    package.write(table, rows)
                continue
            assert found == _whole(package.folder, Path(name) / "whole"), together
