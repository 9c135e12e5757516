"""How likely two leads are one enquiry told twice, and why. It only suggests: a person merges.

Nothing counts on its own that several people may share: a mailbox such as info@, a domain, a switchboard's number, a common name. Two
different names, two different organisations, or another project in another sector rule a duplicate out.
"""

from dataclasses import dataclass
from enum import StrEnum

from frontdesk.enquiry.text import fold, words
from frontdesk.leads.identity import (
    Alike,
    Mailbox,
    domain_names,
    mailbox,
    name_words,
    names_alike,
    organisations_alike,
)
from frontdesk.qualification.model import Enquiry

LIKELY, ALMOST_CERTAIN = 60, 90
_MOST_OF_AFFILIATION = 30
_TELLING_WORD = 4  # letters
_SAME_PROJECT = 0.2


class Reason(StrEnum):
    """What two leads have in common, and what speaks against it."""

    SAME_EMAIL = "same_email"
    SAME_MAILBOX = "same_mailbox"  # one that several people may read
    SAME_PHONE = "same_phone"
    SAME_CONVERSATION = "same_conversation"
    SAME_NAME = "same_name"
    LIKE_NAME = "like_name"
    SAME_ORGANISATION = "same_organisation"
    LIKE_ORGANISATION = "like_organisation"
    SAME_DOMAIN = "same_domain"
    OTHER_ADDRESS = "other_address"
    OTHER_DOMAIN = "other_domain"
    OTHER_COUNTRY = "other_country"


_POINTS = {
    Reason.SAME_EMAIL: 60,
    Reason.SAME_MAILBOX: 15,
    Reason.SAME_PHONE: 30,
    Reason.SAME_CONVERSATION: 25,
    Reason.SAME_NAME: 35,
    Reason.LIKE_NAME: 15,
    Reason.SAME_ORGANISATION: 25,
    Reason.LIKE_ORGANISATION: 15,
    Reason.SAME_DOMAIN: 25,
    Reason.OTHER_ADDRESS: -20,
    Reason.OTHER_DOMAIN: -10,
    Reason.OTHER_COUNTRY: -15,
}
_AFFILIATION = frozenset({Reason.SAME_ORGANISATION, Reason.LIKE_ORGANISATION, Reason.SAME_DOMAIN})


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two leads are one enquiry, 0 to 100, with what speaks for it and against it."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def is_likely(self) -> bool:
        """Tell whether a person should look at the two."""
        return self.score >= LIKELY


def likeness(one: Enquiry, other: Enquiry) -> Likeness:
    """Compare two enquiries; the order does not matter."""
    if _ruled_out(one, other):
        return Likeness(0, ())
    reasons = (
        *_of_mailboxes(one, other),
        *_of_contact(one, other),
        *_of_names(one, other),
        *_of_organisations(one, other),
    )
    affiliation = sum(_POINTS[reason] for reason in reasons if reason in _AFFILIATION)
    rest = sum(_POINTS[reason] for reason in reasons if reason not in _AFFILIATION)
    return Likeness(max(0, min(100, rest + min(affiliation, _MOST_OF_AFFILIATION))), reasons)


def _ruled_out(one: Enquiry, other: Enquiry) -> bool:
    return (
        names_alike(one.name, other.name) is Alike.DIFFERENT
        or _are_different_organisations(one, other)
        or _is_another_project(one, other)
        or _are_namesakes(mailbox(one.email), mailbox(other.email))
    )


def _are_different_organisations(one: Enquiry, other: Enquiry) -> bool:
    """A consultant asks for several clients. Where both write from a domain named after one of the two, it is one organisation."""
    if organisations_alike(one.organisation, other.organisation) is not Alike.DIFFERENT:
        return False
    first, second = mailbox(one.email), mailbox(other.email)
    if first.domain != second.domain or first.is_free_mail:
        return True
    return not any(domain_names(first.domain, enquiry.organisation) for enquiry in (one, other))


def _is_another_project(one: Enquiry, other: Enquiry) -> bool:
    first, second = _telling_words(one.project), _telling_words(other.project)
    if one.sector == other.sector or not first or not second:
        return False
    return len(first & second) / min(len(first), len(second)) < _SAME_PROJECT


def _telling_words(project: str) -> set[str]:
    return {word for word in words(fold(project)) if len(word) >= _TELLING_WORD}


def _are_namesakes(one: Mailbox, other: Mailbox) -> bool:
    """Two people of one name at one domain are told apart by a number."""
    digits = "0123456789"
    return (
        one.domain == other.domain
        and one.local != other.local
        and one.local.rstrip(digits) == other.local.rstrip(digits)
    )


def _of_mailboxes(one: Enquiry, other: Enquiry) -> tuple[Reason, ...]:
    first, second = mailbox(one.email), mailbox(other.email)
    if first.key == second.key:
        return (_same_mailbox(first, second, one, other),)
    if first.is_free_mail or second.is_free_mail:
        return ()
    if first.domain != second.domain:
        return (Reason.OTHER_DOMAIN,)
    if first.is_shared or second.is_shared:
        return (Reason.SAME_DOMAIN,)
    return (Reason.SAME_DOMAIN, Reason.OTHER_ADDRESS)


def _same_mailbox(first: Mailbox, second: Mailbox, one: Enquiry, other: Enquiry) -> Reason:
    """A shared mailbox is nobody's; nor is one told apart by tags that are names, as in acme+ann@ and acme+bob@."""
    by_name = {first.tag, second.tag} & {*name_words(one.name), *name_words(other.name)}
    return Reason.SAME_MAILBOX if first.is_shared or by_name else Reason.SAME_EMAIL


def _of_contact(one: Enquiry, other: Enquiry) -> tuple[Reason, ...]:
    found = []
    if one.phone and one.phone == other.phone:
        found.append(Reason.SAME_PHONE)
    if one.conversation_id == other.conversation_id:
        found.append(Reason.SAME_CONVERSATION)
    if one.country != other.country:
        found.append(Reason.OTHER_COUNTRY)
    return tuple(found)


def _of_names(one: Enquiry, other: Enquiry) -> tuple[Reason, ...]:
    alike = names_alike(one.name, other.name)
    return {Alike.SAME: (Reason.SAME_NAME,), Alike.LIKE: (Reason.LIKE_NAME,)}.get(alike, ())


def _of_organisations(one: Enquiry, other: Enquiry) -> tuple[Reason, ...]:
    alike = organisations_alike(one.organisation, other.organisation)
    return {Alike.SAME: (Reason.SAME_ORGANISATION,), Alike.LIKE: (Reason.LIKE_ORGANISATION,)}.get(alike, ())
