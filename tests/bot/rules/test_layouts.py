import pytest
from hypothesis import example, given, settings, strategies as st

from bot.rules import layouts, prose, source_line, templates
from bot.rules.prose import Halves
from bot.rules.templates import Rendered

MARKS = [
    *"*_`[]()<>#-+!\\&~\n :;.,'\"|1=\t",
    "**",
    "~~",
    "](",
    "]: ",
    "\n\n",
    "```",
    "    ",
    "- ",
    "1. ",
    "> ",
    "&#",
    "&#x",
]
WORDS = [
    "a",
    "http",
    "http://a.example",
    "mailto:",
    "[a]",
    "](http://a.example)",
    "<http://a.example>",
    "am",
    "é",
    "Zq0qZ",
]
TOKENS = [
    "{{first_name}}",
    "{{company}}",
    "{{title}}",
    "{{company|*us*}}",
    "{{title|a &amp}}",
    "{{first_name|}}",
    "{{nobody}}",
]
sources = st.lists(
    st.sampled_from(MARKS) | st.sampled_from(WORDS) | st.sampled_from(TOKENS), max_size=14
).map("".join)
PLAIN = [
    "Ada",
    "x",
    "http",
    "mailto",
    "amp",
    "ab",
    "p",
    "O'Neil, Sons",
    "AT&T",
    "R&amp",
    "a - b",
    "Zq0qZ",
    "Łódź",
    "e1",
    "ttp",
    "3M",
    "Inc.",
]
HOSTILE = [
    "",
    " ",
    "1",
    "*",
    "a*",
    "_a_",
    "a_b",
    "<b>",
    "a\nb",
    " a",
    "http://x",
    "a`",
    "(a)",
    "-",
    "٣",
    "a\u2028b",
    "\ud800",
    "a;",
]
some = st.sampled_from(PLAIN) | st.sampled_from(PLAIN) | st.sampled_from(HOSTILE) | st.text(max_size=4)
values = st.fixed_dictionaries({"first_name": some, "company": some, "title": some})


def read_anew(source: str, filling: dict[str, str], line: str) -> Halves | None:
    """Write a text as it is written for one person alone; None where it cannot be."""
    if templates.problems(source):
        return None
    filled = templates.render_markdown(source, filling)
    return prose.halves(source_line.added(filled.text, line)) if isinstance(filled, Rendered) else None


@settings(max_examples=300, deadline=None)
@given(sources, values, st.sampled_from(["", "", "Found at *a*. Zq0qZ"]))
@example("&{{title}};", {"title": "amp"}, "")
@example("[a]({{title}}:b)", {"title": "http"}, "")
@example("[a]: {{title}}:b", {"title": "http"}, "")
@example("<{{title}}:b>", {"title": "http"}, "")
@example("[{{title}}](mailto:x)", {"title": "x"}, "")
@example("{{title}}. b", {"title": "1"}, "")
@example("**{{title}}**b", {"title": "a."}, "")
@example("**{{title}}**b", {"title": "a,"}, "")
@example("`{{title}}", {"title": "a`b"}, "")
@example("Zq0qZ {{title}}", {"title": "a"}, "")
@example("&#90;q0qZ `{{title}}`", {"title": "a"}, "")
@example("a\n\n    {{title}}", {"title": "a&b"}, "")
def test_what_is_laid_out_reads_as_if_it_were_read_anew(
    source: str, filling: dict[str, str], line: str
) -> None:
    laid_out = layouts.halves(source, filling, line)

    assert laid_out in {None, read_anew(source, filling, line)}


@pytest.mark.parametrize(
    "source",
    [
        "Hello {{first_name}},\n\nwe are [Acme](https://a.example).\n\n- {{company|your *team*}}\n- *{{title}}*",
        "> {{first_name}} & {{company}}\n\n1. <https://a.example>, {{title}}",
    ],
)
def test_what_recruiters_write_is_laid_out(source: str) -> None:
    filling = {"first_name": "Ann-Kathrin", "company": "3Smith & O'Neil, Inc.", "title": "Señora"}

    assert layouts.halves(source, filling, "Found at linkedin.com.") == read_anew(
        source, filling, "Found at linkedin.com."
    )
