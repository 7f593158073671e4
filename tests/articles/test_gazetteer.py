"""What is named in a text: known names, new ones by their endings, and officials."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.intake.articles.gazetteer import Gazetteer
from kg.intake.articles.mentions import Mention
from tests.articles.places import package


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return Gazetteer.of(package(tmp_path_factory.mktemp("places")))


def told(mentions: tuple[Mention, ...]) -> list[str]:
    """Each mention as its name, and what it stands for: a reference without its kind, or what it looks like."""
    return [
        f"{one.name}={one.reference.partition('/')[2] or '|'.join(one.candidates) or '?' + (one.code or one.kind)}"
        for one in mentions
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Known names, the longest first, with and without their suffixes, in both languages.
        ("云溪县与芙洲大学签约，芙大校长出席。", ["云溪县=yunxi", "芙洲大学=fu", "芙大=fu"]),
        ("云溪与芙洲签约", ["云溪=yunxi", "芙洲=fuzhou"]),
        ("雲溪縣與芙洲大學簽約", ["雲溪縣=yunxi", "芙洲大學=fu"]),
        (
            "Yunxi and Langang City met; orlan is no name, Orlan is.",
            ["Yunxi=yunxi", "Langang City=langang", "Orlan=orlan"],
        ),
        ("Lake\nFuzhou University is in Fuzhou  Lake.", ["Lake\nFuzhou University=fu"]),
        ("The LFU, not the lfu or LFUs, signed.", ["LFU=fu"]),
        ("Yunxian is another place than Yunxi's.", ["Yunxi=yunxi"]),
        ("港区与Ｏｒｌａｎ签约", ["港区=port", "Ｏｒｌａｎ=orlan"]),
        # A region with what it lies in.
        ("蓝港市云溪县与蓝港市、芙洲市", ["蓝港市云溪县=yunxi", "蓝港市=langang", "芙洲市=fuzhou"]),
        ("Yunxi County, Langang City, is large.", ["Yunxi County, Langang City=yunxi"]),
        # Of two of one name, what stands before or elsewhere in the text tells which.
        ("芙洲市东岭区签约", ["芙洲市东岭区=east-fuzhou"]),
        ("蓝港市消息：东岭区签约", ["蓝港市=langang", "东岭区=east"]),
        ("东岭区签约", ["东岭区=region/east|region/east-fuzhou"]),
        # Names that nobody knows yet.
        ("由云溪县第二医院、芙洲市妇幼保健院组建", ["云溪县第二医院=?hospital", "芙洲市妇幼保健院=?hospital"]),
        ("引进来自芙洲的天禾科技有限公司", ["芙洲=fuzhou", "天禾科技有限公司=?company"]),
        ("与松岩（云溪）材料股份有限公司合作", ["松岩（云溪）材料股份有限公司=?company"]),
        ("云溪县发展和改革局局长周明远介绍", ["云溪县发展和改革局=?office", "周明远=?official"]),
        ("蓝港经济技术开发区管委会表示", ["蓝港经济技术开发区管委会=?parkManagement"]),
        ("与松岩县、岭外镇人民签约", ["松岩县=?county", "岭外镇=?town"]),
        ("云溪·芙洲一体化发展示范区成立", ["云溪·芙洲一体化发展示范区=?zone"]),
        ("云溪“天禾”平台上线", ["云溪“天禾”平台=?platform"]),
        ("芙洲云帆开发区蓝港分区揭牌", ["芙洲云帆开发区蓝港分区=?zone"]),
        ("松岩县签约，松岩方面说", ["松岩县=?county", "松岩=?county"]),
        ("北辰大学（以下简称“北大”）来访，北大教授", ["北辰大学=?university", "北大=?university", "北大=?university"]),
        (
            "Halm University and the Port of Halm signed with Delta Foods Inc. and Acme GmbH.",
            ["Halm University=?university", "Port of Halm=?port", "Delta Foods Inc.=?company", "Acme GmbH=?company"],
        ),
        (
            "Halm County and the Ministry of Trade of Orlandia will host Halm Industrial Park.",
            ["Halm County=?county", "Ministry of Trade of Orlandia=?office", "Halm Industrial Park=?zone"],
        ),
        ("Beacon Tools Co., Ltd. has paid. Mount Hale Bank (MHB) too; MHB is new.",
         ["Beacon Tools Co., Ltd.=?company", "Mount Hale Bank=?bank", "MHB=?bank", "MHB=?bank"]),
        # Firms without a legal form, what a name is of, and branches.
        ("与北辰汽车、松岩资本签约", ["北辰汽车=?company", "松岩资本=?company"]),
        ("现代物流、精细化工与新能源汽车产业", []),
        ("青石县文旅投资有限公司", ["青石县文旅投资有限公司=?company"]),
        ("云溪投资促进中心", ["云溪投资促进中心=?promotionAgency"]),
        ("松岩市岭外县与松岩接洽", ["松岩市岭外县=?county", "松岩=?city"]),
        ("北辰实验中学云溪分校开学", ["北辰实验中学云溪分校=?school"]),
        ("The start-up Brightsea Tidal and Quill Lines met.", ["Brightsea Tidal=?company", "Quill Lines=?company"]),
        ("the port city of Halden Bay; Halden Bay is old", ["Halden Bay=?city", "Halden Bay=?city"]),
        ("Westmark's Brightsea Group", ["Westmark=westmark", "Brightsea Group=?company"]),
        ("St. Anne's Medical Centre and Halm Port", ["St. Anne's Medical Centre=?hospital", "Halm Port=?port"]),
        ("Halm and Corvane Province agreed", ["Corvane Province=?province"]),
        # Words that look like names and are none.
        ("多家医院和知名企业入驻园区，全市城市建设，该区、我市、各县、超市、社区", []),
        ("与部分高校、三家银行、国内外知名大学合作", []),
        ("公司、集团和大学都说，两所学院、10家医院", []),
        ("The company and the university signed; a new industrial park opens. We met in May.", []),
        ("云溪县城与蓝港市场", ["云溪=yunxi", "蓝港=langang"]),
    ],
)  # fmt: skip
def test_names(known: Gazetteer, text: str, names: list[str]) -> None:
    mentions = known.mentions(text)
    assert told(mentions) == names
    assert all(text[one.span.start : one.span.end] == one.name for one in mentions)


def test_two_place_names_have_both_places(known: Gazetteer) -> None:
    (one,) = known.mentions("芙洲云帆开发区蓝港分区揭牌")
    assert [part.reference for part in one.parts] == ["region/zone", "region/langang"]
    (two,) = known.mentions("云溪·芙洲一体化发展示范区成立")
    assert [part.reference for part in two.parts] == ["region/yunxi", "region/fuzhou"]


def test_how_sure_a_name_is(known: Gazetteer) -> None:
    full, bare, short = known.mentions("云溪县、芙洲、芙大")
    assert (full.score, full.is_alias) == (1.0, False)
    assert bare.is_alias
    assert bare.score < short.score < full.score
    doubtful = known.mentions("东岭区")[0]
    assert doubtful.score < full.score
    assert doubtful.reference == ""


@pytest.mark.parametrize(
    ("text", "name", "post", "body"),
    [
        ("云溪县县长林知远说，", "林知远", "云溪县县长", "region/yunxi"),
        ("云溪县委副书记、县长欧阳明出席", "欧阳明", "云溪县委副书记、县长", "region/yunxi"),
        ("蓝港市副市长王一表示", "王一", "蓝港市副市长", "region/langang"),
        ("芙洲大学校长李和平与客人", "李和平", "芙洲大学校长", "institution/fu"),
        ("said Mayor Jane Doe of Langang.", "Jane Doe", "Mayor", ""),
        ("Langang Deputy Mayor John A. Hale said so.", "John A. Hale", "Langang Deputy Mayor", "region/langang"),
        ("Li Wei, head of Yunxi First Hospital", "Li Wei", "head of Yunxi First Hospital", "institution/hospital"),
    ],
)  # fmt: skip
def test_officials(known: Gazetteer, text: str, name: str, post: str, body: str) -> None:
    (one,) = [found for found in known.mentions(text) if found.kind == "official"]
    assert one.name == name
    assert one.post is not None
    assert text[one.post.start : one.post.end] == post
    assert one.body == body


@pytest.mark.parametrize(
    "text", ["市长说，", "局长会议召开", "主任们", "the Mayor of Langang said", "President of the Board"]
)
def test_posts_without_names(known: Gazetteer, text: str) -> None:
    assert [one.name for one in known.mentions(text) if one.kind == "official"] == []


def test_registered_regions_are_found_if_asked_for(known: Gazetteer, tmp_path: Path) -> None:
    registered = Gazetteer.of(package(tmp_path), registered=True)
    text = "苏州市吴江区与云溪县签约，开展合作；公安机关。"
    assert told(registered.mentions(text)) == ["苏州市吴江区=cn-320509", "云溪县=yunxi"]
    assert told(known.mentions(text))[-1] == "云溪县=yunxi"


_SIGNS = st.sampled_from([*"云溪县与蓝港市芙洲大学签约公司局长林。，“”（）AaYunxi Co., Ltd.\n\u202e\x00 省区的"])


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(_SIGNS, max_size=60).map("".join)))
def test_any_text_is_read_and_names_are_what_stands_there(known: Gazetteer, text: str) -> None:
    mentions = known.mentions(text)
    last = 0
    for one in mentions:
        assert last <= one.span.start < one.span.end
        assert text[one.span.start : one.span.end] == one.name
        last = one.span.end


def test_a_word_of_ten_thousand_signs(known: Gazetteer) -> None:
    for word in (
        "云" * 10_000,
        "A" * 10_000,
        "公司" * 5_000,
        "Aa " * 3_000,
        "县长林" * 3_000,
        "“" * 10_000,
        "\u202e" * 10_000,
    ):
        known.mentions(word)


def test_a_registered_name_is_no_end_of_another() -> None:
    registered = Gazetteer.of(registered=True)
    assert told(registered.mentions("青岚县与洛川新区签约")) == ["青岚县=?county", "洛川新区=?zone"]
    assert "岚县=cn-141127" in told(registered.mentions("与岚县签约"))
    assert told(registered.mentions("a cold store in a nice place")) == []
    assert told(registered.mentions("汐海高新区管委会与新区、郊区")) == ["汐海高新区管委会=?parkManagement"]
