"""Reads a mail: who wrote, in answer to what, and what of it is new; whatever it holds, it is only read."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr
from html import unescape

from mailparser_reply import EmailReplyParser

_LANGUAGES = ["en", "fr", "nl", "de"]
_ID = re.compile(r"<[^<>\s]{3,250}>")
_MOST_REFERENCES = 50
_BULK = {"bulk", "list", "junk", "auto_reply"}
_BREAKS = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|tr|h[1-6])>")
_DUTCH_QUOTE = re.compile(r"(?m)^Op\b[^>\n]{5,120}(?:\n[^>\n]{0,80})?\bschreef\b[^>\n]{0,120}(?:\n?<[^>\n]*>)?\s*:\s*$")
_UNSEEN = re.compile(r"(?is)<(style|script|head|title)\b.*?</\1>|<!--.*?-->")


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """What is read of a mail. ``references`` are the Message-IDs it answers, the oldest first."""

    sender: str
    subject: str
    message_id: str
    references: tuple[str, ...]
    text: str
    is_automatic: bool


def read_mail(source: bytes) -> ReceivedMail | None:
    """Return what a mail says; none where it has no sender or no id. Never raises on what is in it."""
    try:
        mail = message_from_bytes(source, policy=default)
        sender = parseaddr(str(mail["From"] or ""))[1]
        message_id = _ID.search(str(mail["Message-ID"] or ""))
        if "@" not in sender or message_id is None:
            return None
        return ReceivedMail(
            sender=sender,
            subject=" ".join(str(mail["Subject"] or "").split())[:200],
            message_id=message_id[0],
            references=_references(mail),
            text=_new_words(_text(mail)),
            is_automatic=_is_automatic(mail),
        )
    except Exception:  # noqa: BLE001  # the marked edge: the standard library's parser raises anything on what is no mail
        return None


def _references(mail: EmailMessage) -> tuple[str, ...]:
    told = f"{mail['References'] or ''} {mail['In-Reply-To'] or ''}"
    return tuple(_ID.findall(told)[-_MOST_REFERENCES:])


def _is_automatic(mail: EmailMessage) -> bool:
    """Tell whether a program wrote it: lists, newsletters, out-of-office replies, failures of delivery. RFC 3834."""
    return (
        str(mail["Auto-Submitted"] or "no").strip().casefold() != "no"
        or str(mail["Precedence"] or "").strip().casefold() in _BULK
        or mail["List-Id"] is not None
        or mail["List-Unsubscribe"] is not None
        or str(mail["Return-Path"] or "").strip() == "<>"
        or mail.get_content_type() == "multipart/report"
        or parseaddr(str(mail["From"]))[1]
        .casefold()
        .startswith(("mailer-daemon@", "postmaster@", "no-reply@", "noreply@"))
    )


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = str(body.get_content())
    return content if body.get_content_subtype() == "plain" else _plain(content)


def _plain(html: str) -> str:
    """Return the words of HTML; nothing of it is ever shown as HTML."""
    lines = _BREAKS.sub("\n", _UNSEEN.sub(" ", html))
    return unescape(re.sub(r"<[^>]*>", " ", lines))


def _new_words(text: str) -> str:
    """Return what was written, without what is quoted and without the signature."""
    unified = _DUTCH_QUOTE.split(text.replace("\r\n", "\n"), maxsplit=1)[0]  # Gmail's, which the library does not know
    latest = EmailReplyParser(languages=_LANGUAGES).parse_reply(text=unified) or ""
    return re.sub(r"\n{3,}", "\n\n", latest).strip()
