"""Destinations as administrators set them up: what each kind asks for, and what is wrong with what was given."""

import re
import secrets
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from frontdesk.services.delivery import CHOSEN_TOPICS, Destination, DestinationKind
from frontdesk.staff.member import Actor

_SECRET_BYTES = 32
_LONGEST = 2000
_NAMES_LENGTH = 200
_MAPPED = re.compile(r"[a-z_.]+ *= *[\w./:-]{1,100}", re.ASCII)


class DestinationNotFound(Exception):
    """Carries the key that was asked for."""


class Option(StrEnum):
    """What a kind may be asked for beside name, topics and secret."""

    URL = "url"
    LANGUAGE = "language"
    PORTAL = "portal"
    FORM = "form"
    ORGANISATION = "oid"
    CONSENT_TEXT = "consent_text"
    FIELDS = "fields"
    SOURCE = "lead_source"


class SecretKind(StrEnum):
    """What the secret of a kind is: an address pasted, a token pasted, a key we draw, or nothing."""

    ADDRESS = "address"
    TOKEN = "token"  # noqa: S105 - the name of a kind
    KEY = "key"
    NONE = "none"


class Fault(StrEnum):
    """What is wrong with a field; the desk has a sentence for each."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NO_HTTPS = "no_https"
    HOST_NOT_ALLOWED = "host_not_allowed"
    NO_MAPPING = "no_mapping"
    NOT_OFFERED = "not_offered"
    ODD_CHARACTERS = "odd_characters"


@dataclass(frozen=True, slots=True)
class Form:
    """What one kind of destination asks for."""

    secret: SecretKind
    required: tuple[Option, ...] = ()
    optional: tuple[Option, ...] = ()


SECRETS: Mapping[DestinationKind, SecretKind] = {
    DestinationKind.SLACK: SecretKind.ADDRESS,
    DestinationKind.TEAMS: SecretKind.ADDRESS,
    DestinationKind.WEBHOOK: SecretKind.KEY,
    DestinationKind.HUBSPOT: SecretKind.TOKEN,
    DestinationKind.SALESFORCE: SecretKind.NONE,
}
_REQUIRED: Mapping[DestinationKind, tuple[Option, ...]] = {
    DestinationKind.SLACK: (Option.LANGUAGE,),
    DestinationKind.TEAMS: (Option.LANGUAGE,),
    DestinationKind.WEBHOOK: (Option.URL,),
    DestinationKind.HUBSPOT: (Option.PORTAL, Option.FORM, Option.CONSENT_TEXT),
    DestinationKind.SALESFORCE: (Option.ORGANISATION,),
}
_OPTIONAL: Mapping[DestinationKind, tuple[Option, ...]] = {
    DestinationKind.HUBSPOT: (Option.FIELDS, Option.URL),
    DestinationKind.SALESFORCE: (Option.SOURCE, Option.FIELDS, Option.URL),
}


def form_of(kind: DestinationKind) -> Form:
    """Return what a kind asks for; mail, which is built in, has no form."""
    return Form(SECRETS[kind], _REQUIRED[kind], _OPTIONAL.get(kind, ()))


@dataclass(frozen=True, slots=True)
class DestinationDraft:
    """What was filled in. ``secret`` is none where the present one stays."""

    kind: DestinationKind
    name: str
    topics: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    secret: str | None = field(default=None, repr=False)


class DestinationRefused(Exception):
    """Carries what is wrong, by name of field."""

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__(", ".join(f"{name}: {fault}" for name, fault in faults.items()))
        self.faults = faults


class DestinationRegister(Protocol):
    """Where destinations are kept. Every method raises StoreUnavailable."""

    def destinations(self) -> tuple[Destination, ...]:
        """Return every destination, mail first."""

    def add(self, draft: DestinationDraft, *, by: Actor, at: datetime) -> Destination:
        """Keep a new destination, switched on."""

    def change(self, key: str, draft: DestinationDraft, *, by: Actor, at: datetime) -> Destination:
        """Replace what a destination is; without a new secret it keeps its own. Raises DestinationNotFound."""

    def switch(self, key: str, *, on: bool, by: Actor, at: datetime) -> None:
        """Switch a destination on or off. Raises DestinationNotFound."""


def new_key() -> str:
    """Return a signing key as Standard Webhooks writes them."""
    return "whsec_" + b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def check_draft(draft: DestinationDraft, *, is_new: bool, hosts: Sequence[str], loopback: bool = False) -> None:
    """Raise DestinationRefused where a field is missing or cannot be right."""
    form = form_of(draft.kind)
    faults = {"name": _text_fault(draft.name, _NAMES_LENGTH), "topics": _topics_fault(draft.topics)}
    for option in (*form.required, *form.optional):
        given = draft.options.get(option, "")
        faults[option.value] = _option_fault(option, given, form, hosts, loopback=loopback)
    if form.secret in {SecretKind.ADDRESS, SecretKind.TOKEN} and (is_new or draft.secret is not None):
        faults["secret"] = _secret_fault(draft.secret or "", form.secret, hosts, loopback=loopback)
    found = {name: fault for name, fault in faults.items() if fault is not None}
    if found:
        raise DestinationRefused(found)


def host_is_allowed(host: str, port: int | None, hosts: Sequence[str]) -> bool:
    """Tell whether a host is in the list, or below an entry such as ``*.example.org``. Another port than 443 must be in its entry."""
    name = host.lower().rstrip(".")
    if port not in {None, 443}:
        return f"{name}:{port}" in map(str.lower, hosts)
    return any(name == one or (one.startswith("*.") and name.endswith(one[1:])) for one in map(str.lower, hosts))


def field_mapping(text: str) -> dict[str, str]:
    """Read lines such as ``project = 00N5g00000abcde``: our name of a field and theirs."""
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def _text_fault(text: str, longest: int) -> Fault | None:
    if not text.strip():
        return Fault.MISSING
    return Fault.TOO_LONG if len(text) > longest else None


def _topics_fault(topics: Sequence[str]) -> Fault | None:
    if not topics:
        return Fault.MISSING
    return None if set(topics) <= set(CHOSEN_TOPICS) else Fault.NOT_OFFERED


def _option_fault(option: Option, given: str, form: Form, hosts: Sequence[str], *, loopback: bool) -> Fault | None:
    if not given.strip():
        return Fault.MISSING if option in form.required else None
    if option is Option.URL:
        return _address_fault(given, hosts, loopback=loopback)
    if option is Option.FIELDS:
        lines = [line.strip() for line in given.splitlines() if line.strip()]
        return None if all(map(_MAPPED.fullmatch, lines)) else Fault.NO_MAPPING
    return _text_fault(given, _LONGEST)


def _secret_fault(secret: str, kind: SecretKind, hosts: Sequence[str], *, loopback: bool) -> Fault | None:
    if not secret.strip():
        return Fault.MISSING
    if kind is SecretKind.ADDRESS:
        return _address_fault(secret, hosts, loopback=loopback)
    return None if secret.isascii() and secret.isprintable() else Fault.ODD_CHARACTERS


def _address_fault(url: str, hosts: Sequence[str], *, loopback: bool) -> Fault | None:
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Fault.NO_HTTPS
    if loopback and host in {"127.0.0.1", "localhost"}:
        return None
    if parts.scheme != "https" or not host or parts.username is not None:
        return Fault.NO_HTTPS
    return None if host_is_allowed(host, port, hosts) else Fault.HOST_NOT_ALLOWED
