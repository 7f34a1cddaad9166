"""Put a table of people into a sequence: look at it, begin, see how it stands, take it back, get the rest of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice

import structlog

from bot.outreach import people, permitting
from bot.outreach.candidates import enrolling
from bot.outreach.candidates.import_pictures import Column, ImportCard, ImportForm
from bot.outreach.candidates.knowing import Asked
from bot.outreach.house import House
from bot.outreach.notices import owing
from bot.outreach.plans import approving, authoring, coining
from bot.refusals import Gone, NotAllowed, Refusal
from bot.rules import attachments, columns, newcomers, tables
from bot.rules.drafts import Problem
from bot.rules.newcomers import Newcomer, Turned
from bot.rules.tables import Table
from storage import imports, sequences
from storage.attachments import File
from storage.database import Database, Transaction
from storage.models import Import, Recruiter, Sequence as Sequenced
from storage.statuses import ImportStatus, SequenceStatus

log = structlog.get_logger()

MOST_REASONS = 8
SAMPLE = 20
FIRST = 3
NOT_THEIRS = "Only the recruiter who uploaded this file may do that."


def open_to(db: Database, who: people.Who, sequence_id: int | None, *, now: datetime) -> tuple[Problem, ...]:
    """Say whether somebody may put people into a sequence."""
    with people.looking(db, who, now) as (tx, recruiter):
        if _usable(tx, recruiter, sequence_id) is None:
            return (Problem(field="sequence", text="Choose a sequence."),)
        return ()


def keep(
    db: Database, who: people.Who, file: File, sequence_id: int, *, house: House, now: datetime
) -> ImportForm:
    """Keep a file and show what would become of its rows; raises Refusal for one that is no table of people."""
    table = tables.read(file.content)
    total = tables.count(table)
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        sequence = _usable(tx, recruiter, sequence_id)
        if sequence is None:
            raise Refusal("That sequence takes nobody in any more.", "Choose another.")
        own = coining.vocabulary(tx, who.team).names
        uploaded = Import(
            team_id=who.team,
            recruiter_id=recruiter.id,
            sequence_id=sequence.id,
            name=attachments.clean_name(file.name),
            content=file.content,
            header=list(table.header),
            mapping=list(columns.guess(table.header, _sample(table), own)),
            status=ImportStatus.UPLOADED,
            total=total,
            worked_at=now,
            created_at=now,
        )
        import_id = imports.add(tx, uploaded).id
        log.info("file uploaded", imported=import_id, rows=total)
    return preview(db, who, import_id, None, house=house, now=now)


def preview(
    db: Database,
    who: people.Who,
    import_id: int,
    mapping: Sequence[str] | None,
    *,
    house: House,
    now: datetime,
) -> ImportForm:
    """Show what would become of the rows of a file if its columns were these, or those that were guessed."""
    with people.looking(db, who, now) as (tx, recruiter):
        uploaded = of_mine(tx, recruiter, import_id)
        _demand_fresh(uploaded)
        needed, own = needs_of(tx, uploaded, house)
        file, sequence, kept = uploaded.name, uploaded.sequence.name, imports.content(tx, import_id) or b""
        asked, meant = Asked(sequence_id=uploaded.sequence_id), tuple(mapping or uploaded.mapping)
    table, choices = tables.read(kept), columns.choices(own)
    form = enrolling.form(db, who, asked, house=house, now=now)
    found = [newcomers.read(row, meant, needed) for row in tables.rows(table)]
    fine, twice = _once(one for one in found if isinstance(one, Newcomer))
    away = [one for one in found if isinstance(one, Turned)]
    refused = Counter(one.why for one in away if not one.lacking) + Counter({newcomers.TWICE: twice})
    return ImportForm(
        import_id=import_id,
        file=file,
        sequence=sequence,
        read_as=f"{tables.ENCODINGS[table.encoding]}, {tables.DELIMITERS[table.delimiter]} between cells",
        columns=_columns(table, meant, columns.most_shown(len(choices))),
        choices=choices,
        width=len(table.header),
        total=len(found),
        fine=fine,
        lacking=tuple(Counter(one.why for one in away if one.lacking).most_common(MOST_REASONS)),
        refused=tuple(refused.most_common(MOST_REASONS)),
        people=tuple(_told(one) for one in found[:FIRST]),
        refusal=form.refusal if form.chosen is not None else enrolling.CLOSED,
    )


def begin(
    db: Database, who: people.Who, import_id: int, mapping: Sequence[str], *, now: datetime
) -> ImportCard | tuple[Problem, ...]:
    """Let a file be imported in the background, or say which column must be mended; twice is once."""
    with db.transaction() as tx:
        recruiter = people.recruiter(tx, who, now)
        uploaded = of_mine(tx, recruiter, import_id)
        if problems := _mistakes(mapping, len(uploaded.header)):
            return problems
        if _usable(tx, recruiter, uploaded.sequence_id) is None:
            raise Refusal(enrolling.CLOSED, "Type `/enroll csv` and choose another.")
        if imports.turn(tx, import_id, expected={ImportStatus.UPLOADED}, status=ImportStatus.GOING, now=now):
            tx.refresh(uploaded)
            uploaded.mapping, uploaded.told_at = list(mapping), now
            owing.import_card(tx, uploaded, now)
            log.info("import begins", imported=import_id, rows=uploaded.total)
        return _card(tx, uploaded)


def take_back(db: Database, who: people.Who, import_id: int, *, now: datetime) -> ImportCard:
    """Have everybody stopped who came in by a file and has not heard from us yet; the rest of it stays outside."""
    with db.transaction() as tx:
        uploaded = of_mine(tx, people.recruiter(tx, who, now), import_id)
        expected = {ImportStatus.GOING, ImportStatus.DONE}
        if not imports.turn(tx, import_id, expected=expected, status=ImportStatus.TAKING_BACK, now=now):
            raise Gone("This import was taken back already.")
        tx.refresh(uploaded)
        log.info("import is taken back", imported=import_id)
        return _card(tx, uploaded)


def card(db: Database, import_id: int) -> ImportCard:
    """Say how an import stands; raises Gone when it is forgotten."""
    with db.reading() as tx:
        uploaded = imports.get(tx, import_id)
        if uploaded is None:
            raise Gone("That import is no longer remembered.")
        return _card(tx, uploaded)


def needs_of(tx: Transaction, uploaded: Import, house: House) -> tuple[tuple[str, ...], frozenset[str]]:
    """Name what each row must have, and the workspace's own tokens."""
    tokens = coining.vocabulary(tx, uploaded.team_id, uploaded.sequence.role)
    version = approving.version_for_new(tx, uploaded.sequence, house)
    if version is None:
        return ("first_name",), tokens.names
    stages = authoring.stages_in(tx, uploaded.sequence, version)
    return newcomers.needed(stages, tokens), tokens.names


def of_mine(tx: Transaction, recruiter: Recruiter, import_id: int) -> Import:
    """Find a file for who uploaded it; raises NotAllowed for anybody else, Gone when it is forgotten."""
    uploaded = imports.get(tx, import_id)
    if uploaded is None:
        raise Gone("That file is no longer here.", "Type `/enroll csv` and choose it again.")
    if uploaded.recruiter_id != recruiter.id:
        raise NotAllowed(NOT_THEIRS)
    return uploaded


def _usable(tx: Transaction, recruiter: Recruiter, sequence_id: int | None) -> Sequenced | None:
    found = sequences.get(tx, sequence_id or 0)
    if found is None or found.status is not SequenceStatus.ACTIVE:
        return None
    return found if permitting.may_use(recruiter, found) else None


def _demand_fresh(uploaded: Import) -> None:
    if uploaded.status is not ImportStatus.UPLOADED:
        raise Gone("This file is being imported already.", "Its message tells how that goes.")


def _sample(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in islice(tables.rows(table), SAMPLE)]


def _columns(table: Table, meant: Sequence[str], most: int) -> tuple[Column, ...]:
    """Show the columns, those first that are known where there are too many."""
    sample = _sample(table)[:FIRST]
    every = [
        Column(place=place, name=name, meant=meant[place], sample=tuple(row[place] for row in sample))
        for place, name in enumerate(table.header)
    ]
    kept = sorted(every, key=lambda one: not one.meant)[:most]
    return tuple(sorted(kept, key=lambda one: one.place))


def _once(found: Iterable[Newcomer]) -> tuple[int, int]:
    """Count the people, and how often one is named again."""
    seen: set[str] = set()
    fine = twice = 0
    for one in found:
        keys = newcomers.keys(one)
        if keys & seen:
            twice += 1
        else:
            fine += 1
        seen |= keys
    return fine, twice


def _told(one: Newcomer | Turned) -> str:
    if isinstance(one, Turned):
        return one.why
    shown = (
        f"{one.first_name} {one.last_name}".strip(),
        one.address,
        one.link,
        one.company,
        *one.values.values(),
    )
    return " · ".join(text for text in shown if text)


def _mistakes(mapping: Sequence[str], width: int) -> tuple[Problem, ...]:
    if len(mapping) != width:
        return (
            Problem(
                field="0", text="The columns do not fit the file. Type `/enroll csv` and choose it again."
            ),
        )
    found = [
        Problem(field=str(place), text="Another column is that already. Leave one of the two out.")
        for place, name in enumerate(mapping)
        if name and name in mapping[:place]
    ]
    if not found and not {"address", "link"} & set(mapping):
        text = "Say which column has the email address or the profile link."
        found.append(Problem(field="0", text=text))
    return tuple(found)


def _card(tx: Transaction, uploaded: Import) -> ImportCard:
    is_over = uploaded.status is ImportStatus.DONE
    reasons = imports.reasons(tx, uploaded.id, limit=MOST_REASONS) if is_over else []
    return ImportCard(
        import_id=uploaded.id,
        file=uploaded.name,
        sequence_id=uploaded.sequence_id,
        sequence=uploaded.sequence.name,
        status=uploaded.status,
        total=uploaded.total,
        position=uploaded.position,
        tally=imports.tally(tx, uploaded.id),
        reasons=tuple(reasons),
    )
