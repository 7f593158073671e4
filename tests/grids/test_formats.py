"""What number formats say of a number, as Excel shows it."""

from __future__ import annotations

import pytest

from kg.grids.formats import number_cell, number_format


@pytest.mark.parametrize(
    ("written", "number", "code", "text", "shown"),
    [
        ("0.35", 9, None, "0.35", "35%"),
        ("0.0725", 164, "0.0%", "0.0725", "7.25%"),
        ("3.5", 164, '0.0"亿元"', "3.5", "3.5亿元"),
        ("3.5", 164, '"约"0.0"亿元"', "3.5", "约3.5亿元"),
        ("120", 164, 'General"万元"', "120", "120万元"),
        ("120", 164, 'G/通用格式"万元"', "120", "120万元"),
        ("1500000", 164, '#,##0.0,,"m"', "1500000", "1.5m"),
        ("1500", 164, "[$€-407] #,##0.00", "1500", "€1500"),
        ("-1500", 164, "$#,##0;[Red]($#,##0)", "-1500", "-$1500"),
        ("1500", 164, '_("$"* #,##0.00_)', "1500", "$1500"),
        ("42", 164, "0000", "42", "0042"),
        ("1500", 4, None, "1500", ""),
        ("15000", 164, '0!.0,"万"', "15000", ""),
        ("0.5", 12, None, "0.5", ""),
        ("42944", 14, None, "2017-07-28", ""),
        ("42944", 31, None, "2017-07-28", ""),
        ("42917", 57, None, "2017-07-01", "2017-07"),
        ("42917", 17, None, "2017-07-01", "2017-07"),
        ("42917", 164, "yyyy", "2017-07-01", "2017"),
        ("42944", 58, None, "2017-07-28", ""),
        ("42944.5", 22, None, "2017-07-28T12:00:00", ""),
        ("1", 14, None, "1900-01-01", ""),
        ("59", 14, None, "1900-02-28", ""),
        ("61", 14, None, "1900-03-01", ""),
        ("-1", 14, None, "-1", ""),
        ("9999999", 14, None, "9999999", ""),
        ("1E+400", 0, None, "1E+400", ""),
        ("1e-7", 0, None, "0.0000001", ""),
        ("0.30000000000000004", 0, None, "0.3", ""),
        ("9007199254740993", 0, None, "9007199254740990", ""),
        ("9007199254740992", 0, None, "9007199254740992", ""),
    ],
)
def test_a_number_and_what_is_shown(written: str, number: int, code: str | None, text: str, shown: str) -> None:
    cell = number_cell(written, number_format(number, code), epoch_1904=False)
    assert (cell.text, cell.shown) == (text, shown)


@pytest.mark.parametrize(
    ("code", "shown", "currency"),
    [
        ("[$¥-411]#,##0", "¥1500", "JPY"),
        ("[$¥-804]#,##0.00", "¥1500", "CNY"),
        ("[$¥-ja-JP]#,##0,", "¥1.5", "JPY"),
        ("_-[$$-C09]* #,##0.00_-", "$1500", "AUD"),
        ("#,##0\\ [$kr-41D]", "1500 kr", "SEK"),
        ("#,##0\\ [$kr-81D]", "1500 kr", ""),
        ("#,##0\\ [$kr-40F]", "1500 kr", "ISK"),
        ("#,##0\\ [$kr-is-IS]", "1500 kr", "ISK"),
        ("#,##0\\ [$kr-438]", "1500 kr", "DKK"),
        ("#,##0\\ [$kr-fo-FO]", "1500 kr", "DKK"),
        ("$#,##0", "$1500", ""),
        ("[$USD] #,##0", "USD1500", ""),
        ("[$-411]#,##0", "", ""),
    ],
)
def test_a_sign_with_its_language_is_one_currency(code: str, shown: str, currency: str) -> None:
    cell = number_cell("1500", number_format(164, code), epoch_1904=False)
    assert (cell.text, cell.shown, cell.currency) == ("1500", shown, currency)


def test_days_from_1904() -> None:
    assert number_cell("41482", number_format(14, None), epoch_1904=True).text == "2017-07-28"
