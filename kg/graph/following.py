"""Which properties a query follows, by its text: as long as their triples are the same, so is what it answers.

A query says which properties it follows by their IRIs. One with a variable in that place, with a negated path, with a
name that has a prefix, or of a function that reads the graph by itself, may look at any triple.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg import vocabulary

#: An IRI as a query has it.
IRI = re.compile(r"<([^<>\"{}|^`\\\s]+)>")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\r\n]|\\[^\r\n])*"|\'(?:[^\'\\\r\n]|\\[^\r\n])*\'',
    re.DOTALL,
)
#: A string or a comment, in one pass, as either may have the other's sign in it.
STRING_OR_COMMENT = re.compile(_STRING.pattern + r"|#[^\r\n]*", re.DOTALL)
#: What stands between the word SELECT and the group: variables, none of which is in a triple.
_HEAD = re.compile(r"\bSELECT\b[^{]*", re.IGNORECASE)
_TYPE = re.compile(r"(?<![\w?$:])a(?![\w:])")
#: Without strings, and with IRIs as ``<>``: two variables side by side, one between two constants or behind a
#: semicolon, a path with ``!``, a name with a prefix.
_ANY = re.compile(
    r"[?$]\w+\s*[?$]\w"
    r"|>\s*[?$]\w+\b\s*(?:[<\"\d+\[(-]|true\b|false\b)"
    r"|[\[\]]\s*[?$]\w"
    r"|;\s*[?$]\w"
    r"|(?:[?$]\w+|>)\s*!\s*[<(^a]"
    r"|[<(|/^]\s*!\s*[<^]"
    r"|\w*:\w"
)


_GROUPED = re.compile(r"\bGROUP\s+BY(?:\s*[?$]\w+)+", re.IGNORECASE)
#: A list of IRIs for one variable, as ``_ANY`` sees it.
_LISTED = re.compile(r"\bVALUES\s*[?$](\w+)\s*\{(?:\s*<>)*\s*\}", re.IGNORECASE)
_UNION = re.compile(r"\bUNION\b", re.IGNORECASE)
_PREFIXED = re.compile(r"(?<![\w?$<:-])([A-Za-z][\w-]*):([A-Za-z_][\w-]*)")


def properties(text: str, *, listed: bool = False, by_class: bool = False) -> frozenset[str] | None:
    """The IRIs in a query, those of the properties that it follows among them; ``None`` where it may follow any.

    Args:
        text: the query.
        listed: whether a variable that VALUES gives IRIs stands for these wherever it is; of a query with UNION that is
            not taken for granted, as its branches have variables of their own.
        by_class: whether ``rdf:type`` is left out where the query asks of it nothing but the members of classes that it
            names; these are among the IRIs.

    >>> sorted(properties("SELECT ?a WHERE { ?a <http://e/p>/<http://e/q> ?b ; a <http://e/C> }"))[:2]
    ['http://e/C', 'http://e/p']
    >>> sorted(properties("SELECT ?a WHERE { ?a a <http://e/C> ; <http://e/p> ?b }", by_class=True))
    ['http://e/C', 'http://e/p']
    >>> properties("SELECT ?a WHERE { ?a a ?b }", by_class=True) == {f"{vocabulary.RDF}type"}
    True
    >>> properties("SELECT ?a WHERE { ?a ?p ?b }"), properties("SELECT ?a WHERE { ?a <http://e/q> ?b ; ?p 1 }")
    (None, None)
    """
    bare = _STRING.sub('""', text)
    found = set(IRI.findall(bare))
    if any(not iri[0].isalpha() or "(" in iri or ")" in iri for iri in found):
        return None  # perhaps a part of an expression without blanks, as in ?a<?b).?s?p?o.FILTER(?c>?d
    rest = _HEAD.sub(" ", IRI.sub("<>", bare))
    rest = _GROUPED.sub(" ", rest)
    for name in _LISTED.findall(rest) if listed and not _UNION.search(rest) else ():
        rest = re.sub(rf"[?$]{name}\b", "<>", rest)
    if _ANY.search(rest) or any(iri.startswith(vocabulary.FUNCTION) for iri in found):
        return None
    types = list(_TYPE.finditer(rest))
    if by_class and all(_names_class(rest[: each.start()], rest[each.end() :]) for each in types):
        return frozenset(found)
    return frozenset(found | ({f"{vocabulary.RDF}type"} if types else set()))


def _names_class(before: str, behind: str) -> bool:
    """Whether ``a`` is a property by itself, in no path, and leads to one class that is named."""
    behind = behind.lstrip()
    return (
        before.rstrip()[-1:] not in tuple("^|/!(")
        and behind.startswith("<>")
        and behind[2:].lstrip()[:1] not in tuple(",|/*+?")
    )


def written_out(text: str, prefixes: Mapping[str, str]) -> str:
    r"""A query without comments, with its names written as IRIs; strings are left out, as they name no property.

    Args:
        text: the query.
        prefixes: the prefixes that it may use.

    >>> written_out("SELECT * { ?a e:p 'e:q' } # e:r", {"e": "http://e/"})
    'SELECT * { ?a <http://e/p> "" } '
    >>> written_out("{ ?a e:p ?b . # it's\n ?b e:q ?c } # that's", {"e": "http://e/"})
    '{ ?a <http://e/p> ?b . \n ?b <http://e/q> ?c } '
    """
    bare, iris = _without_iris(text)
    bare = STRING_OR_COMMENT.sub(lambda found: "" if found[0][0] == "#" else '""', bare)
    named = _PREFIXED.sub(lambda found: f"<{prefixes[found[1]]}{found[2]}>" if found[1] in prefixes else found[0], bare)
    return re.sub(r"<(\d+)>", lambda found: iris[int(found[1])], named)


def with_strings(written: str, text: str) -> str:
    """A query that ``written_out`` has given, with its strings again.

    Args:
        written: that query; more may have been put in that has no strings.
        text: the query as it was before.

    >>> with_strings('{ VALUES ?a { <http://e/a> } ?a <http://e/p> "" }', "{ ?a e:p 'e:q' }")
    "{ VALUES ?a { <http://e/a> } ?a <http://e/p> 'e:q' }"
    """
    bare, iris = _without_iris(text)
    told = (found[0] for found in STRING_OR_COMMENT.finditer(bare) if found[0][0] != "#")
    strings = iter([re.sub(r"<(\d+)>", lambda found: iris[int(found[1])], each) for each in told])
    return re.sub('""', lambda _: next(strings), written)


def _without_iris(text: str) -> tuple[str, list[str]]:
    """A query with numbers in place of its IRIs, and these: there is a # in many of them."""
    iris: list[str] = []

    def put_by(found: re.Match[str]) -> str:
        iris.append(found[0])
        return f"<{len(iris) - 1}>"

    return IRI.sub(put_by, text), iris
