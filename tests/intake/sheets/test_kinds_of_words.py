"""Words that name several sectors, pairings and joint ventures of one kind each, how far a stage is, totals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.intake.sheets.importing import Imported, import_sheet
from tests.intake.sheets.written import by_name, options, remarks, stages_of, table, write_csv

HEADINGS = ("项目名称", "甲方", "乙方", "类型", "领域", "进展", "投资额（亿元）")


def of_rows(folder: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Imported:
    """What is made of rows of a sheet that holds by the end of 2023."""
    sheet = write_csv(folder / "deals.csv", rows, headings)
    (folder / "deals.csv.kg.yaml").write_text("as_of: 2023-12-31\n", encoding="utf-8")
    return import_sheet(sheet, folder / "made")


def imported(folder: Path, **cells: str) -> Imported:
    """One row with some cells, by what they are."""
    plain = {"name": "项目1", "kind": "项目", "sector": "科技", "stage": "", "amount": ""} | cells
    row = (plain["name"], "嘉善县", "青浦区", plain["kind"], plain["sector"], plain["stage"], plain["amount"])
    return of_rows(folder, [row])


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("文化旅游", "culture;tourism"),
        ("文旅", "culture;tourism"),
        ("culture and tourism", "culture;tourism"),
        ("culture et tourisme", "culture;tourism"),
        ("cultura y turismo", "culture;tourism"),
        ("健康、文旅", "health;culture;tourism"),
        ("文旅 culture & tourism", "culture;tourism"),
        ("农文旅", "agriculture;culture;tourism"),
        ("文体", "culture;sport"),
        ("文教", "culture;education"),
        ("transport & logistics", "transport;logistics"),
        ("ciencia y tecnología", "research"),
    ],
)
def test_a_word_for_two_sectors_names_both(cell: str, codes: str, tmp_path: Path) -> None:
    assert not imported(tmp_path, sector=cell).account.questions
    assert by_name(tmp_path / "made")["项目1"]["sectors"] == codes


def test_a_word_that_a_sectors_stands_in_is_asked(tmp_path: Path) -> None:
    done = imported(tmp_path, sector="medical tourism")
    assert options(done, "answers", "sector", "medical tourism")[0] == "tourism"


@pytest.mark.parametrize("answer", ["文旅", "culture;tourism"])
def test_an_answer_may_be_a_word_for_two_sectors(answer: str, tmp_path: Path) -> None:
    imported(tmp_path, sector="某某业")
    settings = tmp_path / "deals.csv.kg.yaml"
    settings.write_text(f"as_of: 2023-12-31\nanswers:\n  sector:\n    某某业: {answer}\n", encoding="utf-8")
    assert not import_sheet(tmp_path / "deals.csv", tmp_path / "made").account.questions
    assert by_name(tmp_path / "made")["项目1"]["sectors"] == "culture;tourism"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "pairing",
            (
                *(
                    "友好城市协议",
                    "友城协议",
                    "结好协议",
                    "姊妹城市",
                    "姊妹城市协议",
                    "姐妹学校协议",
                    "sister city agreement",
                ),
                *("Sister province", "Städtepartnerschaftsvertrag", "convenio de hermanamiento", "姉妹都市協定"),
            ),
        ),
        (
            "investment",
            (
                *("JV agreement", "合资协议", "合资合同", "Joint Venture Agreement", "中外合资经营合同"),
                *("Joint-Venture-Vertrag", "accord de coentreprise"),
            ),
        ),
        ("technologyCooperation", ("产学研合作协议", "科研合作合同", "research cooperation agreement")),
    ],
)
def test_words_of_one_kind_of_agreement_are_read_alike(kind: str, words: tuple[str, ...], tmp_path: Path) -> None:
    for at, word in enumerate(words):
        folder = tmp_path / str(at)
        folder.mkdir()
        done = imported(folder, kind=word)
        row = by_name(folder / "made")["项目1"]
        assert (row["class"], row.get("agreement_kind")) == ("Agreement", kind), word
        assert not done.account.questions


def test_joint_ventures_are_one_class_however_they_are_written(tmp_path: Path) -> None:
    for at, word in enumerate(
        ("Joint Venture", "JV", "合资", "合资 JV", "joint venture (JV)", "合资企业", "Coentreprise")
    ):
        folder = tmp_path / str(at)
        folder.mkdir()
        imported(folder, kind=word)
        assert by_name(folder / "made")["项目1"]["class"] == "Project", word


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("活跃", "operating"),
        ("正在执行", "operating"),
        ("Betrieb läuft", "operating"),
        ("actif", "operating"),
        ("在建（约70%）", "underConstruction"),
        ("under construction, 70 % done", "underConstruction"),
    ],
)
def test_a_stage_in_everyday_words_is_read_and_how_far_it_is_stays_in_the_note(
    cell: str, code: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, stage=cell)
    assert not done.account.questions
    assert [row["stage"] for row in stages_of(tmp_path / "made", "项目1")] == [code]
    assert "70" not in cell or cell in by_name(tmp_path / "made")["项目1"]["note_zh"]


def test_how_far_a_stage_is_is_looked_for_in_short_texts_alone(tmp_path: Path) -> None:
    """A text of words for that, or of blanks, which could be parted in many ways, is asked like any other."""
    for at, cell in enumerate(("在建" + "已完成" * 40 + "x", "在建" + " " * 3_000 + "x", "在建" + " " * 3_000 + "70%")):
        folder = tmp_path / str(at)
        folder.mkdir()
        assert imported(folder, stage=cell).account.questions


@pytest.mark.parametrize(
    ("cell", "proposed"),
    [
        ("ausgelaufen", ["completed", "terminated"]),
        ("beendet", ["completed", "terminated"]),
        ("abgeschlossen", ["completed", "signed"]),
        ("en cours", ["operating", "underConstruction", "signed"]),
        ("部分投产", ["operating", "underConstruction"]),
        ("完成70%", ["underConstruction", "operating"]),
        ("不活跃", ["suspended", "planned", "underConstruction"]),
        # That it goes on is said of the talks.
        ("nego ongoing", ["negotiating", "planned", "signed"]),
        ("negociaciones avanzadas", ["negotiating", "planned", "signed"]),
        ("谈判破裂", ["terminated", "suspended", "negotiating"]),
        ("negotiations concluded", ["signed", "negotiating", "planned"]),
    ],
)
def test_a_stage_that_a_word_leaves_open_is_asked_with_what_it_may_be(
    cell: str, proposed: list[str], tmp_path: Path
) -> None:
    done = imported(tmp_path, stage=cell)
    assert options(done, "answers", "stage", cell) == [*proposed, "ignore"]


@pytest.mark.parametrize(
    "said",
    [
        *(
            "合计 Summe",
            "Summe",
            "Gesamt",
            "Insgesamt",
            "Total général",
            "合计（亿元）",
            "Total (EUR m)",
            "Gesamt (Mio. EUR)",
        ),
        *(
            "Suma total",
            "Итого:",
            "項目合計",
            "2021年小计",
            "共计1个项目",
            "合计（不含税）",
            "河北省小计",
            "Subtotal Hebei",
            "Σ",
        ),
    ],
)
def test_a_row_of_totals_is_one_in_every_language_and_no_id_is_kept_for_it(said: str, tmp_path: Path) -> None:
    rows = [("项目1", "嘉善县", "青浦区", "项目", "科技", "", "3"), (said, "", "", "", "", "", "3")]
    done = of_rows(tmp_path, rows)
    assert [row.outcome for row in done.account.rows] == ["made", "total"]
    assert "agrees with the rows" in remarks(done, 3).en
    assert said not in (tmp_path / "made" / "ids.csv").read_text(encoding="utf-8")


#: Sheets as (name, area, amount) a row, a partnership where there is an area, and what each row of totals agrees with:
#: 1 and 2 are in the first block or area, 4 and 8 in the second, 16 in none.
BLOCKS: tuple[tuple[tuple[tuple[str, str, str], ...], list[str]], ...] = (
    (
        (
            *(("Harbour part", "", ""), ("Quay", "h", "1"), ("Crane", "h", "2"), ("Subtotal A", "", "3")),
            *(("Canal part", "", ""), ("Lock", "i", "4"), ("Weir", "i", "8"), ("Subtotal B", "", "12")),
            *(("Mill", "i", "16"), ("Grand total", "", "31")),
        ),
        [" of its block, from row 3: 3 EUR", " of its block, from row 7: 12 EUR", ": 31 EUR"],
    ),
    # By a name in a column, in whatever order, which the rows right above would not come to.
    (
        (
            *(("港口", "甲片", "1"), ("船闸", "乙片", "4"), ("吊机", "甲片", "2"), ("水坝", "乙片", "8")),
            *(("甲片小计", "", "3"), ("小计（乙片）", "", "12"), ("合计", "", "15")),
        ),
        [" of '甲片': 3 EUR", " of '乙片': 12 EUR", ": 15 EUR"],
    ),
    # By a name that only the heading of the section has, and a total without the word for a part.
    (
        (
            *(("一、甲片", "", ""), ("港口", "x", "1"), ("吊机", "x", "2"), ("二、乙片", "", ""), ("船闸", "x", "4")),
            *(("水坝", "x", "8"), ("甲片 小计", "", "3"), ("乙片合计", "", "12")),
        ),
        [" of '甲片': 3 EUR", " of '乙片': 12 EUR"],
    ),
    # Above the rows that they sum; and two of one block.
    (
        (
            *(("Total", "", "15"), ("Subtotal: West", "", "3"), ("Quay", "h", "1"), ("Crane", "h", "2")),
            *(("Sub-total: East", "", "12"), ("Lock", "i", "4"), ("Weir", "i", "8")),
        ),
        [": 15 EUR", " of its block, from row 4: 3 EUR", " of its block, from row 7: 12 EUR"],
    ),
    (
        (("Quay", "h", "1"), ("小计", "", "1"), ("Lock", "i", "4"), ("小计", "", "5")),
        [": 1 EUR", ""],
    ),
)


@pytest.mark.parametrize(("rows", "said"), BLOCKS)
def test_a_subtotal_is_compared_with_its_block(
    rows: tuple[tuple[str, str, str], ...], said: list[str], tmp_path: Path
) -> None:
    """One that names its block goes to the rows of that name, a grand total to all; none agrees with other rows."""
    headings = ("Name", "Party A", "Party B", "Amount (EUR)", "Group")
    cells = [(name, "Hamburg" * bool(area), "Shanghai" * bool(area), amount, area) for name, area, amount in rows]
    done = of_rows(tmp_path, cells, headings)
    totals = [row.row for row in done.account.rows if row.outcome == "total"]
    assert len(totals) == len(said)
    for row, one in zip(totals, said, strict=True):
        expected = (
            f"agrees with the rows{one}" if one else "says 5 EUR, but the rows of its block, from row 4 come to 4 EUR"
        )
        assert expected in remarks(done, row).en


@pytest.mark.parametrize("name", ["Total Sample Energies", "Summe Muster AG", "总计划", "Total (France)"])
def test_a_name_that_begins_as_a_total_is_none(name: str, tmp_path: Path) -> None:
    assert [row.outcome for row in imported(tmp_path, name=name).account.rows] == ["made"]


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [
        ("1.5亿（中方60%，德方40%）", "150000000", "CNY"),
        ("EUR 3m (50% each)", "3000000", "EUR"),
        ("1亿元，其中中方占60%", "100000000", "CNY"),
    ],
)
def test_shares_behind_an_amount_are_no_second_amount(cell: str, value: str, unit: str, tmp_path: Path) -> None:
    done = imported(tmp_path, amount=cell)
    assert not done.account.questions
    (figure,) = table(tmp_path / "made", "observations")
    assert (figure["value"], figure["unit"]) == (value, unit)
    assert cell in by_name(tmp_path / "made")["项目1"]["note_zh"]
    assert "shares beside the amount" in remarks(done).en


@pytest.mark.parametrize(
    ("cell", "value", "unit", "said"),
    [
        ("500亩、投资6.8亿元", "680000000", "CNY", "500亩"),
        ("投资6.8亿元，占地500亩", "680000000", "CNY", "占地500亩"),
        ("200 ha, EUR 5m", "5000000", "EUR", "200 ha"),
        ("1.2亿元（不含税）", "120000000", "CNY", "不含税"),
        ("含税1.2亿元", "120000000", "CNY", "含税"),
        ("EUR 5m (net of VAT)", "5000000", "EUR", "net of VAT"),
        ("5 Mio. EUR netto", "5000000", "EUR", "netto"),
        ("gross EUR 5m", "5000000", "EUR", "gross"),
        ("5M€ HT", "5000000", "EUR", "HT"),
    ],
)
def test_an_area_and_taxes_beside_an_amount_are_in_the_note_and_told(
    cell: str, value: str, unit: str, said: str, tmp_path: Path
) -> None:
    done = imported(tmp_path, amount=cell)
    assert not done.account.questions
    (figure,) = table(tmp_path / "made", "observations")
    assert (figure["value"], figure["unit"]) == (value, unit)
    made = by_name(tmp_path / "made")["项目1"]
    assert cell in made.get("note_zh", "") + made.get("note_en", "")
    assert said in remarks(done).en


@pytest.mark.parametrize("cell", ["EUR 5m, EUR 3m", "EUR 5m network", "5亿元、3亿元"])
def test_what_is_no_tax_and_no_other_thing_is_asked_still(cell: str, tmp_path: Path) -> None:
    assert imported(tmp_path, amount=cell).account.questions


@pytest.mark.parametrize(
    "cell", ["签于2020年8月底", "2020年8月下旬签", "2020年8月中旬签署", "signed end of August 2020"]
)
def test_a_part_of_a_month_beside_a_word_for_signing_is_read(cell: str, tmp_path: Path) -> None:
    done = of_rows(tmp_path, [("项目1", "嘉善县", "青浦区", cell)], ("项目名称", "甲方", "乙方", "签约日期"))
    assert not done.account.questions
    (stage,) = stages_of(tmp_path / "made", "项目1")
    assert (stage["stage"], stage["as_of"], stage["precision"]) == ("signed", "2020-08-31", "month")


def test_a_question_about_points_names_the_column_and_its_cells(tmp_path: Path) -> None:
    rows = [("项目1", "嘉善县", "青浦区", "12.000 EUR"), ("项目2", "嘉善县", "青浦区", "1.500 EUR")]
    (question,) = of_rows(tmp_path, rows, ("项目名称", "甲方", "乙方", "投资额")).account.questions
    assert "below '投资额', which has '12.000 EUR'? Cells: 12.000 EUR (row 2), 1.500 EUR (row 3)." in question.text.en
    assert "“投资额”一栏有“12.000 EUR”" in question.text.zh
