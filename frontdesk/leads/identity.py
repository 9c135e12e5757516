"""Who somebody is, as far as spelling goes: mailboxes, names and organisations in a form that can be compared."""

from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import OSA

from frontdesk.enquiry.email import PROVIDERS
from frontdesk.enquiry.text import fold, words
from frontdesk.leads import identity_words as say

_LONG_WORD, _LONG_NAME = 6, 5  # letters from which one slip leaves a word what it was
_DISTINCT = 4
_LONGEST_KEY = 200


class Alike(IntEnum):
    """How far two names of the same sort agree. Unknown is where one of them says nothing."""

    DIFFERENT = 0
    UNKNOWN = 1
    LIKE = 2
    SAME = 3


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An e-mail address without what does not tell people apart. ``tag`` is what stood behind a plus."""

    local: str
    domain: str
    tag: str = ""

    @property
    def key(self) -> str:
        """The address two spellings of one mailbox share."""
        return f"{self.local}@{self.domain}"[:_LONGEST_KEY]

    @property
    def is_shared(self) -> bool:
        """Tell whether several people are likely to read it: info@, sales.europe@."""
        parts = self.local.replace("_", ".").replace("-", ".").split(".")
        return self.local in say.SHARED_MAILBOXES or any(part in say.SHARED_MAILBOXES for part in parts)

    @property
    def is_free_mail(self) -> bool:
        """Tell whether anybody can have an address of this domain."""
        return self.domain in PROVIDERS or self.domain in say.MORE_FREE_MAIL


def mailbox(email: str) -> Mailbox:
    """Read an address: lower case, the plus tag apart, dots gone where the provider ignores them."""
    local, _, domain = email.strip().casefold().rpartition("@")
    domain = say.SAME_PROVIDER.get(domain.rstrip("."), domain.rstrip("."))
    bare, _, tag = local.partition("+")
    if domain in say.DOTS_IGNORED:
        bare = bare.replace(".", "")
    return Mailbox(bare or local, domain, tag if bare else "")


def name_words(name: str) -> tuple[str, ...]:
    """Return the parts of a person's name in alphabetical order, without titles and accents."""
    parts = [part for word in words(fold(name)) for part in word.replace(".", "-").split("-") if part]
    return tuple(sorted(part for part in parts if part not in say.TITLES or len(parts) == 1))


def name_key(name: str) -> str:
    """Return what two spellings of one name share, in whichever order they were written."""
    return " ".join(name_words(name))[:_LONGEST_KEY]


def names_alike(one: str, other: str) -> Alike:
    """Compare two persons' names. The same single word is only like: many people are called Ann."""
    first, second = name_words(one), name_words(other)
    if not first or not second or _is_latin(first) != _is_latin(second):
        return Alike.UNKNOWN
    if set(first) & say.GENERATIONS != set(second) & say.GENERATIONS:
        return Alike.DIFFERENT
    if first == second:
        return Alike.SAME if len(first) > 1 else Alike.LIKE
    shorter, longer = sorted((first, second), key=len)
    return Alike.LIKE if _all_found(shorter, longer) else Alike.DIFFERENT


def _all_found(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Tell whether every part of the shorter name is a part of the longer one, in full, as an initial or with one slip."""
    left = list(longer)
    for part in sorted(shorter, key=len, reverse=True):
        found = next((other for other in left if _same_part(part, other)), None)
        if found is None:
            return False
        left.remove(found)
    return any(len(part) > 1 for part in shorter)


def _same_part(part: str, other: str) -> bool:
    if len(part) == 1 or len(other) == 1:
        return part[0] == other[0]
    slips = 1 if min(len(part), len(other)) >= _LONG_NAME else 0
    return OSA.distance(part, other, score_cutoff=slips) <= slips


def _is_latin(parts: tuple[str, ...]) -> bool:
    return all(char < "\u0370" for part in parts for char in part)


def organisation_words(organisation: str) -> tuple[str, ...]:
    """Return the words of an organisation's name without its legal form; none where it names no organisation."""
    plain = fold(organisation).replace(".", "").replace("&", " ")
    found = tuple(part for word in words(plain) for part in word.split("-"))
    if plain in say.NO_ORGANISATION or all(word in say.NO_ORGANISATION for word in found):
        return ()
    return tuple(word for word in found if word not in say.LEGAL_FORMS) or found


def organisations_alike(one: str, other: str) -> Alike:
    """Compare two organisations' names. 'Acme' is only like 'Acme Diagnostics': a group has many companies."""
    first, second = organisation_words(one), organisation_words(other)
    if not first or not second or _is_latin(first) != _is_latin(second):
        return Alike.UNKNOWN
    if "".join(first) == "".join(second):
        return Alike.SAME
    if _is_short_for(one, second) or _is_short_for(other, first):
        return Alike.LIKE
    shorter, longer = sorted((first, second), key=len)
    named = [word for word in shorter if len(word) >= _DISTINCT and word not in say.TRADE_WORDS]
    return Alike.LIKE if named and all(_has_word(longer, word) for word in named) else Alike.DIFFERENT


def _has_word(held: tuple[str, ...], word: str) -> bool:
    slips = 1 if len(word) >= _LONG_WORD else 0
    return any(OSA.distance(word, other, score_cutoff=slips) <= slips for other in held)


def _is_short_for(short: str, long: tuple[str, ...]) -> bool:
    """Tell whether a name is made of the first letters of another: ULB, MIT."""
    letters = "".join(organisation_words(short))
    initials = {"".join(word[0] for word in long), "".join(word[0] for word in long if word not in say.TRADE_WORDS)}
    spoken = "".join(word[0] for word in long if len(word) > 3 or word not in say.TRADE_WORDS)  # noqa: PLR2004 - de, la, et, of
    return 1 < len(letters) <= _LONG_WORD and letters in initials | {spoken}


def domain_names(domain: str, organisation: str) -> bool:
    """Tell whether a domain looks like an organisation's own: gsk.com of GSK."""
    stem = domain.partition(".")[0].replace("-", "")
    named = organisation_words(organisation)
    return bool(named) and (stem == "".join(named) or (len(named[0]) >= _DISTINCT and stem.startswith(named[0])))
