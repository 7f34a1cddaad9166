"""What a recruiter may write with tokens in it, and what becomes of it for one candidate.

A source is read by our own small scanner, translated to Jinja2, and its syntax tree checked against a white
list, so that nothing but tokens and fallbacks can ever run.
"""

import difflib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import StrictUndefined, Template, Undefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from bot.refusals import Refusal
from bot.rules.well_known import EXAMPLES

_ADVICE = "Only {{first_name}} and {{company|your team}} work here."
_MARK = re.compile(
    r"#?\{\{(?P<inside>(?:(?!\{\{|\}\}).)*)\}\}"
    r"|(?P<code>\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z))"
    r"|(?P<open>\{\{(?!\{)[^\n{}]*)"
    r"|(?P<close>\}\})"
    r"|\{(?P<single>[a-z_0-9]+)\}",
    re.DOTALL,
)
_WORD = re.compile(r"[\w .-]+")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_PREFIX = "v_"  # no token is mistaken for a word of Jinja2's own, such as `self` or `not`
# The blank after the braces of a link's target would end the link, were a value with a blank put there.
_TOKEN_IN_LINK = re.compile(r"\]\([^()\s]*\{\{")
_SPECIAL = re.compile(r"[\\`*_\[\]<>&#~()]")
_LINE_MARK = re.compile(r"^(?:[-+=]|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token as it stands in a source; `fallback` is None when there is none."""

    name: str
    fallback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Tokens that have neither a value nor a fallback; nothing may be sent."""

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    text: str


_Piece = str | Token | _Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What stands in a source: its tokens as often as they do, and what is wrong with it, once each."""

    tokens: tuple[Token, ...]
    troubles: tuple[str, ...]


def is_name(name: str) -> bool:
    """Tell whether a token may be called so."""
    return _NAME.fullmatch(name) is not None


def tokens(source: str, also: Collection[str] = ()) -> tuple[Token, ...]:
    """Name every valid token in order, as often as it is used; `also` are tokens beside those of every workspace."""
    return _read(source, frozenset(also)).tokens


def needed(*sources: str, also: Collection[str] = ()) -> tuple[str, ...]:
    """Name once each token that is used without a fallback somewhere."""
    bare = (token.name for source in sources for token in tokens(source, also) if token.fallback is None)
    return tuple(dict.fromkeys(bare))


def unknown(*sources: str, also: Collection[str] = ()) -> tuple[str, ...]:
    """Name once each token that nobody has declared, though it could be one."""
    names = (name for source in sources for name in _named(source))
    return tuple(dict.fromkeys(name for name in names if name not in EXAMPLES and name not in also))


@lru_cache(maxsize=512)
def _named(source: str) -> tuple[str, ...]:
    names = (_written(mark["inside"] or "")[0] for mark in _MARK.finditer(source))
    return tuple(name for name in names if is_name(name))


def declared(values: Iterable[str]) -> frozenset[str]:
    """Give the names among those of values that a token may have: a value of that name declares it."""
    return _declared(tuple(values))


@lru_cache(maxsize=512)
def _declared(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for name in names if is_name(name))


def with_fallbacks(source: str, phrases: Mapping[str, str]) -> str:
    """Give each of these tokens its phrase as a fallback wherever it stands without one."""

    def written(mark: re.Match[str]) -> str:
        name, bar, _ = _written(mark["inside"] or "")
        return mark[0] if bar or name not in phrases else f"{{{{{name}|{phrases[name]}}}}}"

    return _MARK.sub(written, source)


def problems(source: str, also: Collection[str] = ()) -> tuple[str, ...]:
    """Say in plain sentences what is wrong with a source; nothing when it can be used."""
    return _read(source, frozenset(also)).troubles


def render(source: str, values: Mapping[str, str]) -> Rendered | Missing:
    """Fill in the values, which are never read as a template themselves.

    A name among `values` declares a token, and a blank value counts as none. Raises Refusal for a source that has
    problems.
    """
    return _rendered(source, values, str)


def _rendered(source: str, values: Mapping[str, str], written: Callable[[str], str]) -> Rendered | Missing:
    if not source:
        return Rendered(text="")
    read = _read(source, declared(values))
    if read.troubles:
        raise Refusal(read.troubles[0])
    used = read.tokens
    shown = {token.name: written(values.get(token.name, "")) for token in used}
    given = {name: value for name, value in shown.items() if value.strip()}
    missing = dict.fromkeys(
        token.name for token in used if token.fallback is None and token.name not in given
    )
    if missing:
        return Missing(tokens=tuple(missing))
    compiled = _compiled(source, frozenset(shown))
    return Rendered(text=compiled.render({_PREFIX + name: value for name, value in given.items()}))


def render_markdown(source: str, values: Mapping[str, str]) -> Rendered | Missing:
    """Fill values into CommonMark so that each reads as plain text in it."""
    blank = "&#32;" if _TOKEN_IN_LINK.search(source) else " "
    return _rendered(source, values, lambda value: _escaped(value, blank))


def render_line(source: str, values: Mapping[str, str]) -> Rendered | Missing:
    """Fill values into a subject or another single line; line breaks in a value become blanks."""
    return _rendered(source, values, lambda value: " ".join(value.split()))


def literal(text: str) -> str:
    """Write a text so that it reads in CommonMark as what it is."""
    return _escaped(text, " ")


def _escaped(value: str, blank: str) -> str:
    lines = (_SPECIAL.sub(r"\\\g<0>", line.strip()) for line in value.splitlines())
    marked = (_LINE_MARK.sub(_disarmed, line).replace(" ", blank) for line in lines)
    return "\n".join(marked)


def _disarmed(mark: re.Match[str]) -> str:
    return f"{mark[0]}\\" if mark[0].isdigit() else f"\\{mark[0]}"


@lru_cache(maxsize=512)
def _read(source: str, also: frozenset[str]) -> _Source:
    """Take a source apart; one text goes to many people."""
    pieces = tuple(_scan(source, also))
    troubles = dict.fromkeys(piece.text for piece in pieces if isinstance(piece, _Trouble))
    return _Source(
        tokens=tuple(piece for piece in pieces if isinstance(piece, Token)), troubles=tuple(troubles)
    )


def _scan(source: str, also: Collection[str]) -> Iterator[_Piece]:
    end, known = 0, {*EXAMPLES, *also}
    for mark in _MARK.finditer(source):
        if text := source[end : mark.start()]:
            yield text
        yield _piece(mark, known)
        end = mark.end()
    if rest := source[end:]:
        yield rest


def _piece(mark: re.Match[str], known: Collection[str]) -> _Piece:
    if mark["code"] is not None:
        return _Trouble(text=f"`{_short(mark['code'])}` is template code. {_ADVICE}")
    if mark["open"] is not None:
        return _Trouble(text=f"`{_short(mark['open'])}` is never closed. A token ends with }}}}.")
    if mark["close"] is not None:
        return _Trouble(text="`}}` closes nothing. A token looks like {{first_name}}.")
    if mark["single"] is not None:
        return _single(mark["single"], known)
    return _token(mark["inside"], mark[0].removeprefix("#"), known)


def _single(name: str, known: Collection[str]) -> _Piece:
    if name in known:
        return _Trouble(text=f"`{{{name}}}` would be sent as it stands. Write {{{{{name}}}}}.")
    return f"{{{name}}}"


def _written(inside: str) -> tuple[str, str, str]:
    written, bar, rest = inside.partition("|")
    # Rich text turned into CommonMark may have its underscores escaped.
    return written.strip().replace("\\_", "_"), bar, rest.strip()


def _token(inside: str, whole: str, known: Collection[str]) -> _Piece:
    name, bar, fallback = _written(inside)
    if name not in known:
        return _unknown(name, whole, known)
    if "{" in fallback or "}" in fallback:
        return _Trouble(text=f"`{_short(whole)}` has braces in its fallback. Leave them out.")
    if bar and not fallback:
        return _Trouble(text=f"`{_short(whole)}` has an empty fallback. Write what to say instead of it.")
    return Token(name=name, fallback=fallback if bar else None)


def _unknown(name: str, whole: str, known: Collection[str]) -> _Trouble:
    folded = re.sub(r"[ .-]+", "_", name.lower())
    nearest = difflib.get_close_matches(folded[:40], sorted(known), n=1) if _WORD.fullmatch(name) else []
    advice = f"Did you mean {{{{{nearest[0]}}}}}?" if nearest else _ADVICE
    return _Trouble(text=f"`{_short(whole)}` is not a token. {advice}")


def _short(text: str) -> str:
    line = " ".join(text.split()).replace("`", "'")
    return line if len(line) <= 40 else f"{line[:39]}…"


@lru_cache(maxsize=1024)
def _compiled(source: str, used: frozenset[str]) -> Template:
    environment = _environment()
    tree = environment.parse("".join(_translated(piece) for piece in _scan(source, used)))
    _allow(tree, {_PREFIX + name for name in used})
    return environment.from_string(tree)


def _translated(piece: _Piece) -> str:
    if isinstance(piece, str):
        return f"{{% raw %}}{piece}{{% endraw %}}"
    if isinstance(piece, _Trouble):
        raise Refusal(piece.text)
    if piece.fallback is None:
        return f"{{{{ {_PREFIX}{piece.name} }}}}"
    return f"{{{{ {_PREFIX}{piece.name} | fallback({json.dumps(piece.fallback, ensure_ascii=False)}) }}}}"


def _allow(tree: nodes.Template, names: Collection[str]) -> None:
    for output in tree.body:
        parts = output.nodes if isinstance(output, nodes.Output) else [output]
        if not all(_allowed(part, names) for part in parts):
            raise Refusal("This text holds template code.", _ADVICE)


def _allowed(part: nodes.Node, names: Collection[str]) -> bool:
    match part:
        case nodes.TemplateData():
            return True
        case nodes.Name(name=name):
            return name in names
        case nodes.Filter(name="fallback", node=nodes.Name() as inner, args=[nodes.Const(value=str())]):
            return _allowed(inner, names) and not (part.kwargs or part.dyn_args or part.dyn_kwargs)
        case _:
            return False


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
    environment.filters = {"fallback": _fallback}
    environment.globals = {}
    environment.tests = {}
    return environment


def _fallback(value: str | Undefined, text: str) -> str:
    return text if isinstance(value, Undefined) else value
