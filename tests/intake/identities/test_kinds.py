"""What a name is proposed as, by its words."""

from __future__ import annotations

import pytest

from kg.intake import schema
from kg.intake.identities import Judgements, Mention, Names, resolve
from kg.intake.identities.words import rows

KNOWN = {
    "region/cn": Names(("中国", "China")),
    "region/sh": Names(("上海市", "Shanghai", "上海"), within=("region/cn",)),
    "region/jx": Names(("嘉兴市", "Jiaxing"), within=("region/cn",)),
    "region/nh": Names(("南湖区", "Nanhu District"), within=("region/jx",)),
}

LOOKS = [
    ("上海交通大学", "institution", "university", "", ["region/sh"]),
    ("嘉兴职业技术学院", "institution", "vocationalSchool", "", ["region/jx"]),
    ("嘉兴市第一医院", "institution", "hospital", "", ["region/jx"]),
    ("上海银行股份有限公司", "institution", "bank", "", ["region/sh"]),
    ("上海某某科技有限公司", "institution", "company", "", ["region/sh"]),
    ("嘉兴市南湖区商务局", "institution", "office", "", ["region/nh"]),
    ("张江高科技园区（嘉兴）", "region", "", "Zone", ["region/jx"]),
    ("漕河泾开发区", "region", "", "Zone", []),
    ("海盐县", "region", "county", "AdministrativeRegion", []),
    ("云南省", "region", "province", "AdministrativeRegion", []),
    ("嘉兴港", "institution", "port", "", ["region/jx"]),
    ("上海保税区域协会", "institution", "association", "", ["region/sh"]),
    ("容江基金", "institution", "fund", "", []),
    ("University of Ghent", "institution", "university", "", []),
    ("Shanghai General Hospital", "institution", "hospital", "", ["region/sh"]),
    ("Affiliated High School of Fudan University", "institution", "school", "", []),
    ("Universitätsklinikum Lindental", "institution", "hospital", "", []),
    ("Hôpital Saint-Aubrin", "institution", "hospital", "", []),
    ("Akershaven sykehus", "institution", "hospital", "", []),
    ("Hospitality", "", "", "", []),
    ("Institute of Physics", "institution", "researchInstitute", "", []),
    ("Port of Shanghai", "institution", "port", "", ["region/sh"]),
    ("Acme Co., Ltd.", "institution", "company", "", []),
    ("Ministry of Commerce", "institution", "office", "", []),
    ("City of Leeds", "region", "city", "AdministrativeRegion", []),
    ("Jiaxing Free Trade Zone", "region", "", "Zone", ["region/jx"]),
    ("Rongjiang Growth Fund", "institution", "fund", "", []),
    ("上海交大", "institution", "university", "", ["region/sh"]),
    ("Ruijin Hospital Affiliated to Fudan University", "institution", "hospital", "", []),
    ("Univ. of Ghent", "institution", "university", "", []),
    ("Leeds", "", "", "", []),
    ("Muster – Universitätsmedizin Lindental", "institution", "hospital", "", []),
    ("Universitätsmedizin Lindental", "institution", "hospital", "", []),
    ("Musterhochschule Lindental", "institution", "university", "", []),
    ("Volkshochschule Lindental", "", "", "", []),
    ("Folkehøgskole Lindental", "", "", "", []),
    ("Kreditinstitut Lindental", "institution", "bank", "", []),
    ("Bestattungsinstitut Lindental", "", "", "", []),
    ("Schatzkammer Lindental", "institution", "culturalInstitution", "", []),
    ("Handwerkskammer Lindental", "institution", "association", "", []),
    ("Hafen Lindental", "institution", "port", "", []),
    ("Hafen City University", "institution", "university", "", []),
    ("Stadtwerke Lindental", "institution", "company", "", []),
    ("Hochschule Lindental Hospital", "institution", "hospital", "", []),
    ("주 상하이 대한민국 총영사관", "", "", "", []),
    ("(주) 샘플", "institution", "company", "", []),
    ("샘플(주)", "institution", "company", "", []),
    ("㈜샘플", "institution", "company", "", []),
    ("견본택시", "institution", "company", "", []),
    ("도시", "", "", "", []),
    ("", "", "", "", []),
]


@pytest.mark.parametrize(("name", "kind", "code", "region_class", "located_in"), LOOKS)
def test_what_a_name_looks_like(name: str, kind: str, code: str, region_class: str, located_in: list[str]) -> None:
    guess = resolve([Mention(name)], KNOWN, Judgements()).resolved[0].guess
    assert (guess.kind, guess.code, guess.region_class) == (kind, code, region_class)
    assert list(guess.located_in) == located_in
    assert bool(guess.reason) == bool(kind)


def test_every_kind_of_the_tables_is_a_code() -> None:
    institutions, levels = set(schema.codes("institution-kind")), {*schema.codes("level"), "zone"}
    for row in (one for one in rows("kinds") if one["kind"]):
        assert row["code"] in (levels if row["kind"] == "region" else institutions), row
    # An organisation of no kind that is known is told by no word.
    told = {row["code"] for row in rows("kinds") if row["kind"] == "institution"}
    assert told == institutions - {"organisation"}
