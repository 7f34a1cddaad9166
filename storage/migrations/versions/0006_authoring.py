"""Authoring: what a stage is through all versions, who sends it, which text, and whether the recruiter is asked first"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

KEYS = "UPDATE stages SET number = position + 1, key = 's' || (position + 1)"
NUMBERS = "UPDATE touches SET number = (SELECT s.number FROM stages s WHERE s.id = touches.stage_id)"
REPLIES = "UPDATE touches SET position = position + 999990000 WHERE answers_id IS NOT NULL"


def upgrade() -> None:
    with op.batch_alter_table('recruiters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('preferences', sa.JSON(), nullable=False, server_default='{}'))

    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('base_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_drafts_base_id_sequence_versions'), 'sequence_versions', ['base_id'], ['id'])

    with op.batch_alter_table('stages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('key', sa.String(length=16), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('sender_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('sender', sa.String(length=320), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('ask_first', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('variants', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.create_foreign_key(batch_op.f('fk_stages_sender_id_recruiters'), 'recruiters', ['sender_id'], ['id'])

    with op.batch_alter_table('touches', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('variant', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('own_words', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('allowed_at', storage.columns.UtcDateTime(), nullable=True))

    op.execute(KEYS)
    op.execute(NUMBERS)
    op.execute(REPLIES)
