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
    "pl": r"zmienion[aey]|po zmianie|skorygowan[aey]|korekta|sprostowanie",
    "nl": r"gewijzigd|herzien|gecorrigeerd|wijziging|correctie|rectificatie",
    "cs": r"zmenen[aoy]|upraven[aoy]|korekce",
    "sv": r"andrad|reviderad|rattad|rattelse|andring",
    "hu": r"modositott|modositasa?|helyesbitese?|javitasa?|javitott|valtoztatasa?",
    "ru": r"изменен(?:а|о|ие)|исправлен(?:а|о|ие)|уточнен(?:а|о|ие)",
    "ja": r"変更|改定|改订|差し?替え",
    "ko": r"변경|수정|정정|개정|대체",
}
#: What a row is that comes on top of another: an addendum, a supplement.
ADDED: Mapping[str, str] = {
    "zh": r"(?:补充|追加|增补|加码|增资)(?:协议|合同|款|案|投资|预算)?",
    "en": r"addend(?:um|a)|supplement(?:ary)?|top-?up|complement",
    "de": r"nachtrag|zusatzvereinbarung|erganzung",
    "fr": r"avenant",
    "es": r"adenda|adicion|ampliacion",
    "pt": r"aditivo",
    "pl": r"aneks|uzupelnienie",
    "nl": r"aanvulling",
    "cs": r"dodatek|doplnek",
    "it": r"integrazione|atto aggiuntivo",
    "sv": r"tillagg|tillaggsavtal",
    "hu": r"kiegeszitese?|potlasa?",
    "ru": r"дополнение|доп\.? ?соглашение|дополнительное соглашение",
    "ja": r"増额|増资|付帯|覚书",
    "ko": r"추가|증액|보충|부속(?:합의|협약|계약)?",
}
#: What a note says that a row does to the one that it names behind it.
TAKES_THE_PLACE_OF: Mapping[str, str] = {
    "zh": r"更正|修正|修订|变更|替代|取代|替换",
    "en": r"replaces|supersedes|amends|corrects|revises|(?:revision|amendment|correction|replacement) (?:of|to)",
    "de": r"ersetzt|andert|berichtigt|korrigiert|(?:berichtigung|korrektur|anderung|neufassung) (?:von|zu[mr]?"
    r"|der|des)",
    "fr": r"remplace|modifie|rectifie|corrige|(?:rectificatif|rectification|correction|modification) (?:de|du|a|au)",
    "es": r"sustituye|reemplaza|modifica|corrige|(?:correccion|rectificacion|modificacion|enmienda) (?:del?|al?)",
    "pt": r"substitui|altera|retifica|corrige|(?:correcao|retificacao|alteracao) (?:d[eoa]|ao?)",
    "pl": r"zmienia|zastepuje|koryguje|prostuje|(?:korekta|zmiana|sprostowanie) (?:do|(?=poz))",
    "nl": r"vervangt|wijzigt|corrigeert|herziet|(?:wijziging|correctie|vervanging) (?:van|op)",
    "cs": r"nahrazuje|meni|opravuje|upravuje|(?:zmena|oprava) ke?",
    "it": r"sostituisce|corregge|(?:rettifica|correzione|modifica) (?:di|dell?[ao]?|all?[ao]?)|rettifica",
    "sv": r"ersatter|andrar|rattar|(?:andring|rattelse) (?:av|till)",
    "ru": r"заменяет|изменяет|исправляет|взамен|(?:изменение|исправление) к",
    "hu": r"modositja|helyesbiti|javitja|felvaltja|helyettesiti",
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
    "pl": r"uzupelnia|rozszerza|dodan[aoey] do|dodaje do|(?:aneks|uzupelnienie|rozszerzenie"
    r"|dodatek)(?: (?:nr|no|n|c)\.? ?[0-9]{1,2}| [0-9]{1,2})? do",
    "nl": r"(?:aanvulling|uitbreiding|addendum|bijlage)(?: (?:nr|no|n|c)\.? ?[0-9]{1,2}"
    r"| [0-9]{1,2})? (?:op|bij|van)|(?:be)?hoort bij|toegevoegd aan",
    "cs": r"doplnuje|rozsiruje|(?:dodatek|doplnek|rozsireni)(?: (?:nr|no|n|c)\.? ?[0-9]{1,2}"
    r"| [0-9]{1,2})? ke?",
    "it": r"integra|estende|(?:integrazione|estensione|addendum)(?: (?:nr|no|n|c)\.? ?[0-9]{1,2}"
    r"| [0-9]{1,2})? (?:al?|alla|di|del|della)",
    "sv": r"kompletterar|utokar|(?:tillagg|tillaggsavtal|utokning)(?: (?:nr|no|n|c)\.? ?[0-9]{1,2}"
    r"| [0-9]{1,2})? (?:till|av)",
    "ru": r"дополняет|расширяет|(?:дополнение|приложение|доп\.? ?соглашение"
    r"|дополнительное соглашение)(?: (?:nr|no|n|c)\.? ?[0-9]{1,2}| [0-9]{1,2})? к",
    "hu": r"kiegesziti|boviti|kiboviti|hozzaadva",
}
#: What a note says behind the row that it names, of which its own row takes the place, or which goes into it.
BY_THIS: Mapping[str, str] = {
    "zh": r"(?:均?以|按)(?:本|此|该)(?:项目?|行|条|案|号|次)(?:为准|计)|(?:已?被|由|改由)(?:本|此)(?:项目?|行|条|案)"
    r"(?:取代|替代|代替|替换|更正|修正)",
    "en": r"(?:superseded|replaced|corrected|amended|overridden) by (?:this|the present)\b"
    r"|no longer (?:holds|applies|valid)",
    "de": r"(?:durch|mit) (?:diese[nrs]?|vorliegende[nrs]?)(?: \w+)? (?:ersetzt|berichtigt|korrigiert|geandert)",
    "fr": r"(?:remplacee?|corrigee?|modifiee?) par (?:celle-ci|celui-ci|cette ligne|la presente)",
    "es": r"(?:sustituid[oa]|reemplazad[oa]|corregid[oa]) por (?:est[ae]|la presente)",
    "pt": r"(?:substituid[oa]|corrigid[oa]) por est[ae]",
    "it": r"(?:sostituit[oa]|corrett[oa]) da quest[oa]",
    "pl": r"zastapion[aey] (?:przez )?(?:ten|ta|niniejsz\w+)",
    "nl": r"(?:vervangen|gecorrigeerd) door deze",
}
INTO_THIS: Mapping[str, str] = {
    "zh": r"(?:已|均)?(?:并入|合并[入至到]|纳入|归入|计入)(?:本|此)(?:项目?|行|条|案)",
    "en": r"(?:merged|folded|rolled|absorbed) (?:with|into) this\b|(?:now )?part of this (?:one|row|item|entry|line)\b",
    "de": r"in (?:diese[rnms]?|vorliegende[rnm]?)(?: \w+)? (?:aufgegangen|enthalten|einbezogen|zusammengefuhrt)",
    "fr": r"(?:fusionnee?|integree?|incluse?) (?:a|avec|dans) (?:celle-ci|celui-ci|cette ligne)",
    "es": r"(?:fusionad[oa]|integrad[oa]|incluid[oa]) (?:a|con|en) est[ae]",
    "pl": r"(?:wlaczon[aey]|polaczon[aey]) (?:do|z) (?:tej|tego|niniejsz\w+)",
}
#: What a note says of its own row before the one that holds instead of it, or of which it is a part.
BY_ANOTHER: Mapping[str, str] = {
    "zh": r"(?:已?被|由|改由)(?=.{0,24}(?:取代|替代|代替|替换|合并|覆盖))|并入|合并[入至到]|归入|计入",
    "en": r"(?:superseded|replaced|corrected|amended|overridden|covered|absorbed) by"
    r"|(?:merged|folded|rolled) (?:with|into)",
    "de": r"(?:ersetzt|abgelost|korrigiert) durch|aufgegangen in|enthalten in",
    "fr": r"(?:remplacee?|corrigee?) par|(?:fusionnee?|incluse?) (?:avec|dans)",
    "es": r"(?:sustituid|reemplazad|corregid)[oa] por|(?:fusionad|incluid)[oa] (?:con|en)",
    "pt": r"(?:substituid|corrigid)[oa] por|incluid[oa] em",
    "it": r"(?:sostituit|corrett)[oa] da|(?:inclus|confluit)[oa] in",
    "pl": r"zastapion[aey] przez|wlaczon[aey] do",
    "nl": r"vervangen door|opgenomen in",
    "ru": r"заменен[аоы]? на|включен[аоы]? в",
}
#: What a note says of a value before the one that it has by now: revised to, 已调整为.
BY_NOW: Mapping[str, str] = {
    "zh": r"(?:调整|变更|修改|修订|修正|更正|更改|增加|增资|追加|提高|上调|下调|调增|调减|核减|核增|缩减"
    r"|减少|压减|降低|扩大|改)(?:为|至|到)"
    r"|[增减降升]至|更新为|(?:实际|正确)?(?:应为|应是|数?为(?=[0-9约]))",
    "en": r"(?:revised|amended|corrected|changed|adjusted|updated|increased|raised|reduced|cut|lowered|upped"
    r"|renegotiated"
    r"|scaled (?:back|down|up)|topped up)(?: (?:up|down|back))? (?:to|at)"
    r"|now (?:stands? at|amounts? to|put at|valued at)"
    r"|(?:should|ought to) (?:be|read)"
    r"|(?:correct|right) (?:figure|amount|value|sum|number|total) is",
    "de": r"auf(?= .{0,24}(?:geandert|erhoht|gesenkt|korrigiert|angepasst|aufgestockt|reduziert|gekurzt))"
    r"|(?:geandert|erhoht|gesenkt|korrigiert|angepasst|aufgestockt|reduziert|gekurzt) auf"
    r"|(?:richtig|korrekt)(?: ist| ware|:)",
    "fr": r"(?:revisee?|portee?|ramenee?|reduite?|augmentee?|corrigee?|modifiee?|ajustee?) a",
    "es": r"(?:revisad|aumentad|reducid|ajustad|modificad|corregid|elevad|rebajad)[oa] a",
    "pt": r"(?:revist|aumentad|reduzid|ajustad|alterad|corrigid)[oa] para",
    "it": r"(?:rivist|aumentat|ridott|corrett|modificat)[oa] a",
    "pl": r"(?:zmienion|zwiekszon|zmniejszon|skorygowan|podwyzszon|obnizon)[aoey] (?:na|do)",
    "nl": r"(?:herzien|verhoogd|verlaagd|aangepast|gewijzigd|gecorrigeerd) (?:naar|tot)",
    "cs": r"(?:zmenen|zvysen|snizen|upraven|opraven)[aoy] na",
    "sv": r"(?:andrad|andrat|hojd|hojt|sankt|justerad|rattad) till",
    "ru": r"(?:изменен|увеличен|уменьшен|скорректирован|исправлен)[аоы]? (?:на|до)",
}
#: What a note says of a value that does not hold, or holds elsewhere.
IS_WRONG: Mapping[str, str] = {
    "zh": r"有误|错误|不准确?|写错|误写|误填|误记",
    "en": r"(?:is|was|are|were) (?:wrong|incorrect|out ?dated|out of date|a (?:typo|mistake))",
    "de": r"(?:ist|war|sind) (?:falsch|fehlerhaft|unrichtig|veraltet|uberholt)",
    "fr": r"(?:est|etait) (?:erronee?|fausse?|incorrecte?|depassee?)",
    "es": r"(?:es|era|esta) (?:erroneo|erronea|incorrect[oa]|equivocad[oa])",
    "it": r"e (?:errat[oa]|sbagliat[oa])",
    "pl": r"(?:jest )?(?:bledn[aey]|nieprawidlow[aey])",
}
#: What is right, behind a word that points to the row that has it: see no. 7 for the correct figure.
IS_RIGHT: Mapping[str, str] = {
    "zh": r"正确|最新|修正后|更正后|调整后|为准|以后者",
    "en": r"correct(?:ed)?|right|revised|latest|current|updated|up-to-date|actual",
    "de": r"richtige[rnms]?|korrekte[rnms]?|korrigierte[rnms]?|aktuelle[rnms]?|neue[rnms]?",
    "fr": r"correcte?|exacte?|juste|actualisee?|a jour",
    "es": r"correct[oa]|actualizad[oa]",
    "it": r"corrett[oa]|aggiornat[oa]",
    "pl": r"prawidlow\w+|poprawn\w+|aktualn\w+",
}
#: What has come of a row that a note names: terminated, 已取消.
IS_OVER: Mapping[str, str] = {
    "zh": r"已?(?:终止|取消|中止|暂停|撤销|作废|停工|流产|搁置)",
    "en": r"terminated|cancell?ed|suspended|abandoned|withdrawn|called off|shelved",
    "de": r"(?:beendet|gekundigt|abgebrochen|ausgesetzt|eingestellt|aufgegeben)",
    "fr": r"(?:resiliee?|annulee?|suspendue?|abandonnee?)",
    "es": r"(?:rescindid[oa]|cancelad[oa]|suspendid[oa]|abandonad[oa])",
    "it": r"(?:risolt[oa]|annullat[oa]|sospes[oa])",
    "pl": r"(?:rozwiazan[aey]|anulowan[aey]|zawieszon[aey])",
}
#: What only points to another row, and does nothing to it: it tells which one a note means that begins as a revision.
SEE: Mapping[str, str] = {
    "zh": r"参?见|详见|同",
    "en": r"see(?: also)?|cf\.?",
    "de": r"siehe(?: auch)?|vgl\.?",
    "fr": r"voir",
    "es": r"vease|ver",
    "pl": r"zob\.?|patrz|por\.?",
    "nl": r"zie(?: ook)?",
    "cs": r"viz(?: tez)?|srov\.?",
    "it": r"vedi(?: anche)?|cfr\.?",
    "pt": r"veja|vide",
    "sv": r"se(?: aven)?|jfr\.?",
    "ru": r"см\.?(?: также)?",
}
#: What a row adds to another one, of which it speaks besides: they mark nothing by themselves.
MORE: Mapping[str, str] = {
    "zh": r"追加|增加|新增|加投|扩容|扩大|加入|增补|补充|另加",
    "en": r"added|additional(?:ly)?|extended|extension|expan(?:ded|sion)|increased?|joins|joined|topped up|plus",
    "de": r"zusatzlich|erganzt|hinzugefugt|aufgestockt|aufstockung|erweitert|erweiterung|beigetreten|tritt bei",
    "fr": r"ajoutee?s?|ajout|supplementaires?|elargie?|extension|rejoint|complement",
    "es": r"anadid[oa]s?|adicional(?:es)?|ampliad[oa]|ampliacion|aumento|se (?:une|suma|incorpora)",
    "pt": r"adicionad[oa]s?|adicional|acrescimo|ampliad[oa]|aderiu",
    "it": r"aggiunt[oai]|aggiuntiv[oa]|integrazione|ampliat[oa]|aderisce",
    "pl": r"dodan[aoey]|dodatkow[aoye]|rozszerzon[aoye]|rozszerzenie|zwiekszon[aoye]|dolacza|dolaczyla?",
    "nl": r"toegevoegd|aanvullend|uitgebreid|uitbreiding|verhoogd|treedt toe|toegetreden",
    "cs": r"pridan[aoy]|dodatecn[aey]|rozsiren[aoyi]|navysen[aoyi]|pripojila?",
    "sv": r"tillagd|tillkommer|utokad|utokning|ytterligare|ansluter",
    "ru": r"добавлен[аоы]?|дополнительно|расширен[аоы]?|увеличен[аоы]?|присоединил(?:ся|ась|ись)",
    "ja": r"延长|延伸|拡大|拡张|拡充|増额|増设|増资|追加",
    "ko": r"연장|확대|확장|증액|추가|증설",
    "hu": r"meghosszabbitasa?|hosszabbitasa?|bovitese?|kibovitese?|kiegeszitese?|novelese?|hozzaadva",
}
#: What a correction calls itself besides, and what it speaks of: they name nothing.
NOTICE: Mapping[str, str] = {
    "zh": r"说明|通知|公告|声明|启事|条目|记录|错误|内容|前文|数据|金额|投资额|日期|名称",
    "en": r"notices?|notes?|errat(?:um|a)|errors?|entr(?:y|ies)|rows?|records?|lines?|items?|amounts?|dates?"
    r"|figures?|names?"
    r"|corrections?|amendments?|revisions?",
    "de": r"hinweise?|eintrags?|fehlers?|zeilen?|nummer|betrags?|datums?|angaben?|berichtigungen|korrekturen",
    "fr": r"note|erreurs?|lignes?|montants?|dates?|correction|corrections",
    "es": r"nota|errores|error|filas?|importes?|fechas?|correccion(?:es)?|rectificacion(?:es)?|enmienda",
    "pt": r"nota|erros?|linhas?|valor(?:es)?|datas?|correcao|retificacao",
    "it": r"nota|errori|errore|righe|importo|data|correzione|rettifica",
    "pl": r"wpisu?|bledu?|wiersza?|kwoty|daty|pozycji|zmiana|poprawka",
    "nl": r"notitie|fout(?:en)?|rij|bedrag|datum|verbetering",
    "cs": r"zaznamu?|chyby?|radku?|castky|data|oprava",
    "sv": r"fel|rad(?:en)?|belopp(?:et)?|datum",
    "hu": r"sor|hiba|osszeg",
    "ru": r"запис[ьи]|ошибк[аи]|строк[аи]|сумм[аы]|даты|поправк[аи]|исправление",
}
#: What joins these words.
JOINTS: Mapping[str, str] = {
    "en": "a|an|and|the|of|to|for|in|on|re|concerning|regarding|see",
    "de": "der|die|das|des|dem|den|zu|zum|zur|von|vom|in|bei|und|fur",
    "fr": "de|du|des|la|le|les|l|d|a|au|et|sur",
    "es": "de|del|la|el|los|las|a|al|en|y",
    "pt": "da|do|das|dos|ao|na|no|e|o",
    "it": "di|della|del|alla|allo|il",
    "pl": "do|w|we|i|z",
    "nl": "van|op|bij|het|een|en",
    "cs": "k|ke|v|a|na",
    "sv": "av|till|i|och",
    "hu": "az|es",
    "ru": "к|в|и|о|об|на",
}
#: What a row says of a party of another one that is of it no more.
LEFT: Mapping[str, str] = {
    "zh": r"退出|撤资|退股|撤出|离开|不再参与|不再参加",
    "en": r"left|leaves|withdr(?:ew|awn|aws|awal)|exit(?:s|ed)?|(?:pulled|dropped|opted|stepped) out|quits?"
    r"|no longer (?:a )?part(?:ner|y|icipates|icipating)?",
    "de": r"ausgestiegen|ausgeschieden|ausgetreten|ausstieg|austritt|zuruckgezogen|steigt aus|scheidet aus",
    "fr": r"s'?est retiree?|se retire|retrait|a quitte|quitte|sortie",
    "es": r"se retiro|se retira|retirada|abandona|abandono|salida|ha salido",
    "pt": r"saiu|retirou-se|retira-se|saida",
    "it": r"uscit[oa]|ritirat[oa]|si ritira|recesso",
    "pl": r"wycofal[aoi]? sie|wystapil[aoi]?|zrezygnowal[aoi]?|odszedl|odeszla",
    "nl": r"uitgetreden|uitgestapt|teruggetrokken|stapt uit|vertrokken",
    "cs": r"odstoupil[aoi]?|vystoupil[aoi]?|odesel",
    "sv": r"lamnat|lamnar|dragit sig ur|uttrade",
    "ru": r"вышел|вышл[аи]|выбыл[аои]?|отказал(?:ся|ась|ись)",
    "ja": r"脱退|撤退|离脱|辞退",
    "ko": r"탈퇴|철수|이탈",
    "hu": r"kilepett|kilep|visszalepett|tavozott",
}
#: What leads to the row of which a text speaks, where the text begins with it: zu Nr. 11: …, 同6，…
LEADS: Mapping[str, str] = {
    "zh": r"同|见|参见|对|就|关于|针对|接|续|承|系",
    "en": r"re|to|on|for|of|concerning|regarding|see|cf|ad|under",
    "de": r"zu|zum|zur|bei|betr|betrifft|bzgl|siehe|vgl|wie",
    "fr": r"a|au|pour|voir|sur|concernant|cf",
    "es": r"al?|para|ver|vease|sobre|con respecto a",
    "it": r"al?|per|vedi|su",
    "pl": r"do|zob|patrz|por|dot|dotyczy",
    "nl": r"bij|zie|betreft|inzake",
    "cs": r"ke|viz",
    "sv": r"till|se|ang|angaende",
    "ru": r"см|относительно",
}
#: The row right before.
PREVIOUS: Mapping[str, str] = {
    "zh": r"(?:上|前)(?:一|面一?|述)?(?:个|条)?(?:项目|项|条|行|案|笔|个项目)(?!目)",
    "en": r"(?:the )?(?:previous|preceding|above|last) (?:row|entry|item|line|project|deal|one)"
    r"|(?:the )?(?:row|entry|item|line|project|deal) above|the above",
    "de": r"(?:der |die |das |dem )?(?:obige|vorige|vorherige|vorstehende|vorgenannte)[rsnm]? "
    r"(?:zeile|eintrag|position|projekt|vorhaben|nummer|nr)|(?:zeile|eintrag|projekt|vorhaben) (?:daruber|davor|oben)",
    "fr": r"(?:la |le |l')?(?:ligne|projet|entree|accord) (?:precedente?|ci-dessus)",
    "es": r"(?:la |el )?(?:fila|proyecto|entrada|linea|acuerdo) (?:anterior|precedente|de arriba)",
    "it": r"(?:la |il )?(?:riga|progetto|voce) precedente",
}
#: What stands before the number of a row of the sheet, and is said of nothing else.
ROW: Mapping[str, str] = {
    "en": "row",
    "de": "zeile",
    "fr": "rangee",
    "es": "fila",
    "pl": r"wiersz[au]?",
    "nl": r"rij",
    "cs": r"radk[uy]|radek",
    "it": r"riga",
    "sv": r"rad",
    "ru": r"строк[аеиу]",
    "hu": r"sor",
}
#: What may be a row of the sheet: a line is one of a metro too.
LINE: Mapping[str, str] = {"en": "line", "fr": "ligne", "es": "linea", "pt": "linha"}
#: What stands before the number by which a row is called, and as often before that of something else.
NUMBER: Mapping[str, str] = {
    "en": r"no\.?|number|entry|item|project|case|#",
    "de": r"nr\.?|nummer|projekt",
    "fr": r"n\.?[o°º]\.?|numero|projet",
    "es": r"num\.?|numero",
    "pl": r"poz\.?|pozycj[aei]|pkt\.?|punktu?|lp\.?",
    "nl": r"regel|punt",
    "cs": r"c\.|cisl[oa]|polozk[aeuy]|polozce|bodu?|por\. ?c\.",
    "it": r"n\.|voce|punto|progetto",
    "pt": r"item|projeto",
    "sv": r"post|arende",
    "ru": r"п\.|п/п|пункт[ау]?|поз\.?|позици[яию]|номер[ау]?",
    "hu": r"tetel|szam",
}
#: What begins a new clause: before it "no. 3" is whole, before "Middle School" it is not.
AND: Mapping[str, str] = {
    "en": "and|as|because|due|from|since|which|with",
    "de": "ab|da|und|wegen|weil",
    "fr": "car|et|parce",
    "es": "porque|y",
    "pt": "e|pois",
    "pl": r"i|oraz|bo|od",
    "nl": r"en|omdat|sinds|die",
    "cs": r"a|protoze",
    "it": r"perche|da",
    "sv": r"och|eftersom|som|fran",
    "ru": r"и|с|от|так",
}
#: What stands behind the number of a row in languages that say what is done to it behind that.
IN_FRONT: Mapping[str, str] = {
    "ja": r"(?:号|番目?|行目?|件目|项目?)(?:の?(?:案件|事业|契约|协定|项目|プロジェクト))?(?=\s*(?:の|を|に|へ|は))",
    "ko": r"(?:번째?|호|행|항)\s*(?:사업|계약|협약|협정|항목|건|안건|프로젝트)?(?:의|을|를|에)?\s*(?={words})",
    "hu": r"\.?\s*(?:sz(?:amu|\.)?\s+|-?(?:as|es|os)\s+)?"
    r"(?:sor|tetel|projekt|szerzodes|megallapodas|pont|bejegyzes)(?:anak|enek|nak|nek|hoz|hez|a|e|t|ot|et)?(?!\w)",
}
#: Which of them count the rows of the sheet.
IN_FRONT_OF_ROW = r"행|行|sor(?!szam)"
#: How an ordinal number ends: the 3rd row, die 3. Zeile, la 3e ligne.
ORDINAL = r"(?:\.|st|nd|rd|th|-?(?:eme?|ere|er|re|a|o|as|es|os))?"
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
    """One pattern for what a row is: words of languages without blanks anywhere, the others as whole words.

    Args:
        table: words by language.
    """
    within = any_of({language: said for language, said in table.items() if language in _WITHIN})
    others = any_of({language: said for language, said in table.items() if language not in _WITHIN})
    return rf"{within}|\b(?:{others})\b"


#: Languages whose words may have others right around them, without a blank.
_WITHIN = ("zh", "ja", "ko")


def in_front() -> str:
    """One pattern for the number of a row before what is done to it: 第3号案件の, 3번 사업, a 3. sor; three groups."""
    korean = "|".join(table["ko"] for table in (REVISED, ADDED, MORE, LEFT))
    units = {language: said.replace("{words}", f"(?:{korean})") for language, said in IN_FRONT.items()}
    return rf"(?:第|제|az? )?\s*(?P<front>[0-9]{{1,4}})\s*(?P<behind>{any_of(units)})"
