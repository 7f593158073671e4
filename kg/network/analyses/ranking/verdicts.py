"""What a checked ranking amounts to, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from kg import source_place
from kg.nearest import local_name
from kg.network.analyses.ranking.carriers import Carrier, Place
from kg.network.analyses.ranking.nulls import FEWEST, SIGNIFICANT
from kg.network.analyses.ranking.rankings import (
    LEVEL,
    RECORD,
    SOURCE,
    STAGE,
    MeasureRanking,
    Ranking,
    Scenario,
)
from kg.network.measures.register import MEASURES
from kg.results.numbers import shown
from kg.text import Text

#: From which share of the resamples on the first place holds.
HOLDS = 0.95
#: How many names a sentence holds.
_MOST_NAMES = 3
#: How many lost partnerships, with their places.
_MOST_LOST = 6
_IF_ANEW = Text("if the partnerships were drawn anew", "若将合作重新抽取")
_IF_MISSING = Text("when ties are missing at random", "随机缺失部分合作时")
_WITHOUT = {
    SOURCE: Text("the source {}", "来源“{}”"),
    STAGE: Text("what is at the stage “{}”", "处于“{}”阶段的合作"),
    RECORD: Text("the doubtful record “{}”", "存疑记录“{}”"),
}


def remarks(ranking: Ranking) -> list[Text]:
    """What a reader must know of the ranking as a whole, then the verdict on each measure."""
    if not ranking.partnerships:
        return [Text("No node has a tie: there is nothing to rank.", "没有任何节点有联系，无从排名。")]
    told = [*_rests(ranking), *_resampled(ranking), *_nulls(ranking), *_orders(ranking)]
    told += [verdict(ranking, measure) for measure in ranking.measures]
    return told + list(_carried(ranking))


def verdict(ranking: Ranking, measure: MeasureRanking, *, brief: bool = False) -> Text:
    """Whether a measure's first place holds.

    Args:
        ranking: the ranking.
        measure: one of its measures.
        brief: whether to leave out who leads without which part of the data.
    """
    title = MEASURES[measure.name].title
    told = list(_sentences(ranking, measure, brief))
    en, zh = " ".join(each.en for each in told), "".join(each.zh for each in told)
    return Text(f"{title.en}: {en}", f"{title.zh}：{zh}")


def _sentences(ranking: Ranking, measure: MeasureRanking, brief: bool) -> Iterator[Text]:
    leaders = measure.leaders()
    if len(ranking.nodes) == 1:
        yield Text("there is one node only.", "仅有一个节点。")
    elif not leaders:
        yield Text("it is not defined for any node.", "对任何节点均无定义。")
    elif len(leaders) == len(ranking.nodes):
        yield Text(
            f"all {len(leaders)} nodes have the same value: there is no first place.",
            f"{len(leaders)} 个节点数值全部相同，没有第一名可言。",
        )
    elif len(leaders) > 1:
        names = _names(ranking, leaders)
        yield Text(f"{names.en} share the first place: none leads.", f"{names.zh}并列第一，无一领先。")
    else:
        yield from _of_leader(ranking, measure, leaders[0], brief)


def _of_leader(ranking: Ranking, measure: MeasureRanking, leader: int, brief: bool) -> Iterator[Text]:
    name = ranking.labels[ranking.nodes[leader]]
    if measure.leads is None:
        yield Text(f"{name.en} leads; no random resample was made.", f"{name.zh}领先；未作随机重抽样。")
    else:
        share = float(measure.leads[leader])
        assumption = _IF_ANEW if ranking.checks.anew else _IF_MISSING
        holds = share >= HOLDS
        yield Text(
            f"{name.en} leads in {_percent(share)} of resamples: the first place "
            f"{'holds' if holds else 'does not hold'} {assumption.en}.",
            f"{name.zh}在 {_percent(share)} 的重抽样中领先：{assumption.zh}，第一名{'成立' if holds else '不成立'}。",
        )
    if not brief:
        yield from _lost(ranking, measure, leader)
    yield from _chance(ranking, measure, leader)


def _chance(ranking: Ranking, measure: MeasureRanking, leader: int) -> Iterator[Text]:
    """What the first place has by chance, whoever has it: the leader was chosen for its value, and so are theirs."""
    p, firsts = ranking.first_p(measure), measure.null_firsts
    if p is None:
        return
    value, many = float(measure.values[leader]), len(firsts)
    if np.allclose(firsts, value, rtol=1e-9, atol=0):
        yield Text(
            "The first place has this value in every null network: chance can do no other.",
            "所有随机网络的第一名数值均与此相同，随机水平别无他值。",
        )
    elif many < FEWEST:
        yield Text(
            f"{many} null networks are too few to compare it with chance: draw {FEWEST} or more.",
            f"随机网络仅 {many} 个，不足以与随机水平比较：至少应抽取 {FEWEST} 个。",
        )
    else:
        told = f"p = {shown(round(p, 4))}"
        if p > SIGNIFICANT:
            en, zh = "cannot be told from what", "无法区分"
        else:
            en, zh = ("above what", "相比偏高") if value > np.nanmedian(firsts) else ("below what", "相比偏低")
        yield Text(
            f"Its value {'is ' if p <= SIGNIFICANT else ''}{en} the first place has by chance ({told}).",
            f"其数值与随机水平下第一名的数值{zh}（{told}）。",
        )


def _lost(ranking: Ranking, measure: MeasureRanking, leader: int) -> Iterator[Text]:
    lost = [(scenario, firsts) for scenario, firsts in measure.winners if firsts != (leader,)]
    for scenario, firsts in lost[:_MOST_NAMES]:
        without, names = _without(scenario), _names(ranking, firsts)
        if len(firsts) == len(ranking.nodes):
            yield Text(f"Without {without.en} all are level.", f"除去{without.zh}，则全部持平。")
        else:
            verb = ("leads", "居首") if len(firsts) == 1 else ("share the first place", "并列第一")
            yield Text(f"Without {without.en}, {names.en} {verb[0]}.", f"除去{without.zh}，{names.zh}{verb[1]}。")
    if len(lost) > _MOST_NAMES:
        more = len(lost) - _MOST_NAMES
        yield Text(f"So do {more} more such parts of the data change it.", f"另有 {more} 项同样会改变第一名。")


def _carried(ranking: Ranking) -> Iterator[Text]:
    for title, measure in carried_alike(ranking):
        told = carried(ranking, measure)
        yield Text(f"What carries the first place – {title.en}: {told.en}", f"第一名所系——{title.zh}：{told.zh}")


def carried_alike(ranking: Ranking) -> Iterator[tuple[Text, MeasureRanking]]:
    """The measures by which one node leads: the titles of those that the same passages carry, and the first of them."""
    groups: dict[tuple[int, Carrier | None], list[MeasureRanking]] = {}
    for measure in ranking.measures:
        leaders = measure.leaders()
        if ranking.checks.carriers and len(leaders) == 1 < len(ranking.nodes):
            groups.setdefault((leaders[0], measure.carrier), []).append(measure)
    for measures in groups.values():
        titles = [MEASURES[measure.name].title for measure in measures]
        yield Text(", ".join(text.en for text in titles), "、".join(text.zh for text in titles)), measures[0]


def carried(ranking: Ranking, measure: MeasureRanking, *, named: bool = True) -> Text:
    """The fewest passages whose loss changes who leads, in a sentence.

    Args:
        ranking: the ranking.
        measure: one of its measures by which one node leads.
        named: whether to name the passages, and the partnerships that are lost with them.
    """
    carrier = measure.carrier
    if carrier is None:
        return Text("not found, as there is too much to be tried.", "可尝试的组合过多，未能找出。")
    many = len(carrier.places)
    then = _names(ranking, carrier.firsts)
    if len(carrier.firsts) == len(ranking.nodes):
        after = Text("all are level", "全部持平")
    elif len(carrier.firsts) == 1:
        after = Text(f"{then.en} leads", f"{then.zh}居首")
    else:
        after = Text(f"{then.en} share the first place", f"{then.zh}并列第一")
    names = _passages(ranking, carrier) if named else Text("", "")
    leader = ranking.labels[ranking.nodes[measure.leaders()[0]]]
    sure = _sure(carrier)
    passages = "1 passage" if many == 1 else f"{many} passages"
    return Text(
        f"{leader.en} leads by {passages}{names.en}; without {'it' if many == 1 else 'them'} {after.en}. {sure.en}",
        f"{leader.zh}的领先系于 {many} 处原文{names.zh}；除去之后，{after.zh}。{sure.zh}",
    )


def _passages(ranking: Ranking, carrier: Carrier) -> Text:
    """Each partnership that is lost, with the places that state it."""
    lost = [ranking.stated[number] for number in carrier.falls]
    told = []
    for iri, stated in lost[:_MOST_LOST]:
        at = [_place(place) for place in stated.places if place.source]
        own = stated.name if stated.name.en else Text(local_name(iri), local_name(iri))
        en, zh = ", ".join(one.en for one in at), ", ".join(one.zh for one in at)
        told.append(Text(f"{own.en} [{en}]", f"{own.zh} [{zh}]") if at else own)
    more = len(lost) - len(told)
    en = "; ".join(text.en for text in told) + (f"; and {more} more partnerships" if more else "")
    zh = "；".join(text.zh for text in told) + (f"；另有 {more} 项合作" if more else "")
    return Text(f" ({en})", f"（{zh}）")


def _place(place: Place) -> Text:
    source, where = local_name(place.source), source_place.where(place.start, place.end, place.place)
    return Text(f"{source} {where.en}".rstrip(), f"{source} {where.zh}".rstrip())


def _sure(carrier: Carrier) -> Text:
    """Whether a smaller set may do."""
    if not carrier.exact:
        least = carrier.tried + 1
        return Text(
            f"Found step by step, as there are too many sets to try all: a smaller one may do, of {least} or more.",
            f"组合过多，未能穷举，系逐步寻得：或有更小的组合，但不少于 {least} 处。",
        )
    if carrier.alike > 1:
        return Text(
            f"No smaller set does; {carrier.alike - 1:,} more of this size do.",
            f"更小的组合均不足以改变；同样大小的组合另有 {carrier.alike - 1:,} 个。",
        )
    return Text("No smaller set does.", "更小的组合均不足以改变。")


def _rests(ranking: Ranking) -> Iterator[Text]:
    """What no tie is left without."""
    for scenario in ranking.empty[:_MOST_NAMES]:
        without = _without(scenario)
        yield Text(
            f"Without {without.en} no tie is left: the whole ranking rests on it, and is not ranked without it.",
            f"除去{without.zh}则不剩任何联系：整个排名系于此，故不作除去后的排名。",
        )


def _resampled(ranking: Ranking) -> Iterator[Text]:
    checks = ranking.checks
    if ranking.dropped:
        covers = _covers(ranking)
        yield Text(
            f"Random resamples: {ranking.dropped} of {ranking.partnerships} partnerships left out, "
            f"{checks.resamples:,} times, seed {checks.seed}; the interval holds {LEVEL} % of the ranks. {covers.en}",
            f"随机重抽样：{ranking.partnerships} 项合作中每次随机略去 {ranking.dropped} 项，"
            f"共 {checks.resamples:,} 次，"
            f"随机种子 {checks.seed}；区间包含 {LEVEL}% 的名次。{covers.zh}",
        )
    elif checks.resamples:
        yield Text("There is one partnership only: none can be left out at random.", "仅有一项合作，无法随机略去。")


def _covers(ranking: Ranking) -> Text:
    """What the interval covers, and under which assumption."""
    if ranking.checks.anew:
        return Text(
            "Leaving out half stands for drawing all partnerships anew. Assumption: those known are a random sample of "
            "all that there might have been, each independent of the others.",
            "略去一半相当于将全部合作重新抽取一次。前提：已知合作是一切可能的合作中相互独立的随机样本。",
        )
    missing = _percent(ranking.checks.share)
    return Text(
        f"Assumption: {missing} of all partnerships are missing at random, and nothing else is uncertain; if the "
        "partnerships had been drawn anew, ranks would move further (--share 0.5).",
        f"前提：全部合作中随机缺失 {missing}，此外别无不确定；若将合作重新抽取，名次变动会更大（--share 0.5）。",
    )


def _nulls(ranking: Ranking) -> Iterator[Text]:
    """What chance is, and what its p says."""
    many = max((len(measure.null_firsts) for measure in ranking.measures), default=0)
    if not many:
        return
    yield Text(
        f"Chance: {many:,} null networks in which every node takes part in as many partnerships and every partnership "
        f"has as many parties, seed {ranking.checks.seed}; "
        "p is twice the smaller tail, (1 + networks as extreme) / (1 + networks). In the verdict whoever leads is "
        "compared with whoever leads in each null network; in the table each node with itself, without correction for "
        "how many nodes there are.",
        f"随机水平：抽取 {many:,} 个随机网络，各节点参与的合作数与各项合作的参与方数均保持不变，"
        f"随机种子 {ranking.checks.seed}；"
        "p 为较小一侧尾部概率的两倍，即（1 + 同样极端的网络数）/（1 + 网络总数）。"
        "结论中以第一名对比各随机网络的第一名；"
        "表中各节点仅与自身对比，未就节点数量作校正。",
    )


def _orders(ranking: Ranking) -> Iterator[Text]:
    """What must be known of the order itself."""
    if ranking.about.get("bipartite"):
        yield Text(
            "The network has two modes: compare ranks within a mode only.",
            "该网络有两类节点：名次只宜在同类节点之间比较。",
        )
    for measure in ranking.measures:
        if MEASURES[measure.name].low_first:
            title = MEASURES[measure.name].title
            yield Text(f"{title.en}: low values come first.", f"{title.zh}：数值低者居前。")


def _without(scenario: Scenario) -> Text:
    said = _WITHOUT[scenario.kind]
    return Text(said.en.format(scenario.name.en), said.zh.format(scenario.name.zh))


def _names(ranking: Ranking, places: Sequence[int]) -> Text:
    names = [ranking.labels[ranking.nodes[place]] for place in places[:_MOST_NAMES]]
    more = len(places) - len(names)
    zh = "、".join(name.zh for name in names)
    if more:
        return Text(f"{', '.join(name.en for name in names)} and {more} more", f"{zh}等 {len(places)} 个节点")
    *others, last = [name.en for name in names]
    return Text(f"{', '.join(others)} and {last}" if others else last, zh)


def _percent(share: float) -> str:
    """Whole per cents, but never 0 or 100 unless it is all or none.

    >>> _percent(0.624), _percent(0.9996), _percent(1.0)
    ('62 %', '99 %', '100 %')
    """
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"
