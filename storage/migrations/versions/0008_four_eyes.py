"""Four eyes: who approved which version of a sequence"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('approvals',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('recruiter_id', sa.Integer(), nullable=False),
    sa.Column('at', storage.columns.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_approvals_recruiter_id_recruiters')),
    sa.ForeignKeyConstraint(['version_id'], ['sequence_versions.id'], name=op.f('fk_approvals_version_id_sequence_versions')),
    sa.PrimaryKeyConstraint('version_id', name=op.f('pk_approvals'))
    )
