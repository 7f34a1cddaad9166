"""The people of the workspace, the app's bot user among them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sandbox.slack import statuses
from sandbox.slack.statuses import Status
from sandbox.slack.wire import Payload


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody with a Slack account."""

    id: str
    name: str
    real_name: str
    email: str = ""
    tz: str = "Etc/UTC"
    is_bot: bool = False
    is_guest: bool = False
    is_stranger: bool = False


def cast() -> dict[str, Person]:
    """Give the people every sandbox starts with."""
    people = (
        Person(
            id="U0ANA", name="ana", real_name="Ana Lovelace", email="ana@acme.example", tz="Europe/Berlin"
        ),
        Person(
            id="U0BEN", name="ben", real_name="Ben Okafor", email="ben@acme.example", tz="America/New_York"
        ),
        Person(id="U0OVERTURE", name="overture", real_name="Overture", is_bot=True),
    )
    return {person.id: person for person in people}


def groups() -> dict[str, list[str]]:
    """Give the user groups every sandbox starts with: who is in which."""
    return {"S0LEADS": ["U0BEN"]}


def profile(
    person: Person, *, team_id: str, now: datetime, with_email: bool, status: Status = statuses.NONE
) -> Payload:
    """Show a person as users.info does; the address only where the app may read addresses."""
    local = now.astimezone(ZoneInfo(person.tz))
    offset = local.utcoffset()
    details: Payload = {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "team": team_id,
        **({} if person.is_bot else statuses.as_profile(status, now)),
    }
    if with_email and person.email:
        details["email"] = person.email
    return {
        "id": person.id,
        "team_id": team_id,
        "name": person.name,
        "deleted": False,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": details,
        "is_admin": False,
        "is_owner": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_stranger": person.is_stranger,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "updated": int(now.timestamp()),
    }
