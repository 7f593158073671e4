"""Which projections, filters and weights there are: query files, found by their names."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.assets import BUNDLED, Ontology
from kg.errors import UsageError
from kg.graph import library
from kg.graph.queryfile import Parameter, QueryFile
from kg.nearest import nearest
from kg.text import Text, typed

DEFAULT_WEIGHT = "shared"
#: What ``direction`` may be.
DIRECTIONS = ("flow",)

#: Whether what has ended counts, in any projection.
ENDED = Parameter(
    "ended",
    "boolean",
    Text(
        "whether partnerships that have ended count too; where stage names stages, they decide",
        "是否也计入已终结的合作；以 stage 指定阶段时，由所指定的阶段决定",
    ),
    "false",
)

#: What is asked of ties once they are there, whatever the projection.
COMMON = (
    ENDED,
    Parameter(
        "weight",
        "string",
        Text(
            "what a tie weighs: shared (1/(n-1) of a partnership), count, pairs, amount or recency",
            "联系的权重：shared（每项合作按 1/(n-1) 均分）、count（项数）、pairs（参与方对数）、amount（金额）或 "
            "recency（时近程度）",
        ),
        DEFAULT_WEIGHT,
    ),
    Parameter(
        "minWeight",
        "decimal",
        Text(
            "only pairs whose ties add up to so much or more",
            "只计联系权重合计不低于该值的节点对",
        ),
    ),
    Parameter(
        "direction",
        "string",
        Text(
            "flow: ties from who gives to who receives, by the roles (pk:flow) and by figures from whom to whom; "
            "partnerships that do not say so are left out",
            "flow：联系由给出方指向接收方，依角色（pk:flow）及数据的来源方与流向方确定；未说明方向的合作不计",
        ),
    ),
)


def list_projections(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The projections, sorted by name."""
    return library.queries(ontology, "projections")


def load_projection(name: str | Path, ontology: Ontology = BUNDLED) -> QueryFile:
    """A projection by its name, or by the path of a file of one's own.

    Raises:
        UsageError: if no projection has the name.
        SourceError: if the file cannot be read, or its header is not as it should be.
        QueryError: if it is no SELECT query, or reaches beyond the graph.
    """
    if isinstance(name, Path) or name.endswith(".rq"):
        return library.own_query(Path(name), "projections")
    paths = {path.stem: path for path in ontology.files("projections", ".rq")}
    if name not in paths:
        near = nearest(name, paths, 1)
        hint = Text(f"Did you mean {near[0]!r}? ", f"是否为“{near[0]}”？") if near else Text()
        raise UsageError(
            Text(
                f"There is no projection {typed(name)!r}. {hint.en}Use one of: {', '.join(paths)}; or a file ending in "
                ".rq.",
                f"没有投影“{typed(name)}”。{hint.zh}请用其中之一：{', '.join(paths)}；或以 .rq 结尾的文件。",
            )
        )
    return library.named_query(ontology, "projections", name, Text("projection", "投影"))


def filters(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The filters, sorted by name."""
    return _queries("projections/filters", ontology)


def weights(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """The weights, sorted by name."""
    return _queries("projections/weights", ontology)


def _queries(part: str, ontology: Ontology) -> list[QueryFile]:
    return library.queries(ontology, part) if ontology.own_files(part, ".rq") else list(_bundled(part))


@cache
def _bundled(part: str) -> tuple[QueryFile, ...]:
    # Reading their headers would take longer than asking a small graph.
    return tuple(library.queries(BUNDLED, part))


def shared_parameters(ontology: Ontology = BUNDLED) -> list[QueryFile]:
    """Filters and weights as a list shows them beside the projections, named as what they are."""
    over = Text("Partnerships that have ended, which are left out else", "已终结的合作（默认不计入）")
    about = Text("What a tie weighs, and which way it goes, in any projection", "任一投影中联系的权重与方向")
    return [
        *(replace(item, name=f"any: {item.name}") for item in filters(ontology)),
        QueryFile("any: ended", over, over, "", {ENDED.name: ENDED}),
        QueryFile("any: weight", about, about, "", {item.name: item for item in COMMON if item is not ENDED}),
        *(replace(item, name=f"any: weight={item.name}") for item in weights(ontology)),
    ]
