"""Answers: what a recruiter makes of them, who follows a sequence, why one was paused"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

STATUSES = ('active', 'paused', 'held', 'replied', 'finished', 'stopped', 'bounced', 'opted_out')
WRITTEN_BACK = sa.text("status = 'scheduled' and answers_id is not null")
UNANSWERED = sa.text("kind in ('human', 'calendar') and answered_at is null and mark is null")


def moment(name: str) -> sa.Column[object]:
    return sa.Column(name, storage.columns.UtcDateTime(), nullable=True)


def words(name: str, length: int | None = None) -> sa.Column[str]:
    kind = sa.Text() if length is None else sa.String(length=length)
    return sa.Column(name, kind, nullable=False, server_default='')


def upgrade() -> None:
    op.create_table('followers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sequence_id', sa.Integer(), nullable=False),
    sa.Column('recruiter_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_followers_recruiter_id_recruiters')),
    sa.ForeignKeyConstraint(['sequence_id'], ['sequences.id'], name=op.f('fk_followers_sequence_id_sequences')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_followers')),
    sa.UniqueConstraint('sequence_id', 'recruiter_id', name=op.f('uq_followers_sequence_id_recruiter_id'))
    )
    with op.batch_alter_table('inbound', schema=None) as batch_op:
        for name in ('from_name', 'subject', 'mail_references', 'effect', 'reason'):
            batch_op.add_column(words(name))
        batch_op.add_column(words('from_address', 320))
        batch_op.add_column(words('reply_to', 320))
        batch_op.add_column(words('rfc_id', 998))
        batch_op.add_column(words('hint', 16))
        batch_op.add_column(words('claimed_by', 32))
        batch_op.add_column(words('answered_by', 32))
        batch_op.add_column(sa.Column('stage', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('before', sa.Enum(*STATUSES, name='enrollmentstatus', native_enum=False, length=24), nullable=True))
        batch_op.add_column(sa.Column('back_on', sa.Date(), nullable=True))
        for name in ('marked_at', 'answered_at'):
            batch_op.add_column(moment(name))
        batch_op.create_index('ix_inbound_unanswered', ['enrollment_id'], unique=False, postgresql_where=UNANSWERED, sqlite_where=UNANSWERED)

    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ended_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('by_hand_only', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('sequences', schema=None) as batch_op:
        batch_op.add_column(words('paused_why'))
        batch_op.add_column(moment('counted_from'))

    with op.batch_alter_table('touches', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answers_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_touches_written_back', ['mailbox_id', 'due_at', 'id'], unique=False, postgresql_where=WRITTEN_BACK, sqlite_where=WRITTEN_BACK)
