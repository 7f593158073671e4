"""Which names are one without anybody being asked."""

from __future__ import annotations

import pytest

from kg.intake.identities import key

ONE = [
    ("上海市", "上海市 "),
    ("上海 大学", "上海大学"),
    ("ＡＣＭＥ", "acme"),
    ("臺灣大學", "台湾大学"),
    ("Xin’an Hospital", "XINAN HOSPITAL"),
    ("Acme Co., Ltd.", "ACME Limited"),
    ("Acme Co.,Ltd", "Acme Company Limited"),
    ("Acme L.L.C.", "Acme LLC"),
    ("Acme G.m.b.H.", "ACME GmbH"),
    ("嘉兴阿克米有限公司", "嘉兴阿克米有限责任公司"),
    ("Tongji University (同济大学)", "Tongji University 同济大学"),
    ("张江高科技园区（嘉兴）", "张江高科技园区(嘉兴)"),
    ("No. 2 High School", "No.2 High School"),
    ("Düsseldorf", "Dusseldorf"),
    ("a\u200bcme", "acme"),
    ("\u202eacme\u202c", "acme"),
]
TWO = [
    ("上海阿克米有限公司", "上海阿克米"),
    ("上海阿克米有限公司", "上海阿克米股份有限公司"),
    ("Acme Ltd", "Acme Inc."),
    ("Acme Ltd", "Acme"),
    ("C++ Club", "C# Club"),
    ("A & B", "A B"),
    ("第一中学", "第二中学"),
    ("Area 1.5", "Area 15"),
    ("海宁市", "海宁县"),
    ("海盐", "海盐县"),
    ("?", "!"),
    ("Ltd", "有限公司"),
    ("", " x"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_names_that_differ_have_two(one: str, other: str) -> None:
    assert key(one) != key(other)
