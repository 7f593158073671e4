"""What headings of tables say, in words: what is money, an address, a party, a place."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from importlib import resources

#: A letter of Chinese in a heading or a cell; and a year, as a number alone.
HAN, YEAR = re.compile("[\u4e00-\u9fff]"), re.compile("(?:19|20)[0-9]{2}")


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


YES_OR_NO = frozenset(("true", "false", "yes", "no", "y", "n", "0", "1", "是", "否"))
MONEY = _set(
    "amount amounts budget contribution cost costs funding grant value investment eur usd gbp cny price total sum "
    "award awarded financing commitment commitments committed disbursed disbursement disbursements capex expenditure "
    "金额 投资额 资金 经费 预算"
)
ADDRESS = _set("address street postcode postal zip zipcode road addr 地址 邮编")
CODES = _set(
    "id ids code codes ref no nr number num key pic uuid uri url link website email mail phone tel lat lng lon long "
    "latitude longitude abbr abbreviation acronym share type kind role status stage currency date day year month since "
    "start end language lang sector topic topics field category note notes remark remarks description abstract is has "
    "rank order count n group version title 编号 序号 代码"
)
PARTY = _set(
    "party parties partner partners org organisation organization organisations organizations institution institutions "
    "member members company companies university lead leader coordinator coordinators applicant beneficiary "
    "beneficiaries participant participants grantee grantees grantor funder funders operator operators signatory "
    "signatories sponsor contractor supplier employer agency agencies left right twinned twin twins sister "
    "sisters donor donors "
    "recipient recipients grantees grantors financier financiers lender lenders borrower borrowers investor investors "
    "provider providers implementer implementers awardee awardees consortium consortia buyer buyers seller sellers "
    "vendor vendors purchaser purchasers acquirer acquirers bidder bidders winner winners client clients customer "
    "customers suppliers contractors subcontractor subcontractors promoter promoters exporter exporters importer "
    "importers lessor lessee owner owners 甲方 乙方 买方 卖方 采购人 采购方 供应商 中标人 发包方 承包方 主办方 承办方 "
    "友好城市 友城 姐妹城市 结好城市"
)
#: Parties beside which a plain place is where their money goes, and not where they are.
GO_ELSEWHERE = _set(
    "company companies investor investors donor donors funder funders grantor grantors financier financiers lender "
    "lenders sponsor seller sellers buyer buyers exporter exporters importer importers owner owners operator operators "
    "party parties 甲方 乙方 买方 卖方"
)
PLACES = (
    "town",
    "city",
    "municipality",
    "commune",
    "location",
    "place",
    "site",
    "county",
    "district",
    "region",
    "province",
    "state",
    "country",
)
#: What words of other languages are in the headings of tables, without their accents; of a word that is one of
#: English too, the English one counts.
_TRANSLATED = {
    "code": "codigo cod",
    "no": "numero num nummer numer cislo szam broj nro",
    "parties": "strony",
    "project": "projektu proyecto projeto projet projekt progetto vorhaben projekta projektets hanke hankkeen проекта",
    "agreement": "acuerdo acordo convenio convenzione abkommen umowa umowy porozumienie porozumienia",
    "contract": "contrato contrat contratto vertrag",
    "title": "headline titulo titre titel titolo tytul",
    "name": (
        "nombre nome nom denominacion denominacao denominazione bezeichnung nazwa nazev naziv navn namn naam "
        "megnevezes nimi"
    ),
    "acronym": "akronym acronimo akronim acronyme sigle sigla projektkurzel kurztitel lyhenne akronyymi",
    "city": "ciudad cidade ville stadt citta miasto mesto varos 都市",
    "municipality": "municipio comune gemeinde concelho kommune kommun",
    "province": "provincia prefecture canton oblast voivodeship governorate",
    "region": "regiao regione",
    "university": (
        "hochschule hochschulen universitat universitaten universite universidad universidade universita universiteit "
        "uniwersytet univerzita egyetem yliopisto universitet universitetet"
    ),
    "country": "nation nationality pais pays paese zeme krajina orszag staat 国 国家 国别 所在国 所在国家",
    "countries": "nations paises",
    "date": "fecha datum",
    "year": "yr ano annee jahr anno",
    "start": (
        "inicio debut beginn inizio zahajeni zacatek kezdes kezdete zahajenie rozpoczecie aloitus начало 開始日 着手日"
    ),
    "since": "desde depuis seit",
    "until": "hasta bis jusqu jusque",
    "ended": "beendet",
    "applicant": (
        "antragsteller sokande wnioskodawca wnioskodawcy zadatel palyazo hakija ansoger soker aanvrager "
        "solicitante requerente demandeur richiedente заявитель"
    ),
    "end": (
        "fin fim termino ende wazna wazny wazne zakonczenia ukonceni ukoncenie befejezes befejezese vege "
        "conclusao einde slut zakonczenie koniec konec paattyminen окончание завершение 終了日 終了予定日"
    ),
    "signed": "firma firmado assinatura assinado firmato unterzeichnung podpisania zawarcia",
    "amount": "amt wartosc kwota importe monto valor montant montante betrag importo",
    "budget": "presupuesto orcamento bilancio",
    "cost": "coste costo custo cout kosten",
    "investment": "inversion investimento investissement",
    "funding": "financiacion financiamiento financiamento financement finanziamento",
    "currency": "moneda moeda devise valuta",
    "partner": "socio parceiro partenaire",
    "partners": ("socios parceiros partenaires partnerzy partneri partnerek partnere partnerit партнеры партнёры"),
    "organisation": "entidad entidade organizacion organizacao organizzazione",
    "company": "empresa entreprise impresa",
    "coordinator": "coordinador coordenador coordinateur coordinatore",
    "beneficiary": (
        "beneficiario beneficiaire beneficjenta beneficjent beneficjenci prijemce kedvezmenyezett beneficiar "
        "begunstigde mottagare stodmottagare edunsaaja получатель бенефициар"
    ),
    "twin": "hermanada hermanado geminada jumelee gemellata",
    "sector": "setor secteur settore",
    "field": "ambito",
    "topic": "tema",
    "type": "tipo rodzaj",
    "status": "situacion situacao statut",
    "address": "direccion endereco adresse indirizzo",
    "note": "observaciones observacoes bemerkung",
    "lead": "federfuhrer wiodacy vedouci vezeto capofila lider ведущий",
    "of": "de del da do du des di von",
}
#: Other words for what is headed so.
SAME = {word: english for english, words in _TRANSLATED.items() for word in words.split()}
#: Words of other languages that are two of English.
COMPOUNDS = {
    "partnerstadt": ("twin", "city"),
    "partnergemeinde": ("twin", "municipality"),
    "partnerkommune": ("twin", "municipality"),
    **dict.fromkeys(
        ("partnerstad", "vanort", "venskabsby", "vennskapsby", "ystavyyskaupunki", "zusterstad", "stedenband"),
        ("twin", "city"),
    ),
    **{
        f"partner{word}": ("partner", english)
        for english, words in {
            "country": "land staat lander",
            "state": "bundesland",
            "region": "region regionen regio regionen",
            "province": "provinz",
            "district": "kreis landkreis bezirk",
            "city": "ort",
            "university": "hochschule hochschulen universitat universitaten uni universiteit universitet",
            "institution": "institution institut institutionen einrichtung instelling schule",
            "organisation": "organisation organisationen verein organisatie",
        }.items()
        for word in words.split()
    },
    "bundesland": ("state",),
    "hoofdpartner": ("lead", "partner"),
    "hoofdaanvrager": ("lead", "applicant"),
    "penvoerder": ("lead", "partner"),
    "huvudpartner": ("lead", "partner"),
    "leadpartner": ("lead", "partner"),
    "projektnamn": ("project", "name"),
    "projektnavn": ("project", "name"),
    "事業名": ("project", "name"),
    "eif": ("entry", "force"),
    "impagency": ("implementer",),
    "implagency": ("implementer",),
    **{
        f"{before}{word}": (when, "date")
        for before, when in (("start", "start"), ("begin", "start"), ("slut", "end"), ("eind", "end"), ("end", "end"))
        for word in ("datum", "dato")
    },
}


def _translated() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words of further languages (``translated.csv``), without accents, each with the one or several of English."""
    text = resources.files("kg.intake.guessing").joinpath("translated.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        yield from ((word, tuple(row["said"].split())) for word in row["words"].split())


SAME |= {word: said[0] for word, said in _translated() if len(said) == 1 and word not in SAME}
COMPOUNDS |= {word: said for word, said in _translated() if len(said) > 1}
#: What the other one of two is headed as in Japanese, and what places and their parts are.
JAPANESE_SIDES = {
    **dict.fromkeys(("提携先", "提携相手", "相手先", "相手", "先方", "海外", "外国"), "partner"),
    **dict.fromkeys(("姉妹", "友好", "姉妹友好"), "sister"),
}
JAPANESE_PLACES = {
    **dict.fromkeys(("自治体", "市町村", "市区町村", "団体"), "municipality"),
    **dict.fromkeys(("都道府県", "道府県", "府県", "省"), "province"),
    **dict.fromkeys(("都市", "市"), "city"),
    **dict.fromkeys(("国", "国・地域"), "country"),
    "州": "state",
    "県": "province",
    "地域": "region",
}
#: What happened when two towns of Japan became twins.
JAPANESE_SIGNED = ("提携", "締結", "調印", "姉妹提携", "協定締結")
#: What places are headed in Chinese.
IN_CHINESE = {
    "town": _set("镇 乡镇"),
    "city": _set("城市 市"),
    "county": _set("县 区县 县市 县区 县市区"),
    "district": _set("区 地区"),
    "province": _set("省 省份"),
    "country": _set("国家 国别"),
}
#: What governs a town, and stands for it beside the town that it is twinned with.
AUTHORITIES = ("municipality", "commune", "council", "borough", "authority", "community")
#: What the heading of the other one of two towns says.
OTHER_ONE = _set(
    "partner partners twin twins twinned sister sisters foreign overseas international counterpart friendship 对方 "
    "外方 友好城市 友城 姐妹城市 结好城市"
)
OF_A_PLACE = frozenset((*PLACES, "nuts", "地区", "城市", "国家", "区县", "县市", "县区", "县", "市", "省", "省份"))
TWINS = _set("twinned twin twins sister sisters 友好城市 友城 姐妹城市 结好城市")
#: Headings of columns that hold institutions alone.
ALL_OF_A_KIND = _set("company companies university institution institutions ministry")
_LANGUAGES = {
    "en": "en eng english anglais englisch ingles inglese 英語",
    "zh": "zh chi zho cn chinese chinois chinesisch",
    "fr": "fr fra fre french francais francese frances franzosisch",
    "de": "de deu ger german deutsch allemand aleman tedesco",
    "es": "es spa esp spanish espanol espagnol castellano",
    "pt": "pt por portuguese portugues",
    "it": "it ita italian italiano",
    "nl": "nl nld dutch nederlands",
    "pl": "pl pol polish polski",
    "ru": "ru rus russian russe",
    "ja": "ja jp jpn japanese 日本語",
    "ko": "ko kr kor korean",
    "ar": "ar ara arabic",
    "cs": "cs cz cze czech cesky",
    "hu": "hu hun hungarian magyar",
    "uk": "uk ukr ukrainian",
    "sv": "sv swe swedish svenska",
    "fi": "fi fin finnish suomi",
    "vi": "vi vie vietnamese",
    "tr": "tr tur turkish",
    "other": "local native original national vernacular",
}
#: What a heading calls the language of names, without accents, with its code; ``other`` for that of the place.
LANGUAGES = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
#: Those that are no code of a language, nor of a country.
NAMED_LANGUAGES = frozenset(word for word in LANGUAGES if len(word) > 3 or not word.isascii())
#: Words for who takes part that say of neither side which it is.
PARTNERS = _set(
    "party parties partner partners organisation organization organisations organizations institution institutions "
    "member members university universities participant participants name company twin twinned sister"
)
#: The same in Chinese, in whichever word.
IN_CHINESE_ONE = _set("合作 伙伴 友好 友城 姐妹 结好 院校 高校 机构 单位 学校 成员 参与 名称")
#: What says which of two sides a party is of.
SIDES = _set("a b c 1 2 left right first second our own foreign home 甲 乙 中方 外方 我 本校 本方 对方 买方 卖方 牵头")
#: What an object of one side is called, beside that of another: home and partner, own and other, lead and partner.
OF_ONE_SIDE = SIDES | PARTY | _set("home host own other lead partner sending receiving origin counterpart twin")
#: What says in front of a place or a party on which of two sides it is, beside a name of a country.
OF_A_LAND = (
    SIDES
    | OTHER_ONE
    | _set(
        "domestic host other local chinese american german french british japanese korean russian italian spanish "
        "indian canadian australian dutch polish czech austrian swiss swedish mexican brazilian portuguese african"
    )
)
NAMES = _set("name names title label legal full short")
#: What says that a column has codes of what the one beside it names: Recipient ISO-3.
CODED = _set("iso alpha m49 un lei vat bic swift duns ror")
#: What says that names are short ones.
SHORT = _set("short acronym acronyms abbr abbreviation abbreviations abbreviated 简称 缩写")
PROJECT = _set(
    "project operation agreement grant deal contract partnership record award twinning treaty pact accord 协议 "
    "项目 合作 合同"
)
#: What stands alone above ids of partnerships.
CASES = PROJECT | _set(
    "case programme program action initiative scheme dossier file matter activity tender procurement investment "
    "cooperation collaboration alliance network mou convention memorandum protocol loan concession "
    "案件 案号 项目编号 协定"
)
#: What has one partnership each, where several rows are of one.
FILES = _set("case dossier file matter tender mou convention memorandum protocol loan concession 案件 案号 协定")
#: What says that something is an agreement.
AGREEMENT = _set(
    "agreement agreements treaty treaties pact pacts accord accords contract contracts memorandum mou protocol 协议 "
    "协定 合同 备忘录 合作协议 协议书 伙伴协议 伙伴关系协议"
)
IDENTIFIES = _set("id no nr number ref code key rcn 编号 号 序号")
IDS = IDENTIFIES | {"ids", "codes", "pic", "pics"}
SIGNED = _set("sign signed signing signature concluded 签约 签订 签署 缔约 签约日期 签订日期 签署日期")
AWARDED = _set(
    "award awarded awards approved approval agreed decision decided granted commitment committed 批准 获批 授予"
)
ISSUED = _set(
    "updated update modified published publication generated extracted retrieved issued 更新 发布 更新日期 发布日期"
)
NO_DAY = _set("type id ids code codes ref status kind flag count currency")
GIVEN = _set("contribution grant funding award awarded committed disbursed disbursement disbursements commitment")
#: What was founded, where two towns are twins, is the agreement, on the day that it was signed.
FOUNDED = _set("established founded 成立 结好 缔结 建立 结对 结为 结成")
#: What says so of two that became friends by it, whether or not a heading calls them twins.
PAIRED = _set("结好 缔结 结对 结为 结成")
#: What says of an amount that it is of a partnership as a whole.
OF_THE_WHOLE = _set("total overall whole project operation gesamt 总 总额 总投资 项目")
#: How headings say that an amount is the one that there is, and no more.
PLAIN_AMOUNT = _set("amount amounts value sum total budget 金额 数额 总额 总金额 预算")
#: Words that head no money: rate of funding, budget line, cost centre.
RATES = _set(
    "rate rates ratio percentage percentages percent pct proportion intensity line lines centre center centres centers "
    "period periods account holder manager officer instrument cycle round call window scheme instalment instalments "
    "taux tasa taxa tasso satz poziom"
)
#: What heads a part of something: in per cent none of money, in a currency one.
SHARES = _set("share shares part quota quote anteil odsetek podil udzial aandeel andel")
#: Words that head what is counted, and is no money: number of grants.
COUNTED = _set("number no count quantity qty participants students people persons staff jobs rank order")
#: What says that an amount was that of an earlier time, and is so no longer.
BEFORE = _set("previous prior former earlier preceding last old superseded vorjahr precedent")
#: What says that an amount is of each of several things.
PER_ONE = _set("per each average mean pro unit")
#: What is meant where a unit is said in front of them: unit cost.
OF_A_UNIT = _set("cost costs price prices value rate amount")
#: Steps of time, of which an amount is that of the partnership too.
STEPS = _set("year years annum month months quarter day")
#: What says in a heading who gives, or of which kind what is given is: no amount of the whole.
GIVERS = _set("ec eu ue erdf feder fesr efre esf national public private own local foreign matching")
#: What says beside an amount that it was reached, and what that it is meant; each in whole.
SPENT = (
    *[
        "spent",
        "paid",
        "disbursed",
        "disbursement",
        "expended",
        "executed",
        "actual",
        "actuals",
        "realised",
        "realized",
        "received",
        "outturn",
    ],
    *[
        "ausgezahlt",
        "gezahlt",
        "ausgegeben",
        "verausgabt",
        "ist",
        "depense",
        "verse",
        "paye",
        "decaisse",
        "realise",
        "gastado",
        "pagado",
    ],
    *[
        "desembolsado",
        "ejecutado",
        "pago",
        "gasto",
        "executado",
        "realizado",
        "speso",
        "pagato",
        "erogato",
        "wydatkowane",
        "wyplacone",
    ],
    *["已支付", "已拨付", "已到位", "已支出", "已付", "实际", "实际支出", "实际到位", "到位", "实付"],
    "paid out",
    "actually paid",
)
TO_BE_SPENT = (
    *[
        "pledged",
        "pledge",
        "committed",
        "commitment",
        "planned",
        "budgeted",
        "estimated",
        "approved",
        "allocated",
        "promised",
        "target",
    ],
    *[
        "indicative",
        "awarded",
        "zugesagt",
        "geplant",
        "bewilligt",
        "veranschlagt",
        "soll",
        "engage",
        "promis",
        "prevu",
        "budgete",
        "comprometido",
    ],
    *[
        "previsto",
        "planificado",
        "prometido",
        "aprobado",
        "empenhado",
        "impegnato",
        "stanziato",
        "planowane",
        "przyznane",
    ],
    *["承诺", "已承诺", "计划", "拟投", "拟投入", "预算", "概算", "预计", "目标", "批复", "核定"],
)
#: What is put into something, and is an investment whoever puts it in.
INVESTED = _set("investment invested capex expenditure 投资 投资额 总投资")
#: What stands beside the currency of a heading and says nothing of how much a number counts.
BESIDE_CURRENCY = _set(
    "in of the and or excl excluding incl including without with vat tax taxes net gross before after at current "
    "constant real nominal prices price rates rate exchange estimated planned approved requested maximum per year "
    "annual total max eligible public private non 含税 不含税"
)
STARTED = _set(
    "start started since begin from established founded force 生效 生效日期 开始 起始 成立 结好 缔结 建立 结对 结为 "
    "结成"
)
#: Words of a heading that says the day of a row.
DATED = _set("date day year month 日期 时间 年份 年月 年度")
#: What may stand beside them where towns are twins.
OF_TWINNING = TWINS | _set("twinning partnership agreement of since 结好 缔结 建立 结对 结为 结成")
#: Words of a heading that says a stage.
STAGE = _set("status stage phase 状态 阶段 进展 进度")
#: Words of a heading of what happened, which is a stage where its cells are known as some.
EVENTS = _set("event events change milestone 事件 变动 变更 动态")
#: What stands beside them and says nothing of its own.
OF_A_STAGE = _set("code name label value text current 当前 目前")
#: What says beside them, or by itself, that a column has the day by which something is so.
AS_OF = _set("as of at on asof stand changed change last effective reached entered time 截至 截至日期 截止日期 时间 自")
ENDED = _set(
    "end ended ends until expiry expires expired expiration closing completion finish finished termination terminated "
    "terminates cancelled canceled cancellation denounced denunciation dissolved lapsed "
    "失效 失效日期 终止时间 结束 截止 终止 到期 "
    "有效期至 有效期 到期日 到期日期 截止日期 终止日期 结束日期 届满日"
)
#: What ends a heading of when something begins, and what ends the one beside it of when it ends.
FROM_TO = {
    **dict.fromkeys(
        ("from", "von", "du", "de", "desde", "da", "dal", "od", "van", "ab"), _set("to bis au a al do tot hasta")
    ),
    **dict.fromkeys(("start", "begin", "beginning", "inicio", "inizio", "debut"), _set("to fin fine fim termino")),
    **dict.fromkeys(("开始", "起", "起始", "自"), _set("至 止 终 终了 终止")),
}
#: What says of a day that it is one of a plan, which may be held or not.
PLANNED = _set(
    "planned expected scheduled estimated anticipated target original geplant prevue prevu prevista 计划 预计 拟"
)
#: What says how long something runs.
LENGTHS = _set(
    "duration term length lifetime laufzeit dauer duree duracion duracao durata plazo validity 期限 年限 合作期限 "
    "有效期限 协议期限 合同期限 合作年限 期限年 周期"
)
#: What the heading of a column says its parties do in a partnership; a code of the code list ``role``.
DOES = {
    **dict.fromkeys(
        _set("lead leader leading coordinator coordinators coordinating 牵头 牵头方 牵头单位"), "organiser"
    ),
    **dict.fromkeys(
        _set("funder funders funding donor donors grantor grantors financier financiers lender lenders"), "provider"
    ),
    **dict.fromkeys(_set("recipient recipients grantee grantees awardee awardees borrower borrowers"), "beneficiary"),
}
ROLE = _set("role roles 角色")
YES = _set("true yes y 1 是")
#: A column of codes has so many different ones at most.
MOST_CODES = 8
#: And a column of stages so many, where some are known.
MOST_STAGES = 16
#: Words of a heading that may say how far something is, as its cells show.
OF_A_STATE = _set("situation state condition standing zustand estado etat stato stan progress")
#: What such a heading ends with in Chinese.
IN_CHINESE_OF_A_STATE = ("状态", "状况", "情况", "进展", "进度", "阶段")
#: What APIs call the object that holds all that a row says: properties (GeoJSON), attributes (ArcGIS), node (GraphQL).
WRAPPERS = _set("properties attributes fields record node item row feature doc object")
#: What says something of the columns that begin with it, also where all of them do.
OF_ITS_OWN = PARTY | OF_A_PLACE | OTHER_ONE | SIDES | MONEY | SIGNED | AWARDED | STARTED | ENDED | DATED | STAGE | NAMES
