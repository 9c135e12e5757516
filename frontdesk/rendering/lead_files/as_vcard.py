"""Leads as vCard 4.0 (RFC 6350) for address books."""

from collections.abc import Iterator, Sequence

from frontdesk.services.lead_record import Record

LINE_OCTETS = 75


def as_vcard(records: Sequence[Record]) -> bytes:
    """Return one card a lead."""
    return b"".join(_folded(line) for record in records for line in _card(record))


def _card(record: Record) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID;VALUE=text:{_text(record['reference'])}"
    yield f"FN:{_text(record['name'])}"
    yield f"N:{_text(record['name'])};;;;"  # what is family name and what given name was not asked
    yield f"ORG:{_text(record['organisation'])}"
    yield f"EMAIL:{_text(record['email'])}"
    if record["phone"]:
        yield f"TEL;VALUE=uri:tel:{record['phone']}"
    yield f"ADR:;;;;;;{_text(record['country'])}"
    yield f"LANG:{record['language']}"
    yield f"NOTE:{_text(record['project'])}"
    yield f"REV:{_basic(str(record['created_at']))}"
    yield "END:VCARD"


def _text(value: object) -> str:
    text = str(value).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "\\n".join(text.splitlines())


def _basic(moment: str) -> str:
    """Turn 2026-11-23T10:00:00.123+00:00 into 20261123T100000Z; times are UTC."""
    return moment[:19].replace("-", "").replace(":", "") + "Z"


def _folded(line: str) -> bytes:
    """Break a line at 75 octets, never inside a character; a continuation starts with a blank."""
    parts, part = [], b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > LINE_OCTETS:
            parts.append(part)
            part = b" "
        part += octets
    return b"\r\n".join([*parts, part]) + b"\r\n"
