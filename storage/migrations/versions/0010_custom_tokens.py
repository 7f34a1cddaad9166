"""Tokens a workspace adds, and the texts of stages whose forms are open"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('custom_tokens',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('at', storage.columns.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['recruiters.id'], name=op.f('fk_custom_tokens_created_by_recruiters')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_custom_tokens')),
    sa.UniqueConstraint('team_id', 'name', name=op.f('uq_custom_tokens_team_id_name'))
    )
    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('writing', sa.JSON(), nullable=False, server_default='{}'))
