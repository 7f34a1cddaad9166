"""Stages done by hand by somebody else, or asked about again; absences of recruiters; touches made besides sequences"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

COVERS = ('by_hand', 'everything', 'deputy')
KINDS = ('email', 'inmail', 'connection', 'call', 'text', 'task')
MARKS = ('interested', 'not_now', 'not_interested', 'wrong_person', 'not_a_reply')
UNTOLD = sa.text("status = 'scheduled' and mailbox_id is null and reminded_at is null")
REMINDED = sa.text("status = 'scheduled' and reminded_at is not null")
HANDED_OVER = sa.text('doer_id is not null')
ASKED_LATER = sa.text("status = 'scheduled' and ask_at is not null")


def upgrade() -> None:
    with op.batch_alter_table('touches', schema=None) as batch_op:
        batch_op.add_column(sa.Column('doer_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('handed_by', sa.String(length=32), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('card_key', sa.String(length=255), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('ask_at', storage.columns.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('mark', sa.Enum(*MARKS, name='mark', native_enum=False, length=24), nullable=True))
        batch_op.add_column(sa.Column('answered_at', storage.columns.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('answered_by', sa.String(length=32), nullable=False, server_default=''))
        batch_op.drop_index('ix_touches_hand_due')
        batch_op.create_index('ix_touches_hand_due', ['due_at'], unique=False, postgresql_where=UNTOLD, sqlite_where=UNTOLD)
        batch_op.create_index('ix_touches_reminded', ['reminded_at'], unique=False, postgresql_where=REMINDED, sqlite_where=REMINDED)
        batch_op.create_index('ix_touches_doer_id', ['doer_id'], unique=False, postgresql_where=HANDED_OVER, sqlite_where=HANDED_OVER)
        batch_op.create_index('ix_touches_ask_at', ['ask_at'], unique=False, postgresql_where=ASKED_LATER, sqlite_where=ASKED_LATER)

    with op.batch_alter_table('recruiters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('away_from', storage.columns.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('away_until', storage.columns.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('cover', sa.Enum(*COVERS, name='cover', native_enum=False, length=24), nullable=True))
        batch_op.add_column(sa.Column('deputy_id', sa.Integer(), nullable=True))

    op.create_table('logged_touches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('recruiter_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum(*KINDS, name='stagekind', native_enum=False, length=24), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('at', storage.columns.UtcDateTime(), nullable=False),
    sa.Column('created_at', storage.columns.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], name=op.f('fk_logged_touches_candidate_id_candidates')),
    sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_logged_touches_recruiter_id_recruiters')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_logged_touches'))
    )
    with op.batch_alter_table('logged_touches', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_logged_touches_candidate_id'), ['candidate_id'], unique=False)
