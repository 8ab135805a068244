"""The grain of a story: how its own paragraphs are marked up, and what inside its element runs across it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher.extract.capitals import is_named_like
from watcher.extract.credits import seen_and_credited, split_credit
from watcher.extract.elements import Tag, Text
from watcher.extract.inline import classes_of, own_text, tags_alone, within
from watcher.extract.names import initials_in, is_signed, signing
from watcher.extract.pulled import branch_of, pulled_out
from watcher.extract.reading import LINES, Unread
from watcher.extract.wording import (
    QUESTION,
    is_advert_label,
    is_agency_line,
    is_author_line,
    is_closing,
    is_copyright,
    is_counter,
    is_day,
    is_read_on,
    is_reporters_line,
)
from watcher.model import Block, Heading, Image, List, Notice, Paragraph
from watcher.text import weight

_TEXT_HOLDERS = frozenset(("p", "li", "td", "th", "dd", "dt", "pre", "blockquote", "summary"))
_HEADED = ("div", "details")  # whose first line may be a heading, or a question
_BOLD = ("b", "strong")
_BOXES = frozenset(("div", "section", "article"))
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "”", '"', "»", "」", "』", ")", ":", "：")
_LINE = 80  # weight under which a line in an element of its own may be a heading, a label, a caption
_FEWEST = 4  # paragraphs from which on a story has a grain
_MOST = 0.7  # share of the text that makes a rule
_NEARLY_ALL = 0.8
_CAPTION = 200  # weight under which a line in italics is a caption
_FIFTH = 0.2
_ENDING = 4  # last blocks, among which a title may say that the story is over
_ALIKE = 3  # boxes of one kind from which on they are how the story is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Grain:
    """The tag that holds nearly all paragraphs ("" without one), tag and class that do, the element they stand in."""

    tag: str
    kind: tuple[str, str]
    home: Tag | None


def settled(blocks: Sequence[Block], holders: Mapping[int, Tag], left_out: list[Unread]) -> tuple[Block, ...]:
    """The blocks without what runs across the grain of the story; `holders` tells by id where a block was read."""
    grain = _grain(blocks, holders)
    if grain is None:
        return tuple(blocks)
    left = _insets(blocks, holders, grain.home) if grain.home is not None else {}
    lines = _lines_like_headings(blocks, holders)
    asked = _is_interview(blocks, holders)
    signing = _signing(blocks)
    left |= pulled_out(blocks, holders, grain.home) if grain.home is not None else {}
    last = next((b for b in reversed(blocks) if id(b) in holders and holders[id(b)].name == grain.tag), None)
    kept: list[Block] = []
    begun = False
    amid = last is not None
    for block in blocks:
        amid = amid and block is not last
        holder = holders.get(id(block))
        if id(block) in left:
            continue
        if holder is None or (isinstance(block, LINES) and block.posted_at):
            kept.append(block)
        elif isinstance(block, Heading):
            kept.append(Paragraph(text=block.text) if asked and _is_question(block, holder) else block)
        elif not isinstance(block, Paragraph):
            kept.append(block)
        elif lines and _signature(holder) in lines:
            kept.append(Heading(level=3, text=block.text, posted_at=block.posted_at))
        elif (
            block in signing
            or _is_along(holder, block, grain)
            or _is_told(block, holder, grain, begun=begun, amid=amid)
        ):
            kept.append(block)
            begun = begun or holder.name == grain.tag
        elif holder.name == "address" and begun and any(map(str.isdigit, block.text)):
            kept.append(block)
        elif is_day(block.text) or (is_closing(block.text) and any(block is last for last in blocks[-_ENDING:])):
            kept.append(block)  # of a timeline, or the story is cut there
        else:
            left[id(block)] = (holder, "beside the paragraphs")
    left_out += left.values()
    return _without_notes(_captioned(kept, holders), holders, left_out)


def _captioned(blocks: Sequence[Block], holders: Mapping[int, Tag]) -> list[Block]:
    """The blocks, with a short line set apart under a picture without a caption as its caption, where lines set apart
    are not how the story is told."""
    captions = [_caption(block, holders.get(id(block))) for block in blocks]
    apart = [at for at, text in enumerate(captions) if text]
    beneath = sum(1 for at in apart if at and isinstance(blocks[at - 1], Image))
    if len(apart) > 2 * beneath + 1:
        return list(blocks)
    kept: list[Block] = []
    for block, text in zip(blocks, captions, strict=True):
        image = kept[-1] if kept else None
        if isinstance(image, Image) and not image.caption and text:
            caption, credit = split_credit(text)
            kept[-1] = replace(image, caption=caption, credit=image.credit or credit)
        else:
            kept.append(block)
    return kept


def _caption(block: Block, holder: Tag | None) -> str:
    """The text of a short line in italics or small type, or of a name in bold with a full stop, which no heading has;
    "" of any other block."""
    if not isinstance(block, Paragraph) or block.links or holder is None or len(block.text) >= _CAPTION:
        return ""
    if weight(block.text) >= _CAPTION:  # which takes longer to tell
        return ""
    named = block.text.endswith(".") and is_named_like(block.text[:-1]) and _is_all(holder, _BOLD)
    return block.text if named or _is_all(holder, ("em", "i", "small")) else ""


def _grain(blocks: Iterable[Block], holders: Mapping[int, Tag]) -> Grain | None:
    """How most of the text is marked up; None where there is too little of it to tell."""
    told = [(holders[id(b)], weight(b.text)) for b in blocks if isinstance(b, Paragraph) and id(b) in holders]
    if len(told) < _FEWEST:
        return None
    total = sum(w for _, w in told)
    tags: Counter[str] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    around: Counter[int] = Counter()
    inside: Counter[int] = Counter()
    found: dict[int, Tag] = {}
    for holder, heavy in told:
        tags[holder.name] += heavy
        kinds[_signature(holder)] += heavy
        if (parent := holder.parent) is not None:
            around[id(parent)] += heavy
            found[id(parent)] = parent
    for parent, heavy in [(found[i], heavy) for i, heavy in around.items()]:
        for above in (parent, *parent.parents):
            inside[id(above)] += heavy
            found[id(above)] = above
    tag, most = tags.most_common(1)[0]
    kind, of_kind = kinds.most_common(1)[0]
    wide = [found[i] for i, heavy in inside.items() if heavy >= _MOST * total]
    home = max(wide, key=lambda t: sum(1 for _ in t.parents), default=None)
    return Grain(
        tag=tag if most >= _NEARLY_ALL * total else "",
        kind=kind if of_kind >= _NEARLY_ALL * total else ("", ""),
        home=home,
    )


def _insets(blocks: Sequence[Block], holders: Mapping[int, Tag], home: Tag) -> dict[int, Unread]:
    """Blocks by id that stand in a box with a title of its own, where the story's paragraphs stand in no such boxes.

    What comes before the story's first paragraph is no inset, but under a label; nor are boxes that come three times
    alike: a story told in sections.
    """
    branches: dict[int, list[Block]] = {}
    tags: dict[int, Tag] = {}
    for block in blocks:
        branch = branch_of(holders.get(id(block)), home)
        if branch is not None:
            branches.setdefault(id(branch), []).append(block)
            tags[id(branch)] = branch
    titled = {i for i, own in branches.items() if tags[i].name in _BOXES and _is_titled(own)}
    if not titled:
        return {}
    kinds = {i: (*_signature(tags[i]), _is_teaser(tags[i], own, holders)) for i, own in branches.items()}
    plain = {kinds[i] for i, own in branches.items() if i not in titled and _said(own)}
    alike = Counter(kinds[i] for i in titled)
    boxed = {i: _said(branches[i]) for i in titled}
    total = _said(blocks)
    if sum(boxed.values()) > (1 - _MOST) * total:
        return {}
    opened = next((at for at, (i, own) in enumerate(branches.items()) if i not in titled and _said(own)), 0)
    return {
        id(block): (tags[i], "box with a title of its own")
        for at, i in enumerate(branches)
        if i in titled and (at >= opened or _is_labelled(branches[i][0])) and boxed[i] < _FIFTH * total
        if kinds[i] not in plain and alike[kinds[i]] < _ALIKE
        for block in branches[i]
    }


def _is_teaser(branch: Tag, own: Sequence[Block], holders: Mapping[int, Tag]) -> bool:
    """Whether the blocks of a branch stand in an article of their own."""
    holder: Tag | None = holders.get(id(own[0]))
    while holder is not None and holder is not branch and holder.name != "article":
        holder = holder.parent
    return holder is not None and holder.name == "article"


def _is_labelled(title: Block) -> bool:
    return isinstance(title, Heading | Paragraph) and is_counter(title.text)


def _said(own: Sequence[Block]) -> int:
    return sum(weight(b.text) for b in own if isinstance(b, Paragraph))


def _is_titled(own: Sequence[Block]) -> bool:
    """Whether the blocks of a box are a title and the text under it."""
    if any(isinstance(b, Notice) or (isinstance(b, Heading | Paragraph) and b.posted_at) for b in own):
        return False
    said = [b for b in own if not isinstance(b, Image)]
    if not said:
        return False
    first, below = said[0], said[1:]
    line = first.text if isinstance(first, Heading | Paragraph) else ""
    invites = is_read_on(line)
    label = invites or is_counter(line)
    if below and isinstance(below[0], Heading):
        over = invites and not is_advert_label(line) and not (isinstance(first, Paragraph) and first.links)
        if over or (isinstance(first, Heading) and " " not in first.text):
            below = below[1:]  # a label over the title: "Facts", "Read more"
    if not any(isinstance(b, Paragraph | List) for b in below) or any(isinstance(b, Heading) for b in below):
        return False
    return label or isinstance(first, Heading)


def _lines_like_headings(blocks: Sequence[Block], holders: Mapping[int, Tag]) -> frozenset[tuple[str, str]]:
    """Tag and class of lines that stand for headings: at least two, none a sentence, each with
    words of its own before a sentence."""
    found: Counter[tuple[str, str]] = Counter()
    others: set[tuple[str, str]] = set()
    texts: set[str] = set()
    for at, block in enumerate(blocks):
        holder = holders.get(id(block))
        if holder is None or not isinstance(block, Paragraph):
            continue
        key = _signature(holder)
        if not key[1] and holder.name != "details":
            continue
        follows = blocks[at + 1] if at + 1 < len(blocks) else None
        leads = at > 0 and isinstance(follows, Paragraph) and weight(follows.text) >= _LINE
        line = not block.links and (
            (holder.name in ("p", *_HEADED) and _is_line(block.text))
            or (holder.name in _HEADED and weight(block.text) < _LINE and block.text.endswith(QUESTION))
        )
        if leads and line and block.text not in texts:
            found[key] += 1
            texts.add(block.text)
        else:
            others.add(key)
    return frozenset(key for key, times in found.items() if times > 1 and key not in others)


def _is_interview(blocks: Sequence[Block], holders: Mapping[int, Tag]) -> bool:
    """Whether questions in bold are told among answers: some are too long for headings."""
    told = [b for b in blocks if isinstance(b, Paragraph) and b.text.endswith(QUESTION)]
    return sum(1 for b in told if id(b) in holders and _is_question(b, holders[id(b)])) > 1


def _is_question(block: Paragraph | Heading, holder: Tag) -> bool:
    """Whether a block asks in bold, in a <p> of its own or in front of the answer."""
    if not block.text.endswith(QUESTION) or holder.name != "p":
        return False
    return _is_all(holder, _BOLD) or any(own_text(t) == block.text for t in within(holder, _BOLD))


def _signature(holder: Tag) -> tuple[str, str]:
    return holder.name, classes_of(holder)


def _is_line(text: str) -> bool:
    return weight(text) < _LINE and not text.endswith(_SENTENCE_ENDS) and not text[:1].isdigit()


def _is_along(holder: Tag, block: Paragraph, grain: Grain) -> bool:
    """Whether a paragraph is marked up as the others are, as far as they are marked up alike."""
    if holder.name in _TEXT_HOLDERS or not grain.tag:
        return True
    return grain.tag != "p" and (grain.kind in (("", ""), _signature(holder)) or not _is_line(block.text))


def _is_told(block: Paragraph, holder: Tag, grain: Grain, *, begun: bool, amid: bool) -> bool:
    """Whether text outside of paragraphs is the story's: a sentence that stands among them, or before the first."""
    if not block.text.endswith(_SENTENCE_ENDS):
        return False
    if any(around is not None and around.name == "details" for around in (holder, holder.parent)):
        return True
    return weight(block.text) >= _LINE and (
        not begun or holder is grain.home or _is_plain(holder, grain.home, amid=amid)
    )


def _is_plain(holder: Tag, home: Tag | None, *, amid: bool) -> bool:
    """Whether an element beside the paragraphs stands for one of them: it has neither a name nor other elements around
    its words; `amid` them whatever name it has, as long as all around it holds nothing else, and no link."""
    words = (len(node.strip()) for node in holder.contents if isinstance(node, Text))
    if holder.parent is home and not holder.attrs and 2 * sum(words) > holder.held.size:
        return True
    branch = branch_of(holder, home) if amid and home is not None else None
    if branch is None or branch.held.size != holder.held.size or branch.held.in_links:
        return False
    return not any(inner.get("class") for inner in tags_alone(holder.contents))


def _signing(blocks: Sequence[Block]) -> tuple[Paragraph, ...]:
    """The first paragraph, where it is a byline, and the last, where it only says by names, initials or agencies who
    made the story."""
    told = [b for b in blocks if isinstance(b, Paragraph)]
    first = [b for b in told[:1] if signing(b.text) and is_signed(b.text)]
    last = (b for b in told[-1:] if is_agency_line(b.text) or initials_in(b.text) or is_author_line(b.text))
    return (*first, *last)


def _without_notes(blocks: Sequence[Block], holders: Mapping[int, Tag], left_out: list[Unread]) -> tuple[Block, ...]:
    """Without the notes in italics behind a story in upright type: who its author is, where it stood first."""
    told = [b for b in blocks if isinstance(b, Paragraph)]
    slanted = {id(b) for b in told if (holder := holders.get(id(b))) is not None and _is_all(holder, ("em", "i"))}
    last = {id(b) for b in told[-3:]}
    if not slanted or not slanted <= last or len(told) - len(slanted) < _FEWEST:
        return tuple(blocks)
    kept = list(blocks)
    for block in reversed(told):
        if id(block) not in slanted:
            break
        signed = is_agency_line(block.text) or initials_in(block.text) or signing(block.text)
        told_by_line = is_reporters_line(block.text) or is_copyright(block.text) or seen_and_credited(block.text)
        if not (signed or told_by_line):
            kept = [b for b in kept if b is not block]
            left_out.append((holders[id(block)], "note in italics behind the story"))
    return tuple(kept)


def _is_all(holder: Tag, names: tuple[str, ...]) -> bool:
    """Whether all text of an element stands in elements of these names."""
    inner = tags_alone(holder.contents)
    while len(inner) == 1 and inner[0].name not in names:
        inner = tags_alone(inner[0].contents)
    return bool(inner) and all(t.name in names or t.name == "br" for t in inner)
