"""Texts as YAML writes them: as plainly as another reader of YAML cannot misunderstand."""

import re
import unicodedata

LONG = 1_000
"""Characters after which a line is broken in the file though not in the text, so that a file can be cut anywhere."""

_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;/()+'’&–-]*[\w.)])?")
_MEANT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_JOINERS = frozenset("\u200c\u200d")  # emoji and some scripts need them
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})


def line(text: str) -> str:
    """Write a text on one line; between quotes where it could be taken for anything else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _MEANT and not _hidden(text):
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Write a text between double quotes; what nobody can see is written as its number."""
    return f'"{"".join(_escaped(letter) for letter in text)}"'


def block(text: str, *, indent: str) -> str:
    """Write a text of several lines as a block below its key, or between quotes where a block cannot hold it."""
    lines = text.split("\n")
    if not text.strip(" \n\t") or _hidden(text.replace("\n", "").replace("\t", "")):
        return _folded(lines, indent)
    # A block that ends in empty lines loses them where it is copied.
    if text.endswith("\n") or any(len(one) > LONG for one in lines):
        return _folded(lines, indent)
    # Without the figure, blanks at the beginning would be taken for the indentation of the block.
    figure = "2" if text[0] in " \n\t" else ""
    shown = (f"{indent}{one}" if one else "" for one in lines)
    return "\n".join([f"|{figure}", *shown])


def _folded(lines: list[str], indent: str) -> str:
    pieces = [
        piece for number, one in enumerate(lines) for piece in _pieces(one, last=number == len(lines) - 1)
    ]
    if len(pieces) <= 1:
        return f'"{"".join(pieces)}"'
    # A backslash at its end joins a line to the next, and one at its beginning keeps a blank.
    rest = (f"{indent}\\{piece}" if piece[:1] == " " else f"{indent}{piece}" for piece in pieces[1:])
    return '"' + "\\\n".join([pieces[0], *rest]) + '"'


def _pieces(text: str, *, last: bool) -> list[str]:
    cut = [text[start : start + LONG // 2] for start in range(0, len(text), LONG // 2)]
    written = ["".join(_escaped(letter) for letter in piece) for piece in cut]
    if last:
        return written
    return [*written[:-1], f"{written[-1] if written else ''}\\n"]


def _hidden(text: str) -> bool:
    return any(_is_hidden(letter) for letter in text)


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) in _HIDDEN and letter not in _JOINERS


def _escaped(letter: str) -> str:
    if letter in _SHORT:
        return _SHORT[letter]
    if not _is_hidden(letter):
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"
