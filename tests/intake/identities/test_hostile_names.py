"""Names that nobody would give: nothing is raised, nothing takes long, nothing is joined."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.intake.identities import Judgement, Judgements, Mention, Names, key, resolve

PIECES = [
    "大学",
    "上海",
    "（",
    "）",
    "(",
    ")",
    "[",
    "Ltd",
    "有限公司",
    "Univ.",
    " of ",
    ",",
    "\u202e",
    "\u200f",
    "\u0000",
    "第一",
]
names = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from([*PIECES, "x", "市", "区", "县", "大", "1", "&", "'", '"', "\n", ";", "="]), max_size=30
    ).map("".join),
    st.sampled_from(PIECES).flatmap(lambda piece: st.integers(0, 10_000).map(lambda size: (piece * size)[:10_000])),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(names, max_size=8), st.lists(names, max_size=8))
def test_nothing_is_raised_and_only_one_key_is_one(mine: list[str], others: list[str]) -> None:
    known = {f"institution/t{number}": Names((name,)) for number, name in enumerate(others)}
    resolution = resolve([Mention(name) for name in mine], known, Judgements())
    assert [one.mention.name for one in resolution.resolved] == mine
    for one in resolution.resolved:
        same = [thing for thing, names in known.items() if key(names.names[0]) == key(one.mention.name)]
        assert one.thing == (same[0] if len(same) == 1 else "")
        assert one.asked == (len(same) > 1)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(names, st.booleans(), names, names), max_size=6))
def test_judgements_of_any_text_are_read_back(tmp_path: Path, made: list[tuple[str, bool, str, str]]) -> None:
    judgements = Judgements()
    for name, same, by, comment in made:
        if not name or name != name.encode("utf-8", "replace").decode("utf-8"):
            continue
        by, comment = (text.replace("\x00", "") for text in (by, comment))
        judgements.add(Judgement(name, "institution/x", same=same, by=by, comment=comment))
    judgements.write(tmp_path)
    again = Judgements.read(tmp_path)
    assert list(again) == list(judgements)
    assert again.as_csv() == judgements.as_csv()


def test_a_formula_is_none_in_a_spreadsheet_and_read_as_it_was(tmp_path: Path) -> None:
    judgements = Judgements()
    judgements.same('=HYPERLINK("http://example.org")', "institution/x", comment='a\nb;c,"d"')
    judgements.write(tmp_path)
    with (tmp_path / "names.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["subject_label"] == """'=HYPERLINK("http://example.org")"""
    assert [one.subject for one in Judgements.read(tmp_path)] == ['=HYPERLINK("http://example.org")']
    assert row["comment"] == 'a\nb;c,"d"'


def test_a_link_that_leads_out_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "secret.csv").write_text(
        "subject_label,predicate_id,object_id,mapping_justification\n", encoding="utf-8"
    )
    (tmp_path / "package" / "names.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(SourceError, match="leads out of the package"):
        Judgements.read(tmp_path / "package")


@pytest.mark.parametrize(
    ("cell", "value"),
    [("predicate_id", "owl:sameAs"), ("predicate_modifier", "no"), ("object_id", "x"), ("mapping_date", "soon")],
)
def test_a_row_that_is_no_judgement_is_named(tmp_path: Path, cell: str, value: str) -> None:
    judgements = Judgements()
    judgements.same("a", "institution/x")
    judgements.write(tmp_path)
    with (tmp_path / "names.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    row[cell] = value
    with (tmp_path / "names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    with pytest.raises(SourceError, match=f"row 2, field {cell}") as raised:
        Judgements.read(tmp_path)
    assert raised.value.text.zh != raised.value.text.en


def test_columns_of_ones_own_stay(tmp_path: Path) -> None:
    judgements = Judgements()
    judgements.same("a", "institution/x")
    head, row = judgements.as_csv().splitlines()
    text = f"{head},reviewer_label\n{row},Wang\n"
    (tmp_path / "names.csv").write_text(text, encoding="utf-8")
    read = Judgements.read(tmp_path)
    read.add(Judgement("b", "institution/x", same=False))
    read.undo("b", "institution/x")
    read.write(tmp_path)
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == text
