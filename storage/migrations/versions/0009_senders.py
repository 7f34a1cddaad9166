"""Stages that leave in the name of a colleague: who allows it, who is written to from where, what was heard when"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

ANSWERS = ('asked', 'allowed', 'refused', 'revoked')
ALWAYS = sa.text('sequence_id is null')


def upgrade() -> None:
    op.create_table('permissions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('colleague_id', sa.Integer(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('sequence_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum(*ANSWERS, name='permissionstatus', native_enum=False, length=24), nullable=False),
    sa.Column('asked_at', storage.columns.UtcDateTime(), nullable=False),
    sa.Column('answered_at', storage.columns.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['asker_id'], ['recruiters.id'], name=op.f('fk_permissions_asker_id_recruiters')),
    sa.ForeignKeyConstraint(['colleague_id'], ['recruiters.id'], name=op.f('fk_permissions_colleague_id_recruiters')),
    sa.ForeignKeyConstraint(['sequence_id'], ['sequences.id'], name=op.f('fk_permissions_sequence_id_sequences')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_permissions')),
    sa.UniqueConstraint('colleague_id', 'sequence_id', name=op.f('uq_permissions_colleague_id_sequence_id'))
    )
    with op.batch_alter_table('permissions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_permissions_sequence_id'), ['sequence_id'], unique=False)
        batch_op.create_index('uq_permissions_always', ['colleague_id', 'asker_id'], unique=True, postgresql_where=ALWAYS, sqlite_where=ALWAYS)

    op.create_table('borrowings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enrollment_id', sa.Integer(), nullable=False),
    sa.Column('mailbox_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['enrollment_id'], ['enrollments.id'], name=op.f('fk_borrowings_enrollment_id_enrollments')),
    sa.ForeignKeyConstraint(['mailbox_id'], ['mailboxes.id'], name=op.f('fk_borrowings_mailbox_id_mailboxes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_borrowings')),
    sa.UniqueConstraint('enrollment_id', 'mailbox_id', name=op.f('uq_borrowings_enrollment_id_mailbox_id'))
    )
    with op.batch_alter_table('borrowings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_borrowings_mailbox_id'), ['mailbox_id'], unique=False)

    with op.batch_alter_table('mailboxes', schema=None) as batch_op:
        batch_op.add_column(sa.Column('heard_at', storage.columns.UtcDateTime(), nullable=True))

    with op.batch_alter_table('touches', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sender', sa.String(length=320), nullable=False, server_default=''))
