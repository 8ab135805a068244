"""Lines that are not the story: datelines, counters, invitations, agencies, copyright, notices."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_html import STORIES

from watcher.extract.notices import is_notice
from watcher.extract.offers import is_promotion
from watcher.extract.signs import (
    box_word,
    is_byline,
    is_caption,
    is_concealing,
    is_credit,
    is_kicker,
    is_picture,
    is_standfirst,
    letters,
    margin_word,
    words_of,
)
from watcher.extract.wording import (
    begins_as_byline,
    is_agency_line,
    is_copyright,
    is_counter,
    is_dateline,
    is_invitation,
    is_read_on,
    is_reporters_line,
)

LINES: dict[Callable[[str], bool], tuple[str, ...]] = {
    is_dateline: (
        "Published Jun 05, 2026",
        "Stand: 22.04.2024, 06 Uhr",
        "Updated Saturday at 10:30 a.m. ET",
        "Aktualisiert um 10.30 Uhr",
        "3 minute read",
        "Lesezeit: 4 Minuten",
        "2 hours ago",
        "vor 5 Stunden",
        "il y a 3 heures",
        "hace 2 horas",
        "5分钟前",
        "2024年1月21日 18:05",
        "2024-01-21 18:05",
        "March 2, 2026 at 7:15 a.m.",
        "Mon, 2 March 2026",
        "2 de marzo de 2026",
        "Updated 3 mins ago",
        "12 марта 2026",
        "21.01.2024",
        "Published on 3 March 2026 by Ida Brandt.",
        "Дата публикации: 2 марта 2026 г.",
        "Article publié le 2 mars 2026.",
        "Mis en ligne le 2 mars 2026.",
        "Articolo del 2 marzo 2026.",
        "Geplaatst op 2 maart 2026.",
    ),
    is_counter: (
        "Fotoshow starten",
        "12 Comments",
        "Your subscription could not be saved. Please try again.",
        "By providing an email address. I agree to the Terms of Use.",
        "Реклама. ООО «Канат», ИНН 7700000000, erid: 2Vtz",
        "特别声明：以上内容(如有图片或视频)为用户上传并发布",
        "本文来自微信公众号：港口观察，作者：林晓岚",
        "Teilen",
        "Image",
        "Share",
        "1,204 views",
        "分享",
        "댓글 5",
        "Kommentare (12)",
        "Facebook Twitter WhatsApp",
        "Premium",
    ),
    is_invitation: (
        "For more on news and current affairs from around the world please visit Harbour News.",
        "Sign up for our newsletter and never miss a ferry.",
        "Have you seen it? Get in touch with the desk.",
        "Jetzt den Newsletter abonnieren!",
        "Подписывайтесь на наш канал",
        "关注我们的公众号",
        "For more coverage of the regatta, including pictures, visit post.example/regatta.",
        "Note to readers: please click the share buttons above. Forward this article to your friends.",
        "Click the share icon below.",
        "What are your thoughts? Please share and comment with your opinions.",
        "Share your thoughts in the comments below.",
        "港報歡迎各界投書，來稿請寄港報編輯室。",
        "【港報徵稿】",
    ),
    is_reporters_line: (
        "Additional reporting by Tom Reuss",
        "Ida Brandt contributed to this report.",
        "Reporting by Ida Brandt; editing by X",
        "责任编辑：林晓岚",
        "With reporting by Tom Reuss",
        "Mit Material von Agenturen",
        "Original-Content von: Hafenpolizei, übermittelt durch den Dienst",
        "Information from: Lowen Gazette, http://www.gazette.example",
        "Featured image is from Quay Association",
        "Cover photo by Ida Brandt / Harbour Press.",
    ),
    is_read_on: (
        "También te puede interesar: el barco de invierno",
        "Simak juga: Feri musim dingin",
        "Procitajte i: Zimski trajekti",
        "Read more: the bridge in pictures",
        "Simak juga Video: Kapal Terakhir",
        "Yuk, Simak Juga Video ini!",
        "Saksikan Video Pilihan di Bawah Ini",
        "READ ALSO",
        "Story Continued Below",
        "See also: ferries",
        "Lesen Sie auch: Die Fähren",
        "Verwandte Themen",
        "Mehr Informationen zu den Fähren im Hafen: «Die letzte Fahrt»",
        "Lire aussi",
        "Lea también: los barcos",
        "Leggi anche",
        "Lees ook",
        "Читайте также",
        "相关阅读",
        "延伸閱讀：渡輪",
        "【熱門點閱】",
        "あわせて読みたい",
        "관련 기사",
        "Newsletter",
        "Advertisement",
        "Anzeige",
        "اقرأ أيضا",
        "Must read:",
        "Weiterführender Link",
        "Links zum Thema:",
        "Further reading",
        "Liens utiles",
        "Enlaces relacionados: el puerto",
        "Przydatne linki",
        "Ссылки по теме",
        "Suggested stories",
        "Unsere Empfehlungen für Sie",
        "Recommandé pour vous",
        "Recomendados para ti",
        "Ti potrebbe interessare",
        "Aanbevolen artikelen",
        "Polecane dla Ciebie",
        "Рекомендуем:",
        "Вас може зацікавити",
        "İlginizi çekebilir",
        "قد يعجبك أيضا",
        "为您推荐",
        "あなたへのおすすめ",
        "추천 기사",
        "Du kanske också gillar",
        "Mohlo by vás zajímat",
        "Có thể bạn quan tâm",
        "Read the original article on Harbour Post.",
        "Leggi l’articolo originale su Il Molo",
        "Vai a tutte le notizie di Porto Nord",
        "Toutes les actualités de Port-Nord",
        "Alle Nachrichten aus Lowen",
        "ข่าวที่เกี่ยวข้อง",
        "Do you work at the pier? We want to hear from you.",
        "Keine Eilmeldung mehr verpassen: Aktivieren Sie unsere Push-Nachrichten.",
        "Mirá también",
        "BONUS VIDEO:",
        "點擊看更多：燈塔",
    ),
    is_agency_line: (
        "(dpa)",
        "(dpa/rtr)",
        "AFP",
        "（路透社、美联社）",
        "（资料来源：港口资讯、海湾网等）",
        "Reuters, AP",
        "dpa/lno",
        "(mit Material von dpa)",
        "Quelle: dpa",
        "(AFP, AP, dpa, Reuters)",
        "dpa und AFP",
        "新华社",
        "（法新社/德新社）",
    ),
    is_copyright: (
        "© 2026 Harbour Post",
        "(c) 2026",
        "™ & © 2026 Harbour News Network",
        "The-Harbour-Wire™ & © 2026 Harbour News Network, Inc., a Quay Company. All rights reserved.",
        "Copyright 2026 Harbour Post",
        "Alle Rechte vorbehalten",
        "版权所有",
        "Reproduction of this article without permission is forbidden",
        "UTT informaciją skelbti, cituoti ar kitaip atgaminti be sutikimo neleidžiama",
        "Перепечатка материалов запрещена",
        "Przedruk bez zgody wydawcy zabroniony",
    ),
    is_notice: (
        "Correction: two cables, not three.",
        "Editor's note: We erred.",
        "Korrektur",
        "更正：两根",
        "訂正",
        "تصحيح",
    ),
}


@pytest.mark.parametrize(
    ("test", "line"),
    [(test, line) for test, lines in LINES.items() for line in lines],
    ids=lambda v: getattr(v, "__name__", v),
)
def test_a_line_of_its_kind_is_known(test: Callable[[str], bool], line: str) -> None:
    assert test(line)


@pytest.mark.parametrize("test", LINES, ids=lambda t: t.__name__)
@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
def test_no_sentence_of_a_story_is_taken_for_such_a_line(test: Callable[[str], bool], story: object) -> None:
    of = story
    assert not [text for text in of.paragraphs if test(text)]  # type: ignore[attr-defined]
    assert not [text for text in (of.standfirst, of.caption, of.title) if test(text)]  # type: ignore[attr-defined]


READ_ON = """
Həmçinin oxuyun|Oxşar xəbərlər|ასევე წაიკითხეთ|ამავე თემაზე|Կարդացեք նաև|Тағы оқыңыз|ተጨማሪ ያንብቡ|Karanta kuma
ఇదీ చదవండి|ఇవీ చదవండి|ഇതും വായിക്കാം|ಇದನ್ನೂ ಓದಿ|આ પણ વાંચો|ਇਹ ਵੀ ਪੜ੍ਹੋ|थप पढ्नुहोस्|वाचा|ဆက်စပ်သတင်း|អានបន្ថែម
هم دا ولولئ|עוד בנושא|อ่านข่าว|Đọc thêm|Basahin din|Berita berkaitan|이 기사도 읽어보세요|Tıklayın|Akhri
"""


COMMENTS = """
The views expressed below are those of our readers and not of the Harbour Post.
Opinions expressed in the comments are those of their authors.
Comments posted below do not necessarily reflect the views of the Post.
Comments represent the views of their authors.
Die hier veröffentlichten Kommentare geben nicht die Meinung der Redaktion wieder.
Die Leserkommentare geben ausschließlich die Meinung ihrer Verfasser wieder.
Les commentaires n’engagent que leurs auteurs.
Les opinions exprimées dans les commentaires n'engagent que leurs auteurs.
Los comentarios son responsabilidad de sus autores.
El contenido de los comentarios es la opinión de los usuarios y no del Puerto.
Os comentários não representam a opinião do Farol.
I commenti non rappresentano l'opinione della redazione.
De reacties geven niet de mening van de redactie weer.
Komentarze są prywatnymi opiniami czytelników.
Редакция не несёт ответственности за содержание комментариев.
Мнения, высказанные в комментариях, могут не совпадать с позицией редакции.
Yorumlar yalnızca yazarlarını bağlar.
الآراء الواردة أدناه لا تعبر عن رأي موقع الميناء، بل تعكس وجهات نظر أصحابها.
التعليقات المنشورة لا تعبر عن رأي الميناء
ترحب صحيفة الميناء بالنقاش المفيد، وننصحك بمراجعة شروط الاستخدام قبل التعليق.
网友评论仅供其表达个人看法，并不表明本站立场。
以上留言只代表网友观点
コメントは投稿者個人の見解です。
댓글은 작성자의 의견이며 본지와 무관합니다.
Komentar sepenuhnya menjadi tanggung jawab komentator.
Komentari odražavaju stavove njihovih autora.
The views expressed in the comments section do not reflect those of our own staff.
Comments do not reflect the views of the Harbour Post.
Die hier wiedergegebenen Meinungen geben nicht zwingend die Ansicht der Redaktion wieder.
Die Kommentare spiegeln ausschließlich die persönliche Meinung der Nutzer wider.
Les opinions ci-dessous ne reflètent pas nécessairement l’avis de la rédaction.
Los comentarios publicados no reflejan necesariamente la opinión de este diario.
Los comentarios son de exclusiva responsabilidad de los lectores.
Las opiniones vertidas aquí no representan las del Puerto.
Os comentários não refletem necessariamente a opinião deste jornal.
I commenti dei lettori non rispecchiano necessariamente la linea della redazione.
Мнение авторов комментариев может не совпадать с мнением редакции.
Yorumların sorumluluğu yazanlara aittir.
التعليقات المنشورة تعبر عن رأي أصحابها
نظرات درج شده لزوما بیانگر دیدگاه سایت نیست
网友评论仅供参考，不代表本站立场
Komentar merupakan tanggung jawab pembaca.
Τα σχόλια των αναγνωστών δεν εκφράζουν απαραίτητα τις απόψεις της σύνταξης ή του ιστότοπου.
"""
NO_COMMENTS = """
Die Kommentare geben nicht zu erkennen, was er plant.
Los comentarios reflejan la opinión de muchos vecinos.
Os comentários refletem a opinião de moradores do porto.
I commenti riflettono la rabbia del porto.
Komentarze są wyłącznie negatywne.
Мнения авторов комментариев разделились.
Τα σχόλια εκφράζουν την οργή του λιμανιού.
コメントは首相個人の見解だと説明した。
댓글은 개인의 의견일 뿐이라고 그는 말했다.
评论仅代表个人观点，部长说。
ترحب شبكة الموانئ العربية بتعليقات الوزير حول الرافعة.
The views expressed below the pier by its painters were sold on Monday.
Comments do not help, said the mayor.
Comments made by the minister on Monday angered the port.
The opinions expressed by the council were mixed.
Die Kommentare des Ministers geben nicht zu erkennen, was er plant.
Die Kommentare spiegeln die Stimmung im Hafen.
Los comentarios del ministro son duros.
Los comentarios del alcalde reflejan la opinión de muchos.
Les commentaires du maire ont fait réagir.
Les propos du maire reflètent la colère du port.
I commenti del ministro riflettono la linea del governo.
Komentarze ministra wywołały burzę w porcie.
Редакция газеты переехала в порт.
Мнения жителей порта разделились.
الآراء في الميناء منقسمة حول الرافعة.
التعليقات الغاضبة ملأت الصفحات يوم الاثنين.
ترحب المدينة بالنقاش حول الميناء الجديد.
评论不应代替事实，市长说。
网友留言说渡轮停运。
댓글은 하루 만에 삭제됐다.
コメントは発表されていない。
Yorumlar ikiye bölündü.
Comments on this page of history are rare, she says.
The content of comments made at the meeting is unknown.
Komentari ministra izazvali su bijes.
The opinions expressed in the comments by the two judges do not represent the court's users.
Opinions expressed in comments to reporters on Monday are a sign that the governor's own party is split.
Comments do not reflect the mood in the dressing room, the coach said.
Die hier veröffentlichten Kommentare stammen von Abgeordneten.
Die hier geäußerten Meinungen der Bürger überraschten den Bürgermeister.
Die Kommentare geben nur einen Teil der Meinung der Leser wieder, schreibt die Forscherin.
Les propos publiés ci-dessous reflètent un échange de trois heures avec la ministre.
Les opinions ci-dessous ne représentent qu'une partie des réponses que nous avons reçues.
Les commentaires n'engagent que rarement les joueurs, dit l'entraîneur.
Los comentarios son responsabilidad del ministro, dijo ayer el presidente del Congreso.
Los comentarios reflejan la opinión del diario alemán sobre el acuerdo, según la embajada.
Las opiniones vertidas aquí son las de tres expertos consultados por este diario.
Os comentários não refletem a opinião do Governo, disse o porta-voz.
Os comentários refletem a opinião do autor da lei, e não a do partido.
I commenti riflettono la preoccupazione degli utenti del porto, dice il sindaco.
Reacties geven niet de mening van alle bewoners weer.
Мнения, высказанные в комментариях, могут стать поводом для проверки, сообщили в ведомстве.
Yorumların sorumluluğu bakana ait, dedi muhalefet lideri.
التعليقات تعبر عن رأي غاضب لدى سكان المدينة، كما قال رئيس البلدية.
الآراء المنشورة تمثل طيفا واسعا من المجتمع بحسب الباحث.
ترحب صحيفة الميناء بمشاركات القراء في مسابقة القصة القصيرة، والشروط منشورة على الموقع.
نظرات منتشر شده نظر کارشناسان را جلب کرد.
نظرات منتشر شده بیانگر نگرانی مردم است.
评论只代表部分网友的看法，专家说。
留言不代表该网友的真实想法，警方表示。
コメントは、読者の意見を反映したものと教授は話す。
댓글은 대체로 독자의 의견을 담고 있다고 교수는 말했다.
Komentar merupakan tanggung jawab menteri, kata juru bicara.
Τα σχόλια εκφράζουν την αγωνία των χρηστών του λιμανιού, λέει ο δήμαρχος.
"""


def test_what_is_said_of_readers_comments_is_none_of_the_story() -> None:
    assert [line for line in COMMENTS.strip().splitlines() if not is_counter(line)] == []


def test_what_a_story_tells_of_comments_and_views_is_kept() -> None:
    assert [line for line in NO_COMMENTS.strip().splitlines() if is_counter(line)] == []


def test_what_invites_to_read_on_is_known_in_languages_farther_off() -> None:
    labels = READ_ON.strip().replace("\n", "|").split("|")
    assert [label for label in labels if not is_read_on(f"{label}: X")] == []


OF_THE_PAGE = """
Sign in or create an account|Log in to continue|This feature is for subscribers only
Connectez-vous ou créez un compte|Inicia sesión o regístrate
Esta funcionalidad es sólo para suscriptores|Entre ou crie uma conta|Accedi o registrati
Log in of maak een account aan|Zaloguj się lub załóż konto|Войдите или зарегистрируйтесь
Giriş yap veya üye ol|تسجيل الدخول أو إنشاء حساب|登录或注册|登入或註冊|ログインまたは会員登録|로그인 또는 회원가입
Logga in eller skapa konto|Log ind eller opret konto|Kirjaudu sisään tai luo tili
Přihlaste se nebo se zaregistrujte|Συνδεθείτε ή εγγραφείτε|Đăng nhập hoặc đăng ký|Play video
Skip video|Duration 1:30|0:00 / 3:45|Nächstes Video|Vidéo suivante|Siguiente video|Следующее видео
下一个视频|下一則影片|次の動画|다음 동영상|Neste video|Seuraava video|Video tiếp theo|Article content|Neuer Abschnitt
Save this story|By|Von|Lanjutkan membaca di bawah iklan
This summary was generated by AI and reviewed by an editor.
Diese Zusammenfassung wurde mit KI erstellt.|Resumen generado por IA|Riassunto generato dall'IA
Samenvatting gemaakt door AI|Sammendraget er laget av ChatGPT|Sammanfattningen är gjord med AI
AI 요약은 핵심 내용을 빠르게 제공합니다. 전체 맥락은 기사 본문을 확인하세요.|この要約はAIが作成しました|以上摘要由AI生成
Пересказ подготовлен нейросетью|Streszczenie wygenerowane przez AI
Bu özet yapay zeka tarafından oluşturuldu
"""


def test_doors_players_and_machines_of_a_page_are_no_lines_of_its_story() -> None:
    lines = OF_THE_PAGE.strip().replace("\n", "|").split("|")
    assert [line for line in lines if not is_counter(line)] == []


@pytest.mark.parametrize(
    ("test", "line"),
    [
        (is_dateline, "On 2 March 2026 the bridge was closed for good."),
        (is_dateline, "She was born on 3 May 1921."),
        (is_dateline, "Murió el 5 de mayo de 2024."),
        (is_dateline, "The ferry takes 12 minutes."),
        (is_dateline, "Sunday"),
        (is_dateline, "Updated at 10:30: the ferry is back."),
        (is_dateline, "Updated maps at 10:30 show the river."),
        (is_read_on, "Read on the Cheap"),
        (is_read_on, "你可能会觉得困惑，为什么渡轮停航之后港口反而更忙。"),
        (is_read_on, "Story continued to be told by the pilots for years."),
        (is_counter, "To activate the service of the lifeboat, the crew must first agree."),
        (is_read_on, "Simak penjelasan wali kota tentang video itu."),
        (is_read_on, "Warga menonton video itu berkali-kali."),
        (is_invitation, "For more news crews than ever there was no room on the pier."),
        (is_invitation, "For more than ten years the news from the port was read out here."),
        (is_read_on, "Externe Links prüft das Amt seit Montag nicht mehr."),
        (is_read_on, "Further reading of the bill was put off to Monday."),
        (is_read_on, "Liens utiles ou non, le port les a tous retirés."),
        (is_read_on, "Enlaces externos con el puerto los hay desde mayo, dijo el alcalde."),
        (is_read_on, "Ссылки на отчёт порт удалил в понедельник."),
        (is_read_on, "Read on the ferry, the book is another one."),
        (is_counter, "Share the road, said the mayor, and mean it."),
        (is_counter, "Pictures of the bridge"),
        (is_counter, "Up next: the ferry"),
        (is_counter, "Поширення"),  # of an illness
        (is_counter, "Zobrazení"),
        (is_counter, "Paylaşım"),
        (is_promotion, "Vous avez vu une erreur dans notre système judiciaire, dit-il."),
        (is_promotion, "Stel dat WhatsApp verdwijnt?"),
        (is_read_on, "点我看看吧，老人笑着说"),
        (is_counter, "Create a free account"),  # a step of instructions
        (is_counter, "Sign in or create a new account."),
        (is_counter, "登录或注册。"),
        (is_counter, "The feature is available to subscribers."),
        (is_counter, "Duration: 1:52"),
        (is_counter, "20:15 / 22:30"),
        (is_counter, "The summary was written by ChatGPT, the lawyer admitted."),
        (is_counter, "These points were made by Ida Brandt, who leads an AI company."),
        (is_counter, "Die Zusammenfassung wurde von der KI-Firma veröffentlicht, die das Modell gebaut hat."),
        (is_counter, "Sammendraget er laget av direktoratet for KI-utvalget"),
        (is_counter, "AI 요약은 편리하지만 틀릴 때가 많다고 전문가들은 말했다."),
        (is_counter, "Bu özet yapay zekanın mahkemede nasıl kullanıldığını anlatıyor."),
        (is_counter, "Sign in or create an account before Friday, the council asks."),
        (is_counter, "By the harbour"),
        (is_counter, "Next video call with the mayor"),
        (is_counter, "Duration of the closure: three weeks"),
        (is_counter, "This summary of the trial was written by an aide of the mayor."),
        (is_counter, "Diese Zusammenfassung wurde von Kindern geschrieben."),
        (is_counter, "Entre ou crie uma conta, diz o prefeito"),
        (is_counter, "声明：本公司没有任何渡轮停航的计划"),
        (is_agency_line, "Apart from that"),
        (is_agency_line, "（来源：港口日报，经海事局查证。市长说，渡轮照常开行。）"),
        (is_counter, "声明称，这份文件仅供参考，投资建议由码头管理处另行提出。"),
        (is_counter, "声明：本公司从未就码头提供投资建议。"),
        (is_counter, "声明：市长说这份报告仅供参考，真正的数字还没有公布。"),
        (is_read_on, "热门推荐的景点都关闭了"),
        (is_read_on, "熱門新聞人物林曉嵐昨天回到港口，她說船還會再開。"),
        (is_invitation, "He had asked for more coverage of the harbour, and got it."),
        (is_reporters_line, "Information from the harbour office came late."),
        (is_reporters_line, "Featured images by local painters hang in the hall."),
        (is_reporters_line, "Cover photo by Ida Brandt won the first prize."),
        (is_reporters_line, "Main image is from Lowen, where the river turns."),
        (is_invitation, "Users who click the share button see a warning, the harbour says."),
        (is_invitation, "He asked them to forward this story to his lawyer."),
        (is_invitation, "What do you think? The mayor asked, and nobody answered."),
        (is_invitation, "Share your thoughts, the mayor told the council."),
        (is_notice, "Note to readers: please click the share buttons above."),
        (is_invitation, "港口節歡迎各界投稿，截止日期為五月底。"),
        (is_invitation, "民眾投書，說來稿請不要寄到市府。"),
        (is_read_on, "编辑喜欢这座港口"),
        (is_agency_line, "(AFP) The bridge was closed on Monday."),
        (is_agency_line, "Reuters reported the closure on Monday."),
        (is_copyright, "Ferry™ & Crane, the harbour's game, is © by its engineers, as the court found."),
        (is_copyright, "The copyright on the plans belongs to the engineer."),
        (is_copyright, "Queda prohibida la pesca en el puerto, dijo el alcalde."),
        (is_copyright, "Draudžiama skleisti informaciją apie laivus, sakė meras."),
        (is_copyright, "Klub zadržava sva prava na igrača do kraja sezone."),
        (is_copyright, "版權歸作者還是平台所有，法院週一作出了判決。"),
        (is_read_on, "Reading is what he missed most in the hospital."),
        (is_read_on, "वाचाळ नेत्यांनी बोलू नये, असे ते म्हणाले."),
        (is_read_on, "Akhri wuxuu yiri in buugga la iibsaday."),
        (is_read_on, "Важно"),
        (is_read_on, "ამავე თემაზე ისაუბრა პრემიერმაც, რომელიც პორტს ეწვია."),
        (is_read_on, "ข่าวที่เกี่ยวข้องกับท่าเรือถูกเผยแพร่อย่างรวดเร็ว"),
        (is_reporters_line, "封面人物是港口的老船长"),
        (is_copyright, "本文为您介绍渡轮的原创设计"),
        (begins_as_byline, "Columna de humo sobre el puerto"),
        (begins_as_byline, "整理：港口的历史"),
        (begins_as_byline, "تحقيق: ماذا حدث في الميناء"),
        (is_read_on, "For more than a year a click here and there had been enough."),
        (is_read_on, "Empfehlungen für Sie gab der Rat nicht ab, sagte die Bürgermeisterin."),
        (is_read_on, "Recommandé pour vous guider sur l’île, le passeur refusa."),
        (is_read_on, "Рекомендуем жителям не выходить на лёд, сказал мэр."),
        (is_read_on, "Alle Nachrichten aus Lowen wurden gelöscht."),
        (is_read_on, "Se också till att bron är stängd, sade han."),
        (is_notice, "Corrections officers were brought to the island by ferry."),
        (is_notice, "The correction of the course took a minute."),
    ],
    ids=lambda v: getattr(v, "__name__", v),
)
def test_a_sentence_that_only_looks_alike_is_not(test: Callable[[str], bool], line: str) -> None:
    assert not test(line)


@given(st.text(max_size=300))
def test_any_line_is_judged(line: str) -> None:
    for test in LINES:
        assert test(line) in (True, False)


# -- class names ---------------------------------------------------------------------------------------------------

NAMES: dict[Callable[[str], bool | str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    box_word: (
        (
            "ad",
            "ad-slot",
            "article-ad",
            "newsletter-signup",
            "relatedArticles",
            "related_links",
            "share-bar",
            "SocialShare",
            "author-bio",
            "most-read",
            "teaser-list",
            "google-ad-unit",
            "comments-section",
            "breadcrumb",
            "podcastPlayer podcast",
        ),
        (
            "article-body",
            "heading",
            "shadow",
            "lead",
            "address",
            "readable",
            "css-ad12f3",
            "kfAdwZ",
            "gradient",
            "loaded",
            "unread",
            "page-top-content",
        ),
    ),
    margin_word: (("article-sidebar", "byline", "meta", "taglist tags"), ("story", "main-text")),
    is_picture: (
        ("image", "article-image", "wp-caption", "img-container", "photoBox photo-box"),
        ("imagine", "bildung", "text"),
    ),
    is_concealing: (("hidden", "d-none", "a is-hidden b"), ("hidden md:block", "d-none d-md-block", "unhidden", "")),
    is_credit: (("credit", "image-copyright", "photographer", "img-source", "bildquelle"), ("body", "")),
    is_caption: (("caption", "figcaption", "wp-caption-text", "image-legend", "bildunterschrift"), ("cap", "text", "")),
    is_standfirst: (
        ("standfirst", "article-lead", "article__intro", "sub-title", "vorspann", "chapo"),
        ("leader", "body", ""),
    ),
    is_kicker: (
        (
            *(
                "kicker",
                "dachzeile",
                "overline",
                "article-eyebrow",
                "ueberzeile",
                "art__topper",
                "voortitel",
                "sobretitulo",
            ),
            *("soprattitolo", "nadtitulek", "trompet", "stikktittel", "cartola"),
        ),
        ("headline", "hover-title", "intro-titre", "", "stopper", "trompe-l-oeil", "stick", "bueberzeile"),
    ),
    is_byline: (
        (
            *(
                "byline",
                "article-author",
                "autor",
                "by-line",
                "verslaggever",
                "nombre-periodista",
                "giornalista",
                "redakteur",
            ),
            *("dziennikarz", "redaktor", "novinar", "material__avtor", "toimittaja", "jurnalis", "tac-gia", "redator"),
        ),
        ("body", "", "redactor-editor", "predator", "avtorskie-prava", "tac-giam"),
    ),
}


@pytest.mark.parametrize("test", NAMES, ids=lambda t: t.__name__)
def test_names_tell_what_an_element_is(test: Callable[[str], bool | str]) -> None:
    named, other = NAMES[test]
    assert [n for n in named if not test(n)] == []
    assert [n for n in other if test(n)] == []


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("relatedLinks ad-slot", {"related", "links", "relatedlinks", "slot", "adslot", "ad"}),
        ("article__body--wide", {"article", "body", "wide", "articlebody", "bodywide"}),
        ("css-ad12f3", {"css"}),
        ("kfAdwZ", set()),
        ("", set()),
    ],
)
def test_names_are_read_as_words(names: str, words: set[str]) -> None:
    found = words_of(names)
    assert words <= found or not words
    if not words:
        assert "ad" not in found


@given(st.text(max_size=80))
def test_any_name_is_judged(name: str) -> None:
    for test in NAMES:
        assert isinstance(test(name), bool | str)
    words_of(name)


@given(st.text(max_size=80), st.text(alphabet=" .,;-–:!?\u200b", max_size=5))
def test_letters_ignore_case_and_points(text: str, points: str) -> None:
    assert letters(text + points) == letters(text)
    assert letters(text.upper()).casefold() == letters(text.upper())
    assert letters(None) == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("A_b, C! 7", "a_bc7"),
        ("„Ü“ – ß…", "üss"),
        ("“—”", ""),
        ("桥、更长", "桥更长"),
        ("\ud83d a\ud83d", "a"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_letters_are_what_is_left_of_a_text_without_signs(text: str, left: str) -> None:
    assert letters(text) == left
