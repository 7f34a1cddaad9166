"""One server in front of the world: Slack, Google and the page."""

from starlette.applications import Starlette

from sandbox.google import server as google_server
from sandbox.google.accounts import Google
from sandbox.page import server as page_server
from sandbox.slack import server as slack_server
from sandbox.slack.workspace import Workspace
from sandbox.world import World


def build(world: World, workspace: Workspace, google: Google) -> Starlette:
    """Join the stand-ins and the page into one application."""
    return Starlette(
        routes=[
            *page_server.routes(world),
            *slack_server.routes(workspace),
            *google_server.routes(google),
        ]
    )
