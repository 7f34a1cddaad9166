"""News about a sequence in a direct message: one sentence, a note, and the people it may concern."""

from bot.outreach.plans.editions import News
from bot.slack.views import parts, saved
from bot.slack.views.parts import Json


def build(news: News) -> Json:
    """Draw the news."""
    by = f"{parts.mention(news.by)} " if news.by else ""
    told = f"{by}{parts.mrkdwn(news.text)}"
    blocks = [
        parts.section(told),
        *([parts.quoted(news.note)] if news.note.strip() else ()),
        *(saved.inside(news.inside, news.version_id, may_go=True) if news.inside else ()),
    ]
    return parts.message(told, blocks)
