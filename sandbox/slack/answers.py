"""What the app's acknowledgement does: to a submitted modal, to a command, to an external select."""

from sandbox.slack import content, messages, modals, posting
from sandbox.slack.channels import Channel
from sandbox.slack.checks import options as option_checks
from sandbox.slack.delivery import Answer, Outcome
from sandbox.slack.views import View
from sandbox.slack.wire import Payload, SlackError
from sandbox.slack.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


def to_submission(workspace: Workspace, view: View, answer: Answer) -> None:
    """Close the submitted view, or do what the app answered; an answer Slack cannot use leaves it open."""
    if not answer.arrived:
        workspace.notice(view.user, TROUBLE)
        return
    action = answer.payload.get("response_action")
    try:
        _act(workspace, view, answer.payload)
    except SlackError as error:
        # The app never learns of it, so the log is where its writer finds out.
        said = {"response_action": action, "problems": list(error.messages)}
        workspace.calls.add("(answer to view_submission)", said, error=error.name)
        workspace.notice(view.user, TROUBLE)


def to_command(
    workspace: Workspace, answer: Answer, *, user: str, channel: Channel, name: str
) -> Payload | None:
    """Show what the app answered to a command; give the message, if there is one."""
    if not answer.arrived:
        workspace.notice(user, f'{name} failed with the error "{answer.outcome.value}"')
        return None
    if not answer.payload:
        return None
    try:
        said = content.read(answer.payload)
    except SlackError as error:
        problems = {"command": name, "problems": list(error.messages)}
        workspace.calls.add("(answer to a command)", problems, error=error.name)
        workspace.notice(user, f'{name} failed with the error "invalid_command_response"')
        return None
    if said.empty:
        return None
    only = None if answer.payload.get("response_type") == "in_channel" else user
    message = posting.say(workspace, channel, said, ephemeral_for=only)
    return messages.as_payload(message, team_id=workspace.team.id)


def to_suggestion(workspace: Workspace, user: str, answer: Answer) -> Payload:
    """Give the options the app offers; an answer Slack cannot use offers nothing."""
    problems = option_checks.check_answer(answer.payload) if answer.arrived else []
    if not answer.arrived or problems:
        if problems:
            workspace.calls.add(
                "(answer to block_suggestion)", {"problems": problems}, error="invalid_options"
            )
        workspace.notice(user, TROUBLE)
        return {"options": []}
    if "option_groups" in answer.payload:
        return {"option_groups": answer.payload["option_groups"]}
    return {"options": answer.payload.get("options", [])}


def to_click(workspace: Workspace, user: str, answer: Answer) -> None:
    """Tell the person if the app did not take the click."""
    if answer.outcome is not Outcome.ACKNOWLEDGED:
        workspace.notice(user, TROUBLE)


def _act(workspace: Workspace, view: View, payload: Payload) -> None:
    action = payload.get("response_action")
    if action is None:
        modals.drop(workspace, view)
    elif action == "clear":
        workspace.stack(view.user).clear()
    elif action == "errors":
        view.errors = _errors(view, payload.get("errors"))
    elif action == "update":
        modals.update(workspace, view, modals.checked(payload.get("view"), kind="modal"))
    elif action == "push":
        modals.push(workspace, modals.checked(payload.get("view"), kind="modal"), user=view.user)
    else:
        raise SlackError("invalid_response_action")
    workspace.world.changed()


def _errors(view: View, given: object) -> dict[str, str]:
    if not isinstance(given, dict) or not given:
        raise SlackError("invalid_arguments", messages=["[ERROR] missing required field: errors"])
    inputs = {block["block_id"] for block in view.everything if block["type"] == "input"}
    if strange := sorted(set(given) - inputs):
        messages = [f"[ERROR] not the block_id of an input: {name}" for name in strange]
        raise SlackError("invalid_arguments", messages=messages)
    return {block_id: str(text) for block_id, text in given.items()}
