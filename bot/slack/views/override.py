"""What speaks against enrolling somebody, and the box that says: all the same; with a word why."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.outreach.pictures import EnrollForm
from bot.slack.views import limits, parts, values
from bot.slack.views.parts import Json

BOX_BLOCK = "enroll_override"
BOX = "enroll_override_ticked"
WHY_BLOCK = "enroll_why"
WHY = "enroll_why_typed"
ASK_OWNER = "enroll_ask_owner"
ASK_BLOCK = "enroll_owner"


def build(form: EnrollForm) -> Iterator[Json]:
    """Show every concern, the way to ask whose the person is, and the box; nothing where nothing speaks against it."""
    told = dict.fromkeys(one.text for one in form.concerns)
    for text in (one for one in told if one not in form.warnings):
        yield parts.alert(parts.label(text, limits.ALERT), "warning")
    if form.owner:
        button = parts.button(f"Ask {parts.one_line(form.owner, 60)}", ASK_OWNER)
        yield parts.actions(button, block_id=ASK_BLOCK)
    if not form.concerns or form.refusal:
        return
    rules = ",".join(dict.fromkeys(one.rule.value for one in form.concerns))
    yes = parts.option("Enroll them all the same", rules)
    box: Json = {"type": "checkboxes", "action_id": BOX, "options": [yes]}
    # Another box for other rules: what was ticked for some says nothing of those that came since.
    yield parts.field(f"{BOX_BLOCK}:{rules}", "Against this advice", box, optional=True, dispatch=True)
    line = parts.text_input(WHY, value=form.why, limit=300, placeholder="We spoke, and it is agreed")
    hint = "Your team sees it in /why."
    yield parts.field(WHY_BLOCK, "Why all the same", line, hint=hint, optional=True)


def read(view: Mapping[str, Any]) -> frozenset[str]:
    """Read the rules that are overridden."""
    ticked = (values.element(view, BOX_BLOCK) or {}).get("selected_options") or []
    return frozenset(name for option in ticked for name in str(option.get("value", "")).split(",") if name)
