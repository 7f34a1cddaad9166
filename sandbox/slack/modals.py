"""The stack of modals and the Home tab: open, push, update, publish, close."""

from sandbox.slack import views
from sandbox.slack.checks import views as checks
from sandbox.slack.triggers import Trigger
from sandbox.slack.views import View
from sandbox.slack.wire import Payload, SlackError, size
from sandbox.slack.workspace import Workspace

HIGHEST = 3
_LARGEST = 250_000


def checked(content: object, *, kind: str | None = None) -> Payload:
    """Take a view as the app sent it; raise SlackError for what Slack refuses."""
    if not isinstance(content, dict):
        raise SlackError("invalid_arguments", messages=["[ERROR] must be an object [json-pointer:/view]"])
    if size(content) > _LARGEST:
        raise SlackError("view_too_large")
    problems = checks.check(content)
    if kind is not None and content.get("type") not in {kind, None}:
        problems.append("[ERROR] invalid view type for this method [json-pointer:/view/type]")
    if problems:
        raise SlackError("invalid_arguments", messages=problems)
    return content


def open_first(workspace: Workspace, content: Payload, trigger: Trigger) -> tuple[View, list[View]]:
    """Open a new stack; also gives the views it replaced."""
    _unique(workspace, content)
    replaced = workspace.stack(trigger.user)
    trigger.used = True
    view = _make(workspace, content, user=trigger.user)
    view.here = trigger.channel
    views.replace(view, content)
    workspace.modals[trigger.user] = [view]
    workspace.world.changed()
    return view, replaced


def push(workspace: Workspace, content: Payload, *, user: str) -> View:
    """Put a view on top of a person's stack; raise SlackError when it is full or empty."""
    stack = workspace.stack(user)
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= HIGHEST:
        raise SlackError("push_limit_reached")
    _unique(workspace, content)
    view = _make(workspace, content, user=user)
    view.root_id, view.previous_id, view.here = stack[0].id, stack[-1].id, stack[0].here
    views.replace(view, content)
    stack.append(view)
    workspace.world.changed()
    return view


def update(workspace: Workspace, view: View, content: Payload, *, expected: str | None = None) -> None:
    """Show something else in a view; raise `hash_conflict` if it changed since the app looked."""
    if expected and expected != view.hash:
        raise SlackError("hash_conflict")
    if content["type"] != view.content["type"]:
        raise SlackError(
            "invalid_arguments", messages=["[ERROR] the type of a view stays [json-pointer:/view/type]"]
        )
    _unique(workspace, content, besides=view)
    views.replace(view, content)
    workspace.world.changed()


def publish(workspace: Workspace, user: str, content: Payload, *, expected: str | None = None) -> View:
    """Show a Home tab to a person; raise `hash_conflict` if it changed since the app looked."""
    home = workspace.homes.get(user)
    if expected and home is not None and expected != home.hash:
        raise SlackError("hash_conflict")
    _unique(workspace, content, besides=home)
    if home is None:
        home = _make(workspace, content, user=user)
        home.here = workspace.direct(user).id
    views.replace(home, content)
    workspace.homes[user] = home
    workspace.world.changed()
    return home


def find(workspace: Workspace, *, view_id: str = "", external_id: str = "") -> View:
    """Find a view that is open; raise `not_found`."""
    for view in workspace.views():
        if view_id == view.id or (external_id and external_id == view.external_id):
            return view
    raise SlackError("not_found")


def drop(workspace: Workspace, view: View) -> bool:
    """Take a view off its stack; tell whether it was still there."""
    stack = workspace.stack(view.user)
    if view not in stack:
        return False
    stack.remove(view)
    workspace.world.changed()
    return True


def _make(workspace: Workspace, content: Payload, *, user: str) -> View:
    name = workspace.ids.next("V")
    blank: Payload = {**content, "blocks": []}
    return View(id=name, user=user, content=blank, hash="", root_id=name)


def _unique(workspace: Workspace, content: Payload, *, besides: View | None = None) -> None:
    wanted = content.get("external_id")
    if wanted and any(view.external_id == wanted for view in workspace.views() if view is not besides):
        raise SlackError("duplicate_external_id")
