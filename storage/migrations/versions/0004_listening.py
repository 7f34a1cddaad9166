"""Listening: the domain of an address, and the open enrollments of a mailbox"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

OPEN = sa.text("status in ('active', 'paused', 'held')")
DOMAINS = {
    'sqlite': "update candidate_addresses set domain = substr(key, instr(key, '@') + 1)",
    'postgresql': "update candidate_addresses set domain = split_part(key, '@', 2)",
}


def upgrade() -> None:
    with op.batch_alter_table('candidate_addresses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('domain', sa.String(length=320), nullable=False, server_default=''))
        batch_op.create_index('ix_candidate_addresses_domain', ['team_id', 'domain'], unique=False)
    op.execute(DOMAINS[op.get_bind().dialect.name])

    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.create_index('ix_enrollments_open', ['mailbox_id', 'id'], unique=False, postgresql_where=OPEN, sqlite_where=OPEN)
