"""The subject of a message: what happened, and to which article."""

from __future__ import annotations

from collections.abc import Sequence

from watcher.model import Change, Letter
from watcher.notify.changes import capital, named
from watcher.notify.excerpt import abridged, cleaned
from watcher.notify.letters import headline, quoted, summed, told_changes
from watcher.notify.reports import subject_of_drift, subject_of_incident
from watcher.notify.stories import Story, is_operators, kinds_of, site_of
from watcher.notify.wording import Speaker, Wording

_PHRASES = 3  # in one subject


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
        return _of_headline(title, by.words) + _more("counts.more", told - 1, by.words)
    kinds = kinds_of(first)
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
