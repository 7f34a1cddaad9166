"""People submit and close modals."""

from sandbox.slack import answers, delivery, interactions, modals, submissions
from sandbox.slack.control.asked import Asked
from sandbox.slack.delivery import Kind
from sandbox.slack.views import View
from sandbox.slack.wire import Payload, Refused
from sandbox.slack.workspace import Workspace


async def submit(asked: Asked) -> Payload:
    """Submit the modal on top; what Slack itself finds wrong is shown and not sent."""
    asked.user()
    view = asked.view()
    _refuse_unsendable(view)
    view.errors = submissions.problems(view)
    if view.errors:
        asked.workspace.world.changed()
        return {"ok": False, "errors": view.errors, "closed": False}
    arrived = await _send(asked.workspace, view)
    gone = view not in asked.workspace.stack(view.user)
    return {"ok": arrived and not view.errors, "errors": view.errors, "closed": gone}


async def close(asked: Asked) -> Payload:
    """Close the modal on top (Cancel), or with `all` the whole stack (the cross)."""
    asked.user()
    workspace, everything = asked.workspace, bool(asked.body.get("all"))
    view = _named(asked) if everything else asked.view()
    if view.content["type"] != "modal":
        raise Refused("A Home tab cannot be closed.")
    stack = workspace.stack(view.user)
    whole = everything or view.wants("clear_on_close")
    told = stack[0] if whole else view
    if whole:
        stack.clear()
        workspace.world.changed()
    else:
        modals.drop(workspace, view)
    if told.wants("notify_on_close"):
        payload = interactions.closed(workspace, told, cleared=whole)
        await delivery.tell(workspace, Kind.INTERACTION, payload)
    return {"ok": True}


async def _send(workspace: Workspace, view: View) -> bool:
    view.busy = True
    workspace.world.changed()
    try:
        told = interactions.submission(workspace, view)
        answer = await delivery.ask(workspace, Kind.INTERACTION, told)
        answers.to_submission(workspace, view, answer)
    finally:
        view.busy = False
        workspace.world.changed()
    return answer.arrived


def _refuse_unsendable(view: View) -> None:
    if view.content["type"] != "modal" or not view.content.get("submit"):
        raise Refused("This view has nothing to submit with.")
    if view.wants("submit_disabled"):
        raise Refused("The submit button is disabled.")
    if view.busy:
        raise Refused("This view is being sent; wait for its answer.")


def _named(asked: Asked) -> View:
    for view in asked.workspace.stack(asked.needed("user")):
        if view.id == asked.needed("view_id"):
            return view
    raise Refused(f"The view {asked.needed('view_id')} is not open.", status=404)
