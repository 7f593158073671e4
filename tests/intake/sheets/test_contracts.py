"""A bare contract is an agreement of no kind until somebody says which; what names its kind has it unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.sheets.written import table, write_csv
from tests.support import Outcome

Run = Callable[..., Outcome]
HEADINGS = ("Name", "Party A", "Party B", "Type", "Signed")


def made(run: Run, folder: Path, kind: str, name: str = "Quay", answers: str = "") -> tuple[list[str], dict[str, str]]:
    """What is proposed for a word for a kind, and the partnership."""
    write_csv(folder / "deals.csv", [(name, "嘉善县", "青浦区", kind, "2020-05-01")], HEADINGS)
    (folder / "deals.csv.kg.yaml").write_text(f"as_of: 2024-06-30\n{answers}", encoding="utf-8")
    done = run("import", "deals.csv", "--into", "made", "--format", "json").json()
    asked = [one["proposals"] for one in done["questions"] if one["place"] == ["answers", "class", kind]]
    (row,) = table(folder / "made", "partnerships")
    return [proposal["answer"] for proposals in asked for proposal in proposals], row


@pytest.mark.parametrize("word", ["contract", "Contract", "合同", "contrato", "Vertrag", "계약"])
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
