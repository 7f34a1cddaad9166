"""Touches made besides sequences are counted by when they were made; why somebody is not interested who said so elsewhere"""

import sqlalchemy as sa
from alembic import op


revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

MARKED = sa.text('mark is not null')


def upgrade() -> None:
    with op.batch_alter_table('touches', schema=None) as batch_op:
        batch_op.add_column(sa.Column('reason', sa.Text(), nullable=False, server_default=''))
    op.create_index('ix_touches_marked', 'touches', ['enrollment_id'], unique=False, postgresql_where=MARKED, sqlite_where=MARKED)
    op.create_index('ix_logged_touches_at', 'logged_touches', ['team_id', 'at'], unique=False)
