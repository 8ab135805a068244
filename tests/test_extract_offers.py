"""What a page offers beside its story is no part of it, in any language; and what only looks like an offer is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pages_html import ENGLISH, GERMAN, KOREAN, SPANISH, URL, added, article_page, images, page, paragraphs, read, texts

from watcher.extract.offers import is_call, is_offer, is_promotion
from watcher.extract.wording import is_advert_label, is_counter, is_dateline, is_read_aloud
from watcher.model import Heading, Link, List, Paragraph

INTERFACE = tomllib.loads(Path(__file__).with_name("interface.toml").read_text("utf-8"))
PROMOTIONS = (
    "Choose us as your preferred source on Google by clicking here",
    "Ajoutez La Jetée à vos sources préférées sur Google",
    "Añade El Muelle como fuente preferida en Google",
    "Aggiungi Il Molo tra le tue fonti preferite su Google",
    "Stel De Kade in als voorkeursbron op Google",
    "Přidejte si nás mezi preferované zdroje na Googlu",
    "Tilføj os som foretrukken kilde på Google",
    "Додайте нас до обраних джерел Google",
    "Bizi Google'da tercih edilen kaynak olarak ekleyin",
    "Vous avez repéré une erreur ? Signalez-la",
    "Nichts mehr verpassen: Push-Mitteilungen aktivieren",
    "Get unlimited access to our journalism from £1 a week",
    "Watch the full video below:",
    "The video above is from an earlier report.",
    "For free harbour alerts sent straight to your inbox sign up here",
    "Share your thoughts in the comments below",
    "Jeden Morgen das Wichtigste vom Hafen per E-Mail",
    "Recevez chaque matin l'essentiel de l'actualité du port",
    "Puede seguir a El Faro en Facebook y X",
    "Si te gustó la nota, compártela",
    "Clique aqui para receber as notícias do porto",
    "点击关注我们",
    "一起加入港報Telegram，新聞不漏接！",
    "Dapatkan berita terkini dari Kabar Pelabuhan hanya dengan satu akun",
    "ಬಂದರು ವಾರ್ತೆ ಆ್ಯಪ್ ಇಲ್ಲಿದೆ: ಆಂಡ್ರಾಯ್ಡ್ | ಐಒಎಸ್",
    "* Fakta atau Hoaks? Kirim pesan ke nomor Cek Fakta kami.",
    "Sign up for our harbour newsletter and never miss a ferry.",
    "Download our app for the tides of tomorrow.",
    "Our reporting is free because readers like you pay for it.",
    "Bestellen Sie jetzt unseren kostenlosen Newsletter.",
    "Hören Sie auch unseren Podcast über Häfen und Brücken.",
    "Unterstützen Sie unsere Arbeit mit einem kleinen Betrag.",
    "Téléchargez notre application pour suivre les marées.",
    "Faites un don : nos articles vivent de lecteurs comme vous.",
    "Suscríbete gratis a nuestro boletín del puerto.",
    "Seguici su tutte le reti e sul nostro canale.",
    "Subscreva a nossa newsletter sobre os rios.",
    "Schrijf je in voor onze nieuwsbrief over de haven.",
    "Zapisz się na nasz newsletter o portach.",
    "Подпишитесь на нашу рассылку о портах.",
    "Присоединяйтесь к нам на Facebook, Twitter, ВКонтакте.",
    "Підтримайте нас, якщо любите мости.",
    "Uygulamamızı indirin, gelgitleri kaçırmayın.",
    "اشترك في نشرتنا البريدية عن الموانئ.",
    "欢迎订阅我们的新闻简报",
    "ニュースレターに登録すると潮の時刻が届きます。",
    "항구 뉴스레터를 구독하세요.",
    "Meld deg på vårt nyhetsbrev om havner.",
    "Luku pratite putem aplikacija za Android i mreža.",
    "Chcesz być na bieżąco? Zajrzyj na stronę portu.",
    "Fylgdu okkur á Facebook.",
    "Приклучете се на нашата Вајбер група.",
    "Падпісвайцеся на наш тэлеграм-канал.",
    "Pastebėjote klaidą? Praneškite mums.",
    "Følg Havneposten på Facebook.",
    "Inscríbete en nuestro Newsletter del puerto.",
    "Einen Überblick über die Debatten unserer Häfen finden Sie hier.",
    "Ha máskor is tudni szeretne a kikötőről, lájkolja oldalunkat!",
    "Máte pre nás tip na článok? Napíšte nám.",
)
STORY_LINES = (
    "Watch the video below the bridge, he told the boys, and nobody will see you.",
    "“Join the debate on our future,” the mayor told the young people of the port.",
    "„Spenden Sie jetzt“, rief der Pfarrer, und die Kinder gingen mit den Körben.",
    "«Clique aqui para receber», dizia a mensagem que enganou duas mil pessoas.",
    "「公式LINEで潮の情報を配信中です」と港長は述べた。",
    "Share your thoughts with the harbour office, the notice said, or hold your peace.",
    "Jeden Morgen schickt der Lotse seinen Bericht per Mail an das Amt, das ihn selten liest.",
    "Recevez chaque matin les clés au bureau du port, avait dit le gardien.",
    "点击关注的人数在一天之内超过了四千，港务局随后关闭了评论。",
    "For free rides the ferry asks nothing but a name, and most sign up at the pier.",
    "The newsletter of the harbour office was read by 4,000 people last year.",
    "She said the app had been downloaded twice as often as the ministry had hoped.",
    "Donations for the lock keeper reached 12,000 crowns on Monday.",
    "Der Podcast des Ministers wurde von 300 Menschen gehört.",
    "Readers like the ferryman, who is 80, never bought a ticket.",
    "«Присоединяйтесь к нам», – написал начальник порта лоцманам, которые остались без работы на соседнем причале.",
    "Read more books, the mayor urged the pupils of the harbour school.",
    "Lees meer boeken, vroeg de burgemeester aan de leerlingen.",
    "Se även till att båten har en livboj, sade hamnchefen.",
    "Følg havnen på Facebook, sagde borgmesteren, som selv har fire tusind venner der.",
    "«Στείλτε μας βοήθεια», είπε ο λιμενάρχης στον υπουργό.",
    "Čítajte viac kníh, vyzvala starostka žiakov.",
    "Leia mais livros, pediu a prefeita aos alunos do porto.",
    "該部門的播客節目上週被迫停播。",
    "外野手說他一球都不漏接，新聞當晚就播了。",
    "林曉嵐加入港口的Telegram群組，每天早上報告風向。",
    "アプリの利用者は去年の二倍に増えた。",
    "By signing up for the regatta, crews accept that the pier may be wet.",
    "Al registrarse, los pescadores aceptan las normas del puerto.",
    "El artículo continúa en vigor, según el tribunal del puerto.",
    "この記事のURLをコピーして送った人もいた。",
    "Good journalism costs money, the minister told parliament.",
)


@pytest.mark.parametrize("line", PROMOTIONS)
def test_a_line_that_offers_something_is_not_read(line: str) -> None:
    assert is_promotion(line)
    assert added(read(article_page(f"<p>{line}</p>"))) == ()


@pytest.mark.parametrize("line", STORY_LINES)
def test_a_sentence_about_such_things_is_read(line: str) -> None:
    assert not is_promotion(line)
    assert line in texts(read(article_page(f"<p>{line}</p>")))


@pytest.mark.parametrize(
    "words", ["Sign up", "Jetzt anmelden", "Je m’abonne", "Descargar", "Скачать", "立即订阅", "ABBONATI A FARO"]
)
def test_a_line_that_ends_with_the_words_of_a_button_is_an_offer(words: str) -> None:
    assert is_call(words)
    line = f"<p><em>Every tide of the week in one letter. <a href='/letter'>{words}</a>.</em></p>"
    box = f"<div class='x7'><p>Every tide</p><p>All of the week in one letter.</p><a href='/l'><b>{words}</b></a></div>"
    assert added(read(article_page(line))) == added(read(article_page(box))) == ()


@pytest.mark.parametrize(
    "words",
    ["Buy at Brass & Sons", "Zum Angebot", "Acheter", "Comprar por 19,99 €", "Acquista ora", "Bestel nu", "Kup teraz"],
)
def test_goods_with_a_button_that_sells_them_are_none_of_the_story(words: str) -> None:
    box = f"<div><img src='/lamp.jpg'><p>Lampa Lowen</p><a href='https://brass.example/1'>{words}</a></div>"
    assert texts(read(article_page(box))) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "Those who want to vote by post can <a href='https://lowen.example/'>register</a> until Friday evening.",
        "Wer mitmachen will, kann sich im Rathaus <a href='https://lowen.example/'>anmelden</a>, sagte die Stadt.",
    ],
)
def test_a_sentence_that_goes_on_behind_the_words_of_a_button_stays_in_a_box(line: str) -> None:
    assert len(read(article_page(f"<div><p>{line}</p></div>")).blocks) == len(ENGLISH.paragraphs) + 1


def shown(html: str) -> list[str]:
    """The texts of a story with `html` in it."""
    return [getattr(block, "text", "") for block in read(article_page(html)).blocks]


@pytest.mark.parametrize(
    "title",
    [
        "Follow our WhatsApp channel",
        "FOLLOW US ON FACEBOOK",
        "Follow US on Facebook",
        "Join us on Facebook",
        "Jetzt unseren WhatsApp-Kanal abonnieren",
        "Fout gezien? Meld het ons",
        "Rejoignez-nous sur WhatsApp",
    ],
)
def test_a_heading_that_asks_readers_to_follow_the_page_is_none(title: str) -> None:
    assert title not in shown(f"<h3>{title}</h3><p>The ferry left the pier without its captain on Friday.</p>")


@pytest.mark.parametrize(
    "title",
    [
        "Siga el dinero de nuestra app",
        "Follow the money: our inbox",
        "Join the fight on Telegram",
        "Who follows us?",
        "Follow US sailors to the harbour",
        "Join US forces, says the mayor",
    ],
)
def test_a_heading_of_the_story_that_asks_something_stays(title: str) -> None:
    assert title in shown(f"<h3>{title}</h3><p>The ferry left the pier without its captain on Friday evening.</p>")


def test_a_box_of_the_story_with_a_button_beside_its_paragraph_stays_where_its_like_have_none() -> None:
    boxed = [f"<div class='part'><p>{text}</p></div>" for text in ENGLISH.paragraphs]
    boxed[1] = f"<div class='part'><p>{ENGLISH.paragraphs[1]}</p><a href='/letter'>Sign up</a></div>"
    assert texts(read(page(f"<article>{''.join(boxed)}</article>"))) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "<p>More of this: <a href='/ferries'>Winter ferries leave at noon</a></p>",
        "<p><strong>TARINA | <a href='/ferries'>Winter ferries leave at noon</a></strong></p>",
        "<p>[Thema: <a href='/ferries'>Fähren fahren im Winter seltener</a>]</p>",
        "<ul><li><b>What is new in Lowen? </b><a href='/letter'>Sign up for The Tide newsletter</a></li></ul>",
        "<p>PUEDES VER:</p><a href='/ferries'>Winter ferries leave at noon</a>",
        "<p><b>Vezi și</b> <a href='/ferries'>Winter ferries leave at noon</a></p>",
        "<h4>Súvisiace články</h4><ul><li><a href='/ferries'>Winter ferries leave at noon</a></li></ul>",
        "<p>ЧЫТАЙЦЕ ТАКСАМА</p><p><a href='/ferries'>Winter ferries leave at noon</a></p>",
        "<p>Emner: <a href='/t/1'>Broer</a>, <a href='/t/2'>havn</a>, <a href='/t/3'>ferger</a></p>",
    ],
)
def test_a_label_before_links_to_the_sites_own_pages_is_no_paragraph(line: str) -> None:
    assert added(read(article_page(line))) == ()


@pytest.mark.parametrize(
    "line",
    [
        "<p>Source: <a href='https://harbours.example.org/report'>Report on the harbours of the north</a></p>",
        "<p>The minutes: <a href='/minutes.pdf'>Session of the second of March</a></p>",
        "<p>What it means: <a href='/a'>the bridge</a> stays closed for a year.</p>",
    ],
)
def test_a_label_before_what_belongs_to_the_story_stays(line: str) -> None:
    assert len(added(read(article_page(line)))) == 1


def test_what_is_offered_is_told_without_a_page() -> None:
    link = Link(text="Winter ferries leave at noon", href="https://www.harbour.example/ferries")
    assert is_offer("More: Winter ferries leave at noon", [link], URL)
    assert not is_offer("More: Winter ferries leave at noon", [link], "https://elsewhere.example/a")


def card(title: str, *, target: str, text: str = "What the harbour office says of it.") -> str:
    return (
        f"<div class='k1'><a href='{target}'><img src='/thumbs/{title[:4]}.jpg' alt=''></a>"
        f"<h4><a href='{target}'>{title}</a></h4><p>{text}</p></div>"
    )


def test_an_invitation_in_front_of_a_paragraph_in_its_own_element_costs_no_sentence() -> None:
    label = "<span class='see'><span>Read also:</span> <a href='/news/1'>The ferry is late again</a></span>"
    first, *others = ENGLISH.paragraphs
    html = page("".join(f"<p>{text}</p>" for text in (f"{label} {first}", *others)))
    assert texts(read(html)) == list(ENGLISH.paragraphs)


def test_what_a_newsreader_asks_stays_behind_the_label_and_the_label_alone_goes() -> None:
    lines = ("[앵커]", *KOREAN.paragraphs[:2], "[기자]", *KOREAN.paragraphs[2:])
    asked, alone = (page(f"<div>{mark.join(lines)}</div>", lang="ko") for mark in (" ", "<br><br>"))
    assert texts(read(asked))[0].startswith(f"[앵커] {KOREAN.paragraphs[0]}")
    assert texts(read(alone)) == list(KOREAN.paragraphs)


def test_a_page_that_only_asks_for_scripts_has_no_story() -> None:
    said = "Enable JavaScript in your browser to see this page of the paper, please."
    assert not read(f"<html><body><div id='root'></div><div id='noscript'>{said}</div></body></html>").blocks


def test_cards_of_other_stories_are_not_read() -> None:
    cards = "".join(card(title, target=f"/c/{title[:4]}") for title in ("Ferries in winter", "Old pier falls"))
    long = paragraphs(GERMAN)
    credited = "<figure><img src='/i/{0}.jpg'><figcaption>Photo: Ola Nord</figcaption></figure>"
    link = "<h3><a href='/c/{0}'>Pier {0}</a></h3>"
    of_others = "".join(f"<div>{credited}{link}</div>".format(n) for n in range(3))
    boxes = (f"<section class='z'><h3>For you</h3>{cards}</section>", card("Ferries in winter", target="/c/ferr"))
    begun = (
        "<article class='z'><h2><a href='/c/ferr'>Ferries in winter</a></h2><p>The boats leave at noon...</p></article>"
    )
    for box in (*boxes, begun, f"<section class='z'>{of_others}</section>"):
        assert added(read(article_page(f"{box}{long}"))) == added(read(article_page(long)))


def teaser(title: str, *, target: str, text: str = "", pictured: bool = False) -> str:
    shown = f"<a href='{target}'><img src='/thumbs/{title[:4]}.jpg' alt=''></a>" if pictured else ""
    return f"<div class='k2'>{shown}<p><a href='{target}'>{title}</a></p><p>{text}</p></div>"


TEASED = ("The ferries of the next winter", "Why the old pier fell", "A storm closes all of the inns")
SAID = "The harbour office says that fewer passengers and dear fuel left it no choice."


@pytest.mark.parametrize("label", ["", "<p>More of this</p>", "<h4>Harbour</h4>"])
@pytest.mark.parametrize("pictured", [True, False])
@pytest.mark.parametrize("box", ["<div class='strip'>{}{}</div>", "<section>{}<div><div>{}</div></div></section>"])
def test_teasers_of_other_stories_without_headings_are_not_read(box: str, label: str, pictured: bool) -> None:
    teasers = (teaser(title, target=f"/c/{title[4:9]}", text=SAID, pictured=pictured) for title in TEASED[:2])
    html = box.format(label, "".join(teasers))
    assert texts(read(article_page(f"{html}{paragraphs(GERMAN)}{paragraphs(SPANISH)}"))) == texts(
        read(article_page(f"{paragraphs(GERMAN)}{paragraphs(SPANISH)}"))
    )


def test_a_list_of_teasers_is_not_read_however_it_is_called_nor_a_large_box_that_is_called_one_of_others() -> None:
    points = [f"<li><p><a href='/c/{title[4:9]}'>{title}</a></p><p>{SAID}</p></li>" for title in TEASED]
    long = f"{paragraphs(GERMAN)}{paragraphs(SPANISH)}"
    assert added(read(article_page(f"<ul class='k'>{''.join(points)}</ul>{long}"))) == added(read(article_page(long)))
    box = "".join(teaser(title, target=f"/c/{title[4:9]}", text=SAID) for title in TEASED)
    assert added(read(article_page(f"<div class='related-stories'>{box}</div>"))) == ()


@pytest.mark.parametrize(
    ("title", "target", "text"),
    [
        ("The old custom house no. {}", "https://house{}.example/", SAID),  # of other sites
        ("The old custom house no. {}", "#house-{}", SAID),
        ("The old custom house no. {}", "/houses", SAID),  # all the same
        ("The plans of house no. {} (PDF)", "/plans/{}.pdf", SAID),
        ("House {}", "/houses/{}", SAID),  # a name
        ("The old custom house no. {}", "/houses/{}", f"{SAID} {SAID} {SAID}"),
        ("The old custom house no. {}", "/houses/{}", f"It burned in <a href='/fires/1'>a great fire</a>. {SAID}"),
    ],
)
def test_parts_of_the_story_with_links_in_their_first_lines_are_read(title: str, target: str, text: str) -> None:
    parts = "".join(teaser(title.format(n), target=target.format(n), text=f"{n}. {text}") for n in (1, 2, 3))
    told = texts(read(article_page(f"<div class='houses'>{parts}</div>{paragraphs(GERMAN)}{paragraphs(SPANISH)}")))
    assert [line[:2] for line in told if SAID in line] == ["1.", "2.", "3."]


def test_sentences_that_begin_with_links_are_no_teasers() -> None:
    lines = "".join(f"<div><a href='/c/{title[4:9]}'>{title}</a>: {SAID}</div>" for title in TEASED)
    told = texts(read(article_page(f"<div>{lines}</div>{paragraphs(GERMAN)}{paragraphs(SPANISH)}")))
    assert sum(SAID in line for line in told) == 3


def test_the_parts_of_a_list_with_links_in_their_titles_are_read() -> None:
    names = ("Harbour inn", "Pier house", "Old customs")
    parts = "".join(card(name, target=f"/inns/{name[:4]}", text=f"{name} has nine rooms.") for name in names)
    told = texts(read(article_page(parts)))
    assert [text for text in told if "rooms" in text] == [f"{name} has nine rooms." for name in names]


@pytest.mark.parametrize(("heading", "read_too"), [("You may also like", False), ("Three walks by the harbour", True)])
def test_of_a_large_list_of_stories_its_heading_says_whether_it_is_read(heading: str, read_too: bool) -> None:
    names = ("Ferries in winter", "Old pier falls", "Storm closes inn")
    cards = "".join(card(name, target=f"/c/{name[:4]}", text=f"{name}: {ENGLISH.paragraphs[1]}") for name in names)
    told = texts(read(article_page(f"<section class='z'><h3>{heading}</h3>{cards}</section>")))
    assert [any(text.startswith(f"{name}:") for text in told) for name in names] == [read_too] * 3


@pytest.mark.parametrize("paragraph", ["<p>{}</p>", "<div class='t'><span>{}</span></div>"])
def test_a_paragraph_beside_cards_in_one_element_stays(paragraph: str) -> None:
    cards = "".join(card(title, target=f"/c/{title[:4]}") for title in ("Ferries in winter", "Old pier falls"))
    story = [*ENGLISH.paragraphs[:2], *GERMAN.paragraphs, *SPANISH.paragraphs]
    first, second, *rest = (paragraph.format(text) for text in story)
    body = f"{first}<div class='w'>{second}<div class='k'>{cards}</div></div>{''.join(rest)}"
    assert texts(read(page(f"<article>{body}</article>"))) == story


def test_a_picture_and_words_in_one_link_to_another_story_are_no_picture_of_this_one() -> None:
    words = "<img src='/i/ferry.jpg' alt=''><figcaption>Ferries leave at noon</figcaption>"
    assert images(read(article_page(f"<figure><a href='/ferries'>{words}</a></figure>"))) == []
    assert len(images(read(article_page(f"<figure><a href='/i/ferry-large.jpg'>{words}</a></figure>")))) == 1


def test_a_picture_with_a_caption_beside_the_card_of_another_story_is_the_storys() -> None:
    lead = "<figure><img src='/i/bridge.jpg'><figcaption>The bridge</figcaption></figure>"
    other = "<div><h4>Galleries</h4><a href='/c/1'><img src='/i/1.jpg'></a><h5><a href='/c/1'>Piers</a></h5></div>"
    top = f"<article><h1>{ENGLISH.title}</h1><div class='media'>{lead}{other}</div></article>"
    article = read(f"<html><body>{top}<div><div>{paragraphs()}</div></div></body></html>")
    assert [i.caption for i in images(article)] == ["The bridge"]


def test_a_blurred_copy_before_a_picture_changes_nothing() -> None:
    picture = "<img src='/i/bridge.jpg' alt='The bridge'>"
    blurred = f"<img src='data:image/jpeg;base64,AAAA' alt='' aria-hidden='true'>{picture}"
    caption = "<figcaption>The bridge on Monday</figcaption>"
    before, after = (images(read(article_page(f"<figure>{shown}{caption}</figure>"))) for shown in (picture, blurred))
    assert before == after != []


LABELS = ("Sponsored", "- Anzeige -", "Contenu sponsorisé", "Contenido patrocinado", "Materiał sponsorowany", "广告")
METERS = (
    "56 mal geteilt",
    "56 compartilhamentos",
    "1045 zobrazení",
    "1045 pregleda",
    "1.2K shares",
    "Foto 1 de 12",
    "この記事は約4分で読めます",
    "только что",
    "You have 3 free articles left this month",
    "Noch 2 kostenlose Artikel in diesem Monat",
    "Il vous reste 4 articles gratuits",
    "本月还可免费阅读3篇文章",
    "41 people are reading this now",
    "Сейчас читают: 12",
    "Word count in article: 1.7k",
    "本文字数：1,203",
    "214 people reacted to this",
    "Bildunterschrift ausblenden",
    "展开剩余70%",
    "コメントを見る（214件）",
    "Это видео больше недоступно",
    "检测到您使用了广告拦截插件，请关闭以支持我们。",
    "Dieses Video kann in Ihrem Browser nicht abgespielt werden.",
)
ALOUD = (
    "Listen to this article · 4 min",
    "Artikel anhören · 4 Min.",
    "Vypočujte si článok načítaný neurálnym hlasom.",
    "Écouter l’article",
    "收听本文 · 4分钟",
    "기사 듣기 · 4분",
)
AGO = (
    "Actualizado hace 4 minutos",
    "5 dakika önce güncellendi",
    "Mis à jour il y a 12 minutes",
    "5分钟前更新",
    "منذ 5 دقائق",
    "Zaktualizowano 4 minut temu",
    "Время чтения: 5 мин",
    "Okuma süresi: 5 dk",
    "読了時間 5分",
    "před 3 dny",
    "pred 5 minútami",
    "acum 3 zile",
    "prije 3 dana",
    "преди 5 минути",
    "3 дні тому",
    "3 päivää sitten",
    "πριν από 3 ημέρες",
    "2 orë më parë",
    "3 ngày trước",
    "3 दिन पहले",
    "4 min läsning",
    "4 min čitanja",
    "4 phút đọc",
)


def test_lines_of_the_page_itself_are_told_from_the_storys() -> None:
    assert [line for line in LABELS if not is_advert_label(line)] == []
    assert [line for line in (*METERS, *LABELS, *ALOUD) if not is_counter(line)] == []
    assert [line for line in ALOUD if not is_read_aloud(line)] == []
    assert [line for line in AGO if not is_dateline(line)] == []


@pytest.mark.parametrize("language", INTERFACE)
def test_what_controls_and_forms_say_is_no_paragraph_and_a_sentence_that_begins_so_is(language: str) -> None:
    lines, sentences = INTERFACE[language]["go"], INTERFACE[language]["stay"]
    assert [line for line in lines if not is_counter(line)] == []
    assert [sentence for sentence in sentences if is_counter(sentence)] == []
    assert added(read(article_page(f"<p>{lines[0]}</p>"))) == ()
    assert sentences[0] in texts(read(article_page(f"<p>{sentences[0]}</p>")))


@pytest.mark.parametrize(
    "step", ["Add the ferry app to your home screen", "Dark Mode aktivieren", "알림 설정", "Ver resultados"]
)
def test_a_step_of_instructions_heads_what_is_told_below_it(step: str) -> None:
    told = "The ferry app asks for it as soon as it is opened on the pier, and the harbour office helps."
    article = read(article_page(f"<p>{told}</p><h2>{step}</h2><p>{told} That takes a minute.</p>"))
    assert step in [block.text for block in article.blocks if isinstance(block, Heading)]


@pytest.mark.parametrize(
    "line",
    [
        "24 Stunden",
        "7 Tage",
        "Sponsored walks bring in 300 crowns",
        "3 articles of the law",
        "Das Video konnte nicht geladen werden, sagte Frau Kern",
    ],
)
def test_headings_and_sentences_with_such_words_stay(line: str) -> None:
    assert not is_counter(line)
    assert not is_dateline(line)


def test_the_foot_of_a_feed_is_neither_text_nor_copyright() -> None:
    foot = "© Ida Brandt for Harbour Post, 2026. | Permalink | No comment | Post tags: bridge, ferry"
    article = read(article_page(f"<p>{foot}</p><p>Feed enhanced by a plugin</p>"))
    assert (added(article), article.copyright, article.credits) == ((), None, ())
    plain = "© Ida Brandt for Harbour Post, 2026."
    assert read(article_page(f"<p>{plain}</p>")).copyright == plain


def test_a_player_that_reads_the_article_aloud_is_no_embed_and_another_recording_is() -> None:
    player = "<div class='q'><span>{}</span><audio src='/sound/77.mp3'></audio></div>"
    assert added(read(article_page(player.format("Artikel anhören · 4 Min.")))) == ()
    speech = added(read(article_page(player.format("The mayor's speech of Monday"))))
    assert [block.kind for block in speech] == ["embed"]


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe src='https://tpc.googlesyndication.com/safeframe/1.html' width='300' height='250'></iframe>",
        "<iframe src='https://banners.example/x' title='3rd party ad content'></iframe>",
        "<iframe src='https://banners.example/x' id='google_ads_iframe_77'></iframe>",
        "<iframe src='https://letters.example/x' title='Sign up now'></iframe>",
        "<div><small>Partner offer</small><iframe src='https://deals.example/x'></iframe></div>",
    ],
)
def test_a_frame_with_an_advertisement_is_no_embed(frame: str) -> None:
    assert added(read(article_page(frame))) == ()


@pytest.mark.parametrize(
    "box", ["<ins class='adsbygoogle'></ins>", "<aside><a href='/x'>Ferries leave at noon</a></aside>"]
)
def test_what_follows_the_first_paragraph_does_not_make_it_a_standfirst(box: str) -> None:
    first, *others = (f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    body = f"<h1>{ENGLISH.title}</h1><div class='s'>{first}{box}{''.join(others)}</div>"
    head = f"<meta name='description' content='{ENGLISH.paragraphs[0]}'>"
    article = read(f"<html><head>{head}</head><body><article>{body}</article></body></html>")
    assert article.standfirst is None
    assert texts(article) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("brackets", ["[", "[]", "()", "( [ ] )"])
def test_a_link_of_brackets_alone_is_no_label_and_no_exception(brackets: str) -> None:
    own = Link(text=brackets, href=f"{URL}/x")
    assert not is_offer(f"Notes: {brackets}", (own,), URL)
    article = read(article_page(f"<p>The ferry <a href='/x'>{brackets}</a> leaves at nine.</p>"))
    assert any("leaves at nine" in text for text in texts(article))


@pytest.mark.parametrize(
    "box",
    [
        "<div class='k7'><p>This content is kept by others. Agree to cookies to see it.</p><button>OK</button></div>",
        "<div><p>An dieser Stelle steht ein Beitrag von anderen.</p><p><button>Zeigen</button></p></div>",
        "<section><h4>Votre avis compte</h4><form><input type='radio'> 1 <input type='radio'> 2</form></section>",
        "<div><p><strong>Four weeks for a pound.</strong></p><p>End it.</p><a href='/x'><button>Go</button></a></div>",
        "<div><p>Soll der Kai bleiben?</p><ul><li>Ja 61 %</li><li>Nein 39 %</li></ul><p>212 Stimmen</p></div>",
        "<div><p>Stay open?</p><p><i>Yes</i> <b>61 %</b></p><p><i>No</i> <b>39 %</b></p></div>",
        "<dl><dt>Related stories</dt><dd><a href='/n/7'>Old pier to be torn down</a></dd></dl>",
        "<figure><a href='/n/7'><img src='/i/7.jpg'></a><figcaption><a href='/n/7'>Old pier</a></figcaption></figure>",
        "<p>Members see less of them. <a href='/plus'>Subscribe for 1 € a month</a></p>",
        "<div class='k7'><a href='/abo?from=9'><img src='/static/9.png' alt='All for a pound'></a></div>",
        "<table><tr><td></td><td><b>Related stories</b><br><a href='/n/9'>Old pier</a></td></tr></table>",
        "<p><em>Alerts as they come. <a href='https://apps.apple.com/app/id77'>Have it now</a></em></p>",
    ],
)
def test_a_small_box_with_a_button_or_a_form_asks_for_an_answer_and_is_not_read(box: str) -> None:
    assert added(read(article_page(box))) == ()


@pytest.mark.parametrize(
    "html",
    [
        "<div><h3>What happens now</h3><button>Copy link</button></div>",
        "<div class='k7'><p>The ferry is late.</p><button>Go</button></div>"
        "<div class='k7'><p>The pier is wet.</p><button>Go</button></div>",
        "<div><p>The ferry is late.</p><button><svg></svg></button></div>",
        "<div><p>Who pays?</p><div><ul><li>The city pays 61 %</li><li>The state pays 20 %</li></ul></div></div>",
        "<div><p>The game is out in the <a href='https://apps.apple.com/app/id77'>App Store</a>.</p></div>",
        "<div><table><tr><th>Open?<tr><td>Yes</td><td>61 %</td></tr><tr><td>No</td><td>39 %</td></tr></table></div>",
    ],
)
def test_a_part_of_the_story_with_a_button_beside_it_is_read(html: str) -> None:
    assert len(added(read(article_page(html)))) == html.count("<div")


@pytest.mark.parametrize(
    "line",
    [
        "Read also: <a href='/n/4'>Old pier to be torn down</a>",
        "Lesen Sie auch: <a href='/n/4'>Der alte Pier fällt</a>",
    ],
)
def test_an_invitation_that_stands_as_a_quotation_is_not_read(line: str) -> None:
    assert added(read(article_page(f"<blockquote><p>{line}</p></blockquote>"))) == ()
    assert (
        len(added(read(article_page("<blockquote><p>“Read also what is <a href='/n'>small</a>.”</p></blockquote>"))))
        == 1
    )


@pytest.mark.parametrize(
    "line",
    [
        "Join our WhatsApp channel for the tides", "Alle Nachrichten auch bei Telegram", "加入我們的LINE頻道",
        "Unlimited access for just $4 a month", "Jetzt vier Wochen für 1 Euro testen", "月額980円で読み放題",
        "Artikel gaat verder onder de advertentie", "廣告 請繼續往下閱讀",
        "Sie haben 4 von 60 freien Artikeln gelesen", "您已阅读60篇免费文章中的4篇",
        "무료 기사 60개 중 4개를 읽었습니다",
        "34 просмотра", "조회수 34", "阅读 34", "Lu 34 fois", "Okunma: 34", "🔊 Vorlesen (3 Min. 34 Sek.)",
        "By subscribing, you accept our terms of use.", "Mit der Anmeldung stimmen Sie den Bedingungen zu.",
        "En vous inscrivant, vous acceptez nos conditions.", "Al suscribirse acepta nuestras condiciones.",
        "Iscrivendoti accetti i nostri termini.", "Ao subscrever aceita os termos.", "订阅即表示您同意我们的条款。",
        "Door u aan te melden gaat u akkoord met de voorwaarden.", "Подписываясь, вы соглашаетесь с условиями.",
        "登録すると利用規約に同意したことになります。", "구독하면 이용약관에 동의하게 됩니다.",
        "Abone olarak koşulları kabul edersiniz.", "Zapisując się, akceptujesz regulamin.",
        "El artículo continúa tras la publicidad", "O artigo continua após a publicidade",
        "（广告结束，请继续往下阅读）",
        "この記事は広告の後に続きます", "광고 아래 기사가 계속됩니다", "Статья продолжится после рекламы",
        "Artikel berlanjut setelah iklan", "Audio: Listen to this story", "Прослушать новость", "Haberi sesli dinle",
        "この記事を音声で聴く", "기사를 소리로 듣기", "Visto 1.234 veces", "Lượt xem: 1.234",
        "Estimated read time 4 min",
        "Artikel ini dibacakan oleh suara otomatis.", "Włącz JavaScript, aby zobaczyć tę treść.",
        "Trình duyệt của bạn không phát được video này.", "Похоже, у вас включён блокировщик рекламы.",
        "چرا این تبلیغ را می‌بینم؟", "Carregando…", "첫 댓글을 남겨보세요", "تخضع التعليقات للمراجعة.",
        "यह खबर पढ़कर आपको कैसा लगा?", "申请转载或购买授权", "Offer ends in 3 days 12 minutes",
        "Bu haberi okuyarak 5 puan kazandınız", "これまでに1,200人が支援、目標の54％達成", "Dibaca 5858 kali",
        "全文约1500字，阅读约需4分钟", "参与讨论", "コメント12件", "12 komentářů", "شارك برأيك",
        "You have exhausted your monthly limit of free stories.",
        "Comments have to be in English, and in full sentences.",
        "This story has been published from a wire agency feed without changes to the text.",
        "This article appears in the March 2024 issue of the quarterly.",
        "Disclaimer: इस लेख में दी गई जानकारी बंदरगाह की पुरानी किताबों पर आधारित है",
        "Esta noticia ha sido publicada originalmente en El Muelle",
        "Este texto não representa necessariamente a opinião do jornal",
        "Prenošenje teksta je dozvoljeno uz navođenje izvora",
        "Материал опубликован в газете № 45 от 12.03.2024",
        "《港報》提醒您：理財有風險",
        "¿Te gustó la nota?",
        "Esta matéria foi útil para você?",
        "Hat Ihnen der Artikel gefallen?",
        "Czy ten artykuł był ciekawy?",
        "你喜歡這篇新聞嗎？",
        "El periodismo independiente te necesita. Hazte socia y apóyanos.",
        "Presa independentă are nevoie de tine. Donează acum.",
        "Nezavisno novinarstvo treba vašu podršku. Donirajte.",
        "Yorum yapabilmek için üye olun",
        "רוצים לקבל עדכונים?",
        "Unabhängiger Journalismus braucht Ihre Unterstützung. Spenden Sie jetzt.",
        "Le journalisme indépendant a besoin de vous. Faites un don.",
        "Zapojte se do diskuse (12)",
        "发表评论 (12)",
        "公式LINEで最新ニュースを配信中",
    ],
)  # fmt: skip
def test_what_a_page_says_between_paragraphs_of_itself_is_not_read(line: str) -> None:
    shown = texts(read(article_page(f"<p>{line}</p>")))
    assert line not in shown


@pytest.mark.parametrize(
    "line",
    [
        "JavaScript was written in ten days, the engineer told the court.",
        "Loading of the ships took until midnight, the harbour master said.",
        "The offer ends in 3 days, the union said, and there will be no other.",
        "Déjà 300 donateurs se sont manifestés lundi, selon l’association, pour sauver le moulin.",
        "The video is no longer available on her channel, but copies circulate.",
        "You can now hear their stories in a new exhibition at the harbour museum.",
        "Chcesz być na bieżąco z wydatkami? Załóż zeszyt, radzi ekspertka.",
        "【追蹤報導】渡輪公司週一宣布，新碼頭將延後啟用，居民表示不滿。",
        "專家呼籲用戶立即更新WhatsApp，以免遭到駭客攻擊，損失金錢。",
        "设备无法显示正确的时间，船长只好靠手表航行，调查人员周一说。",
        "市のLINE公式アカウントを使った詐欺が増えていると、県警が月曜日に発表した。",
        "如对本稿件有异议的读者越来越多，主编周一决定公开道歉。",
        "已有30人支持这项提案，议会将在周一的会议上讨论此事，市长尚未表态，居民也在等待进一步的消息和最终的决定结果。",
        "You have exhausted your right to complain, the harbour office wrote to the man from the pier.",
        "Comments have reached the harbour office from all islands since it closed the bridge on Monday.",
        "This article of the old treaty appears in the new one, which both towns have signed by now.",
        "Presa independentă are nevoie de bani, a spus primarul orașului la deschiderea podului vechi.",
        "Nezavisno novinarstvo treba da postavlja pitanja, rekla je gradonačelnica na otvaranju mosta.",
        "公式LINEで予約を受け付けるのは県内の港で初めてで、来月から始める予定だという。",
        "《三体》提醒你，港口之外还有更大的世界，评论者在上周的文章里这样写道。",
    ],
)
def test_a_sentence_that_begins_like_a_line_of_the_page_stays(line: str) -> None:
    assert line in texts(read(article_page(f"<p>{line}</p>")))


def test_a_sentence_with_its_author_behind_it_is_no_label_of_the_links_below() -> None:
    links = "<ul class='k1'><li><a href='/x?u=1'>X</a></li><li><a href='/w?u=1'>WhatsApp</a></li></ul>"
    line = "どこへ残すかは、まだ決まっていない。（早川慎吾）"
    assert added(read(article_page(f"<p>{line}</p>{links}"))) == (Paragraph(text=line),)


def test_a_bar_of_two_buttons_says_nothing_of_the_paragraph_beside_it() -> None:
    bar = "<div class='k1'><button>Share</button><button>Save</button></div>"
    box = f"<div>{bar}<p>The ferry is late, and nobody on the pier knows why.</p></div>"
    assert added(read(article_page(box))) == (Paragraph(text="The ferry is late, and nobody on the pier knows why."),)


@pytest.mark.parametrize(
    "meter", ["You have 3 free articles left this month", "Je hebt nog 2 gratis artikelen deze maand"]
)
def test_a_line_that_counts_free_articles_ends_no_story(meter: str) -> None:
    end = "The last of the boats was tied up on Sunday."
    assert texts(read(page(f"<article>{paragraphs()}<p>{meter}</p><p>{end}</p></article>")))[-1] == end


def test_an_offer_that_ends_a_list_is_no_point_of_it() -> None:
    box = "<ul><li>The pier is wet.</li><li>Więcej takich informacji znajdziesz na stronie portu</li></ul>"
    assert added(read(article_page(box))) == (List(items=("The pier is wet.",), ordered=False),)


@pytest.mark.parametrize(
    "box",
    [
        "<p><b>[ </b><a href='/tide'><b>What the tide left on the pier</b></a><b> ]</b></p>",
        "<h3>Folgst du uns schon auf Whatsapp?</h3><p>Das Beste vom Tag: Abonniere den Whatsapp-Kanal des Hafens.</p>",
        "<ul><li>Sign up for our push alerts</li><li>Listen to our Harbour podcast every Friday</li></ul>",
        "<ul><li>More about these:</li><li><a href='/t/pier'>piers</a></li><li><a href='/t/wet'>cranes</a></li></ul>",
        "<div><p>Gifts and adverts keep the paywalls away.</p><a href='/contribute'>Support The Pier</a></div>",
    ],
)
def test_links_in_brackets_lists_of_offers_and_small_boxes_that_sell_are_not_read(box: str) -> None:
    assert added(read(article_page(box))) == ()


SUPPORT = (
    "Please help us out :<br>Every gift, whatever its size, keeps this paper going.<br>"
    "<a href='https://www.paypal.com/donate/?id=1'>You can support us for a crown.</a><br>Thank you.",
    "Hat dir der Text gefallen? Dann bleib uns bitte treu.<br><br>Wir haben keinen Verlag und keine Anzeigen.<br><br>"
    "<a href='https://steadyhq.com/de/hafen'>Unterstütze uns ab 3 Euro im Monat.</a>",
)


@pytest.mark.parametrize("said", SUPPORT)
def test_a_box_that_asks_readers_for_money_is_no_part_of_the_story(said: str) -> None:
    box = f"<div style='text-align:center'><span class='help'><b>{said}</b></span></div>"
    assert added(read(article_page(box))) == ()


def test_a_box_of_the_story_that_links_to_where_readers_give_money_is_read() -> None:
    link = "<a href='https://www.patreon.com/ida'>support us on Patreon</a>"
    story = "<p>The crew of the old ferry has lived on what it is given since the spring of last year.</p>"
    assert added(read(article_page(f"<section>{story}<p>{link}</p></section>")))
    quoted = f"<p>“Our boat is old. Whoever wants to can {link},” says Ida Brandt, who runs the ferry.</p>"
    assert added(read(article_page(f"<div>{quoted}</div>")))


@pytest.mark.parametrize(
    "told", ["the crew asks us to give <a href='{}'>to the fund</a>.", "<a href='{}'>give to our pianist</a> now."]
)
def test_a_sentence_that_links_to_where_readers_give_money_is_read(told: str) -> None:
    line = f"<p>As the harbour heard on Monday, {told.format('https://www.paypal.com/donate/?id=1')}</p>"
    assert added(read(article_page(line)))
