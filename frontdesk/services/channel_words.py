"""Words that mean more than themselves on a messenger, in any of our languages: begin, and have the conversation erased."""

from frontdesk.services.channel import Happening

# A slash is how several messengers mark commands; Slack keeps it to itself, so the bare words count too, as a whole message only.
_ERASE = frozenset({"erase", "effacer", "wissen", "löschen"})
_BEGIN = frozenset({"/start"})


def happening_of(text: str) -> Happening:
    """Return what somebody does who writes a text; without any words, it is something that cannot be read."""
    word = text.strip().casefold()
    if not word:
        return Happening.SENT_SOMETHING_ELSE
    if word in _BEGIN:
        return Happening.BEGUN
    return Happening.ERASURE_WANTED if word.removeprefix("/") in _ERASE else Happening.SAID
