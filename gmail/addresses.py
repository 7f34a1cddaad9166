"""Mail addresses: read them from headers, and tell whether two are the same mailbox."""

import re
from collections.abc import Iterable
from email.header import decode_header, make_header

# Not the standard parser: a hostile header sends that one into recursion without end.
_BRACKETED = re.compile(r"<[ \t]{0,9}([^<>\s]{1,100}@[^<>\s@]{1,255})[ \t]{0,9}>")
_BARE = re.compile(r"(?<![^\s<>,;:\"()\[\]])[^\s<>,;:\"()\[\]@]{1,100}@[^\s<>,;:\"()\[\]@]{1,255}")
_HEADER_LIMIT = 50_000
_DECODED_LIMIT = 2_000
_DOTLESS = {"gmail.com", "googlemail.com"}


def folded(address: str) -> str:
    """Give the form by which one mailbox is always the same: case, +tag and Gmail's dots are left out."""
    local, at, domain = address.strip().lower().rpartition("@")
    if not at:
        return domain
    local = local.split("+", 1)[0] or local
    if domain in _DOTLESS:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def decoded(value: str) -> str:
    """Undo RFC 2047 in a header's value; what cannot be undone stays as it is."""
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value[:_DECODED_LIMIT])))
    except (ValueError, LookupError):
        return value


def first(value: str) -> tuple[str, str]:
    """Read the first person of a header: name and lower-case address, each perhaps empty."""
    value = value[:_HEADER_LIMIT]
    bracketed = _BRACKETED.search(value)
    # Gmail hands names over decoded but not quoted: a comma in one would mislead the standard parser.
    if bracketed:
        name = value[: bracketed.start()].strip()
        if name[:1] == name[-1:] == '"':
            name = re.sub(r"\\(.)", r"\1", name[1:-1])
        return decoded(name.strip()), bracketed.group(1).lower()
    bare = _BARE.search(value)
    return ("", bare.group(0).strip("'").lower()) if bare else (decoded(value.strip()), "")


def everyone(values: Iterable[str]) -> tuple[str, ...]:
    """Read every address of some headers, lower-case, each once, in order."""
    found = [bare.strip("'").lower() for value in values for bare in _BARE.findall(value[:_HEADER_LIMIT])]
    return tuple(dict.fromkeys(found))
