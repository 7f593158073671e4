"""A bare contract is an agreement of no kind until somebody says which; what names its kind has it unasked."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from tests.intake.sheets.written import by_name, table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Name", "Party A", "Party B", "Type", "Signed")

#: A bare contract in each language whose months are read, and in three more.
CONTRACTS = {
    "ar": "عقد",
    "ar-SY": "عقد",
    "az": "müqavilə",
    "be": "дагавор",
    "bg": "договор",
    "ca": "contracte",
    "cs": "smlouva",
    "da": "kontrakt",
    "de": "Vertrag",
    "el": "σύμβαση",
    "es": "contrato",
    "et": "leping",
    "fa": "قرارداد",
    "fi": "sopimus",
    "fil": "kontrata",
    "fr": "contrat",
    "gl": "contrato",
    "he": "חוזה",
    "hi": "अनुबंध",
    "hr": "ugovor",
    "hu": "szerződés",
    "hy": "պայմանագիր",
    "id": "perjanjian",
    "is": "samningur",
    "it": "contratto",
    "ka": "ხელშეკრულება",
    "kk": "келісімшарт",
    "ky": "келишим",
    "lt": "sutartis",
    "lv": "līgums",
    "mk": "договор",
    "ms": "kontrak",
    "nb": "kontrakt",
    "nl": "contract",
    "pl": "umowa",
    "pt": "contrato",
    "ro": "contract",
    "ru": "договор",
    "sk": "zmluva",
    "sl": "pogodba",
    "sq": "kontratë",
    "sr": "уговор",
    "sr-Latn": "ugovor",
    "sv": "kontrakt",
    "sw": "mkataba",
    "th": "สัญญา",
    "tr": "sözleşme",
    "uk": "договір",
    "uz": "shartnoma",
    "vi": "hợp đồng",
    "ja": "契約",
    "ko": "계약",
    "zh": "合同",
}


def made(run: Run, folder: Path, kind: str, name: str = "Quay", answers: str = "") -> tuple[list[str], dict[str, str]]:
    """What is proposed for a word for a kind, and the partnership."""
    write_csv(folder / "deals.csv", [(name, "嘉善县", "青浦区", kind, "2020-05-01")], HEADINGS)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2024-06-30\n{answers}", encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    asked = [one["proposals"] for one in done["questions"] if one["place"] == ["answers", "class", kind]]
    (row,) = table(folder / "made", "partnerships")
    return [proposal["answer"] for proposals in asked for proposal in proposals], row


def test_a_bare_contract_is_known_in_each_language_whose_months_are() -> None:
    months = Path(kg.__file__).with_name("notations") / "months.csv"
    with months.open(encoding="utf-8", newline="") as file:
        assert {row["language"] for row in csv.DictReader(file)} <= set(CONTRACTS)


@pytest.mark.parametrize("word", sorted({"Contract", "контракт", *CONTRACTS.values()}))
def test_a_bare_contract_is_asked_and_has_no_kind(run: Run, tmp_path: Path, word: str) -> None:
    proposed, row = made(run, tmp_path, word)
    assert proposed[:3] == ["Agreement/serviceContract", "Agreement/supply", "Agreement/construction"]
    assert (row["class"], row.get("agreement_kind", "")) == ("Agreement", "")
    assert word in str(row)
    _, row = made(run, tmp_path, word, answers=f"answers:\n  class:\n    {word}: Agreement/lease\n")
    assert (row["class"], row["agreement_kind"]) == ("Agreement", "lease")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("supply contract", "supply"),
        ("采购协议", "supply"),
        ("lease", "lease"),
        ("loan", "loan"),
        ("licence", "licence"),
        ("license", "licence"),
        ("service contract", "serviceContract"),
        ("EPC contract", "construction"),
    ],
)
def test_what_names_its_kind_has_it(run: Run, tmp_path: Path, word: str, kind: str) -> None:
    proposed, row = made(run, tmp_path, word)
    assert (proposed, row["class"], row["agreement_kind"]) == ([], "Agreement", kind)


@pytest.mark.parametrize("word", ["tender", "grant", "招标"])
def test_what_is_no_agreement_yet_is_asked(run: Run, tmp_path: Path, word: str) -> None:
    proposed, row = made(run, tmp_path, word)
    assert proposed
    assert row["class"] == "Partnership"


def test_a_name_with_a_contract_says_no_kind_either(run: Run, tmp_path: Path) -> None:
    _, row = made(run, tmp_path, "", name="Yanbu warehouse contract")
    assert (row["class"], row.get("agreement_kind", "")) == ("Agreement", "")


def test_a_name_that_says_the_kind_of_a_contract_counts_until_it_is_said(run: Run, tmp_path: Path) -> None:
    _, row = made(run, tmp_path, "contract", name="Port supply contract")
    assert (row["class"], row["agreement_kind"]) == ("Agreement", "supply")


def test_what_is_told_of_a_bare_contract_is_what_the_import_does(run: Run, tmp_path: Path) -> None:
    _, row = made(run, tmp_path, "договор")
    assert (row["class"], row.get("agreement_kind", "")) == ("Agreement", "")
    (told,) = (one for one in kg.check(tmp_path / "made") if one.code == "agreement-kind-missing")
    assert "leave it empty where it says contract and no more" in told.message_en
    assert "仅称“合同”的留空" in told.message_zh
    _, row = made(run, tmp_path, "agreement")
    assert row["agreement_kind"] == "cooperation"


#: What a column of stages says of a row whose name says nothing, and its class with the kind of agreement.
PAPERS = {
    "MoU only": "Agreement/memorandum",
    "备忘录": "Agreement/memorandum",
    "框架协议": "Agreement/framework",
    "framework agreement signed": "Agreement/framework",
    "agreement lapsed": "Partnership",
    "意向": "Partnership",
    "signed": "Partnership",
}


def test_the_paper_that_a_stage_names_is_the_kind_of_agreement(run: Run, tmp_path: Path) -> None:
    rows = [(f"Deal {at}", "嘉善县", "青浦区", "2019-03-05", said) for at, said in enumerate(PAPERS)]
    rows.append(("Bridge project", "嘉善县", "青浦区", "2019-03-05", "MoU"))
    write_csv(tmp_path / "deals.csv", rows, ("Name", "Party A", "Party B", "Signed", "Status"))
    run("import", "deals.csv", "--into", "made")
    made = {
        name: f"{row['class']}/{row.get('agreement_kind', '')}".strip("/")
        for name, row in by_name(tmp_path / "made").items()
    }
    assert made == {**{f"Deal {at}": kind for at, kind in enumerate(PAPERS.values())}, "Bridge project": "Project"}
