#!/usr/bin/env python3
"""Hands a mail from standard input over to Frontdesk, signed; for a mail server's pipe. Needs Python 3.9 and nothing else.

    hand_over_mail.py https://frontdesk.example.org/channels/email /etc/frontdesk/mail-secret

The second argument is a file with the value of FRONTDESK_EMAIL_WEBHOOK_SECRET. Ends with 75, which has the mail server keep the mail and
try again, where Frontdesk could not take it now; with 0 where it did; with 65 where it never will. Attachments of a large mail stay behind:
Frontdesk reads words only.
"""

import hashlib
import hmac
import sys
import time
import urllib.error
import urllib.request
from email import message_from_bytes
from pathlib import Path

TAKEN, NEVER, LATER = 0, 65, 75  # sysexits.h: EX_OK, EX_DATAERR, EX_TEMPFAIL
TOO_LARGE, NO_MAIL = 413, 400
LARGE = 200_000  # Frontdesk takes 256 KiB
SECONDS = 30


def main(url: str, secret_file: str) -> int:
    """Hand the mail over and return how it went."""
    mail, secret, stamp = (
        lightened(sys.stdin.buffer.read()),
        Path(secret_file).read_bytes().strip(),
        str(int(time.time())),
    )
    signature = hmac.new(secret, stamp.encode() + b"." + mail, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "message/rfc822",
        "Frontdesk-Timestamp": stamp,
        "Frontdesk-Signature": f"v1={signature}",
    }
    request = urllib.request.Request(url, mail, headers)  # noqa: S310 - the administrator's own address
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310 - as above
            return TAKEN
    except urllib.error.HTTPError as refusal:
        print(f"Frontdesk refused the mail: {refusal.code}", file=sys.stderr)
        return NEVER if refusal.code in {TOO_LARGE, NO_MAIL} else LATER
    except OSError as problem:
        print(f"Frontdesk was not reached: {problem}", file=sys.stderr)
        return LATER


def lightened(mail: bytes) -> bytes:
    """Return a mail as it is, or without what it carries beside its words where it is large."""
    if len(mail) <= LARGE:
        return mail
    message = message_from_bytes(mail)
    for part in message.walk():
        carries = part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"
        if carries and not part.is_multipart():
            part.set_payload("")
    return message.as_bytes()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
