"""The mark of a footnote behind a day, an amount or a stage is none of it: nothing is asked, and the mark is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.intake.sheets.written import by_name, of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Name", "Party A", "Party B", "Signed", "Value (EUR m)", "Status")
#: Day, amount and stage as they stand, and what they say.
ROWS = (
    (("2021¹", "120³", "signed*"), ("2021-12-31", "120000000 EUR", "signed")),
    (("2021-08-15*", "35*", "operating²"), ("2021-08-15", "35000000 EUR", "operating")),
    (("May 2021†", "120 [3]", "已签约[2]"), ("2021-05-31", "120000000 EUR", "signed")),
    (("3 May 2021²", "USD 3m²", "signed"), ("2021-05-03", "3000000 USD", "signed")),
)


def test_marks_of_footnotes_are_told_and_no_part_of_what_is_said(run: Run, tmp_path: Path) -> None:
    rows = [(f"Deal {at}", "嘉善县", "青浦区", *cells) for at, (cells, _) in enumerate(ROWS)]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    assert [one for one in done["questions"] if not one["optional"]] == []
    amounts, stages = (table(tmp_path / "made", name) for name in ("observations", "stages"))
    for name, row in by_name(tmp_path / "made").items():
        cells, (day, amount, stage) = ROWS[int(name.removeprefix("Deal "))]
        (figure,) = of(amounts, "about", f"partnership/{row['id']}")
        assert (figure["as_of"], f"{figure['value']} {figure['unit']}") == (day, amount)
        assert stage in {one["stage"] for one in of(stages, "partnership", row["id"])}
        assert all(cell in row["note_en"] or cell in row["note_zh"] for cell in cells if cell != stage)


def test_what_is_raised_in_a_unit_is_no_footnote(run: Run, tmp_path: Path) -> None:
    rows = [("Deal", "嘉善县", "青浦区", "2021-03-05", "500 m²", "signed")]
    write_csv(tmp_path / "deals.csv", rows, (*HEADINGS[:4], "Amount", "Status"))
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    assert "footnote" not in str(done)
