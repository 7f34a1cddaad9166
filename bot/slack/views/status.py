"""How sequences are doing: figures, each with the formula under it."""

from collections.abc import Iterator, Sequence

from bot.outreach.overview.report_pictures import Section
from bot.outreach.pictures import Counts, SequenceLine
from bot.outreach.plans.trial_lines import Trial
from bot.slack.views import figures, limits, parts, phrases, report, trials
from bot.slack.views.parts import Json


def build(
    lines: Sequence[SequenceLine], tried: Sequence[Trial] = (), sections: Sequence[Section] = ()
) -> Json:
    """Draw the figures of some sequences, and of all together where there are several.

    `tried` are the stages with several texts, and `sections` more of its figures, where there is one sequence only.
    """
    if not lines:
        told = "There is nothing to count yet: no sequence has anybody enrolled."
        return parts.message(told, [parts.section(told)])
    shown = lines[: limits.ROWS]
    blocks = [block for line in shown for block in _one(line)]
    texts = [figures.line(line) for line in shown]
    if len(lines) > 1:
        everything = figures.total(lines)
        name = f"All {len(lines):,} sequences"
        blocks += [parts.divider(), *_figures(f"*{name}*", everything)]
        texts.insert(0, f"*{name}*: {figures.in_words(everything)}")
    blocks.append(parts.context(figures.PROGRESS_FORMULA))
    for section in sections:
        blocks += [*report.heading(section), *report.rows(section)]
    blocks += trials.build(tried)
    texts += [" ".join(trials.lines(trial)) for trial in tried]
    if more := parts.rest(len(shown), len(lines), "sequence"):
        blocks.append(parts.context(f"{more}, counted in the total"))
    return parts.message("\n".join(texts), blocks)


def _one(line: SequenceLine) -> Iterator[Json]:
    small = f"{phrases.SEQUENCES[line.status]} · {parts.count(line.stages, 'stage')} · {parts.mention(line.owner)}"
    yield from _figures(f"{parts.bold(line.name)}\n{small}", line.counts)


def _figures(heading: str, counts: Counts) -> Iterator[Json]:
    yield parts.section(heading)
    yield parts.fields(
        f"*Enrolled*\n{counts.enrolled:,}",
        f"*In progress*\n{counts.active:,}",
        f"*Paused*\n{counts.paused:,}",
        f"*Waiting*\n{counts.held:,}",
        f"*Finished*\n{counts.finished:,}",
        f"*Stopped*\n{counts.stopped:,}",
        f"*Bounced*\n{counts.bounced:,}",
        f"*Opted out*\n{counts.opted_out:,}",
        f"*Reply rate*\n{figures.rate(counts.answered, counts.delivered)}",
        f"*Interested*\n{figures.rate(counts.interested, counts.answered)}",
    )
    yield parts.context(figures.REPLY_FORMULA, figures.INTEREST_FORMULA)
