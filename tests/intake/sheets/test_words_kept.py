"""The words of a sheet stay: those without a code of their own, names in two scripts, and what is asked says enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kg.intake.sheets import drafts
from kg.intake.sheets.importing import Imported, import_sheet
from kg.intake.sheets.one_word import with_all_ways
from tests.intake.sheets.written import by_name, options, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("项目 Project", "甲方", "乙方", "类型", "领域", "金额", "签约日期", "进展")


def cells(**said: str) -> tuple[str, ...]:
    """A row of the sheet."""
    plain = ("湖区步道", "嘉善县", "青浦区", "合作协议", "旅游", "3亿元", "2019-10-08", "已签约")
    return tuple(said.get(heading.partition(" ")[0], cell) for heading, cell in zip(HEADINGS, plain, strict=True))


def imported(tmp_path: Path, *rows: tuple[str, ...]) -> Imported:
    return import_sheet(write_csv(tmp_path / "deals.csv", rows, HEADINGS), tmp_path / "made")


def proposed(made: Imported, kind: str, name: str) -> list[str]:
    """The answers that are proposed for a text."""
    return options(made, "answers", kind, name)


def note(tmp_path: Path) -> str:
    (row,) = table(tmp_path / "made", "partnerships")
    return f"{row.get('note_zh', '')} {row.get('note_en', '')}"


def answer(tmp_path: Path, **answers: dict[str, str]) -> None:
    """Fill in what was asked."""
    path, yaml = tmp_path / "deals.csv.kg.yaml", YAML()
    tree = yaml.load(path.read_text(encoding="utf-8"))
    for kind, said in answers.items():
        for name, code in said.items():
            tree["answers"][kind][name] = code
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(tree, file)


@pytest.mark.parametrize(
    ("heading", "word", "code"),
    [
        ("类型", "Contract", "Agreement"),
        ("类型", "合资", "Project"),
        ("类型", "Joint venture", "Project"),
        ("进展", "试点中", "trialOperation"),
    ],
)
def test_a_word_whose_code_is_only_the_nearest_stays_in_the_note(
    tmp_path: Path, heading: str, word: str, code: str
) -> None:
    imported(tmp_path, cells(**{heading: word}))
    (row,) = table(tmp_path / "made", "partnerships")
    stages = {one["stage"] for one in table(tmp_path / "made", "stages")}
    assert code in {row["class"], *stages}
    assert word in note(tmp_path)


@pytest.mark.parametrize(("heading", "word"), [("类型", "合作协议"), ("领域", "旅游休闲"), ("进展", "已签约")])
def test_a_word_that_a_code_is_called_stays_in_no_note(tmp_path: Path, heading: str, word: str) -> None:
    imported(tmp_path, cells(**{heading: word}))
    assert note(tmp_path).strip() == ""


@pytest.mark.parametrize(
    ("heading", "kind", "word", "code"),
    [
        ("类型", "class", "技术援助", "Agreement/technologyCooperation"),
        ("类型", "class", "招商", "Project"),
        ("领域", "sector", "bridges", "infrastructure"),
        ("领域", "sector", "锂电", "electricalEquipment"),
        ("进展", "stage", "推进中", "underConstruction"),
        ("进展", "stage", "已揭牌", "operating"),
        ("进展", "stage", "实施中", "operating"),
        ("进展", "stage", "delayed", "suspended"),
    ],
)
def test_a_word_that_was_asked_stays_once_it_is_answered(
    tmp_path: Path, heading: str, kind: str, word: str, code: str
) -> None:
    made = imported(tmp_path, cells(**{heading: word}))
    assert code in proposed(made, kind, word)
    answer(tmp_path, **{kind: {word: code}})
    assert proposed(imported(tmp_path, cells(**{heading: word})), kind, word) == []
    assert word in note(tmp_path)


def test_one_name_with_a_word_of_the_other_script_stays_one(run: Run, tmp_path: Path) -> None:
    rows = [cells(项目="样本欧 Sampleburg hub"), *(cells(项目=f"湖区步道{at}期", 乙方="闵行区") for at in "一二三")]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    run("import", "deals.csv")
    row = by_name(tmp_path / "deals")["样本欧 Sampleburg hub"]
    assert "name_en" not in row
    assert run("explain", "样本欧 Sampleburg hub", "-g", "deals").code == 0


def test_a_column_of_names_in_both_languages_is_parted_and_found_as_typed(run: Run, tmp_path: Path) -> None:
    rows = [
        cells(项目="湖区步道合作 Lake trail agreement"),
        cells(项目="湖区码头合作 Lake pier agreement", 乙方="闵行区"),
    ]
    write_csv(tmp_path / "deals.csv", rows, HEADINGS)
    run("import", "deals.csv")
    row = by_name(tmp_path / "deals")["湖区步道合作"]
    assert row["name_en"] == "Lake trail agreement"
    assert run("explain", "湖区步道合作 Lake trail agreement", "-g", "deals").code == 0


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("总投资15亿元，其中一期5亿元", "1500000000 CNY; of which 500000000 CNY"),
        ("一期5亿元，二期10亿元", "1500000000 CNY"),
        ("第三批2亿元", "200000000 CNY"),
        ("EUR 5m, phase 2 later", "5000000 EUR"),
    ],
)
def test_what_counts_off_is_no_amount(tmp_path: Path, text: str, first: str) -> None:
    made = imported(tmp_path, cells(金额=text))
    found = proposed(made, "amount", text)
    assert found[0] == first
    assert not {"1", "2", "3"} & set(found)
    # Its unit is asked with it, and not once more of the column.
    assert all(one.path[:1] == ("answers",) for one in made.account.questions)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("FY2017/18", "2017..2018"),
        ("FY 2017-2018", "2017..2018"),
        ("2017/18学年", "2017..2018"),
        ("2021-22学年", "2021..2022"),
        ("autumn 2020", "2020-09..2020-11"),
    ],
)
def test_a_year_over_two_years_and_a_season_are_spans(tmp_path: Path, text: str, first: str) -> None:
    found = proposed(imported(tmp_path, cells(签约日期=text)), "date", text)
    assert found[0] == first
    assert "2017" not in found
    answer(tmp_path, date={text: first})
    assert proposed(imported(tmp_path, cells(签约日期=text)), "date", text) == []


def test_what_is_asked_lists_what_may_be_answered(tmp_path: Path) -> None:
    row = cells(类型="技术帮扶", 领域="锂电", 进展="Phase 1 completed")
    made = imported(tmp_path, row)
    stages = proposed(made, "stage", "Phase 1 completed")
    # What is built of one phase is not the whole.
    assert stages[:1] == ["underConstruction"]
    assert "completed" in stages
    # The likeliest by the parts of the word first, though no known word is near.
    assert proposed(made, "class", "技术帮扶")[0] in {"Agreement/technologyCooperation", "Agreement/pairing"}
    assert proposed(made, "sector", "锂电")[0] == "electricalEquipment"
    text = (tmp_path / "deals.csv.kg.yaml").read_text(encoding="utf-8")
    assert "`kg codes sector`" in text
    assert "# planned (planned, 规划中) | negotiating" in text
    assert max(map(len, text.splitlines())) <= 125


def test_the_lines_of_what_is_asked_are_in_one_language_each(tmp_path: Path) -> None:
    imported(tmp_path, cells(进展="推进中"))
    beside = tmp_path / "deals.csv.kg.yaml"
    first = beside.read_bytes()
    lines = [line.strip() for line in first.decode().splitlines()]
    at = lines.index("推进中:")
    asked = next(place for place in range(at, 0, -1) if "Which stage is each?" in lines[place])
    assert lines[asked].startswith("# Which stage")
    assert any("各处于哪个阶段？" in line and "Which" not in line for line in lines[asked:at])
    # And nothing of it moves when the sheet is read again.
    imported(tmp_path, cells(进展="推进中"))
    assert beside.read_bytes() == first


def test_a_party_is_asked_once_with_where_it_may_be(tmp_path: Path) -> None:
    made = imported(tmp_path, cells(甲方="Casa Civil da Bahia"))
    asked = [one for one in made.account.questions if one.path[-1] == "Casa Civil da Bahia"]
    assert [one.path[1] for one in asked] == ["party"]
    assert "institution office br-ba; br-ba alone is that region itself" in asked[0].text.en


def test_a_ministry_with_its_country_in_brackets_is_there(tmp_path: Path) -> None:
    made = imported(tmp_path, cells(乙方="City of Wrocław & Ministry of Development (Poland)"))
    assert [one.path for one in made.account.questions if one.path[1] in ("party", "place")] == []
    (ministry,) = table(tmp_path / "made", "institutions")
    assert (ministry["name_en"], ministry["located_in"]) == ("Ministry of Development (Poland)", "pl")


@pytest.mark.parametrize(("heading", "role"), [("签约日期 Date", "signed"), ("Date 开工日期", "start")])
def test_the_language_that_says_which_day_counts(tmp_path: Path, heading: str, role: str) -> None:
    headings = tuple(heading if one == "签约日期" else one for one in HEADINGS)
    made = import_sheet(write_csv(tmp_path / "deals.csv", [cells()], headings), tmp_path / "made")
    assert {one.heading: one.reading.written for one in made.columns}[heading] == role
    assert not any("columns" in one.path for one in made.account.questions)


def test_answers_for_a_word_in_two_languages_are_joined_once_and_not_at_every_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = 0

    def counted(*said: Mapping[str, str]) -> dict[str, str]:
        nonlocal calls
        calls += 1
        return with_all_ways(*said)

    monkeypatch.setattr(drafts, "with_all_ways", counted)
    words = ("绳结编织", "Knots", "Knots 绳结编织", "Knots")
    rows = [cells(项目=f"步道{number}", 领域=words[number % 4]) for number in range(60)]
    said = "answers:\n  sector:\n    绳结编织: tourism\n"
    (tmp_path / "deals.csv.kg.yaml").write_text(said, encoding="utf-8")
    done = imported(tmp_path, *rows)
    assert not any(one.path[1] == "sector" for one in done.account.questions)
    assert {row["sectors"] for row in table(tmp_path / "made", "partnerships")} == {"tourism"}
    assert 0 < calls < 10
