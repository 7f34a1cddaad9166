"""Whose Slack status says whether they are away"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

COVERS = ('by_hand', 'everything', 'deputy')


def upgrade() -> None:
    op.create_table(
        'status_readings',
        sa.Column('recruiter_id', sa.Integer(), nullable=False),
        sa.Column('cover', sa.Enum(*COVERS, name='cover', native_enum=False, length=24), nullable=False),
        sa.Column('deputy_id', sa.Integer(), nullable=True),
        sa.Column('look_at', storage.columns.UtcDateTime(), nullable=False),
        sa.Column('mark', sa.String(length=64), nullable=False),
        sa.Column('holds', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_status_readings_recruiter_id_recruiters')),
        sa.PrimaryKeyConstraint('recruiter_id', name=op.f('pk_status_readings')),
    )
    op.create_index(op.f('ix_status_readings_look_at'), 'status_readings', ['look_at'], unique=False)
