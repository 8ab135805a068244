"""Two articles → their differences, as a reader would tell them.

compare: the fields, as records (records.py, by DeepDiff); the blocks: which became which (align.py), then the words
inside each (words.py). Every edit of a text is weighed (weigh.py) by the facts it changes (facts.py, rules.toml),
whatever these are written like (figures.py).
A standfirst that is the other's first paragraph is one text (opening.py), and so is a caption (captions.py).
Which edits a notice discloses is asked afterwards (disclosure.py), of a long history as far as it matters (past.py).
Pure, offline, deterministic.
"""

from __future__ import annotations

from watcher.compare.blocks import block_changes
from watcher.compare.captions import with_one_caption
from watcher.compare.disclosure import disclosed, disclosed_in
from watcher.compare.lexicon import lexicon_for
from watcher.compare.opening import with_one_opening
from watcher.compare.past import Past, disclosures
from watcher.compare.records import field_changes
from watcher.compare.verdict import bumped, stealth
from watcher.model import Article, Change

__all__ = ["Past", "bumped", "compare", "disclosed", "disclosed_in", "disclosures", "stealth"]


def compare(old: Article, new: Article) -> tuple[Change, ...]:
    """What a reader would see changed from `old` to `new`: fields first, then blocks in the order of `new`.

    () where there is nothing to see. The addresses, the site's name and the language are not compared.
    """
    if old == new:
        return ()
    lexicon = lexicon_for(new)
    changes = (*field_changes(old, new, lexicon), *block_changes(old.blocks, new.blocks, lexicon))
    return with_one_caption(with_one_opening(old, new, changes, lexicon), lexicon)
