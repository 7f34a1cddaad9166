"""What is known of people: title, school, location, which address is preferred; from where they came into a sequence"""

import sqlalchemy as sa
from alembic import op


revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

SOURCES = ('command', 'list', 'message', 'unfurl', 'csv')


def upgrade() -> None:
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('title', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('school', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('location', sa.Text(), nullable=False, server_default=''))

    with op.batch_alter_table('candidate_addresses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_preferred', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('source', sa.Enum(*SOURCES, name='source', native_enum=False, length=24), nullable=False, server_default='command'))
        batch_op.add_column(sa.Column('referrer', sa.String(length=32), nullable=False, server_default=''))
