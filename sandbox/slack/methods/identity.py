"""Who is who: auth, team, bots, users; and the way to a socket."""

from sandbox.slack import ids, people, statuses
from sandbox.slack.calls import Call, Method, Token
from sandbox.slack.pace import Tier
from sandbox.slack.people import Person
from sandbox.slack.wire import Payload, SlackError, without_none

_READ_PEOPLE = ("users:read",)


def methods() -> dict[str, Method]:
    """List the methods about identity."""
    return {
        "api.test": Method(act=_test, token=Token.NONE),
        "auth.test": Method(act=_whoami, tier=Tier.SPECIAL),
        "apps.connections.open": Method(act=_connect, token=Token.APP, tier=Tier.THREE),
        "oauth.v2.access": Method(act=_access, token=Token.NONE, tier=Tier.SPECIAL),
        "team.info": Method(act=_team, scopes=("team:read",), tier=Tier.THREE),
        "bots.info": Method(act=_bot, scopes=_READ_PEOPLE, tier=Tier.THREE),
        "users.info": Method(act=_person, scopes=_READ_PEOPLE),
        "usergroups.users.list": Method(act=_group, scopes=("usergroups:read",), tier=Tier.TWO),
        "users.list": Method(act=_everybody, scopes=_READ_PEOPLE, tier=Tier.TWO),
    }


def _test(call: Call) -> Payload:
    if error := call.text("error"):
        raise SlackError(error, also={"args": {"error": error}})
    return {"args": {name: value for name, value in call.args.items() if name != "token"}}


def _whoami(call: Call) -> Payload:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.team.domain}.slack.com/",
        "team": workspace.team.name,
        "user": workspace.people[workspace.app.bot_user].name,
        "team_id": workspace.team.id,
        "user_id": workspace.app.bot_user,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
    }


def _connect(call: Call) -> Payload:
    ticket = ids.secret()
    call.workspace.line.tickets.add(ticket)
    host = call.workspace.origin.partition("://")[2]
    return {"url": f"ws://{host}/slack/socket?ticket={ticket}"}


def _access(call: Call) -> Payload:
    workspace = call.workspace
    call.needed("code", trouble="invalid_code")
    return {
        "app_id": workspace.app.id,
        "authed_user": {"id": "U0ANA"},
        "scope": ",".join(sorted(workspace.app.scopes)),
        "token_type": "bot",
        "access_token": workspace.app.bot_token,
        "bot_user_id": workspace.app.bot_user,
        "team": {"id": workspace.team.id, "name": workspace.team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _team(call: Call) -> Payload:
    team = call.workspace.team
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "icon": {}}}


def _bot(call: Call) -> Payload:
    app = call.workspace.app
    if call.text("bot") not in {"", app.bot_id}:
        raise SlackError("bot_not_found")
    bot = {"id": app.bot_id, "app_id": app.id, "user_id": app.bot_user, "name": app.name, "deleted": False}
    return {"bot": bot}


def _person(call: Call) -> Payload:
    person = call.workspace.people.get(call.needed("user", trouble="user_not_found"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _shown(call, person)}


def _group(call: Call) -> Payload:
    members = call.workspace.groups.get(call.needed("usergroup", trouble="no_such_subteam"))
    if members is None:
        raise SlackError("no_such_subteam")
    return {"users": members}


def _everybody(call: Call) -> Payload:
    everybody = list(call.workspace.people.values())
    start = call.number("cursor", 0)
    end = start + call.number("limit", len(everybody))
    cursor = str(end) if end < len(everybody) else ""
    return {
        "members": [_shown(call, person) for person in everybody[start:end]],
        "cache_ts": int(call.workspace.world.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def _shown(call: Call, person: Person) -> Payload:
    workspace = call.workspace
    shown = people.profile(
        person,
        team_id=workspace.team.id,
        now=workspace.world.now(),
        with_email="users:read.email" in workspace.app.scopes,
        status=workspace.statuses.get(person.id, statuses.NONE),
    )
    return without_none({**shown, "locale": "en-US" if call.flag("include_locale") else None})
