"""A bundle in words: what happened, to which articles, between which two looks, and what exactly was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from watcher.model import NOTHING_TOLD, AlertId, Bundle, Change, Disclosures, Letter, Message, Voice, Weight
from watcher.notify.excerpt import abridged, beginning, cleaned
from watcher.notify.letters import (
    MOST,
    Speaker,
    capital,
    heading,
    headline,
    named,
    of_event,
    of_revision,
    opening,
    quoted,
    readable,
    speaker,
    summed,
    told_changes,
)
from watcher.notify.markup import Line, Piece, as_html, as_markdown, as_text, isolated, spoken
from watcher.notify.page import as_page
from watcher.notify.reports import of_drift, of_incident, subject_of_drift, subject_of_incident
from watcher.notify.wording import Wording, wording

__all__ = ["PLAIN", "named", "noun", "phrase", "readable", "trial", "worded"]

_IN_ALL = 60  # changes told in full in one message
_PHRASES = 3  # in one subject
_KINDS = 8  # in one entry of the contents
PLAIN = Voice()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """What a bundle tells of one article, oldest first; or one letter to the operator."""

    letters: tuple[Letter, ...]

    @property
    def weight(self) -> int:
        """The heaviest of what it tells; events are major."""
        ranks = (change.weight.rank for letter in self.letters for _, change in told_changes(letter))
        return max(ranks, default=Weight.MAJOR.rank)

    @property
    def kinds(self) -> list[str]:
        return [kind for letter in self.letters for kind in _kinds(letter)]


def worded(bundle: Bundle, told: Mapping[AlertId, Disclosures], voice: Voice = PLAIN) -> Message:
    """The bundle's message as `voice` wants it: the same lines as plain text, Markdown and HTML. `told` is what notices
    tell of the changes of each letter."""
    by = speaker(voice, wording(voice.language))
    stories = _stories(bundle.letters)
    body = [*_contents(stories, by), *_bodies(stories, told, by)]
    subject = _subject(stories, by, digest=bundle.digest)
    return replace(_message(subject, body, by.words), identity=bundle.identity)


def trial(destination: str, language: str = "en") -> Message:
    """A message that only shows that messages arrive; `destination` is the label of where it goes."""
    words = wording(language)
    line = Line(pieces=spoken(words.form("trial.body"), destination=("text", destination)))
    return _message(words.said("trial.subject"), [line], words)


def phrase(kind: str, count: int = 1) -> str:
    """Such as "headline edited", "2 paragraphs removed", in English."""
    return wording().phrase(kind, count)


def noun(thing: str) -> str:
    """What a part of an article is called in English: "headline", "picture credit"."""
    return wording().thing(thing)


def _message(subject: str, body: Sequence[Line], words: Wording) -> Message:
    return Message(
        subject=subject,
        text=as_text(body, words),
        markdown=as_markdown(body, words),
        html=as_page(subject, body, words),
        chat=as_html(body, words),
        language=words.language,
    )


def _stories(letters: Sequence[Letter]) -> list[_Story]:
    """The letters by article, the heaviest and then the most edited first."""
    found: dict[tuple[str, int], list[Letter]] = {}
    for letter in letters:
        key = (
            ("watch", int(letter.watch.id))
            if letter.watch is not None and not _is_operators(letter)
            else ("letter", int(letter.id))
        )
        found.setdefault(key, []).append(letter)
    stories = [_Story(letters=tuple(own)) for own in found.values()]
    return sorted(stories, key=lambda story: (-story.weight, -len(story.kinds)))


def _is_operators(letter: Letter) -> bool:
    return letter.report is not None or letter.incident is not None


def _kinds(letter: Letter) -> list[str]:
    """The kinds of what a letter tells, the heaviest first."""
    if letter.event is not None:
        return [letter.event.kind]
    return [named(change) for _, change in told_changes(letter)]


def _subject(stories: Sequence[_Story], by: Speaker, *, digest: bool) -> str:
    told = sum(len(story.kinds) for story in stories)
    first = max(stories[0].letters, key=lambda letter: _Story(letters=(letter,)).weight)
    if any(_is_operators(letter) for story in stories for letter in story.letters):
        return _of_operator(first, by) + _more("counts.more_messages", len(stories) - 1, by.words)
    if digest and len(stories) > 1:
        figures = _figures(stories, by.words)
        return by.words.said("subject.digest", sites=_sites(stories, by.words), **figures)
    changes = [change for _, change in told_changes(first)]
    title = next((change for change in changes if named(change) == "title.edited"), None)
    if title is not None:
        return _of_headline(title, by.words) + _more("counts.more", told - 1, by.words)
    kinds = _kinds(first)
    what = capital(summed(kinds, by.words, _PHRASES))
    subject = by.words.said("subject.other", what=what, headline=headline(first, 120))
    return subject + _more("counts.more", told - len(kinds), by.words)


def _of_operator(letter: Letter, by: Speaker) -> str:
    if letter.incident is not None:
        return subject_of_incident(letter.incident, by)
    if letter.report is not None:
        return subject_of_drift(letter.report, by)
    return capital(by.words.said("subject.changed"))


def _of_headline(title: Change, words: Wording) -> str:
    texts = [cleaned(text or "").strip() for text in (title.before, title.after)]
    before, after = (words.quoted(quoted(text, 80)) for text in abridged(texts[0], texts[1], 80))
    return words.said("subject.headline", before=before, after=after)


def _more(key: str, count: int, words: Wording) -> str:
    return words.said("subject.more", more=words.counted(key, count)) if count > 0 else ""


def _figures(stories: Sequence[_Story], words: Wording) -> dict[str, str]:
    changes = sum(len(story.kinds) for story in stories)
    return {
        "changes": words.counted("counts.changes", changes),
        "articles": words.counted("counts.in_articles", len(stories)),
    }


def _sites(stories: Sequence[_Story], words: Wording) -> str:
    """Such as "dw.com", "dw.com +2"."""
    sites = list(dict.fromkeys(_site(story) for story in stories))
    return words.said("subject.sites", site=sites[0], count=len(sites) - 1) if len(sites) > 1 else sites[0]


def _site(story: _Story) -> str:
    """The site of the article; "" for what the operator is told."""
    first = story.letters[0]
    return cleaned(first.watch.site).strip() if first.watch is not None and not _is_operators(first) else ""


def _contents(stories: Sequence[_Story], by: Speaker) -> Iterator[Line]:
    """Where there are several articles: what became of each, by site."""
    sites = list(dict.fromkeys(_site(story) for story in stories))
    if len(stories) == 1 or "" in sites:
        return
    yield Line(pieces=(("said", by.words.said("body.contents", **_figures(stories, by.words))),), strong=True)
    for site in sites:
        yield Line(pieces=(("name", site),), strong=True, role="contents")
        for story in (story for story in stories if _site(story) == site):
            about = heading(story.letters[-1])
            what: Piece = ("dim", by.words.said("signs.colon") + summed(story.kinds, by.words, _KINDS))
            yield Line(pieces=((about[0], isolated(beginning(about[1], 120))), what), role="contents")


def _bodies(stories: Sequence[_Story], told: Mapping[AlertId, Disclosures], by: Speaker) -> Iterator[Line]:
    """Every article with what became of it, up to a limit."""
    left = _IN_ALL
    for at, story in enumerate(stories):
        if left <= 0:
            rest = sum(len(other.kinds) for other in stories[at:])
            more = by.words.counted("counts.more", rest)
            yield Line(pieces=(("said", by.words.said("body.more", more=more)),), strong=True)
            return
        if not _is_operators(story.letters[0]):
            yield from opening(story.letters[-1], by.words)
        for letter in story.letters:
            yield from _of_letter(letter, told.get(letter.id, NOTHING_TOLD), by, min(left, MOST))
            left -= max(len(_kinds(letter)), 1)


def _of_letter(letter: Letter, told: Disclosures, by: Speaker, most: int) -> Iterator[Line]:
    if letter.incident is not None:
        yield from of_incident(letter.incident, by)
    elif letter.report is not None:
        yield from of_drift(letter.report, by)
    elif letter.event is not None:
        yield from of_event(letter.event, by)
    elif letter.revision is not None:
        yield from of_revision(letter, letter.revision, told, by, max(most, 1))
    else:
        yield Line(pieces=(("said", by.words.said("body.stale")),))
