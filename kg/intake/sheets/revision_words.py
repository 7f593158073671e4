"""The words by which a row says that it revises or adds to another one, by language, as patterns of folded texts.

Texts are compared in one case, without accents, Chinese simplified.
"""

from __future__ import annotations

from collections.abc import Mapping

#: What a row is that takes the place of another: revised, amended, corrected.
REVISED: Mapping[str, str] = {
    "zh": r"(?:修正|更正|修订|修改|变更|订正|勘误|调整)(?:后|案|版|稿|协议)?",
    "en": r"revis(?:ed|ion)|amend(?:ed|ment)|correct(?:ed|ion)|corrigendum",
    "de": r"geandert|anderung|korrigiert|korrektur|berichtigt|berichtigung|neufassung",
    "fr": r"modifiee?|modification|rectifiee?|rectificatif",
    "es": r"modificad[oa]|modificacion|corregid[oa]|rectificad[oa]",
    "pt": r"retificad[oa]|alterad[oa]",
    "it": r"modificat[oa]",
}
#: What a row is that comes on top of another: an addendum, a supplement.
ADDED: Mapping[str, str] = {
    "zh": r"(?:补充|追加|增补|加码|增资)(?:协议|合同|款|案|投资|预算)?",
    "en": r"addend(?:um|a)|supplement(?:ary)?|top-?up|complement",
    "de": r"nachtrag|zusatzvereinbarung|erganzung",
    "fr": r"avenant",
    "es": r"adenda|adicion|ampliacion",
    "pt": r"aditivo",
}
#: What a note says that a row does to the one that it names behind it.
TAKES_THE_PLACE_OF: Mapping[str, str] = {
    "zh": r"更正|修正|修订|变更|替代|取代|替换",
    "en": r"replaces|supersedes|amends|corrects|revises|(?:revision|amendment|correction|replacement) (?:of|to)",
    "de": r"ersetzt|andert|berichtigt",
    "fr": r"remplace|modifie|rectifie",
    "es": r"sustituye|reemplaza|modifica|corrige",
    "pt": r"substitui|altera",
}
COMES_ON_TOP_OF: Mapping[str, str] = {
    "zh": r"并入|补充|追加|增补|合并[入至到]",
    # The extension of line 4 is that of a railway.
    "en": r"adds to|added to|supplements|extends|merged (?:with|into)|belongs to|part of"
    r"|(?:extension|addition|supplement|addendum|annex|top-?up) (?:of|to)(?! (?:the )?(?:line|number)\b)",
    "de": r"erganzt|gehort zu|(?:erweiterung|erganzung|nachtrag) (?:von|zu)",
    "fr": r"complete|(?:extension|avenant) (?:de|a)(?! (?:la )?ligne\b)",
    "es": r"complementa|amplia",
    "pt": r"acrescenta",
}
#: What only points to another row, and does nothing to it: it tells which one a note means that begins as a revision.
SEE: Mapping[str, str] = {
    "zh": r"参?见|详见|同",
    "en": r"see(?: also)?|cf\.?",
    "de": r"siehe(?: auch)?|vgl\.?",
    "fr": r"voir",
    "es": r"vease|ver",
}
#: What stands before the number of a row of the sheet, and is said of nothing else.
ROW: Mapping[str, str] = {"en": "row", "de": "zeile", "fr": "rangee", "es": "fila"}
#: What may be a row of the sheet: a line is one of a metro too.
LINE: Mapping[str, str] = {"en": "line", "fr": "ligne", "es": "linea", "pt": "linha"}
#: What stands before the number by which a row is called, and as often before that of something else.
NUMBER: Mapping[str, str] = {
    "en": r"no\.?|number|entry|item|project|case|#",
    "de": r"nr\.?|nummer|projekt",
    "fr": r"n\.?[o°º]\.?|numero|projet",
    "es": r"num\.?|numero",
}
#: What begins a new clause: before it "no. 3" is whole, before "Middle School" it is not.
AND: Mapping[str, str] = {
    "en": "and|as|because|due|from|since|which|with",
    "de": "ab|da|und|wegen|weil",
    "fr": "car|et|parce",
    "es": "porque|y",
    "pt": "e|pois",
}
#: What a Chinese number of a row stands before; 第3项目标, 第2号线 and 第3条 are none.
UNITS = r"案(?!例)|行(?![业政程])|号(?![线楼馆院店厂门路站机井坝桥库仓])|项目(?![标录])|项(?!目)"
#: Which of them counts the rows of the sheet.
UNIT_OF_ROWS = "行"


def any_of(*tables: Mapping[str, str]) -> str:
    """One pattern for the words of all languages.

    Args:
        *tables: words by language.
    """
    return "|".join(words for table in tables for words in table.values())


def marks(table: Mapping[str, str]) -> str:
    """One pattern for what a row is: Chinese words anywhere, the others as whole words.

    Args:
        table: words by language.
    """
    others = any_of({language: words for language, words in table.items() if language != "zh"})
    return rf"{table['zh']}|\b(?:{others})\b"
