"""When somebody next hears what the day brings"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('recruiters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('morning_at', storage.columns.UtcDateTime(), nullable=True))
        batch_op.create_index(batch_op.f('ix_recruiters_morning_at'), ['morning_at'], unique=False)
