"""Words that say that the term of something ran out: expired, 到期, 合作期满, ausgelaufen, not renewed.

They say neither that it was carried out nor that it was given up before that, and that it was so at its end.
"""

from __future__ import annotations

import re

from kg.nearest import folded

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
#: They are the whole of a cell: beside others (early, not, vorzeitig, 提前, before it) they say that it was over at
#: another time, or not at all.
_RAN_OUT = re.compile(
    rf"{_OF_WHAT}{_BEEN}{_OVER}"
    r"(?:[ ,，;；/(（-]*(?:and |und |et |y |e )?(?:not (?:renewed|extended)|nicht verlangert|non renouvelee?"
    r"|no renovad[oa]|nao renovad[oa]|未续签?|未续约|不再续签|了)[)）]?)?"
)


#: The same within a text that says more.
_ENDS = re.compile(_OVER)


def speaks_of_end(text: str) -> bool:
    """Whether a text speaks of the end of a term at all: 即将到期, not yet expired.

    Args:
        text: what a cell says of a stage.
    """
    return _ENDS.search(folded(text)) is not None


def says_run_out(text: str) -> bool:
    """Whether a text says that a term ran to its end, and no more.

    Args:
        text: what a cell says of a stage.

    >>> says_run_out("合同已到期"), says_run_out("已到期未续"), says_run_out("expired early"), says_run_out("到期续约")
    (True, True, False, False)
    """
    return _RAN_OUT.fullmatch(folded(text.strip(" .。!！"))) is not None
