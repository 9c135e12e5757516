"""What is read of a mail: the new words alone, in four languages and any encoding; and nothing a mail holds is ever a failure."""

from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from frontdesk.web.channels.mail_reading import read_mail

HEAD = b"From: Ann <ann@acme.example>\r\nMessage-ID: <1@acme.example>\r\n"


def mail_of(text: str, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "Ann <ann@acme.example>", "<1@acme.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def said(source: bytes) -> str:
    mail = read_mail(source)
    assert mail is not None
    return mail.text


@pytest.mark.parametrize(
    "quoted",
    [
        "On Mon, 23 Nov 2026 at 10:00, Agency <invest@agency.example> wrote:\n> the old question\n> and more",
        "Le lun. 23 nov. 2026 à 10:00, Agence <invest@agency.example> a écrit :\n> the old question\n> and more",
        "Op ma 23 nov 2026 om 10:00 schreef Agency <invest@agency.example>:\n> the old question\n> and more",
        "Am Mo., 23. Nov. 2026 um 10:00 Uhr schrieb Agency <invest@agency.example>:\n> the old question\n> and more",
        "-----Original Message-----\nFrom: Agency\nSent: Monday\nTo: Ann\nSubject: A site\n\nthe old question",
    ],
)
def test_what_is_quoted_is_left_out(quoted: str) -> None:
    assert said(mail_of(f"We need ten hectares.\n\nAnd water.\n\n{quoted}\n")) == "We need ten hectares.\n\nAnd water."


def test_a_mail_of_html_alone_is_read_as_words() -> None:
    page = (
        "<html><head><title>no</title><style>p {color: red}</style></head><body><!-- no --><script>no()</script>"
        "<p>Ten hectares &amp; water</p><p>near Li&egrave;ge<br>please</p></body></html>"
    )
    source = HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    assert said(source).split() == ["Ten", "hectares", "&", "water", "near", "Liège", "please"]


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        (b"Content-Type: text/plain; charset=iso-8859-1", "à Liège".encode("latin-1"), "à Liège"),
        (b"Content-Type: text/plain; charset=windows-1252", "10 €".encode("cp1252"), "10 €"),
        (
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64",
            b"w6AgTGnDqGdl",
            "à Liège",
        ),
        (
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
            b"=C3=A0 Li=C3=A8ge",
            "à Liège",
        ),
    ],
)
def test_a_text_is_read_in_its_encoding(headers: bytes, body: bytes, expected: str) -> None:
    assert said(HEAD + headers + b"\r\n\r\n" + body) == expected


def test_the_plain_text_counts_where_there_are_both() -> None:
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "ann@acme.example", "<1@acme.example>"
    mail.set_content("plain")
    mail.add_alternative("<p>page</p>", subtype="html")
    assert said(mail.as_bytes()) == "plain"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"List_Id": "<news.example>"},
        {"List_Unsubscribe": "<https://x.example>"},
        {"Return_Path": "<>"},
    ],
)
def test_what_a_program_wrote_is_known(headers: dict[str, str]) -> None:
    automatic, personal = read_mail(mail_of("hello", **headers)), read_mail(mail_of("hello", Auto_Submitted="no"))
    assert automatic is not None
    assert automatic.is_automatic
    assert personal is not None
    assert not personal.is_automatic


def test_references_are_bounded_and_the_newest_are_kept() -> None:
    many = " ".join(f"<{number}@x.example>" for number in range(500))
    mail = read_mail(mail_of("hi", References=many, In_Reply_To="<last@x.example>"))
    assert mail is not None
    assert len(mail.references) == 50
    assert mail.references[-1] == "<last@x.example>"


def nested(levels: int) -> bytes:
    """A mail within a mail within a mail, deeper than anybody can walk."""
    inner = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(levels))
    return b"From: ann@b.example\r\nMessage-ID: <1@b>\r\n" + inner


@pytest.mark.parametrize(
    "source",
    [
        b"",
        nested(3000),
        b"\x00",
        b"From: nobody\r\n\r\nx",
        b"From: a@b.example\r\n\r\nno id",
        b"Message-ID: <1@b>\r\n\r\nno sender",
        b"\xff\xfe" * 50,
    ],
)
def test_what_is_no_mail_is_none(source: bytes) -> None:
    assert read_mail(source) is None


@given(st.binary(max_size=400))
@example(
    b"From: =?utf-8?q?=ff?= <a@b.example>\r\nMessage-ID: <1@b>\r\nContent-Type: text/plain; charset=x-none\r\n\r\nx"
)
@example(b"From: a@b.example\r\nMessage-ID: <1@b>\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n\r\nx")
@example(b"From: a@b.example\r\nMessage-ID: <1@b>\r\nContent-Transfer-Encoding: base64\r\n\r\n=====")
@example(b"From: a@b.example,\x00\r\nMessage-ID: <1@b>\r\nSubject: =?utf-8?b?////?=\r\n\r\nx")
@example(b"From: a@b.example\r\nMessage-ID: [\r\nDate: x\r\n\r\n")
@example(b"From: a@b.example\r\nMessage-ID: <1@b>\r\nReferences: [x\r\nIn-Reply-To: <\r\n\r\n> > >\n>\n")
@example(b"From: a@b.example\r\nMessage-ID: <1@b>\r\nContent-Type: text/html\r\n\r\n<style><!--<<<&#xffffffff;&#0;")
@example(b"From: a@b.example\r\nMessage-ID: <1@b>\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d.example\r\n\r\nx")
def test_no_mail_is_a_failure(source: bytes) -> None:
    mail = read_mail(source)
    assert mail is None or "@" in mail.sender


_HEADERS = st.sampled_from(
    ["Subject", "To", "References", "In-Reply-To", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted"]
)


@given(st.lists(st.tuples(_HEADERS, st.text(max_size=40)), max_size=6), st.text(max_size=200))
def test_no_header_and_no_body_is_a_failure(headers: list[tuple[str, str]], body: str) -> None:
    told = "".join(f"{name}: {value}\r\n" for name, value in headers)
    source = HEAD + f"{told}\r\n{body}".encode("utf-8", "replace")
    mail = read_mail(source)
    assert mail is None or "\n" not in mail.subject
