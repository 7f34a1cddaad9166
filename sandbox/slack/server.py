"""The routes of the Slack stand-in."""

from starlette.routing import BaseRoute

from sandbox.slack import answering, socket, storing, web_api
from sandbox.slack.control import server as control
from sandbox.slack.workspace import Workspace


def routes(workspace: Workspace) -> list[BaseRoute]:
    """Give every route: what the app calls, and what people do through /sandbox/slack."""
    return [
        web_api.route(workspace),
        socket.route(workspace),
        answering.route(workspace),
        *storing.routes(workspace),
        *control.routes(workspace),
    ]
