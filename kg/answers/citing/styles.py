"""Citations in a style of the user's choice: CSL, set by citeproc-py, which is an extra."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import SourceError
from kg.extras import require
from kg.text import Text

if TYPE_CHECKING:
    from kg.answers.citing.citation import Citation

_LOCALES = {"en": "en-GB", "zh": "zh-CN"}
#: An entity of a style could name a file of this machine, or grow without end.
_DECLARED = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
#: The largest styles there are have a fifth of it.
_MOST_BYTES = 1_000_000


def styled(citation: Citation, language: str, style: str | Path) -> str:
    """The sentence with its sources cited in it, and below it the list of them.

    Args:
        citation: what is cited.
        language: ``en`` or ``zh``.
        style: a file in CSL, or the name of a style that citeproc-py brings.

    Raises:
        UsageError: if citeproc-py is not installed.
        SourceError: if the style cannot be read, or is none.
    """
    require("cite")
    import citeproc
    from citeproc.source.json import CiteProcJSON

    items = citation.csl(language)
    claim = citation.claim.in_language(language)
    end = "。" if language == "zh" else "."
    if not items:
        return f"{claim}{end}\n"
    with warnings.catch_warnings():
        # It warns of each field that a style asks for and a source lacks.
        warnings.simplefilter("ignore")
        try:
            made = citeproc.CitationStylesStyle(_style(style), locale=_LOCALES[language], validate=False)
            shelf = citeproc.CitationStylesBibliography(made, CiteProcJSON(items), citeproc.formatter.plain)
            cited = citeproc.Citation([citeproc.CitationItem(item["id"].lower()) for item in items])
            shelf.register(cited)
            within = str(shelf.cite(cited, _missing))
            listed = [str(entry) for entry in shelf.bibliography()] if made.has_bibliography() else []
        except SourceError:
            raise
        except Exception as error:  # whatever a file that is no style makes it do
            raise SourceError(
                Text(
                    f"{style}: is no citation style, or one that citeproc-py cannot use. Give an independent style "
                    "file in CSL 1.0, such as those of the Zotero style repository, or harvard-cite-them-right.",
                    f"{style}：不是引文样式，或 citeproc-py 不能使用。请给出 CSL 1.0 的独立样式文件，如 Zotero "
                    "样式库中的文件，或写 harvard-cite-them-right。",
                )
            ) from error
    between = "" if language == "zh" else " "
    return "".join(f"{line}\n" for line in (f"{claim}{between}{within}{end}", *listed))


def _style(style: str | Path) -> Any:
    """A style's file as a stream, or its name if it is one of those that citeproc-py brings."""
    path = Path(style)
    if path.suffix.lower() != ".csl" and not path.exists():
        return str(style)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(
            Text(
                f"{path}: cannot be read ({error.strerror or error}).",
                f"{path}：无法读取（{error.strerror or error}）。",
            )
        ) from error
    # What is not UTF-8 could hide a declaration from the pattern.
    if len(content) > _MOST_BYTES or b"\0" in content or _DECLARED.search(content):
        raise SourceError(
            Text(
                f"{path}: is no citation style: it declares entities, is not in UTF-8, or is larger than "
                f"{_MOST_BYTES:,} "
                "bytes. Give a style file in CSL 1.0.",
                f"{path}：不是引文样式：声明了实体、不是 UTF-8，或大于{_MOST_BYTES:,}字节。请给出 CSL 1.0 的样式文件。",
            )
        )
    return io.BytesIO(content)


def _missing(item: Any) -> str:
    return str(item.key)
