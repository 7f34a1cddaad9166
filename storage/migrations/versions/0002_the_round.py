"""The round: budgets, facts of the house, attachments, and what a mailbox and a touch remember"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

WAITING_MAIL = sa.text("status = 'scheduled' and mailbox_id is not null")


def moment(name: str) -> sa.Column[object]:
    return sa.Column(name, storage.columns.UtcDateTime(), nullable=True)


def words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default='')


def upgrade() -> None:
    op.create_table('facts',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('at', storage.columns.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_facts'))
    )
    op.create_table('budgets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('units_at', storage.columns.UtcDateTime(), nullable=True),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('units_today', sa.BigInteger(), nullable=False),
    sa.Column('warned_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_budgets'))
    )
    op.create_table('attachments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=255), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', storage.columns.UtcDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachments'))
    )
    with op.batch_alter_table('attachments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attachments_digest'), ['digest'], unique=False)

    with op.batch_alter_table('mailboxes', schema=None) as batch_op:
        for name in ('began_at', 'senders_at', 'units_at', 'held_until', 'troubled_at', 'lost_at', 'told_at', 'proved_at'):
            batch_op.add_column(moment(name))
        batch_op.add_column(sa.Column('is_delegated', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('sender', sa.String(length=320), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('served_id', sa.Integer(), nullable=True))
        batch_op.add_column(words('trouble'))
        batch_op.add_column(sa.Column('told', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('proofs', sa.JSON(), nullable=False, server_default='{}'))
    op.execute("UPDATE mailboxes SET began_at = connected_at")

    with op.batch_alter_table('stages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('attachments', sa.JSON(), nullable=False, server_default='[]'))

    with op.batch_alter_table('touches', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sequence_id', sa.Integer(), nullable=True))
        batch_op.add_column(moment('not_before'))
        batch_op.add_column(words('note'))
    op.execute(
        "UPDATE touches SET sequence_id ="
        " (SELECT sequence_id FROM enrollments WHERE enrollments.id = touches.enrollment_id)"
    )
    with op.batch_alter_table('touches', schema=None) as batch_op:
        batch_op.alter_column('sequence_id', existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(
            batch_op.f('fk_touches_sequence_id_sequences'), 'sequences', ['sequence_id'], ['id'])
        batch_op.drop_index('ix_touches_rfc_id')
        batch_op.create_index('ix_touches_rfc_id', ['rfc_id'], unique=False, postgresql_where=sa.text("rfc_id <> ''"), sqlite_where=sa.text("rfc_id <> ''"))
        batch_op.drop_index('ix_touches_mail_due')
        batch_op.create_index('ix_touches_mail_due', ['mailbox_id', 'sequence_id', 'due_at', 'id'], unique=False, postgresql_where=WAITING_MAIL, sqlite_where=WAITING_MAIL)
        for name, column in (('ix_touches_thread', 'thread_id'), ('ix_touches_gmail', 'gmail_id')):
            known = sa.text(f"{column} <> ''")
            batch_op.create_index(name, ['mailbox_id', column], unique=False, postgresql_where=known, sqlite_where=known)
    op.execute("UPDATE touches SET step = 'drafting' WHERE step = 'planned'")
