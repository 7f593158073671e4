"""A package that an earlier version made, imported again: figures keep ids and what was typed; what changed is told.

``made_before`` was written by the version before figures of each year had measures of their own, from the sheet beside
it with the answers that it asked for; capital, sectors and the row ``typed-share`` were typed in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.intake.sheets.written import table
from tests.support import Outcome

Run = Callable[..., Outcome]
BEFORE = Path(__file__).with_name("made_before")
GRANT = "willow-works-capital-provided"


def again(run: Run, folder: Path) -> list[str]:
    """What is told of the whole when the sheet is imported again."""
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    assert (folder / "made").is_dir()
    return [one["en"] for one in done["remarks"] if "whose rows are as they were" in one["en"]]


def by_id(folder: Path) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in table(folder, "observations")}


def test_no_figure_loses_its_id_or_what_was_typed_in_its_row(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    again(run, tmp_path)
    then, now = by_id(BEFORE / "made"), by_id(tmp_path / "made")
    assert list(then) == [name for name in now if name in then]
    for name in (GRANT, "lantern-line-total-investment"):
        assert (now[name]["capital_kind"], now[name]["sectors"]) == ("foreign", "health")
    assert now["typed-share"] == then["typed-share"]
    assert now["typed-share"]["paired_with"] in now
    assert run("check", "made", "--lang", "en").code == 0


def test_an_answer_of_before_goes_on_to_mean_what_it_meant(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    again(run, tmp_path)
    then, now = by_id(BEFORE / "made"), by_id(tmp_path / "made")
    for deal in ("lantern-line", "reed-school", "heron-pier"):
        assert now[f"{deal}-total-investment"] == then[f"{deal}-total-investment"]
    said = run("import", "deals.csv", "--into", "made", "--format", "json").json()["rows"]
    assert "write the answer 2000000 EUR a year" in str(said[0]["remarks_en"])
    assert "回答写为2000000 EUR a year" in str(said[0]["remarks_zh"])
    assert "as at the last import" in str(said[3]["remarks_en"])
    # Of an amount each week there is no measure to be answered.
    assert "write the answer" not in str(said[3]["remarks_en"])


def test_what_an_unchanged_row_says_otherwise_now_is_told_once(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    changed, more = again(run, tmp_path)
    assert (
        f"{GRANT}: 40000 EUR capitalProvided 2019-01-01..2019-12-31 (Target) > 40000 EUR amountPerYear (Target)"
        in changed
    )
    assert "plover-dam-total-investment: 300000000 MAD totalInvestment (Target)" in more
    assert again(run, tmp_path) == []


def test_an_answer_that_says_how_often_changes_the_figure_and_not_its_id(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    again(run, tmp_path)
    settings = tmp_path / "deals.csv.kg.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("2m a year: 2000000 EUR", "2m a year: 2000000 EUR a year"), encoding="utf-8")
    # Who answers knows of it.
    assert again(run, tmp_path) == []
    for _ in range(2):
        row = by_id(tmp_path / "made")["lantern-line-total-investment"]
        assert (row["measure"], row.get("period_start", ""), row["sectors"]) == ("amountPerYear", "", "health")
        sheet = tmp_path / "deals.csv"
        sheet.write_text(sheet.read_text("utf-8").replace("2018-03-01,EUR", "2018-03-02,EUR"), encoding="utf-8")
        again(run, tmp_path)


def test_a_figure_of_an_unchanged_cell_stays_while_it_is_asked_anew(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    settings = tmp_path / "deals.csv.kg.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("2m a year: 2000000 EUR", "2m a year:"), encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    assert ["answers", "amount", "EUR 2m a year"] in [one["place"] for one in done["questions"]]
    assert "stays as it was until then" in str(done["rows"][0]["remarks_en"])
    assert "保持原状" in str(done["rows"][0]["remarks_zh"])
    then, now = by_id(BEFORE / "made"), by_id(tmp_path / "made")
    assert now["lantern-line-total-investment"] == then["lantern-line-total-investment"]
    # A cell that says something else is another figure, and waits.
    sheet = tmp_path / "deals.csv"
    sheet.write_text(sheet.read_text("utf-8").replace("EUR 2m a year", "EUR 3m a year"), encoding="utf-8")
    run("import", "deals.csv", "--into", "made", "--format", "json").json()
    assert "lantern-line-total-investment" not in by_id(tmp_path / "made")


def test_figures_that_change_places_keep_what_was_typed_with_their_words(run: Run, tmp_path: Path) -> None:
    shutil.copytree(BEFORE, tmp_path, dirs_exist_ok=True)
    sheet = tmp_path / "deals.csv"
    heads = "Budget,Annual grant (EUR)\n"
    text = (
        sheet.read_text("utf-8").replace(heads, "Annual grant (EUR),Budget\n").replace("EUR 5m,40000", "40000,EUR 5m")
    )
    for cell in ("EUR 2m a year", "CNY 30000/month", "EUR 500 a week", "MAD 300 mn"):
        text = text.replace(f"{cell},", f",{cell}")
    sheet.write_text(text, encoding="utf-8")
    again(run, tmp_path)
    row = by_id(tmp_path / "made")[GRANT]
    assert (row["original_text"], row["sectors"], row["measure"]) == ("40000", "health", "amountPerYear")
