"""A note that names another day for a stage than other cells is told; a planned end is none at which it was over."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.intake.sheets.written import by_name, of, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Name", "Party A", "Party B", "Signed", "Term", "Status", "Notes")
#: Term, status, note; the stage that the status names, its day, and what of the note is told to be another day: what
#: nothing else dates has the day of its note, where this has come and is the only one.
ROWS = (
    ("to Dec 2023", "Terminated", "ended early June 2022", "terminated", "2022-06-30", ""),
    ("2019-2021", "Completed", "completed early, May 2020", "completed", "2021-12-31", "May 2020"),
    ("2019-2023", "已终止", "2021年5月提前终止", "terminated", "2021-05-31", ""),
    ("", "终止", "2022年3月双方协商终止", "terminated", "2022-03-31", ""),
    ("", "terminated", "ended Dec. 2021", "terminated", "2021-12-31", ""),
    ("", "投产", "2020年5月8日投产", "operating", "2020-05-08", ""),
    ("", "终止", "原定2025年3月终止", "terminated", "2024-06-30", ""),
    ("", "终止", "2025年3月终止", "terminated", "2024-06-30", "2025年3月"),
    ("", "终止", "2022年3月终止；2021年9月终止", "terminated", "2024-06-30", "2022年3月"),
    ("2019-2021", "Completed", "completed in November 2021", "completed", "2021-12-31", "November 2021"),
    ("2019-2021", "Completed", "", "completed", "2021-12-31", ""),
    ("2019-2021", "Completed", "a report is due by May 2020", "completed", "2021-12-31", ""),
    ("2019-2021", "Completed", "completed on 31 December 2021", "completed", "2021-12-31", ""),
    ("2019-2021", "Completed", "竣工时间待定，2020年3月签订补充协议", "completed", "2021-12-31", ""),
)


def test_a_note_that_names_another_day_for_the_stage_is_told(run: Run, tmp_path: Path) -> None:
    rows = [
        (f"Deal {at}", "嘉善县", "青浦区", "2019-03-05", term, status, note)
        for at, (term, status, note, *_) in enumerate(ROWS)
    ]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    (tmp_path / "deals.csv.kg.yaml").write_text("as_of: 2024-06-30\n", encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    told = {one["row"]: json.dumps(one, ensure_ascii=False) for one in done["rows"]}
    stages = table(tmp_path / "made", "stages")
    for name, row in by_name(tmp_path / "made").items():
        at = int(name.removeprefix("Deal "))
        *_, code, day, when = ROWS[at]
        (stage,) = [one for one in of(stages, "partnership", row["id"]) if one["stage"] == code]
        assert (name, stage["as_of"]) == (name, day)
        assert (name, f"{when!r} beside its stage" in told.get(at + 2, "")) == (name, bool(when))
        assert (name, "beside its stage" in told.get(at + 2, "")) == (name, bool(when))
    # Asked once for the column: whether the ends of what was broken off are those that were planned.
    assert ["sheets", "deals", "broken_off", "Term"] in [one["place"] for one in done["questions"]]
