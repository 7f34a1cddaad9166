"""Reports of the mail system, in the shape Gmail gives them."""

import secrets
from datetime import datetime, timedelta
from email.utils import format_datetime

from sandbox.google import letters
from sandbox.google.letters import Letter

NO_SUCH = (
    "550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the"
    " recipient's address for typos or unnecessary spaces. 550 5.1.1 - gsmtp"
)
TRYING = "451-4.4.1 The recipient server did not accept our requests to connect. 451 4.4.1 - gsmtp"
PATIENCE = timedelta(hours=46)

REPORT = """\
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: {sender}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification ({word})
References: {message_id}
In-Reply-To: {message_id}
Message-ID: <{serial}.mr@google.com>
Date: {date}
{failed}MIME-Version: 1.0
Content-Type: multipart/report; boundary="report-{serial}"; report-type=delivery-status

--report-{serial}
Content-Type: multipart/alternative; boundary="words-{serial}"

--words-{serial}
Content-Type: text/plain; charset="UTF-8"

** {title} **

{sentence}

The response from the remote server was:

{diagnostic}

--words-{serial}
Content-Type: text/html; charset="UTF-8"

<html><body><h2>{title}</h2><p>{sentence}</p><p>The response from the remote server was:</p>
<p>{diagnostic}</p></body></html>

--words-{serial}--

--report-{serial}
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Received-From-MTA: dns; {sender}
Arrival-Date: {date}
X-Original-Message-ID: {message_id}

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.{domain}. (192.0.2.25, the server for the domain {domain}.)
Diagnostic-Code: smtp; {diagnostic}
Last-Attempt-Date: {date}
{retry}
--report-{serial}
Content-Type: {returned}

"""


def failure(original: Letter, *, sender: str, recipient: str, now: datetime) -> Letter:
    """Report that an address does not exist, for good; the whole mail comes back."""
    return _report(
        original,
        {
            "word": "Failure",
            "title": "Address not found",
            "sentence": f"Your message wasn't delivered to {recipient} because the address couldn't be found,"
            " or is unable to receive mail.",
            "action": "failed",
            "status": "5.1.1",
            "diagnostic": NO_SUCH,
            "failed": f"X-Failed-Recipients: {recipient}\n",
            "retry": "",
            "returned": "message/rfc822",
        }
        | _facts(original, sender, recipient, now),
    )


def delay(original: Letter, *, sender: str, recipient: str, now: datetime) -> Letter:
    """Report that a mail is still being tried; only its head comes back, and no X-Failed-Recipients."""
    return _report(
        original,
        {
            "word": "Delay",
            "title": "Delivery incomplete",
            "sentence": f"There was a temporary problem delivering your message to {recipient}. Gmail will"
            " retry for 46 more hours. You'll be notified if the delivery fails permanently.",
            "action": "delayed",
            "status": "4.4.1",
            "diagnostic": TRYING,
            "failed": "",
            "retry": f"Will-Retry-Until: {format_datetime(now + PATIENCE)}\n",
            "returned": "text/rfc822-headers",
        }
        | _facts(original, sender, recipient, now),
    )


def _facts(original: Letter, sender: str, recipient: str, now: datetime) -> dict[str, str]:
    return {
        "sender": sender,
        "recipient": recipient,
        "domain": recipient.rpartition("@")[2],
        "message_id": original.message_id(),
        "date": format_datetime(now.replace(microsecond=0)),
        "serial": secrets.token_hex(12),
    }


def _report(original: Letter, words: dict[str, str]) -> Letter:
    whole = words["returned"] == "message/rfc822"
    seen = original.without("Bcc")
    returned = seen.source() if whole else seen.source().partition(b"\r\n\r\n")[0]
    source = REPORT.format(**words).encode() + returned + f"\n--report-{words['serial']}--\n".encode()
    return letters.read(source)
