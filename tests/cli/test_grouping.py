"""Findings that say the same are told once on a screen, and stay apart in JSON."""

from __future__ import annotations

from collections.abc import Callable

from tests.support import EditablePackage, Outcome

Run = Callable[..., Outcome]


def test_what_several_rows_have_alike_is_told_once(package: EditablePackage, run: Run) -> None:
    rows = list(range(2, len(package.rows("participations")) + 1))
    for row in rows:
        package.set("participations", row, "role", "boss")
    package.set("participations", 2, "role", "chief")
    told = [line for line in run("check", "mine", "--lang", "en").out.splitlines() if "role" in line]
    assert len(told) == 2
    assert "row 2, field role  'chief' is not a code of role." in told[0]
    assert f"{', '.join(map(str, rows[1:6]))}" in told[1]
    # The codes stand once.
    assert sum("The codes are:" in line or "lists the" in line for line in told) == 1
    found = [item for item in run("check", "mine", "-f", "json").json()["findings"] if item["code"] == "unknown-code"]
    assert len(found) == len(rows)
    assert all(item["fix"] and item["fix_zh"] for item in found)


def test_what_is_in_one_language_alone_is_counted_behind_all_else(package: EditablePackage, run: Run) -> None:
    rows = list(range(2, len(package.rows("institutions")) + 1))
    for row in rows:
        package.set("institutions", row, "name_en", "")
    package.set("partnerships", 2, "name_zh", "")
    told = run("check", "mine", "--lang", "en").out.splitlines()
    at = next(at for at, line in enumerate(told) if f"institutions.csv: {len(rows)} without name_en" in line)
    # Whatever else there is stands before it.
    assert not [line for line in told[at:] if line.startswith(("violation", "warning", "info"))]
    assert any("partnerships.csv: 1 without name_zh (row 2)" in line for line in told)
    assert not any("is missing in" in line for line in told)
    assert "仅有一种语言" in run("check", "mine", "--lang", "zh").out
    found = run("check", "mine", "-f", "json").json()["findings"]
    assert sum(one["code"] == "name-en-missing" for one in found) == len(rows)
