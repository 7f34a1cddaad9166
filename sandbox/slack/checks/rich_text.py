"""Rich text: sections, lists, quotes, preformatted parts, and what stands in their lines."""

from sandbox.slack.checks.shapes import Check, flag, items, number, one_of, shape, string, typed, whole

_LONG = 40_000
_STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink")


def block() -> Check:
    """Want a rich_text block."""
    return typed({"rich_text": shape({"elements": items(_part(), least=0)}, {"block_id": string(255)})})


def _part() -> Check:
    lines = items(_inline(), least=0)
    section = shape({"elements": lines})
    border = {"border": whole(0, 1)}
    entries = items(typed({"rich_text_section": section}), least=0)
    return typed(
        {
            "rich_text_section": section,
            "rich_text_quote": shape({"elements": lines}, border),
            "rich_text_preformatted": shape({"elements": lines}, {**border, "language": string(255)}),
            "rich_text_list": shape(
                {"elements": entries, "style": one_of("bullet", "ordered")},
                {**border, "indent": whole(0, 8), "offset": whole(0)},
            ),
        }
    )


def _inline() -> Check:
    style = {"style": shape({}, dict.fromkeys(_STYLES, flag))}
    name = string(255)
    return typed(
        {
            "text": shape({"text": string(_LONG)}, style),
            "link": shape({"url": string(_LONG)}, {"text": string(_LONG), "unsafe": flag, **style}),
            "emoji": shape({"name": name}, {"unicode": name, "url": string(3_000), **style}),
            "user": shape({"user_id": name}, style),
            "usergroup": shape({"usergroup_id": name}, style),
            "channel": shape({"channel_id": name}, style),
            "broadcast": shape({"range": one_of("here", "channel", "everyone")}, style),
            "color": shape({"value": name}, style),
            "date": shape(
                {"timestamp": number, "format": string(_LONG)},
                {"url": string(3_000), "fallback": string(_LONG), **style},
            ),
        }
    )
