"""What a body written in CommonMark says, as the two halves of a mail: readable text, and HTML.

Both are made from one reading, so that they say the same. Raw HTML and images stay the characters they are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

_SCHEMES = frozenset({"http", "https", "mailto"})
_RULE = "----------"


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """A body as text, with the addresses of links and the marks of lists and quotes, and as HTML."""

    text: str
    html: str


def halves(markdown: str) -> Halves:
    """Write a body as both; a line break in a paragraph stays a line break."""
    parser, tokens = _parser(), _read(markdown)
    html = str(parser.renderer.render(tokens, parser.options, {}))
    return Halves(text=_text(tokens), html=html)


def plain(markdown: str) -> str:
    """Write a body as text only."""
    return _text(_read(markdown))


def words(markdown: str) -> Iterator[str]:
    """Give what is said in so many words, piece by piece: no code, and no words that are a link."""
    depth = 0
    for token in chain.from_iterable(block.children or () for block in _read(markdown)):
        if token.type.startswith("link_"):
            depth += token.nesting
        elif token.type == "text" and not depth:
            yield token.content


def _read(markdown: str) -> list[Token]:
    # Half of a surrogate pair can be typed by a broken client, and cannot be written into any mail.
    return _parser().parse(markdown.encode("utf-8", "replace").decode("utf-8"))


def _text(tokens: list[Token]) -> str:
    return _blocks(SyntaxTreeNode(tokens), gap="\n\n")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.enable("strikethrough").disable("image")
    parser.validateLink = _may_link  # type: ignore[method-assign]
    return parser


def _may_link(url: str) -> bool:
    try:
        return urlsplit(url.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _blocks(parent: SyntaxTreeNode, gap: str) -> str:
    return gap.join(_block(child) for child in parent.children)


def _block(node: SyntaxTreeNode) -> str:
    writer = _WRITERS.get(node.type)
    return writer(node) if writer else _blocks(node, gap="\n\n")


def _inline(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "code_inline":
            return node.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "link":
            return _link(node)
        case "s":
            return f"~{_inlines(node)}~"
        case _:
            return _inlines(node)


def _inlines(node: SyntaxTreeNode) -> str:
    return "".join(_inline(child) for child in node.children)


def _link(node: SyntaxTreeNode) -> str:
    label = _inlines(node)
    url = str(node.attrGet("href") or "").removeprefix("mailto:")
    if label in {url, url.removesuffix("/")}:
        return label
    return f"{label} ({url})" if label.strip() else f"{label}({url})"


def _code(node: SyntaxTreeNode) -> str:
    return node.content.rstrip("\n")


def _quote(node: SyntaxTreeNode) -> str:
    return _indented(_blocks(node, gap="\n\n"), first="> ", later="> ")


def _list(node: SyntaxTreeNode) -> str:
    ordered = node.type == "ordered_list"
    start = int(node.attrs.get("start", 1))
    gap = "\n" if _is_tight(node) else "\n\n"
    marks = (f"{start + index}. " if ordered else "- " for index in range(len(node.children)))
    items = zip(marks, node.children, strict=True)
    return gap.join(_indented(_blocks(item, gap), first=mark, later=" " * len(mark)) for mark, item in items)


def _is_tight(node: SyntaxTreeNode) -> bool:
    paragraphs = (child for item in node.children for child in item.children if child.type == "paragraph")
    return all(paragraph.hidden for paragraph in paragraphs)


def _indented(text: str, first: str, later: str) -> str:
    head, *rest = text.split("\n")
    return "\n".join([f"{first}{head}".rstrip(), *(f"{later}{line}".rstrip() for line in rest)])


_WRITERS: dict[str, Callable[[SyntaxTreeNode], str]] = {
    "inline": _inline,
    "fence": _code,
    "code_block": _code,
    "hr": lambda _: _RULE,
    "blockquote": _quote,
    "bullet_list": _list,
    "ordered_list": _list,
}
