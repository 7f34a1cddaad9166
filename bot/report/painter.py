"""A Vega-Lite chart on standard input -> a PNG on standard output. A process of its own, which imports nothing of ours.

Vega ends its process over some inputs and keeps eighty megabytes: neither is for the process that sends mail.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

import vl_convert

SCALE = 2
UNKNOWN = "\ue000"
"""What no font has: it is drawn as the empty box of every letter that is missing."""

# What the bundled font has: Latin and its accents, Greek, Cyrillic.
_AT_HOME = re.compile(r"[\s!-~\u00a0-\u017f\u0386-\u03ce\u0400-\u045f]*")
_GLUE = re.compile("[\u200d\ufe0e\ufe0f]")  # what joins an emoji to the next
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">%s</svg>'
_ONE = _SVG % '<text y="15" font-family="sans-serif">%s</text>'


def paint(spec: dict[str, Any]) -> bytes:
    """Draw a chart whose names may be in any script; letters this machine has no font for become an ellipsis."""
    return bytes(vl_convert.vegalite_to_png(_readable(spec), scale=SCALE, allowed_base_urls=[]))


def _readable(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _readable(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_readable(one) for one in node]
    return readable(node, is_drawn) if isinstance(node, str) else node


def readable(text: str, has_font: Callable[[str], bool]) -> str:
    """Drop signs without a font, such as emoji, and put an ellipsis in place of letters and digits without one."""
    if _AT_HOME.fullmatch(text):
        return text
    kept = "".join(sign if has_font(sign) else _instead(sign) for sign in text if _is_sign(sign))
    return " ".join(re.sub(r"…[…\s]*…", "…", _GLUE.sub("", kept)).split())


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cn", "Co", "Cs"}


def _instead(sign: str) -> str:
    return "…" if unicodedata.category(sign)[0] in "LMN" else ""


@cache
def is_drawn(sign: str) -> bool:
    """Tell whether some font of this machine has a sign."""
    return bool(_AT_HOME.fullmatch(sign)) or _drawn(sign) != _drawn(UNKNOWN)


@cache
def _drawn(sign: str) -> bytes:
    return bytes(vl_convert.svg_to_png(_ONE % f"&#{ord(sign)};"))


def main() -> None:
    """Draw what is asked for."""
    sys.stdout.buffer.write(paint(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
