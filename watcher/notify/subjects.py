"""The subject of a message: what happened, and to which article."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.model import Change, Letter
from watcher.notify.changes import capital, named
from watcher.notify.excerpt import abridged, cleaned
from watcher.notify.letters import figure, heading, headline, quoted, summed, told_changes
from watcher.notify.reports import subject_of_drift, subject_of_incident
from watcher.notify.stories import Story, is_operators, kinds_of, site_of
from watcher.notify.wording import Speaker, Wording

_PHRASES = 3  # in one subject
_LONGEST = 100  # characters of a subject: lists of mails show fewer
_HEADLINE = 30  # of them for the headline, where it is as long


def subject_of(stories: Sequence[Story], by: Speaker, *, digest: bool) -> str:
    """One line; `digest` counts what was edited, where there are several articles."""
    told = sum(len(story.kinds) for story in stories)
    first = max(stories[0].letters, key=lambda letter: Story(letters=(letter,)).weight)
    if any(is_operators(letter) for story in stories for letter in story.letters):
        return _of_operator(first, by) + _more("counts.more_messages", len(stories) - 1, by.words)
    if digest and len(stories) > 1:
        return by.words.said("subject.digest", sites=_sites(stories, by.words), **figures(stories, by.words))
    changes = [change for _, change in told_changes(first)]
    title = next((change for change in changes if named(change) == "title.edited"), None)
    if title is not None:
        return _of_headline(title, by.words, _more("counts.more", told - 1, by.words))
    return _of_others(first, by, told)


def _of_others(letter: Letter, by: Speaker, told: int) -> str:
    """What was edited, as many kinds of it as leave room for the headline; `told` is how much the message tells."""
    kinds, seen = kinds_of(letter), figure(letter, by)
    more = _more("counts.more", told - len(kinds), by.words)
    for most in range(_PHRASES, 0, -1):
        what = capital(summed(kinds, by.words, most, seen))
        room = _LONGEST - len(by.words.said("subject.other", what=what, headline="") + more)
        if room >= min(len(heading(letter)[1]), _HEADLINE):
            break
    return by.words.said("subject.other", what=what, headline=headline(letter, max(room, _HEADLINE))) + more


def _of_operator(letter: Letter, by: Speaker) -> str:
    if letter.incident is not None:
        return subject_of_incident(letter.incident, by)
    if letter.report is not None:
        return subject_of_drift(letter.report, by)
    return capital(by.words.said("subject.changed"))


def _of_headline(title: Change, words: Wording, more: str) -> str:
    texts = [cleaned(text or "").strip() for text in (title.before, title.after)]
    frame = words.said("subject.headline", before=words.quoted(""), after=words.quoted("")) + more
    room = _LONGEST - len(frame)
    most = max(room // 2, room - min(map(len, texts)))
    before, after = (words.quoted(quoted(text, most)) for text in abridged(texts[0], texts[1], most))
    return words.said("subject.headline", before=before, after=after) + more


def _more(key: str, count: int, words: Wording) -> str:
    return words.said("subject.more", more=words.counted(key, count)) if count > 0 else ""


def figures(stories: Sequence[Story], words: Wording) -> dict[str, str]:
    """How many changes there are, and in how many articles, as a sentence takes them."""
    changes = sum(len(story.kinds) for story in stories)
    return {
        "changes": words.counted("counts.changes", changes),
        "articles": words.counted("counts.in_articles", len(stories)),
    }


def _sites(stories: Sequence[Story], words: Wording) -> str:
    """Such as "dw.com", "dw.com +2"."""
    sites = list(dict.fromkeys(site_of(story) for story in stories))
    return words.said("subject.sites", site=sites[0], count=len(sites) - 1) if len(sites) > 1 else sites[0]
