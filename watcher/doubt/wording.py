"""What pages say that stand where an article should be, in many languages: whole headlines, and phrases inside a text.

Phrases are instructions to the reader or whole statements about the page itself, never mere subjects: an article about
captchas says "captcha", only a wall says "verify you are human". Compared without case and punctuation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from watcher.doubt.sight import plain
from watcher.model import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Pages of one sort. `likeness` names the sort, `why` says it to a person."""

    likeness: str
    outcome: Outcome
    why: str
    titles: tuple[str, ...]
    phrases: tuple[str, ...]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(plain(line) for line in text.strip().splitlines())


CHALLENGE = Family(
    likeness="challenge",
    outcome=Outcome.BLOCKED,
    why="a challenge or captcha stands before the article",
    titles=_lines("""
        just a moment
        attention required
        checking your browser
        one more step
        security check
        human verification
        are you a robot
        are you human
        robot check
        verify you are human
        verification required
        pardon our interruption
        access denied
        access to this page has been denied
        you have been blocked
        request blocked
        ddos guard
        bot verification
        un instant
        einen moment
        nur einen moment
        un momento
        um momento
        один момент
        安全验证
        人机验证
        请稍候
        访问被拒绝
        安全驗證
        存取被拒
        ロボットではありません
    """),
    phrases=_lines("""
        verify you are human
        verify that you are human
        verifying you are human
        confirm you are human
        confirm that you are not a robot
        prove you are human
        prove you are not a robot
        make sure you are not a robot
        make sure you re not a robot
        to continue please click the box below
        checking your browser before accessing
        checking if the site connection is secure
        enable javascript and cookies to continue
        performance security by cloudflare
        why have i been blocked
        unusual traffic from your computer network
        we have detected unusual activity from
        your request has been blocked
        you don t have permission to access
        you do not have permission to access this
        complete the security check to access
        press hold to confirm you are
        solve this captcha
        complete the captcha below
        enter the characters you see
        please stand by while we are checking your browser
        this website is using a security service to protect itself
        bestätigen sie dass sie kein roboter sind
        bestätigen sie dass sie ein mensch sind
        ihr browser wird überprüft
        vérifiez que vous êtes humain
        confirmez que vous n êtes pas un robot
        nous vérifions votre navigateur
        verifica que eres humano
        confirma que no eres un robot
        verifique que você é humano
        confirme que você não é um robô
        verifica di essere umano
        conferma di non essere un robot
        controleer of je geen robot bent
        potwierdź że nie jesteś robotem
        подтвердите что вы не робот
        подтвердите что вы человек
        підтвердіть що ви не робот
        insan olduğunuzu doğrulayın
        robot olmadığınızı doğrulayın
        تحقق من أنك إنسان
        请完成安全验证
        请完成以下验证
        请输入验证码
        拖动滑块完成
        您的访问出现异常
        正在检查您的浏览器
        請完成安全驗證
        請輸入驗證碼
        確認您是真人
        ロボットでないことを確認
        あなたが人間であることを確認
        로봇이 아님을 확인
        사람인지 확인
        xác minh bạn là con người
    """),
)

CONSENT = Family(
    likeness="consent",
    outcome=Outcome.BLOCKED,
    why="a consent wall stands before the article",
    titles=_lines("""
        before you continue
        your privacy is important to us
        we value your privacy
        your privacy choices
        privacy settings
        cookie consent
        cookie settings
        manage your privacy
        datenschutz einstellungen
        datenschutzeinstellungen
        ihre privatsphäre ist uns wichtig
        zustimmung erforderlich
        cookie zustimmung
        nous respectons votre vie privée
        votre vie privée est importante
        gestion des cookies
        tu privacidad es importante
        configuración de cookies
        la tua privacy è importante
        a sua privacidade é importante
        wij respecteren je privacy
        cookie instellingen
        szanujemy twoją prywatność
        настройки конфиденциальности
        隐私设置
        クッキーの設定
    """),
    phrases=_lines("""
        we and our partners store and or access information on a device
        we and our partners use cookies
        our partners process personal data
        accept all cookies
        reject all cookies
        accept all and continue
        manage your cookie preferences
        by clicking accept all
        by clicking agree
        if you click accept all
        consent to the use of cookies
        you can withdraw your consent at any time
        you can change your choices at any time
        your consent applies to the following
        list of partners vendors
        personalised advertising and content
        personalized advertising and content
        wir und unsere partner speichern
        wir und unsere partner verarbeiten
        alle akzeptieren
        alle cookies akzeptieren
        zustimmen und weiter
        mit werbung weiterlesen
        mit werbung und tracking
        ihre einwilligung jederzeit widerrufen
        nous et nos partenaires
        tout accepter
        accepter et continuer
        continuer sans accepter
        retirer votre consentement
        nosotros y nuestros socios
        aceptar y continuar
        aceptar todo
        rechazar todas las cookies
        noi e i nostri partner
        accetta tutto
        accetta e continua
        nós e os nossos parceiros
        aceitar tudo
        aceitar e continuar
        wij en onze partners
        alles accepteren
        akkoord en doorgaan
        vi och våra partner
        godkänn alla
        vi og vores partnere
        accepter alle
        vi og våre partnere
        godta alle
        hyväksy kaikki
        my i nasi partnerzy
        akceptuję i przechodzę do serwisu
        zaakceptuj wszystko
        my a naši partneři
        přijmout vše
        mi és partnereink
        összes elfogadása
        noi și partenerii noștri
        acceptă tot
        мы и наши партнёры
        принять все
        ми та наші партнери
        прийняти всі
        εμείς και οι συνεργάτες μας
        αποδοχή όλων
        biz ve ortaklarımız
        tümünü kabul et
        接受所有cookie
        接受全部cookie
        全部接受
        接受所有 cookie
        すべてのcookieを受け入れる
        すべて許可
        모든 쿠키 허용
    """),
)

LOGIN = Family(
    likeness="login",
    outcome=Outcome.BLOCKED,
    why="the article is behind a login or a subscription",
    titles=_lines("""
        log in
        login
        sign in
        sign in to continue
        log in to continue
        please log in
        subscribe to continue
        subscribe to continue reading
        subscription required
        members only
        anmelden
        einloggen
        bitte melden sie sich an
        connexion
        se connecter
        iniciar sesión
        inicia sesión
        entrar
        iniciar sessão
        accedi
        inloggen
        logga in
        log ind
        logg inn
        kirjaudu
        kirjaudu sisään
        zaloguj się
        přihlášení
        bejelentkezés
        autentificare
        вход
        войти
        увійти
        σύνδεση
        giriş yap
        تسجيل الدخول
        登录
        请登录
        登入
        ログイン
        로그인
        đăng nhập
    """),
    phrases=_lines("""
        log in to continue reading
        sign in to continue reading
        log in to read this article
        sign in to read this article
        please log in to continue
        please sign in to continue
        you must be logged in to view
        you need to be logged in to view
        subscribe to continue reading
        subscribe to read the full
        this content is for subscribers only
        this article is for subscribers only
        this article is reserved for subscribers
        create a free account to continue
        register to continue reading
        already a subscriber log in
        you have reached your limit of free articles
        melden sie sich an um weiterzulesen
        bitte melden sie sich an
        dieser artikel ist nur für abonnenten
        jetzt abonnieren und weiterlesen
        connectez vous pour lire
        cet article est réservé aux abonnés
        inicia sesión para continuar
        suscríbete para seguir leyendo
        contenido exclusivo para suscriptores
        assine para continuar lendo
        conteúdo exclusivo para assinantes
        accedi per continuare a leggere
        contenuto riservato agli abbonati
        log in om verder te lezen
        dit artikel is alleen voor abonnees
        logga in för att fortsätta läsa
        log ind for at læse
        logg inn for å lese
        zaloguj się aby czytać
        войдите чтобы продолжить
        материал доступен только подписчикам
        devamını okumak için giriş yapın
        登录后继续阅读
        登录后查看
        請登入後繼續閱讀
        本文仅供订阅
        この記事は会員限定
        続きを読むにはログイン
        로그인 후 이용
    """),
)

NOT_FOUND = Family(
    likeness="gone",
    outcome=Outcome.GONE,
    why='the page says "not found"',
    titles=_lines("""
        404
        410
        gone
        not found
        error 404
        404 error
        http 404
        page not found
        page cannot be found
        page could not be found
        page doesn t exist
        page does not exist
        page unavailable
        page no longer exists
        this page isn t available
        sorry this page isn t available
        file not found
        article not found
        article no longer available
        content not found
        content unavailable
        story not found
        nothing found
        we can t find that page
        we couldn t find that page
        we can t find the page you re looking for
        oops that page can t be found
        oops page not found
        sorry page not found
        seite nicht gefunden
        seite nicht verfügbar
        artikel nicht gefunden
        artikel nicht verfügbar
        nicht gefunden
        diese seite existiert nicht
        page non trouvée
        page introuvable
        page inexistante
        article introuvable
        página no encontrada
        artículo no encontrado
        no encontrado
        página não encontrada
        não encontrado
        pagina non trovata
        articolo non trovato
        pagina niet gevonden
        niet gevonden
        sidan hittades inte
        sidan kunde inte hittas
        siden blev ikke fundet
        siden findes ikke
        siden finnes ikke
        fant ikke siden
        sivua ei löytynyt
        sivua ei löydy
        nie znaleziono strony
        strona nie istnieje
        stránka nenalezena
        stránka nebyla nalezena
        stránka sa nenašla
        az oldal nem található
        a keresett oldal nem található
        pagina nu a fost găsită
        pagina nu există
        страница не найдена
        страницата не е намерена
        сторінку не знайдено
        сторінка не знайдена
        страница није пронађена
        stranica nije pronađena
        η σελίδα δεν βρέθηκε
        sayfa bulunamadı
        الصفحة غير موجودة
        صفحه پیدا نشد
        صفحه مورد نظر یافت نشد
        הדף לא נמצא
        पेज नहीं मिला
        पृष्ठ नहीं मिला
        页面不存在
        页面未找到
        找不到页面
        您访问的页面不存在
        文章不存在
        内容不存在
        該頁面不存在
        頁面不存在
        找不到頁面
        找不到網頁
        ページが見つかりません
        お探しのページは見つかりません
        お探しのページは見つかりませんでした
        페이지를 찾을 수 없습니다
        không tìm thấy trang
        halaman tidak ditemukan
        ไม่พบหน้า
        ไม่พบหน้าที่คุณต้องการ
    """),
    phrases=_lines("""
        the page you requested could not be found
        the page you requested was not found
        the page you are looking for
        the page you re looking for
        the page you were looking for
        the requested url was not found on this server
        the requested page could not be found
        this page does not exist
        this page doesn t exist
        this page is no longer available
        this article is no longer available
        this article has been removed
        this content is no longer available
        this story is no longer available
        we can t find the page
        we couldn t find the page
        we could not find the page
        we couldn t find what you were looking for
        the link you followed may be broken
        it looks like nothing was found at this location
        die von ihnen gesuchte seite
        die angeforderte seite
        die gewünschte seite wurde nicht gefunden
        diese seite wurde nicht gefunden
        dieser artikel ist nicht mehr verfügbar
        der artikel ist nicht mehr verfügbar
        la page que vous recherchez
        la page que vous cherchez
        la page demandée n existe pas
        cet article n est plus disponible
        la página que buscas
        la página que busca
        la página solicitada no existe
        este artículo ya no está disponible
        a página que você procura
        a página que procura
        este conteúdo não está mais disponível
        la pagina che stai cercando
        la pagina richiesta non è stata trovata
        questo articolo non è più disponibile
        de pagina die je zoekt
        de pagina die u zoekt
        deze pagina bestaat niet
        sidan du söker
        sidan du letar efter
        siden du leder efter
        siden du leter etter
        sivu jota etsit
        etsimääsi sivua ei
        strona której szukasz
        szukana strona nie istnieje
        stránka kterou hledáte
        požadovaná stránka
        a keresett oldal
        pagina pe care o căutați
        запрашиваемая страница не найдена
        запрашиваемая вами страница
        страница была удалена
        сторінку яку ви шукаєте
        запитувана сторінка
        η σελίδα που αναζητάτε
        aradığınız sayfa
        الصفحة التي تبحث عنها
        الصفحة المطلوبة غير موجودة
        صفحه ای که به دنبال آن
        您访问的页面不存在
        你访问的页面不存在
        您要查看的页面
        抱歉您访问的页面
        该页面已被删除
        该内容已被删除
        该文章已被删除
        此内容因违规无法查看
        您訪問的頁面不存在
        您要找的網頁
        您所尋找的頁面
        該文章已被刪除
        お探しのページは
        指定されたページは存在しません
        この記事は掲載を終了しました
        요청하신 페이지를 찾을 수 없습니다
        존재하지 않는 페이지
        trang bạn tìm kiếm
        trang bạn đang tìm
        halaman yang anda cari
        หน้าที่คุณกำลังมองหา
    """),
)

BROKEN = Family(
    likeness="broken",
    outcome=Outcome.UNREADABLE,
    why="the page is an error message of the site",
    titles=_lines("""
        error
        500
        502
        503
        504
        server error
        internal server error
        500 internal server error
        bad gateway
        502 bad gateway
        service unavailable
        503 service unavailable
        service temporarily unavailable
        503 service temporarily unavailable
        gateway timeout
        504 gateway time out
        application error
        something went wrong
        an error occurred
        an error has occurred
        temporarily unavailable
        under maintenance
        site under maintenance
        down for maintenance
        scheduled maintenance
        we ll be right back
        we ll be back soon
        database error
        error establishing a database connection
        index of
        wartungsarbeiten
        wartungsmodus
        fehler
        es ist ein fehler aufgetreten
        erreur
        une erreur est survenue
        maintenance en cours
        ha ocurrido un error
        se ha producido un error
        ocorreu um erro
        si è verificato un errore
        er is iets misgegaan
        wystąpił błąd
        ошибка
        произошла ошибка
        сталася помилка
        bir hata oluştu
        حدث خطأ
        系统错误
        系统繁忙
        服务器错误
        系統錯誤
        系統維護中
        エラー
        エラーが発生しました
        오류
        đã xảy ra lỗi
    """),
    phrases=_lines("""
        something went wrong please try again
        something went wrong on our end
        something went wrong
        an unexpected error occurred
        an unexpected error has occurred
        an error occurred while processing your request
        please try again later
        please try again in a few minutes
        we are experiencing technical difficulties
        we re experiencing technical difficulties
        application error a client side exception has occurred
        a server side exception has occurred
        error establishing a database connection
        the server is temporarily unable to service your request
        the server encountered an internal error
        fatal error uncaught
        there has been a critical error on this website
        briefly unavailable for scheduled maintenance
        we are currently performing maintenance
        es ist ein fehler aufgetreten
        bitte versuchen sie es später
        bitte versuchen sie es später erneut
        veuillez réessayer plus tard
        une erreur s est produite
        inténtelo de nuevo más tarde
        vuelve a intentarlo más tarde
        tente novamente mais tarde
        riprova più tardi
        probeer het later opnieuw
        försök igen senare
        prøv igen senere
        prøv igjen senere
        yritä myöhemmin uudelleen
        spróbuj ponownie później
        zkuste to prosím později
        попробуйте позже
        повторите попытку позже
        спробуйте пізніше
        lütfen daha sonra tekrar deneyin
        يرجى المحاولة لاحقا
        请稍后再试
        请稍后重试
        請稍後再試
        しばらくしてからもう一度
        잠시 후 다시 시도
        vui lòng thử lại sau
    """),
)

SHELL = Family(
    likeness="shell",
    outcome=Outcome.UNREADABLE,
    why="the page is an empty shell: what it shows is made by JavaScript",
    titles=(),
    phrases=_lines("""
        you need to enable javascript to run this app
        please enable javascript
        enable javascript to run
        enable javascript to view
        enable javascript to continue
        javascript is required
        javascript is disabled
        requires javascript
        doesn t work properly without javascript
        does not work without javascript
        your browser does not support javascript
        bitte aktivieren sie javascript
        javascript ist deaktiviert
        veuillez activer javascript
        activez javascript
        habilite javascript
        active javascript
        ative o javascript
        abilita javascript
        schakel javascript in
        włącz javascript
        включите javascript
        увімкніть javascript
        javascript i etkinleştirin
        请启用javascript
        請啟用javascript
        javascriptを有効にして
        자바스크립트를 활성화
    """),
)

FAMILIES: tuple[Family, ...] = (CHALLENGE, CONSENT, LOGIN, NOT_FOUND, SHELL, BROKEN)

# In the source of pages that stand in for what was asked, not in their words.
CHALLENGE_SIGNS: tuple[str, ...] = (
    "_cf_chl_opt", "cf-chl-", "challenge-platform", "cf-challenge", "px-captcha", "captcha-delivery.com", "datadome",
    "_incapsula_resource", "ddos-guard", "hcaptcha.com/1/api", "recaptcha/api.js", "turnstile/v0/api", "aws-waf-token",
    "akamai-challenge", "sucuri_cloudproxy", "geetest", "waf_captcha",
)  # fmt: skip
SHELL_ROOTS: tuple[str, ...] = ("root", "app", "__next", "__nuxt", "___gatsby", "react-root", "svelte", "app-root")

# What a body begins with that is no page, whatever its header says.
FILES: Mapping[bytes, str] = {
    b"%PDF-": "a PDF document", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"RIFF": "a picture or a sound", b"PK\x03\x04": "an archive", b"\x1f\x8b": "an archive", b"\x00\x00\x00": "a video",
    b"ID3": "a sound", b"OggS": "a sound", b"\xd0\xcf\x11\xe0": "an office document", b"{\\rtf": "an office document",
}  # fmt: skip
