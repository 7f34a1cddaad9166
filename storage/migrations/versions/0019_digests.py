"""Digests of chosen sequences, what was told last, why one rests; the pace of what is posted in Slack"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('digests', schema=None) as batch_op:
        batch_op.add_column(sa.Column('sequence_ids', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('is_changed', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('told', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('resting', sa.String(length=64), nullable=False, server_default=''))

    op.create_table('notice_paces',
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('recipient', sa.String(length=32), nullable=False),
    sa.Column('free_at', storage.columns.UtcDateTime(), nullable=False),
    sa.Column('asked_until', storage.columns.UtcDateTime(), nullable=True),
    sa.Column('busy_until', storage.columns.UtcDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('team_id', 'recipient', name=op.f('pk_notice_paces'))
    )
