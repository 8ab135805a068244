"""A bundle in words: what happened, to which articles, between which two looks, and what exactly was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from watcher.model import NOTHING_TOLD, AlertId, Bundle, Disclosures, Letter, Message, Voice
from watcher.notify.changes import named, readable
from watcher.notify.excerpt import beginning
from watcher.notify.letters import MOST, NO_FIGURE, figure, heading, of_event, of_revision, opening, summed
from watcher.notify.markup import Line, Piece, as_html, as_markdown, as_text, in_text, isolated, spoken
from watcher.notify.page import as_page
from watcher.notify.reports import of_drift, of_incident
from watcher.notify.stories import Story, is_operators, kinds_of, site_of, stories_of
from watcher.notify.subjects import figures, subject_of
from watcher.notify.wording import Speaker, Wording, speaker, wording

__all__ = ["PLAIN", "named", "noun", "phrase", "readable", "trial", "worded"]

_IN_ALL = 50  # changes told in full in one message; mail programs cut what is larger than 100 KB
_KINDS = 8  # in one entry of the contents
PLAIN = Voice()


def worded(bundle: Bundle, told: Mapping[AlertId, Disclosures], voice: Voice = PLAIN) -> Message:
    """The bundle's message as `voice` wants it: the same lines as plain text, Markdown and HTML. `told` is what notices
    tell of the changes of each letter. Raises SettingsError for a template that cannot be used."""
    by = speaker(voice)
    stories = stories_of(bundle.letters)
    body = [*_contents(stories, by), *_bodies(stories, told, by)]
    subject = subject_of(stories, by, digest=bundle.digest)
    message = replace(_message(subject, body, by.words), identity=bundle.identity)
    if voice.template is None or any(map(is_operators, bundle.letters)):
        return message
    # Imported here because it takes 100 ms, which nobody waits for who has no template.
    from watcher.notify.fields import fields_of  # noqa: PLC0415
    from watcher.notify.templates import load  # noqa: PLC0415

    filled = partial(fields_of, bundle, told, by, subject=subject, body=body)
    return load(voice.template).reworded(message, filled)


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
        brief=_brief(body, words),
    )


def _brief(body: Sequence[Line], words: Wording) -> str:
    """Where the first article is, and then what became of each, or what was edited; its headline is in the subject."""
    address = next((line.pieces[-1:] for line in body if line.role == "link"), ())
    listed = [line for line in body if line.role == "contents" and not line.strong]
    cited = listed or [line for line in body if line.quoted and not line.strong]
    said = [line for line in body if not (line.quoted or line.strong or line.role)]
    said.sort(key=lambda line: line.pieces[0][0] != "alarm")
    shown = (in_text(line.pieces, words).strip() for line in (*cited, *said))
    return "\n".join((in_text(address, words), *map(isolated, shown)))


def _contents(stories: Sequence[Story], by: Speaker) -> Iterator[Line]:
    """Where there are several articles: what became of each, by site."""
    sites = list(dict.fromkeys(site_of(story) for story in stories))
    if len(stories) == 1 or "" in sites:
        return
    yield Line(pieces=(("said", by.words.said("body.contents", **figures(stories, by.words))),), strong=True)
    for site in sites:
        yield Line(pieces=(("name", site),), strong=True, role="contents")
        for story in (story for story in stories if site_of(story) == site):
            about = heading(story.letters[-1])
            seen = next((one for letter in story.letters if (one := figure(letter, by)).kind), NO_FIGURE)
            what: Piece = ("dim", by.words.said("signs.colon") + summed(story.kinds, by.words, _KINDS, seen))
            yield Line(pieces=((about[0], isolated(beginning(about[1], 120))), what), role="contents")


def _bodies(stories: Sequence[Story], told: Mapping[AlertId, Disclosures], by: Speaker) -> Iterator[Line]:
    """Every article with what became of it, up to a limit."""
    left = _IN_ALL
    for at, story in enumerate(stories):
        if left <= 0:
            rest = sum(len(other.kinds) for other in stories[at:])
            more = by.words.counted("counts.more", rest)
            yield Line(pieces=(("said", by.words.said("body.more", more=more)),), strong=True)
            return
        if not is_operators(story.letters[0]):
            yield from opening(story.letters[-1], by.words)
        for letter in story.letters:
            yield from _of_letter(letter, told.get(letter.id, NOTHING_TOLD), by, min(left, MOST))
            left -= max(len(kinds_of(letter)), 1)


def _kept(letter: Letter) -> int | None:
    """The watch whose article is to be looked up, as it can be seen no more; None for none that was ever read."""
    away = letter.event is not None and letter.event.kind != "article.restored"
    return letter.watch.id if away and letter.watch is not None and letter.title else None


def _of_letter(letter: Letter, told: Disclosures, by: Speaker, most: int) -> Iterator[Line]:
    if letter.incident is not None:
        yield from of_incident(letter.incident, by)
    elif letter.report is not None:
        yield from of_drift(letter.report, by)
    elif letter.event is not None:
        yield from of_event(letter.event, by, _kept(letter))
    elif letter.revision is not None:
        yield from of_revision(letter, letter.revision, told, by, max(most, 1))
    else:
        yield Line(pieces=(("said", by.words.said("body.stale")),))
