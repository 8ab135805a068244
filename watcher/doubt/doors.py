"""Addresses to which an article redirects who may not read it, and those to which one goes that is gone."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_HOME = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2,4})?/?)?(?:(?:index|default|home|homepage|startseite|accueil|portada|inicio)(?:\.\w{2,5})?/?)?",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default)\.\w{2,5}$", re.IGNORECASE)
_DOOR = re.compile(
    r"^(?:consent|guce|login|auth|oauth\d?|sso|cas|idp|id|account|accounts|konto|passport|signin|cmp|privacy|secure|identity"
    r"|keycloak|membership|registration|subscribe|subscriptions?|abonnements?|suscripcion(?:es)?|abbonamenti|assine"
    r"|abo|my|mein|iam|shop|offers|angebote?|captcha|challenges?|checkpoint|validate|queue|waiting)\.[^/]*/"
    r"|^[^/]*\b(?:queue-it|captcha-delivery|perfdrive|auth0)\.(?:net|com)(?::\d+)?/"
    r"|/(?:log[-_]?in|sign[-_]?in|sign[-_]?up|auth|sso|anmelden|einloggen|connexion|acceder|accedi|inloggen|register|subscribe|abo"
    r"|subscription|paywall|consent|collectconsent|zustimmung|privacy-?(?:gate|wall)|cookie-?wall|captcha|challenge|verify)"
    r"(?:[/.]|$)"
    r"|(?:/errors?/(?:4[0125][1369]|50[0-9])|^[^/]*/(?:4[0125][1369]|50[0-9])\.[a-z]{3,5})(?:\.[a-z]{3,5}|/)?$",
    re.IGNORECASE,
)
# As the last part of a path, without ending, hyphens and underscores.
_LAST = frozenset(
    """
    logon wplogin userlogin authorize authenticate authentication oauth registration account myaccount member
    members membership memberlogin registrieren registrierung anmeldung konto meinkonto zugang freischalten
    seconnecter identification inscription moncompte iniciarsesion registro registrate registrarse micuenta entrar
    cadastro minhaconta registrati areautente aanmelden registreren mijnaccount loggain logginn logind kirjaudu
    kirjautuminen zaloguj logowanie rejestracja prihlaseni prihlasenie registrace bejelentkezes regisztracio
    autentificare inregistrare prijava registracija giris uyegirisi uyelik vhod dangnhap dangky masuk daftar denglu
    kaiin subscriptions subscriber subscribers subscriberonly subscribersonly abos aboshop aboangebote abonnement
    abonnements abonnieren abonnezvous sabonner abonner offreabonnement offresabonnement offre offres angebot
    angebote offer offers pricing premium pay checkout suscripcion suscripciones suscribete suscribirse suscriptores
    assine assinatura assinaturas assinantes abbonamento abbonamenti abbonati abonneren abonnementen prenumerera
    prenumeration bestill bestil tilaa tilaus prenumerata subskrypcja predplatne predplatit elofizetes elofizetesek
    abonare abonamente pretplata narocnina abonelik abone podpiska peredplata dangkymua berlangganan langganan
    blocked accessdenied denied forbidden unauthorized maintenance wartung mantenimiento manutencao manutenzione
    unavailable sorry toomanyrequests ratelimit botdetected areyouhuman verification validate securitycheck eunotice
    gdpr gdprnotice geoblocked geoblock geoblocking notavailableinyourregion notavailableinyourcountry
    unavailablelocation unsupportedbrowser browserupdate outdatedbrowser enablecookies cookiesdisabled nojs noscript
    agecheck agegate ageverification consentmanagement privacyconsent datenschutzzustimmung cmp waitingroom queue
    busy interstitial adblock adblocker disableadblock selectcountry countryselector
    """.split()
)
_MISSING = re.compile(r"(?:page|url|seite|error|fehler)?(?:404|410|notfound|error|errors|gone|missing)(?:page)?")
_LONG_NUMBER, _HYPHENS_OF_A_STORY = re.compile(r"\d{5}"), 3
_HYPHENS = str.maketrans("", "", "-_")
# Parameters that say where to go on from there, with an address as what they hold.
_ONWARD = re.compile(
    r"(?:return|redirect|continue|next|target|dest(?:ination)?|goto|back|callback|forward|success)(?:[_-]?(?:to|urls?|uri|path|page))?"
    r"|(?:orig(?:inal)?|request|login|site)?[_-]?(?:url|uri)|service|ru|u|t|ssc",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?:/)?/[^\s/][^\s]{8,}")


def is_home(url: str) -> bool:
    """Whether the address is that of a home page, or of one language's."""
    parts = urlsplit(url)
    return not parts.query and _HOME.fullmatch(parts.path) is not None


def is_above(url: str, asked: str) -> bool:
    """Whether the address is that of a folder, or its first page, in which the one that was asked for stands; not one
    that is a story itself, and what was asked for its second page."""
    parts, whole = urlsplit(url), urlsplit(asked)
    folder = _INDEX.sub("", parts.path).rstrip("/")
    name = folder.rpartition("/")[2]
    if name.count("-") >= _HYPHENS_OF_A_STORY or _LONG_NUMBER.search(name):
        return False
    return parts.netloc == whole.netloc and bool(folder) and whole.path.startswith(f"{folder}/")


def is_door(url: str) -> bool:
    """Whether the address is that of a login, an offer, a consent wall or a challenge, or says where to go on."""
    parts = urlsplit(url)
    if _DOOR.search(f"{parts.netloc}{parts.path}"):
        return True
    last = parts.path.rstrip("/").rpartition("/")[2].partition(".")[0].translate(_HYPHENS).lower()
    return last in _LAST or (not _MISSING.fullmatch(last) and _leads_on(parts.query))


def _leads_on(query: str) -> bool:
    return any(_ONWARD.fullmatch(name) and _ADDRESS.match(unquote(value)) for name, value in parse_qsl(query[:4000]))
