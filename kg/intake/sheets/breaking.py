"""Whether a deal that was broken off was so at the end that its row names, which may be the one that was planned."""

from __future__ import annotations

import re

from kg.intake.sheets import beside_terms, spans
from kg.intake.sheets.asking import Option, Question
from kg.intake.sheets.drafts import Draft
from kg.intake.sheets.layout import Line
from kg.intake.sheets.remarks import OnlySaid
from kg.nearest import folded
from kg.notations import period
from kg.text import Text

#: What may be answered of a column: its ends are when such rows were broken off, or what was planned.
_THEN, _PLANNED = "then", "planned"
#: Words of what ran to its end, folded: that is when it was over, planned or not. They are the whole of the cell:
#: beside others (early, not, vorzeitig, 提前, before it) they say that it was over at another time, or not at all.
_OF_WHAT = (
    r"(?:(?:the |this |der |die |das |le |la |el |o |il )?(?:contract|agreement|deal|"
    r"project|term|partnership|cooperation"
    r"|vertrag|projekt|laufzeit|contrat|accord|projet|contrato|acuerdo|convenio|acordo|proyecto|projeto|contratto"
    r"|accordo|progetto|договор|соглашение|проект|срок|合同|协议|合作|项目|期限|合作期|合同期|有效期"
    r"|계약|협약|사업|契约|契約|协定|協定) ?)?"
)
_BEEN = (
    r"(?:(?:has|have|had|is|was|now|already|ist|war|bereits|inzwischen|a|est|deja|ha|esta|ya|e|ja|si e|gia|sudah|telah"
    r"|уже|da|已经?|均已|现已|业已|이미) ?){0,2}"
)
_OVER = (
    r"(?:expir(?:ed|y)|lapsed?|run out|ran out|ended|end of (?:the )?term|not (?:renewed|extended)"
    r"|到期|期满|届满|失效|结束|終了|终了|満了|만료(?:됨)?|종료(?:됨)?|abgelaufen|ausgelaufen|beendet|nicht verlangert"
    r"|echue?|expiree?|arrivee? a (?:echeance|terme)|vencid[oa]|caducad[oa]|caducidad|expirad[oa]|scadut[oa]"
    r"|termino su (?:vigencia|plazo)|истек(?:ла|ло)?|kedaluwarsa|berakhir|het han|منتهي[ةه]?|verlopen"
    r"|wygas(?:la|lo|l)|sona erdi|suresi doldu)"
)
_RAN_OUT = re.compile(
    rf"{_OF_WHAT}{_BEEN}{_OVER}"
    r"(?:[ ,，;；/(（-]*(?:and |und |et |y |e )?(?:not (?:renewed|extended)|nicht verlangert|non renouvelee?"
    r"|no renovad[oa]|nao renovad[oa]|未续签?|未续约|不再续签|了)[)）]?)?"
)
#: Headings of ends that were agreed on before: what is broken off is so before them.
_OF_A_PLAN = re.compile(
    r"plan|expect|schedul|target|due|expir|valid|term\b|预计|预期|计划|拟|约定|合同|协议|到期|届满|期满|有效|prevu|prévu|previst|vencim|"
    r"vigenc|laufzeit|geplant|voraussichtlich",
    re.I,
)


def ends_then(draft: Draft, line: Line) -> bool:
    """Whether what was broken off was so at the end that its row names; else nobody knows when.

    Args:
        draft: the partnership, in which it is asked once a column.
        line: the row that names the end.
    """
    if ran_out(draft):
        return True
    place = beside_terms.place_of(draft, line, "end", "span", "start")
    if place is None:
        return True
    text, heading = line.text(place), draft.sheet.headings[place]
    own = draft.sheet.readings[place].role == "end"
    if own and not _OF_A_PLAN.search(heading):
        return True
    read = period(text).value
    if not own and read is not None and read.start is None and spans.says_until(text, read):
        # Until August 2017 is when it was over.
        return True
    said = draft.said_of_column(line, place, _asked(draft, text, heading))
    if said != _THEN:
        draft.keep(place, text)
    if said == _PLANNED:
        told = OnlySaid(
            "broken off before its end, by the answer for its column: the day of the sheet dates the stage",
            "依该栏的回答，提前中止：以表格的截至日期作为该阶段的日期",
        )
        draft.say(line, place, told)
    return said == _THEN


def ran_out(draft: Draft) -> bool:
    """Whether the words of a row's stage say that it ran to its end, and was not broken off: expired, 到期."""
    words = [folded(text.strip(" .。!！")) for _, _, text in draft.cells("stage")]
    return bool(words) and all(map(_RAN_OUT.fullmatch, words))


def _asked(draft: Draft, text: str, heading: str) -> Question:
    path = ("sheets", draft.sheet.name, "broken_off", heading)
    asked = Text(
        f"Rows such as the one with {text[:60]!r} in {heading!r} were broken off by their stage. Was that at the end "
        "named there, or is it what was planned? Until you say so, they are so by the day of the sheet, assumed.",
        f"“{heading}”一栏写有“{text[:60]}”一类的合作据进展栏已中止。所写结束时间是中止时间，还是原定期限？"
        "未作回答前按表格的截至日期计，为推定。",
    )
    options = (
        Option(_PLANNED, Text("what was planned; when it was broken off is not said", "原定期限，中止时间未写明")),
        Option(_THEN, Text("that is when it was broken off", "即中止时间")),
    )
    return Question(path, asked, options, optional=True, unsure=True)
