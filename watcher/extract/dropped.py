"""What of a page goes before its story is sought: what no reader sees, what asks for something, other articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract.embeds import unframed
from watcher.extract.fragment import remove
from watcher.extract.inline import ASKS, MARK
from watcher.extract.signs import HIDDEN_NAMES, letters
from watcher.extract.standing import ancestors
from watcher.extract.wording import QUESTION

_FORMS = 20  # forms that are looked at
_SIGN_UP, _SENTENCE = 400, 120  # characters of a box around a form, of a paragraph that may be the story's
_BUTTONS, _FEW, _SAID = 60, 3, 40  # buttons, elements around one, characters of its words
_STORY = 400  # characters of a form that may be the story's
_ASKING = frozenset(("button", "form", "input", "progress"))
_INITIALS = frozenset(("span", "b", "strong"))
_LOOKED_AT = _ASKING | _INITIALS
_BOXES = frozenset(("div", "section", "aside"))
_HEADS = frozenset(("h2", "h3", "h4", "h5", "h6", "th"))
_LINES = frozenset(("p", "div", "li", "td", "dd", "span", "em", "strong"))
_OPENING = '"“„«‘¿¡「'  # before the first word of a paragraph
_GOES_ON = ("...", "…")  # ends what is a title of a box alone
_WORD, _STOPS = 3, (".", "!", "?", ":", "|", "。")  # characters of a word, what no sentence goes on behind
_CREDIT = re.compile(
    r"(?:image|photo|picture|bild|foto)?\s?(?:credits?|copyright|source|quelle|nachweis)\s?[:：]", re.IGNORECASE
)
_NAMES = 2_000  # characters of an element's class names that are looked at

_POST_ID = re.compile(r"(?:^|\s)postid-(\d+)(?=\s|$)")
_ARTICLE_ID = re.compile(r"(?:^|\s)post-(\d+)(?=\s|$)")

ASKING = "form:has(input[type=email])"
DROPPED = ",".join((
    # The most frequent elements take one look instead of a dozen.
    ":not(div,a,span,p,li,img):is(script,style,svg,template,dialog,object,applet,canvas,input,select,textarea,progress,meter,nav,link,menu,map,datalist)",
    "[hidden]:not(:has(p ~ p ~ p),[role=tabpanel]:has(p))",
    "form:not(:has(p)),button:not(:has(img)),img[width='1'][height='1'],#noscript",
    "[aria-hidden=true]:not(img,figure,picture,figcaption,p,:has(img,p,figcaption),figcaption *,figure *,h1 *)",
    # One look for a role instead of six.
    "[role]:is([role=tooltip],[role=navigation],[role=search],[role=dialog],[role=menu],[role=complementary]:not(:has(p)),[role=alertdialog])",
))  # fmt: skip
# All that HIDDEN_NAMES name, and more.
_MAY_BE_UNSEEN = "[class*=idden],[class*=screen],[class*=only],[class*=vis]"


def drop(doc: LexborHTMLParser, body: LexborNode, *, asks: bool) -> None:
    """Remove from the page what is not its story; `asks` where it may hold forms that ask for an address."""
    remove(_other_posts(doc))
    if asks:
        remove(_sign_ups(doc))
    remove(unframed([*_asked(body.css(DROPPED))]))  # a button says what its box is for, until it goes
    remove(n for n in body.css(_MAY_BE_UNSEEN) if _is_for_screen_readers(n))


def other_stories(doc: LexborHTMLParser, title: LexborNode | None) -> Iterator[LexborNode]:
    """The stories that a page shows below its own: boxes in which an article stands under a headline of its own."""
    if title is None or title.tag != "h1":
        return
    own, told = {node.mem_id for node in ancestors(title)}, letters(title.text())
    for heading in doc.css("h1")[:_BUTTONS]:
        around = list(takewhile(lambda n: n.mem_id not in own, ancestors(heading)))
        if len(around) < 2 or any(n.tag == "article" for n in around) or letters(heading.text()) == told:
            continue
        parts = around[-1].css("h1,article")
        at = next(n for n, part in enumerate(parts) if part.mem_id == heading.mem_id)
        story = next((part for part in parts[at:] if part.tag == "article"), None)
        if story is not None and len(story.text(separator=" ", strip=True)) > _SIGN_UP:
            yield around[-1]


def unveiled(root: LexborNode) -> None:
    """Puts back the e-mail addresses that Cloudflare hides from robots; a script does that for readers."""
    for node in root.css("[data-cfemail]")[:_BUTTONS]:
        if (address := _unveiled(node.attributes.get("data-cfemail") or "")) and node.parent is not None:
            node.replace_with(address)
    for link in root.css("a[href*='/cdn-cgi/l/email-protection']")[:_BUTTONS]:
        link.unwrap()


def _unveiled(code: str) -> str:
    """The address that is written as a key, and each byte by it; "" of anything else."""
    try:
        key, *told = bytes.fromhex(code[:_STORY])
        address = bytes(byte ^ key for byte in told).decode()
    except ValueError:
        return ""
    return address if "@" in address and address.isprintable() else ""


def cards(root: LexborNode) -> Iterator[LexborNode]:
    """What a link in a sentence unfolds when it is pointed at: behind it, links alone, one of them to the same page."""
    for box in root.css("a + span")[:_BUTTONS]:
        link, links = box.prev, box.css("a")
        if link is None or link.tag != "a" or len(links) < 2 or not (href := link.attributes.get("href")):
            continue
        said = "".join(a.text(strip=True) for a in links)
        if said == box.text(strip=True) and any(a.attributes.get("href") == href for a in links):
            yield box


def _other_posts(doc: LexborHTMLParser) -> list[LexborNode]:
    """Articles that are not the page's own: WordPress numbers the page's post and those listed beside it."""
    own = _POST_ID.search((doc.body.attributes.get("class") or "")[:_NAMES]) if doc.body else None
    if own is None:
        return []
    numbered = [(n, _ARTICLE_ID.search((n.attributes.get("class") or "")[:_NAMES])) for n in doc.css("article")]
    if not any(found and found[1] == own[1] for _, found in numbered):
        return []
    return [n for n, found in numbered if found and found[1] != own[1]]


def _asked(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """`nodes`, of which forms and buttons with words leave a mark on the box that they stand in: what they say."""
    marked = 0
    texts: dict[int, bool] = {}
    for node in nodes:
        if (tag := node.tag) not in _LOOKED_AT:
            yield node
            continue
        if tag == "button" and (_unfolds(node) or _is_in_sentence(node) or _is_all_of_heading(node)):
            node.unwrap()
            continue
        if tag in _INITIALS and _is_initial(node):
            continue
        if tag == "form" and len(node.text(strip=True)) > _STORY:
            continue
        if (
            tag in _ASKING
            and marked < _BUTTONS
            and (tag != "input" or (_is_ticked(node) and not _unfolds_text(node, texts)))
        ):
            said = node.text(strip=True)
            silent = tag == "button" and (not said or said.isdigit() or "aria-expanded" in node.attributes)
            box = None if silent else _box_around(node, said)
            if box is not None and MARK not in box.attributes:
                box.attrs[MARK] = f"{ASKS}{said[:_SAID] if tag == 'button' else ''}"
                marked += 1
        yield node


def _unfolds(button: LexborNode) -> bool:
    """Whether a button is a question, under which its answer is folded, or holds a paragraph that it unfolds itself."""
    if "aria-expanded" not in button.attributes:
        return False
    folded = (p.text(strip=True) for p in button.css("p"))
    return button.text(strip=True).endswith(QUESTION) or any(len(text) > _SENTENCE / 2 for text in folded)


def _is_in_sentence(button: LexborNode) -> bool:
    """Whether a button is a word of a sentence, that explains itself when it is asked: text stands on both sides, or a
    small letter behind it where it is the first."""
    if button.parent is None or button.parent.tag not in _LINES:
        return False
    if button.next is not None and (
        button.next.attributes.get("role") == "tooltip" or "popover" in button.next.attributes
    ):
        return True
    wrapped = button.parent.tag == "span" and button.prev is None
    before, behind = (button.parent.prev, button.parent.next) if wrapped else (button.prev, button.next)
    if behind is None or not behind.is_text_node:
        return False
    rest = (behind.text_content or "").lstrip()
    if before is None:
        return len(rest) > _WORD and rest[0].islower()
    front = before.text_content or ""
    return (
        len(front.strip()) >= _WORD
        and not front.rstrip().endswith(_STOPS)
        and len(rest) > _WORD
        and not rest[0].isupper()
    )


def _is_all_of_heading(button: LexborNode) -> bool:
    """Whether a button is the whole of a heading that opens what is below it, or sorts a column."""
    above = button.parent
    if above is None or above.tag not in _HEADS:
        return False
    said = button.text(strip=True)
    return len(above.text(strip=True)) == len(said) and not said.endswith(_GOES_ON)


def _is_ticked(node: LexborNode) -> bool:
    """Whether an input is ticked: boxes to search in and fields that nobody sees ask for nothing."""
    return node.attributes.get("type") in ("checkbox", "radio")


def _unfolds_text(box: LexborNode, known: dict[int, bool]) -> bool:
    """Whether what is ticked opens text beside it, as tabs do that need no script: a paragraph that asks nothing.
    `known` tells it of the elements in which others stand."""
    if "id" not in box.attributes or (around := box.parent) is None:
        return False
    if around.mem_id not in known:
        said = (p.text(strip=True) for p in around.css("p")[:_BUTTONS])
        known[around.mem_id] = any(len(text) > _SAID and not text.endswith(QUESTION) for text in said)
    return known[around.mem_id]


def _is_initial(node: LexborNode) -> bool:
    """Whether an element is the first letter of a paragraph, set large: screen readers are told the word apart."""
    if node.prev is not None or node.parent is None or node.parent.tag != "p":
        return False
    letter = node.text()
    return len(letter) == 1 and (letter.isalpha() or letter in _OPENING)


def _box_around(node: LexborNode, said: str) -> LexborNode | None:
    """The box that a button and other words stand in; None where there is none near."""
    box = node.parent
    for _ in range(_FEW):
        if box is None or (box.tag in _BOXES and (_is_asking(box) or box.text(strip=True) != said)):
            break
        box = box.parent
    return box if box is not None and box.tag in _BOXES else None


def _is_asking(box: LexborNode) -> bool:
    """Whether a box is marked already: then it has other words."""
    return (box.attributes.get(MARK) or "").startswith(ASKS)


def _is_for_screen_readers(node: LexborNode) -> bool:
    """Whether an element is left to screen readers, and neither shows a picture nor is part of a headline; the label
    before a credit stays, as it may be all that parts it from the caption, and a time that machines are not told."""
    names = (node.attributes.get("class") or "").split()
    if HIDDEN_NAMES.isdisjoint(names) or node.css_first("img") or node.css_matches("h1 *"):
        return False
    if node.tag == "time" and "datetime" not in node.attributes:
        return False
    return not _CREDIT.fullmatch(node.text()[:_SAID].strip())


def _sign_ups(doc: LexborHTMLParser) -> list[LexborNode]:
    """The boxes around forms that ask for an e-mail address, as far as nothing in them could be the story."""
    most = min(_SIGN_UP, len(doc.body.text(strip=True)) // 5) if doc.body else 0
    return [box for form in doc.css(ASKING)[:_FORMS] if (box := form.parent) is not None and _is_sign_up(box, most)]


def _is_sign_up(box: LexborNode, most: int) -> bool:
    if box.tag not in ("div", "section", "aside") or len(box.text(strip=True)) > most or box.css_first("h1,article"):
        return False
    return all(len(p.text(strip=True)) < _SENTENCE for p in box.css("p"))
