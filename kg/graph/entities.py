"""Entities of XML: a small file whose entities hold one another would fill the memory, and is refused unparsed.

Oxigraph (0.5.13) puts no limit to what the entities of a file stand for.
beginnings of IRIs, is short and holds little.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import SourceError
from kg.text import Text

_DECLARED = re.compile(rb"<!ENTITY\s+(%\s+)?([^\s\"'>]+)\s+(?:\"([^\"]*)\"|'([^']*)')")
_DECLARATION = b"<!ENTITY"
_USED = re.compile(rb"&([^;\s&<>]{1,200});")
#: The longest text that an entity may stand for, and the longest that all of a file's may make together, in bytes.
_LONGEST, _MOST = 10_000, 100_000_000


def check_entities(path: Path, content: bytes) -> None:
    """Refuse a file of XML whose entities make more than a parser should be given.

    Args:
        path: the file, for the error.
        content: what is in it.

    Raises:
        SourceError: if an entity is too long, is read from elsewhere, or all together make too much.
    """
    if _DECLARATION not in content:
        return
    declared = list(_DECLARED.finditer(content))
    if len(declared) != content.count(_DECLARATION) or any(found[1] for found in declared):
        raise SourceError(
            Text(
                f"{path}: declares an entity that is not a text in quotes. Entities from elsewhere are not read: "
                "write the text where it is used.",
                f"{path}：声明了并非引号内文本的实体。本程序不读取外部实体，请把文本直接写在使用之处。",
            )
        )
    lengths: dict[bytes, int] = {}
    for found in declared:
        value = found[3] if found[3] is not None else found[4]
        length = len(value) + sum(lengths.get(used[1], len(used[0])) - len(used[0]) for used in _USED.finditer(value))
        if length > _LONGEST:
            name = found[2].decode("utf-8", "replace")[:100]
            raise SourceError(
                Text(
                    f"{path}: the entity {name!r} stands for more than {_LONGEST:,} bytes, and none needs as much. "
                    "Write the text where it is used.",
                    f"{path}：实体 {name!r} 所代表的文本超过 {_LONGEST:,} 字节，实无必要。请把文本直接写在使用之处。",
                )
            )
        lengths[found[2]] = length
    made = 0
    for used in _USED.finditer(content):
        made += lengths.get(used[1], 0)
        if made > _MOST:
            raise SourceError(
                Text(
                    f"{path}: its entities make more than {_MOST:,} bytes. Write the text where it is used, or use "
                    "another format.",
                    f"{path}：其实体展开后超过 {_MOST:,} 字节。请把文本直接写在使用之处，或改用其他格式。",
                )
            )
