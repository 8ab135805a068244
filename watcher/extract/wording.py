"""Lines that are not the story: agency credits, copyright, corrections, invitations to read on. In many languages."""

from __future__ import annotations

import re

_NOTICE_OPENERS = (
    # English
    r"corrections?\b(?:\s+and\s+clarifications?)?|clarifications?\b|editor['’]?s['’]?\s+note|an earlier version of this|this (?:article|story|piece|post|report) (?:was|has been|is being)\s+(?:\w+\s+)?(?:updated|corrected|amended|changed|edited|clarified)|updates?\s*[:(\[—–-]|updated\s+(?:on|at|to|with)\b|note to readers",
    # German
    r"korrektur\b|richtigstellung|berichtigung|anmerkung der redaktion|anm\.\s*d\.\s*red|in einer früheren (?:version|fassung)|dieser (?:artikel|text|beitrag) wurde (?:\w+\s+){0,6}(?:aktualisiert|korrigiert|geändert|ergänzt)|(?:hinweis|transparenzhinweis|update|nachtrag)\s*[:(]",
    # French
    r"rectificatif|correction\s*:|précision\s*:|note de la rédaction|mise à jour\s*[:(]|une version (?:antérieure|précédente)|cet article a été (?:mis à jour|modifié|corrigé)|erratum",
    # Spanish
    r"corrección\b|fe de errat|rectificación|nota (?:del editor|de la redacción|de redacción|aclaratoria)|una versión anterior|(?:este|esta) (?:artículo|noticia|nota) (?:ha sido|fue) (?:actualizad|corregid|modificad)|actualización\s*[:(]|aclaración",
    # Portuguese, Italian, Dutch
    r"correção\b|errata\b|nota (?:do editor|da redação|della redazione|dell[’']editore)|uma versão anterior|atualização\s*[:(]|est[ae] (?:reportagem|artigo|texto|matéria) foi (?:atualizad|corrigid)",
    r"rettifica\b|correzione\b|aggiornamento\s*[:(]|una versione precedente|questo articolo è stato (?:aggiornato|corretto|modificato)",
    r"correctie\b|rectificatie|naschrift|noot van de redactie|in een eerdere versie|dit artikel (?:is|werd) (?:\w+\s+)?(?:aangepast|bijgewerkt|gecorrigeerd)|aanvulling\s*:",
    # Russian, Ukrainian, Turkish
    r"исправление\b|уточнение\b|поправка\b|примечание редак|от редакции|обновлено\b|в (?:более ранней|предыдущей|первоначальной) версии|виправлення\b|уточнення\b|примітка редакції|оновлено\b|у попередній версії|від редакції",
    r"düzeltme\b|editörün notu|editör notu|güncelleme\s*[:(]|bu haber(?:in)? (?:\w+\s+){0,3}(?:güncellen|düzeltil)|haberin önceki",
    # Arabic
    r"تصحيح|تنويه|توضيح|ملاحظة (?:المحرر|من المحرر|التحرير)|تحديث\s*:|تم تحديث هذا",
    # Chinese, Japanese, Korean
    r"更正|勘误|勘誤|編者按|编者按|编者注|編者註|編註|编注|更新[:：]|本文(?:已|曾|于)?(?:经)?(?:更新|修改|更正|修訂|修订)|(?:此|本)文(?:先前|早前|較早|较早)(?:的)?版本|澄清[:：]",
    r"訂正|お詫び|おことわり|編集部注|追記|この記事は(?:.{0,20})(?:更新|修正|訂正)",
    r"정정(?:보도)?|바로잡습니다|알려드립니다|편집자\s?주|이 기사는(?:.{0,30})(?:수정|업데이트|정정)",
)  # fmt: skip
_NOTICE = re.compile(r"^[\s*†‡•\[(【\"'“*—–-]*(?:" + "|".join(_NOTICE_OPENERS) + ")", re.IGNORECASE)
_NOTICE_CLOSE = re.compile(
    r"\b(?:an earlier version of this (?:article|story)|in einer früheren version dieses (?:artikels|textes)|une version précédente de cet article|una versión anterior de este artículo)\b",
    re.IGNORECASE,
)

_COPYRIGHT = re.compile(
    r"^\W{0,3}(?:©|\(c\)\s*\d{4}|Ⓒ|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|todos os direitos|tutti i diritti|版权所有|版權所有|著作権|無断転載|저작권자|все права защищены|حقوق النشر|جميع الحقوق)",
    re.IGNORECASE,
)
_AGENCY_NAMES = (
    r"AFP|AP|dpa|Reuters|EPA|EFE|APA|sda|ATS|Keystone-SDA|Keystone-ATS|KNA|epd|SID|DW|ANSA|Xinhua|TASS|Interfax|PTI|IANS|ANI|Belga|ANP|NTB|TT|Ritzau|CTK|ČTK|PAP|MTI|UPI|Kyodo|Jiji|Yonhap|CP|PA|RND|lto|ots|dts|"
    r"Associated Press|Press Association|Agence France-Presse|Canadian Press|Bloomberg|Europa Press|Agencia Efe|"
    r"路透社?|路透|美联社|美聯社|法新社|德新社|新华社|新華社|中新社|中央社|共同社|俄新社|塔斯社|德国之声(?:中文网)?|德國之聲|安莎社|埃菲社|综合报道|綜合報導|(?:法|美|路|德)(?:新|联|透)?社电?|연합뉴스|뉴시스|뉴스1|時事|共同"
)
_AGENCY_LINE = re.compile(
    rf"^[\s(（\[【—–-]*(?:(?:mit|with|avec|con|com|с|Quellen?|Sources?|Fuentes?|来源|來源|资料来源)[:：]?\s*(?:Material\s*(?:von|der)\s*)?)?(?:\w{{1,4}}[/,]\s?)?(?:{_AGENCY_NAMES})(?:\s?(?:[/,，、;；|·&+和及与]|und|and|et|y|e|,\s*u\.a\.|-)\s?(?:{_AGENCY_NAMES}|[\w.]{{1,6}}))*(?:\s*(?:等|u\.\s?a\.|etc\.?|综合|綜合|电|報道))?[\s)）\]】.。]*$"
)
_STAFF_LINE = re.compile(r"^[\s(（\[]*[A-Za-zÄÖÜäöü]{2,4}(?:\s?[/,]\s?[A-Za-zÄÖÜäöü.]{2,12}){1,5}[\s)）\]]*$")

_READ_ON = re.compile(
    r"^\W{0,4}(?:read\s+(?:more|also|next|on)\b|also\s+read\b|see\s+also\b|related\b(?:\s+(?:stor|article|content|news|read|topic|link|coverage))?\w*\s*[:：]?|more\s+(?:on|from|about|stories|news|in)\b.{0,60}$|watch\s*[:：]|listen\s*[:：]|click\s+here|sign\s+up|subscribe|follow\s+(?:us|@|our)|download\s+(?:the|our)|join\s+(?:our|us)|get\s+(?:the\s+latest|our)|recommended\b.{0,30}$|don['’]t\s+miss\b|advertisement\s*$|continue reading|story continues|article continues|scroll (?:down|to continue)|enjoy unlimited|have (?:a|you got a) (?:story|tip)|"
    r"lesen\s+sie\s+(?:auch|hier|mehr|dazu|weiter)|lies\s+(?:auch|hier|mehr)|mehr\s+(?:zum\s+thema|dazu|lesen|aus|von|über|infos|nachrichten).{0,60}$|(?:auch|das könnte sie auch) interess|anzeige\s*$|zum\s+thema\s*[:：]?\s*$|hier\s+(?:geht|gehts|finden|lesen)\b.{0,120}$|weiterlesen|siehe\s+auch|empfohlen(?:er)?\b.{0,40}$|lesetipp|newsletter\b|jetzt\s+(?:abonnieren|anmelden|testen)|folgen\s+sie\s+uns|"
    r"(?:à\s+)?lire\s+aussi|à\s+lire\b|lisez\s+aussi|voir\s+aussi|sur\s+le\s+même\s+sujet|publicité\s*$|abonnez-vous|"
    r"lea?\s+también|lee\s+(?:también|más)|leer\s+más|ver\s+también|(?:te|le)\s+puede\s+interesar|más\s+(?:información|noticias|sobre)\b.{0,60}$|publicidad\s*$|suscríbete|noticias?\s+relacionadas?|"
    r"leia\s+(?:também|mais)|veja\s+(?:também|mais)|saiba\s+mais|publicidade\s*$|leggi\s+anche|approfondisci|pubblicità\s*$|lees\s+(?:ook|meer|verder)|bekijk\s+ook|advertentie\s*$|"
    r"läs\s+(?:mer|också|även)|les\s+(?:også|mer)|læs\s+(?:også|mere)|annonse?\s*$|čtěte\s+(?:také|také)|přečtěte\s+si|czytaj\s+(?:też|także|więcej)|reklama\s*$|"
    r"читайте\s+(?:также|ещё|еще)|смотрите\s+также|реклама\s*$|читайте\s+також|дивіться\s+також|підписуйтесь|подписывайтесь|"
    r"ilgili\s+haber|bunlar\s+da\s+ilginizi|reklam\s*$|اقرأ\s+(?:أيضا|أيضاً|المزيد)|"
    r"相关(?:阅读|新闻|报道|文章|链接)|相關(?:閱讀|新聞|報道|報導|文章)|延伸(?:阅读|閱讀)|推荐阅读|更多(?:阅读|新闻|内容)|扫(?:一扫|码)|关注(?:我们|微信)|【?関連(?:記事|ニュース)|【?あわせて読みたい|続きを読む|この記事は有料|関連기사|관련\s?(?:기사|뉴스)|xem\s+thêm|baca\s+juga|soma\s+(?:pia|zaidi)|广告\s*$|廣告\s*$|広告\s*$|광고\s*$)",
    re.IGNORECASE,
)


_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[czs]|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|janv|févr|avr|juin|juil|août|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|led|úno|bře|dub|kvě|čer|srp|zář|říj|lis|pro|mrt|mei|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|gru)[\w.]*"
_DATE = rf"(?:\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:\d{{4}}|\d{{2}})\b|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{_MONTH},?\s+(?:de\s+)?\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
_DATED = re.compile(_DATE, re.IGNORECASE)
_READING_TIME = re.compile(
    r"^\W*(?:\d{1,3}[\s-]*(?:min(?:ute[ns]?|uti|utos|uten)?\b\.?|分钟|分鐘|分|분)(?:[\s-]*(?:read(?:ing)?(?:\s+time)?|lesezeit|lesen|de lecture|de lectura|di lettura|leitura|leestid|czytania|okuma)?)|(?:lesezeit|reading time|read time|lesedauer|tempo di lettura|temps de lecture|durée)\W*\d.{0,20})\W*$",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"^\W*(?:(?:published|updated|posted|last updated|stand|aktualisiert|vor)\W*)*(?:(?:about |vor |hace |il y a |há |för )?\d{1,3}\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|min(?:uten)?|stunden?|tag(?:en)?|horas?|minutos?|heures?|minuti|ore|uur|小时前|分钟前|天前|時間前|分前|日前|시간\s?전|분\s?전)(?:\s*(?:ago|geleden|fa|atrás|siden|sedan))?)\W*$",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"(?:published|updated|posted|last\s+(?:updated|modified)|created|first\s+published|stand|erstellt|aktualisiert|veröffentlicht|erschienen(?:\s+am)?|publié|mis\s+à\s+jour|actualizado|publicado|aggiornato|pubblicato|atualizado|gepubliceerd|bijgewerkt|publisert|oppdatert|publicerad|uppdaterad|опубликовано|обновлено|güncelleme|yayınlan\w*|发布时间|更新时间|發布時間|公開|更新|入力|입력|수정|kl\.?|uhr|at|on|am|um|h\.?|jst|gmt|utc|est|edt|pst|pdt|cest?|bst|ist|a\.?m\.?|p\.?m\.?|mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|minute|read|\d{1,2}[:.h]\d{2}(?::\d{2})?)\w*",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"^\W*(?:\d[\d.,]*\s*)?(?:kommentare?|comments?|comentarios|commentaires|commenti|teilen|share|shares|drucken|print|merken|like|likes|views?|kommentieren|speichern|save|copy link|link kopieren|email|e-mail|facebook|twitter|whatsapp|download|listen|anhören|vorlesen|whatsapp\s*share|评论|分享|赞|コメント|シェア|댓글|공유|image|images|foto|fotos|photo|photos|video|bild|bilder|ad|inhalt|faq|live|exklusiv|exclusive|premium|plus|caption|quelle[n]?|source[s]?|credit)\W*(?:\d[\d.,]*)?(?:\W*(?:kommentare?|comments?|teilen|share|drucken|print|merken|save|speichern|email))*\W*$",
    re.IGNORECASE,
)
_REPORTERS = re.compile(
    r"^[\s—–\-(*•_]*(?:(?:additional|further|with additional)\s+report(?:ing|s)|with\s+(?:reports?|reporting|files|inputs?|additional reporting)\s+(?:from|by)|[\w\s.,'’&-]{3,160}\b(?:contributed|reported)\s+(?:to|from|in)\b.{0,160}$|reporting\s+by\b|editing\s+by\b|\(?reporting by|compiled by|mit material|mit agenturmaterial|redaktion\s*[:：]|redacción\s*[:：]|autor(?:en|in)?\s*[:：]|dieses thema im programm|über dieses thema berichtete|sendung\s*[:：]|(?:责任)?(?:编辑|責編|责编|校对|审核|监制|记者|作者|来源|來源|編輯)\s*[:：/]|（(?:责编|責編|编辑|責任編輯|责任编辑)|\((?:责编|編輯|编辑|责任编辑)|本文来源|\(聯合報|原標題|原标题|zitiervorschlag|erstveröffentlichung|haberin? kaynağı)",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"(?:sign up (?:for|to)|subscribe to|follow us|our newsletter|get in touch with|email(?:ing)? us|contact us|for more stories like this|check our|download our app|our app|join the conversation|make a donation|support our|become a member|newsletter abonnieren|abonnieren sie|schreiben sie uns|folgen sie uns|kostenlos(?:en)? newsletter|suscríbe|inscrivez-vous|iscriviti|assine|подписывайтесь|подпишитесь|підпишіться|关注我们|敬请关注|扫描二维码)",
    re.IGNORECASE,
)


def is_dateline(text: str) -> bool:
    """Whether a short line only says when: "Published Jun 05, 2026", "Stand: 22.04.2024, 06:00 Uhr", "3 minute read"."""
    if len(text) > 110:
        return False
    if _READING_TIME.match(text) or _AGO.match(text):
        return True
    rest, dates_found = _DATED.subn(" ", text)
    return dates_found > 0 and len(re.sub(r"[\W\d_]+", "", _STAMP.sub(" ", rest))) < 16


def is_counter(text: str) -> bool:
    """Whether a line is a label of the page: "12 Comments", "Teilen", "Image"."""
    return len(text) < 60 and bool(_COUNTER.match(text))


def is_reporters_line(text: str) -> bool:
    """Whether a line at the end says who else worked on it, or where it was broadcast."""
    return len(text) < 400 and bool(_REPORTERS.match(text))


def is_invitation(text: str) -> bool:
    """Whether a line at the end asks the reader to subscribe, write or follow."""
    return len(text) < 320 and bool(_INVITES.search(text))


def is_notice(text: str) -> bool:
    """Whether a paragraph is a correction, clarification, update or editor's note."""
    return len(text) < 1500 and bool(_NOTICE.match(text) or (len(text) < 500 and _NOTICE_CLOSE.search(text)))


def is_copyright(text: str) -> bool:
    """Whether a paragraph is a copyright line."""
    return len(text) < 400 and bool(_COPYRIGHT.match(text))


def is_agency_line(text: str) -> bool:
    """Whether a paragraph only names the agencies or desks that a story comes from, as "(dpa/rtr)" does."""
    return len(text) < 80 and bool(_AGENCY_LINE.match(text) or (text[:1] in "([（" and _STAFF_LINE.match(text)))


def is_read_on(text: str) -> bool:
    """Whether a line only invites to read, watch or subscribe to something else."""
    return len(text) < 220 and bool(_READ_ON.match(text))
