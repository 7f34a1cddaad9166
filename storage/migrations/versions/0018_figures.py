"""What the figures of a report are counted by: the stages that went, person by person"""

import sqlalchemy as sa
from alembic import op


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

WENT = sa.text("status in ('sent', 'done') and answers_id is null")


def upgrade() -> None:
    op.create_index('ix_touches_went', 'touches', ['enrollment_id', 'done_at', 'number', 'variant', 'kind', 'status', 'answers_id'], unique=False, postgresql_where=WENT, sqlite_where=WENT)
