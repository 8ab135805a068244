"""In what elements text of a story may stand, besides paragraphs, and what looks alike and is none of it."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, added, article_page, page, paragraphs, read

from watcher.model import Block, Heading, Link, List, Notice, Paragraph, Table

NEWS, MORE = "The council will decide on the cables in June.", "Boats can moor at the new quay until then."
LONG = "The engineer showed the council her drawings, and nobody in the hall said a word for a whole minute."
ITEMS = (List(ordered=False, items=(NEWS, MORE)),)
TABLE = (Table(rows=(("Pier", "12"), ("Quay", "7"))),)
FOLDED = (Heading(level=3, text="What is next?"), Paragraph(text=NEWS, links=()))
ONE, BOTH = (Paragraph(text=NEWS, links=()),), tuple(Paragraph(text=text, links=()) for text in (NEWS, MORE))
QUOTED = "“The bridge was never meant to stand for sixty years.”"
SAID = Paragraph(text=QUOTED, links=(Link(text=QUOTED, href="https://www.harbour.example/reports/bridge"),))
PLACE = Paragraph(text="Harbour office, Quay Street 4, open from nine to noon", links=())

HELD: dict[str, tuple[Block, ...]] = {
    f"<div role=list><div role=listitem>{NEWS}</div><div role=listitem><span>{MORE}</span></div></div>": ITEMS,
    f"<div role=paragraph>{NEWS}</div>": ONE,
    f"<div role=listitem>{NEWS}</div>": (),  # of no list
    "<div role=table><div role=row><span role=cell>Pier</span><span role=cell>12</span></div>"
    "<div role=row><span role=cell>Quay</span><span role=cell>7</span></div></div>": TABLE,
    "<div role=grid><div role=rowgroup><div role=row><div role=rowheader>Pier</div><div role=gridcell>12</div></div>"
    "<div role=row><div role=rowheader>Quay</div><div role=gridcell>7</div></div></div></div>": TABLE,
    "<div><div class=r><div class=k>Pier</div><div class=v>12</div></div>"
    "<div class=r><div class=k>Quay</div><div class=v>7</div></div></div>": TABLE,
    "<div><div class=r><span>Pier</span><a href='/a'>12</a></div><div class=r><span>Quay</span><a href='/b'>7</a></div>"
    "</div>": (),
    "<table><caption>Boats a day</caption><tr><td>Pier</td><td>12</td></tr><tr><td>Quay</td><td>7</td></tr></table>": (
        Table(rows=(("Boats a day", ""), ("Pier", "12"), ("Quay", "7"))),
    ),
    f"<details><summary>What is next?</summary><p>{NEWS}</p></details>": FOLDED,
    f"<details open><summary>What is next?</summary>{NEWS}</details>": FOLDED,
    f"<details><summary><h3>What is next?</h3></summary><div>{NEWS}</div></details>": FOLDED,
    f"<details><summary>Read more</summary><p>{NEWS}</p></details>": ONE,
    f"<details><summary>AI-generated summary</summary><p>{NEWS}</p></details>": (),
    f"<details><summary>About the author</summary><p>{NEWS}</p></details>": (),
    "<details><summary>More on this</summary><a href='/1'>A bridge is closed in the north.</a></details>": (),
    f"<div><input type=radio name=t id=t1><label for=t1>Pier</label><div><p>{NEWS}</p></div>"
    f"<input type=radio name=t id=t2><label for=t2>Quay</label><div><p>{MORE}</p></div></div>": BOTH,
    "<div><p>Should the bridge be built anew, at any price?</p><input type=radio id=a><label for=a>Yes</label>"
    "<input type=radio id=b><label for=b>No</label></div>": (),
    f"<div><div role=tabpanel><p>{NEWS}</p></div><div role=tabpanel hidden><p>{MORE}</p></div></div>": BOTH,
    f"<p><a href='/reports/bridge'>{QUOTED}</a></p>": (SAID,),
    "<p><a href='/reports/bridge'>“The bridge was never meant to stand”</a></p>": (),
    f"<div><button aria-expanded=false>More</button><p>{NEWS}</p></div>": ONE,
    f"<button aria-expanded=true><p>{LONG}</p></button>": (Paragraph(text=LONG, links=()),),
    f"<address>{PLACE.text}</address>": (PLACE,),
    f"<h3>Category: young engineers</h3><p>{NEWS}</p>": (Heading(level=3, text="Category: young engineers"), *ONE),
    f"<h3>Comment</h3><p>{NEWS}</p>": (Heading(level=3, text="Comment"), *ONE),
    f"<h3>FAQ</h3><h3>What is next?</h3><p>{NEWS}</p>": (Heading(level=3, text="FAQ"), *FOLDED),
    f"<h3>Comments</h3><p>{NEWS}</p>": ONE,
    f"<h3>Kategorie: Nachwuchs</h3><p>{NEWS}</p>": (Heading(level=3, text="Kategorie: Nachwuchs"), *ONE),
}  # fmt: skip


@pytest.mark.parametrize(("html", "blocks"), HELD.items(), ids=[str(n) for n, _ in enumerate(HELD)])
def test_text_of_a_story_is_read_in_whatever_it_stands(html: str, blocks: tuple[Block, ...]) -> None:
    assert added(read(article_page(html))) == blocks


WRITTEN = """
This article was written with the help of artificial intelligence and checked by an editor.
Written by AI and reviewed by our newsroom.
Transparenzhinweis: Dieser Artikel wurde mithilfe von KI erstellt.
Dieser Text wurde mithilfe von Künstlicher Intelligenz erstellt und von der Redaktion geprüft.
Cet article a été traduit avec l’aide de l’intelligence artificielle.
Denne artikkelen er skrevet ved hjelp av kunstig intelligens.
Ten artykuł powstał przy użyciu sztucznej inteligencji.
Текст подготовлен с помощью искусственного интеллекта.
Artikeln har skapats med hjälp av artificiell intelligens.
Juttu on tehty tekoälyn avulla.
* Ovaj članak je nastao uz pomoć umjetne inteligencije.
Tento článok vznikol s pomocou umelej inteligencie.
Тази статия е създадена с помощта на изкуствен интелект.
Цю новину створено за допомогою штучного інтелекту.
Straipsnis parengtas naudojant dirbtinį intelektą.
Artikkel on koostatud tehisintellekti abil.
Aquest article s'ha elaborat amb l'ajuda de la intel·ligència artificial.
この記事は生成AIを使って作成し、編集者が確認しました。
本文由人工智能生成，并经编辑审核。
이 기사는 AI를 활용해 작성했습니다.""".split("\n")[1:]
NO_MACHINE = """
This story was written by a philosopher, and artificial intelligence is its hero.
Dieser Text wurde von einer KI-Forscherin geschrieben, die in Bremen lebt.
Saken er viktig for alle som arbeider med kunstig intelligens i havnen.
Tekst je napisan prije pojave umjetne inteligencije u školama našega grada.
Artikeln har skapat en stor debatt om artificiell intelligens i riksdagen.
Статията е написана от експерти по изкуствен интелект в града.
Artikkeli on kirjoitettu yhdessä tekoälyn tutkijoiden kanssa.
Written by AI, the song was heard in every street of the town that summer.""".split("\n")[1:]


def test_that_a_machine_wrote_a_story_is_a_notice() -> None:
    for text in WRITTEN:
        end = page(f"<article>{paragraphs(ENGLISH)}<div class='ai-note'><p>{text}</p></div></article>")
        assert added(read(end)) == (Notice(text=text),)
    for text in NO_MACHINE:
        assert added(read(article_page(f"<p>{text}</p>"))) == (Paragraph(text=text, links=()),)
