"""An answer that is a code is that code, whatever else its letters are a word for; headings of classifications."""

from __future__ import annotations

import pytest

from kg.intake import schema
from kg.intake.sheets import cells
from kg.intake.sheets.words import CODE_LISTS, words
from kg.notations import Hints


@pytest.mark.parametrize("role", CODE_LISTS)
def test_every_code_of_a_list_answers_to_itself(role: str) -> None:
    for code in schema.codes(CODE_LISTS[role]):
        for said in (code, code.upper()):
            read = cells.codes_in("没人认识的词", role, words(), {"没人认识的词": said}, single=True)
            assert read.codes == (code,), said


def test_every_kind_of_agreement_answers_to_itself() -> None:
    for code in schema.codes("agreement-kind"):
        for said in (code, f"Agreement/{code}"):
            read = cells.codes_in("没人认识的词", "class", words(), {"没人认识的词": said}, single=True)
            assert read.codes == (f"Agreement/{code}",), said


def test_every_unit_answers_to_itself() -> None:
    for name in schema.unit_kinds():
        kind, _, code = name.partition("/")
        if kind == "unit":
            read = cells.amount_in("没人认识的数", Hints(), f"12 {code}").value
            assert read is not None, code
            assert read.unit == code


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("农、林、牧、渔业", {"agriculture"}),
        ("采矿业", {"mining"}),
        ("制造业", {"manufacturing"}),
        ("电力、热力、燃气及水生产和供应业", {"energy", "waterSupply"}),
        ("建筑业", {"construction"}),
        ("批发和零售业", {"commerce"}),
        ("交通运输、仓储和邮政业", {"transport", "logistics"}),
        ("住宿和餐饮业", {"accommodationAndFood"}),
        ("信息传输、软件和信息技术服务业", {"ict"}),
        ("金融业", {"finance"}),
        ("房地产业", {"realEstate"}),
        ("租赁和商务服务业", {"professionalServices"}),
        ("科学研究和技术服务业", {"research"}),
        ("水利、环境和公共设施管理业", {"waterSupply", "environmentalProtection", "infrastructure"}),
        ("居民服务、修理和其他服务业", {"publicServices"}),
        ("教育", {"education"}),
        ("卫生和社会工作", {"health"}),
        ("文化、体育和娱乐业", {"culture", "sport"}),
        ("公共管理、社会保障和社会组织", {"publicAdministration", "socialSecurity"}),
        ("Agriculture, forestry and fishing", {"agriculture"}),
        ("Transportation and storage", {"transport", "logistics"}),
        ("Arts, entertainment and recreation", {"culture", "sport"}),
        ("水利", {"waterSupply"}),
        ("water conservancy", {"waterSupply"}),
        ("体育", {"sport"}),
        ("仓储", {"logistics"}),
        ("再生能源", {"energy"}),
        ("新創", {"startups"}),
        ("資通訊", {"ict"}),
        ("ÖPNV", {"publicTransport"}),
        ("Schiene", {"rail"}),
        ("Messen", {"exhibitions"}),
        ("forêt", {"agriculture"}),
    ],
)
def test_a_heading_of_a_classification_is_of_all_that_it_names(heading: str, codes: set[str]) -> None:
    read = cells.codes_in(heading, "sector", words(), {})
    assert not read.open
    assert set(read.codes) == codes


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *(("完成签署", "signed"), ("vereinbart", "signed"), ("convenu", "signed"), ("stipulato", "signed")),
        *(("興建中", "underConstruction"), ("wird gebaut", "underConstruction"), ("en travaux", "underConstruction")),
        *(("營運中", "operating"), ("gültig", "operating"), ("en fonctionnement", "operating")),
        *(("結案", "completed"), ("umgesetzt", "completed"), ("mené à bien", "completed")),
        *(("停頓", "suspended"), ("auf Eis gelegt", "suspended"), ("reporté", "suspended")),
        *(("撤案", "terminated"), ("gescheitert", "terminated"), ("abandonada", "terminated")),
        *(("規劃中", "planned"), ("envisagé", "planned"), ("im Gespräch", "negotiating")),
    ],
)
def test_common_words_for_stages_are_read(word: str, code: str) -> None:
    assert cells.codes_in(word, "stage", words(), {}).codes == (code,)


@pytest.mark.parametrize("word", ["租赁", "租賃", "leasing", "Batterien", "utilities"])
def test_a_word_of_several_sectors_is_asked(word: str) -> None:
    assert cells.codes_in(word, "sector", words(), {}).open == (word,)
