"""The sentence that says where somebody's data come from."""

import pytest

from bot.refusals import Refusal
from bot.rules import prose, source_line
from storage.statuses import Source


@pytest.mark.parametrize(
    ("link", "how", "referrer", "found"),
    [
        pytest.param("https://www.linkedin.com/in/grace", Source.CSV, "U1", "linkedin.com", id="a link"),
        pytest.param("", Source.MESSAGE, "", "a colleague", id="a message"),
        pytest.param("", Source.LIST, "U1", "a colleague", id="named by somebody"),
        pytest.param("", Source.LIST, "", "a list", id="a list"),
        pytest.param("", Source.CSV, "", "a list", id="a file"),
        pytest.param("", Source.COMMAND, "", "a colleague", id="an address that was typed"),
    ],
)
def test_it_names_where_somebody_was_found(link: str, how: Source, referrer: str, found: str) -> None:
    assert source_line.source(link, how, referrer) == found


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Found at {{sauce}}.", id="another token"),
        pytest.param("Found at {{source|a list}}.", id="a fallback"),
        pytest.param("Found at {source}.", id="half a token"),
        pytest.param("Found at\n{{source}}.", id="two lines"),
    ],
)
def test_what_would_be_sent_broken_is_refused(line: str) -> None:
    with pytest.raises(Refusal):
        source_line.check(line)


def test_it_reads_as_it_is_written_in_both_halves_of_a_mail() -> None:
    written = prose.halves(source_line.added("Hello *you*", "1. Found_at_<a> [list](x)"))

    assert written.text == "Hello you\n\n1. Found_at_<a> [list](x)"
    assert written.html == "<p>Hello <em>you</em></p>\n<p>1. Found_at_&lt;a&gt; [list](x)</p>\n"


def test_without_a_sentence_a_text_is_as_it_was() -> None:
    assert source_line.check("") == ""
    assert source_line.added("Hello\n", "") == "Hello\n"
