"""What is said in two places says the same in both: the manifest, the routes, the screens, the documents."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
import yaml

from bot.__main__ import COMMANDS
from bot.outreach.overview.home_pictures import MailboxLine
from bot.rules import drafts, scripts, sites, strict_yaml
from bot.settings import Settings
from bot.slack import buttons, commands, routes
from bot.slack.views import help as help_view, home
from storage import statuses
from tests import tree
from tests.bot.slack.views import cast
from tests.bot.slack.views.lists import BY_COUNT
from tests.bot.slack.views.worded import BY_WORDS

STATES = {
    name: kind
    for name, kind in vars(statuses).items()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and name.endswith(("Status", "Step"))
}
DIAGRAM = re.compile(r"^```mermaid\nstateDiagram-v2\n(.*?)^```", re.M | re.S)
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \| (.+?) \|$", re.M)


def manifest(name: str = "manifest.yml") -> dict[str, Any]:
    """Read the Slack app's manifest, or that of an app that also shows previews."""
    read: dict[str, Any] = yaml.safe_load(tree.text(name))
    return read


def screens() -> Iterator[dict[str, Any]]:
    """Draw every screen and message there is, with few and with many things on it."""
    for by_count in BY_COUNT.values():
        yield from (by_count(count, "Grace Hopper") for count in (0, 1, 120))
    for by_words in BY_WORDS.values():
        yield by_words("https://www.example.com/grace")
    connected = MailboxLine(address="ana@acme.example", status=statuses.MailboxStatus.CONNECTED)
    yield from (home.build(cast.home(1, mailbox=mailbox)) for mailbox in (None, connected))


def elements(part: Any) -> Iterator[dict[str, Any]]:
    """List everything in a screen that tells us at once when it is clicked or changed."""
    if isinstance(part, dict):
        inside = [*part.get("elements", []), part.get("accessory")]
        if part.get("type") == "input" and part.get("dispatch_action"):
            inside.append(part["element"])
        yield from (one for one in inside if isinstance(one, dict) and "action_id" in one)
        for block in part.get("blocks", []):
            yield from elements(block)


def shown(name: str) -> str:
    """Write a setting's default as the README's table does."""
    field = Settings.model_fields[name]
    if field.is_required():
        return "required"
    if field.default in (None, "", ()):
        return "empty"
    value = field.default
    return f"`{','.join(map(str, value)) if isinstance(value, tuple) else value}`"


def test_the_manifest_names_the_commands_we_answer() -> None:
    named = {command["command"] for command in manifest()["features"]["slash_commands"]}

    assert named == set(routes.COMMANDS)


@pytest.mark.parametrize(
    ("kind", "answered"),
    [
        pytest.param("global", routes.GLOBAL_SHORTCUTS, id="global"),
        pytest.param("message", routes.MESSAGE_SHORTCUTS, id="on a message"),
    ],
)
def test_the_manifest_names_the_shortcuts_we_answer(kind: str, answered: buttons.Map) -> None:
    named = [one for one in manifest()["features"]["shortcuts"] if one["type"] == kind]

    assert {one["callback_id"] for one in named} == set(answered)
    assert [one["name"] for one in named if len(one["name"]) > 24] == []


def test_the_manifest_names_the_events_we_answer() -> None:
    named = manifest()["settings"]["event_subscriptions"]["bot_events"]

    assert set(named) == set(routes.EVENTS)


def test_the_manifest_with_previews_adds_links_and_nothing_else() -> None:
    plain, more = manifest(), manifest("manifest.unfurl.yml")
    domains = more["features"].pop("unfurl_domains")
    plain["oauth_config"]["scopes"]["bot"] += ["links:read", "links:write"]
    plain["settings"]["event_subscriptions"]["bot_events"] += [*routes.OPTIONAL_EVENTS]

    assert more == plain
    assert len(domains) == len(set(domains)) <= 5
    assert [one for one in domains if not any(re.fullmatch(site.host, one) for site in sites.SITES)] == []


def test_the_manifest_asks_for_the_least_scopes() -> None:
    scopes = ["commands", "chat:write", "files:read", "users:read"]

    assert manifest()["oauth_config"] == {"scopes": {"bot": scopes}}


def test_only_the_command_that_names_a_channel_is_escaped() -> None:
    escaped = [one["command"] for one in manifest()["features"]["slash_commands"] if one["should_escape"]]

    assert escaped == ["/sequence"]


def test_everything_one_can_click_has_a_listener_and_every_listener_something_to_click() -> None:
    drawn = {element["action_id"] for screen in screens() for element in elements(screen)}

    assert drawn == set(buttons.ACTIONS)


def test_every_modal_one_can_submit_has_a_listener_and_the_reverse() -> None:
    drawn = {screen["callback_id"] for screen in screens() if screen.get("submit")}

    assert drawn == set(routes.SUBMISSIONS)


def test_every_modal_that_reports_its_closing_is_listened_to() -> None:
    drawn = {screen["callback_id"] for screen in screens() if screen.get("notify_on_close")}

    assert drawn == set(routes.CLOSINGS)


def test_the_help_card_knows_every_word_after_sequence() -> None:
    known = " ".join(command for command, _ in help_view.COMMANDS)

    assert [verb for verb in commands.VERBS if not re.search(rf"\b{verb}\b", known)] == []


def test_the_schema_is_told_key_by_key_and_word_by_word() -> None:
    told = tree.text("docs/sequences.md")
    words = [word.value for kind in (statuses.StageKind, statuses.Access) for word in kind]

    assert [key for key in (*scripts.SEQUENCE_KEYS, *scripts.STAGE_KEYS) if f"| `{key}` |" not in told] == []
    assert [word for word in words if f"`{word}`" not in told] == []
    assert f"{strict_yaml.LIMIT:,}" in told
    assert f"{strict_yaml.MOST:,} values" in told


def test_the_example_of_the_schema_is_what_an_export_writes() -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```", tree.text("docs/sequences.md"), re.M | re.S)
    script = scripts.read(example)

    assert isinstance(script, scripts.Script)
    assert drafts.problems(script.draft) == ()
    assert scripts.write(script.draft) == example


def test_the_readme_lists_every_setting_with_its_default_and_meaning() -> None:
    listed = {name: (default, about) for name, default, about in ROW.findall(tree.text("README.md"))}
    fields = Settings.model_fields

    assert listed == {name.upper(): (shown(name), str(fields[name].description)) for name in fields}


def test_setting_up_and_operating_say_what_every_setting_is_for() -> None:
    told = tree.text("docs/setup.md") + tree.text("docs/operate.md")

    assert [name for name in Settings.model_fields if f"`{name.upper()}" not in told] == []


@pytest.mark.parametrize("document", ["README.md", "docs/operate.md"])
def test_the_documents_know_every_command_of_the_command_line(document: str) -> None:
    told = tree.text(document)

    assert [name for name in COMMANDS if f"`python -m bot {name}`" not in told] == []


@pytest.mark.parametrize("name", STATES)
def test_flow_draws_every_status(name: str) -> None:
    drawn = [_states(found) for found in DIAGRAM.findall(tree.text("docs/flow.md"))]

    assert {status.value for status in STATES[name]} in drawn


def test_flow_draws_no_status_that_is_gone() -> None:
    drawn = [_states(found) for found in DIAGRAM.findall(tree.text("docs/flow.md"))]

    assert len(drawn) == len(STATES)


def test_every_file_a_document_names_is_there() -> None:
    documents = [name for name in tree.files() if name.endswith(".md")]
    known = set(tree.files())
    folders = {name.rpartition("/")[0] for name in known}
    named = {(document, path) for document in documents for path in _paths(tree.text(document))}

    assert [one for one in sorted(named) if one[1] not in known and one[1].rstrip("/") not in folders] == []


def _paths(text: str) -> set[str]:
    """Find the files of ours in backticks, written from the root."""
    places = "bot|gmail|storage|sandbox|tests|docs"
    return set(re.findall(rf"`((?:{places})/[\w./-]*[\w/])`", text))


def _states(diagram: str) -> set[str]:
    pairs = re.findall(r"^\s*(\S+) --> (\S+)", diagram, re.M)
    return {state.rstrip(":") for pair in pairs for state in pair} - {"[*]"}
