"""A place in a name is no seat where a street or a hospital is only called after it."""

from __future__ import annotations

import pytest

from kg.intake.identities import registered, says_where

SURE = (
    *("嘉兴市第一医院", "嘉善县人民医院", "上海交通大学", "嘉兴秀洲区实验中学", "浙江省嘉兴中学", "嘉兴市北京路小学"),
    *("中国农业银行嘉兴分行", "上海海关", "上海南京路小学", "Port of Karlsruhe", "Shanghai Jiao Tong University"),
)
NOT_SURE = (
    *("瑞金医院", "延安中学", "武汉路小学", "延安西路小学", "南京路步行街管理公司", "北京同仁堂上海公司", "中山大学"),
    *(
        "上海瑞金医院",
        "复旦大学附属中山医院",
        "景德镇医院",
        "Nanjing Road School",
        "Beijing Tongrentang Shanghai Company",
    ),
)


@pytest.mark.parametrize("name", SURE)
def test_a_name_says_where_it_is(name: str) -> None:
    assert says_where(name, registered())


@pytest.mark.parametrize("name", NOT_SURE)
def test_a_name_does_not_say_where_it_is(name: str) -> None:
    assert not says_where(name, registered())
