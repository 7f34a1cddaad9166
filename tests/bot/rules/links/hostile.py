"""What is no link to anybody: broken, disguised, private, or no link at all."""

from tests.bot.rules.links.rows import COPY, Nobody, nobody

LI = "https://www.linkedin.com"

_AGAIN = "Copy it once more, whole."


def _like(site: str, *typed: str) -> tuple[Nobody, ...]:
    return nobody(f"That address only looks like {site}. Type {site} by hand.", *typed)


DISGUISED = (
    *_like(
        "linkedin.com",
        "https://www.linked\u0456n.com/in/grace-hopper",
        "https://l\u0456nkedin.com/in/grace-hopper",
        "https://www.xn--linkedn-wog.com/in/grace-hopper",
        "https://de.xn--linkedn-wog.com/in/grace-hopper",
        "https://linked\u0131n.com/in/grace-hopper",
        "https://linkedín.com/in/grace-hopper",
        "https://linkedln.com/in/grace-hopper",
        "https://www.1inkedin.com/in/grace-hopper",
        "https://linkedin.com.login.example/in/grace-hopper",
        "https://www.linkedin.com-in.example/in/grace-hopper",
        "linked\u0456n.com/in/grace-hopper",
        "grace@linked\u0456n.com",
    ),
    *_like(
        "github.com",
        "https://g\u0456thub.com/torvalds",
        "https://\u0261ithub.com/x",
        "https://githubcom.github.com.evil.example/x",
    ),
    *_like("gitlab.com", "https://g1tlab.com/grace"),
    *_like(
        "stackoverflow.com", "https://stackoverf1ow.com/users/1", "https://stack\u03bfverflow.com/users/1"
    ),
    *_like("twitter.com", "https://tw\u0456tter.com/grace"),
    *_like("wellfound.com", "https://vvellfound.com/u/grace-hopper"),
    *_like("x.com", "https://\u0445.com/grace"),
    *_like("xing.com", "https://\u0445ing.com/profile/Grace_Hopper"),
    *_like("kaggle.com", "https://kagg1e.com/grace"),
    *_like("huggingface.co", "https://hugg\u0456ngface.co/grace"),
    *_like(
        "orcid.org", "https://\u043ercid.org/0000-0002-1825-0097", "https://0rcid.org/0000-0002-1825-0097"
    ),
    *_like("google.com", "https://scholar.g\u043e\u043egle.com/citations?user=JicYPdAAAAAJ"),
    *_like("gmail.com", "grace@gma\u0456l.com", "grace@gmai1.com", "grace@grnail.com"),
    *nobody(
        "That address mixes letters of two alphabets, as only a disguise does. Type it by hand.",
        "https://gr\u0430ce.example/cv",
        "https://n\u03b1vy.example",
        "grace@n\u0430vy.example",
    ),
    *nobody(
        f"That has signs in it that nobody sees. {_AGAIN}",
        f"{LI}/in/grace\u200bhopper",
        f"{LI}/in/grace\u202ehopper",
        f"{LI}/in/grace\u00adhopper",
        f"{LI}/in/grace%E2%80%AEhopper",
        f"{LI}/in/a%00b",
        "https://linked\u200bin.com/in/grace-hopper",
        "https://grace.example/\u2066x",
        f"{LI}/in/grace\x07hopper",
        f"{LI}/in/grace\ud800hopper",
        "gra\u202ece@navy.example",
        "grace\u200b.hopper@navy.example",
    ),
    *nobody(
        f"That link has a name or password before its site, which hides where it leads. {COPY}",
        "https://ana:secret@grace.example/",
        "https://ana@grace.example/",
        "https://www.linkedin.com@evil.example/in/grace-hopper",
        "https://www.linkedin.com:443@evil.example/in/grace-hopper",
        "https://www.linkedin.com%2Fin@evil.example/",
    ),
)

PRIVATE = (
    *nobody(
        f"That is the address of a computer, not of a person's page. {COPY}",
        "http://127.0.0.1/grace",
        "http://127.0.0.1:8080/grace",
        "https://192.168.0.1",
        "https://[::1]/grace",
        "https://[2001:db8::1]:8080/grace",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://localhost/grace",
        "http://localhost:3000/grace",
        "localhost:3000/grace",
        "127.0.0.1/grace",
        "10.0.0.1",
        "https://intranet/people/grace",
        "https://wiki.corp/grace",
        "https://printer.local",
        "https://metadata.google.internal/x",
        "https://abc.onion/grace",
    ),
    *nobody(
        f"That link has a port number (8080), and people's pages have none. {COPY}",
        "http://grace.example:8080/",
        "grace.example:8080/cv",
        f"{LI}:8080/in/grace-hopper",
    ),
)

BROKEN = (
    *nobody(
        f"That link is broken. {_AGAIN}",
        f"{LI}/in/%ff%fe",
        "https:/linkedin.com",
        "https://",
        "https//www.linkedin.com/in/grace-hopper",
        "https://[zz]/x",
        "https://grace.example:99999/",
        "https://grace..example/",
        "https://-grace.example/",
        "https://xn--a.example/",
        "https://xn--.example/",
        "https://☃.example/",
        "https://grace_.example/",
        f"https://{'a' * 64}.example/",
        f"https://{'a.' * 150}example/",
    ),
    *nobody(
        f"That link was cut short. {_AGAIN}",
        "linkedin.com/in/grace-hop…",
        f"{LI}/in/grace-hop...",
        "https://grace.example/a-long-pa…",
    ),
    *nobody(
        f"That is longer than any link (2,000 characters). {COPY}",
        f"{LI}/in/{'x' * 2000}",
        f"https://grace.example/{'x' * 2000}",
        f"grace@{'x' * 2000}.example",
        "x" * 100_000,
        "https://" + "a." * 50_000 + "example",
        "a@" * 50_000,
    ),
)


def _scheme(scheme: str, *typed: str) -> tuple[Nobody, ...]:
    why = f"Links that begin with {scheme}: lead to no profile. Paste one that begins with https."
    return nobody(why, *typed)


NO_LINKS = (
    *_scheme("ftp", "ftp://grace.example/cv"),
    *_scheme("javascript", "javascript:alert(1)", "JaVaScRiPt:alert(1)"),
    *_scheme("javascript", "javascript://www.linkedin.com/in/grace-hopper%0aalert(1)"),
    *_scheme("data", "data:text/html;base64,PHNjcmlwdD4="),
    *_scheme("file", "file:///cv.html", "file://server/cv"),
    *_scheme("vbscript", "vbscript:msgbox"),
    *_scheme("tel", "<tel:+491701234567|0170 1234567>"),
    *_scheme("slack", "slack://user?team=T1&id=U1"),
    *_scheme("chrome-extension", "chrome-extension://abc/x.html"),
    *nobody(
        "That is a name in Slack, not a link. Paste a profile link or an email address.",
        "@grace",
        "<@U123>",
        "<@U123|grace>",
        "<!channel>",
        "<!subteam^S1|@recruiting>",
        "<#C1|general>",
    ),
    *nobody(
        f"That is the name of a file, not a link. {COPY}",
        "cv.pdf",
        "Grace_Hopper_CV.docx",
        "people.csv",
        "report.xlsx",
    ),
    *nobody(
        f"That is neither a profile link nor an email address. {COPY}",
        "Grace",
        "grace-hopper",
        "/in/grace-hopper",
        "in/grace-hopper",
        "git@github.com:torvalds/linux.git",
        "=HYPERLINK(1)",
        "0000-0002-1825-0097",
    ),
)

HOSTILE: tuple[Nobody, ...] = DISGUISED + PRIVATE + BROKEN + NO_LINKS
