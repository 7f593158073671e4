"""What a change between two graphs is, and the kinds of change that there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.text import Text

#: The kinds of change, in the order in which they are told.
KINDS: Mapping[str, Text] = {
    "source-added": Text("Sources added", "新增来源"),
    "source-withdrawn": Text("Sources withdrawn", "撤回来源"),
    "partnership-added": Text("Partnerships added", "新增合作"),
    "partnership-removed": Text("Partnerships removed", "删除合作"),
    "partnership-renamed": Text("Partnerships renamed", "合作更名"),
    "partnership-new-id": Text("Partnerships with a new id", "合作标识变更"),
    "stage-advanced": Text("Stages advanced", "进展推进"),
    "stage-fell-back": Text("Stages fallen back", "进展倒退"),
    "stage-halted": Text("Partnerships suspended or terminated", "合作暂停或终止"),
    "stage-resumed": Text("Partnerships resumed", "合作恢复"),
    "stage-first": Text("Stages known for the first time", "首次得知进展"),
    "stage-lost": Text("Stages no longer known", "进展不再可知"),
    "stage-contradicted": Text("Stages contradicted", "进展说法相互矛盾"),
    "stage-claim-added": Text("Further claims of a stage", "新增进展陈述"),
    "stage-claim-removed": Text("Claims of a stage removed", "删除进展陈述"),
    "figure-revised": Text("Figures revised", "数据修订"),
    "figure-added": Text("Figures added", "新增数据"),
    "figure-removed": Text("Figures removed", "删除数据"),
    "party-joined": Text("Parties joined", "新增参与方"),
    "party-left": Text("Parties left", "退出参与方"),
    "role-changed": Text("Roles changed", "角色变更"),
    "statement-added": Text("Statements added", "新增表述"),
    "statement-removed": Text("Statements removed", "删除表述"),
    "thing-added": Text("Regions, institutions, officials and programmes added", "新增地区、机构、官员与方案"),
    "thing-removed": Text("Regions, institutions, officials and programmes removed", "删除地区、机构、官员与方案"),
    "label-changed": Text("Names changed", "名称变更"),
    "evidence-added": Text("Further evidence", "新增证据"),
    "evidence-withdrawn": Text("Evidence withdrawn", "撤去证据"),
    "evidence-moved": Text("Evidence moved", "证据位置变更"),
    "evidence-rows-moved": Text("Evidence in another row", "证据行号变更"),
    "record-changed": Text("Other changes of records", "记录的其他变更"),
    "other-triples": Text("Other triples", "其他三元组"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        kind: a key of ``KINDS``.
        thing: the IRI of what changed; empty for other triples.
        text: the change in words.
        details: the same for programs: what it was and what it is.
    """

    kind: str
    thing: str
    text: Text
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The change for programs."""
        return {"kind": self.kind, "thing": self.thing or None, "en": self.text.en, "zh": self.text.zh, **self.details}
