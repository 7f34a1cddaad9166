"""CommonMark read into the parts of Slack's rich text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.slack.views import parts, runs
from bot.slack.views.parts import Json
from bot.slack.views.runs import Run

# CommonMark knows no style that starts or ends in the middle of a word beside punctuation;
# a character without width, dropped again on reading, stands between where that happens.
GUARD = "\u2060"
LISTS = frozenset({"bullet_list", "ordered_list"})


class _Parser(MarkdownIt):
    """Keep addresses as they were typed; tokens may stand in them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


def read(markdown: str) -> list[Json]:
    """Read CommonMark with strikethrough; HTML in it is text."""
    parser = _Parser("commonmark", {"html": False}).enable("strikethrough")
    # The guards of the writer are needed while reading and gone afterwards.
    source = GUARD.join(parts.clean(piece) for piece in markdown.split(GUARD))
    found: list[Json] = []
    pending: list[Run] = []
    for node in SyntaxTreeNode(parser.parse(source)).children:
        if node.type in {"paragraph", "heading", "hr"}:
            pending += [Run(text="\n\n"), *_paragraph(node)] if pending else _paragraph(node)
            continue
        found += _section(pending)
        pending = []
        found += _block(node)
    return found + _section(pending)


def _block(node: SyntaxTreeNode) -> Iterator[Json]:
    if node.type in LISTS:
        yield from _list(node, 0)
    elif node.type == "blockquote":
        elements = runs.write(runs.joined(runs.lines(_flat(node.children))))
        if elements:
            yield {"type": "rich_text_quote", "elements": elements}
    elif text := parts.clean(node.content).removesuffix("\n"):
        yield {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}


def _section(pieces: Sequence[Run]) -> list[Json]:
    if not pieces:
        return []
    elements = runs.write(runs.joined(runs.lines(pieces)))
    return [{"type": "rich_text_section", "elements": elements or [{"type": "text", "text": "\n"}]}]


def _list(node: SyntaxTreeNode, indent: int) -> Iterator[Json]:
    ordered = node.type == "ordered_list"
    start = int(node.attrs.get("start", 1)) - 1 if ordered else 0
    items: list[Json] = []
    done = 0
    for item in node.children:
        own = [child for child in item.children if child.type not in LISTS]
        pieces = runs.joined(runs.lines(_flat(own)))
        items.append({"type": "rich_text_section", "elements": runs.write(pieces)})
        for nested in (child for child in item.children if child.type in LISTS):
            if items:
                yield _items(items, ordered=ordered, indent=indent, offset=start + done)
            done, items = done + len(items), []
            yield from _list(nested, indent + 1)
    if items:
        yield _items(items, ordered=ordered, indent=indent, offset=start + done)


def _items(items: list[Json], *, ordered: bool, indent: int, offset: int) -> Json:
    made: Json = {
        "type": "rich_text_list",
        "style": "ordered" if ordered else "bullet",
        "indent": indent,
        "elements": items,
    }
    if ordered and offset > 0:
        made["offset"] = offset
    return made


def _flat(nodes: Sequence[SyntaxTreeNode]) -> list[Run]:
    # Slack's quotes and items hold only text: what else CommonMark allows there becomes paragraphs.
    found: list[Run] = []
    for node in nodes:
        inside = _paragraph(node) if node.type in {"paragraph", "heading", "hr"} else None
        if inside is None:
            inside = (
                _flat(node.children) if node.children else [Run(text=parts.clean(node.content).strip("\n"))]
            )
        found += [Run(text="\n\n"), *inside] if found else inside
    return found


def _paragraph(node: SyntaxTreeNode) -> list[Run]:
    if node.type == "hr":
        return [Run(text="———")]
    style = Run(text="", bold=node.type == "heading")
    return [run for inline in node.children for child in inline.children for run in _inline(child, style)]


def _inline(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    match node.type:
        case "text":
            yield replace(style, text=parts.clean(node.content))
        case "code_inline":
            yield replace(style, text=parts.clean(node.content), code=True)
        case "softbreak" | "hardbreak":  # a body keeps its lines, whichever way they are broken
            yield Run(text="\n")
        case "link":
            url = str(node.attrs.get("href", ""))
            yield from _link(node, replace(style, url=url if parts.is_address(url) else ""))
        case "image":
            yield replace(style, text=node.content or str(node.attrs.get("src", "")))
        case "strong" | "em" | "s":
            inner = replace(
                style,
                bold=style.bold or node.type == "strong",
                italic=style.italic or node.type == "em",
                strike=style.strike or node.type == "s",
            )
            for child in node.children:
                yield from _inline(child, inner)
        case _:
            yield replace(style, text=parts.clean(node.content))


def _link(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    inside = runs.merged(run for child in node.children for run in _inline(child, replace(style, url="")))
    if not inside:
        yield replace(style, text=style.url)
    yield from (replace(run, url=style.url) for run in inside)
