"""Who did what to a sequence, with what the versions know of the time before; what a draft was made from"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

DEEDS = ('created', 'cloned', 'imported', 'edited', 'renamed', 'access_changed', 'paused', 'resumed', 'archived', 'exported')
BEFORE = """
INSERT INTO changes (team_id, sequence_id, recruiter_id, deed, details, at)
SELECT s.team_id, s.id, v.created_by, CASE WHEN v.number = 1 THEN 'created' ELSE 'edited' END,
       CAST('{{"version": ' || v.number || '}}' AS {json}), v.created_at
FROM sequence_versions v JOIN sequences s ON s.id = v.sequence_id
ORDER BY v.id
"""


def upgrade() -> None:
    op.create_table('changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('sequence_id', sa.Integer(), nullable=False),
    sa.Column('recruiter_id', sa.Integer(), nullable=True),
    sa.Column('deed', sa.Enum(*DEEDS, name='deed', native_enum=False, length=24), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('at', storage.columns.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_changes_recruiter_id_recruiters')),
    sa.ForeignKeyConstraint(['sequence_id'], ['sequences.id'], name=op.f('fk_changes_sequence_id_sequences')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_changes'))
    )
    with op.batch_alter_table('changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_changes_sequence_id'), ['sequence_id'], unique=False)

    with op.batch_alter_table('drafts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('origin', sa.JSON(), nullable=False, server_default='{}'))

    op.execute(BEFORE.format(json='TEXT' if op.get_bind().dialect.name == 'sqlite' else 'JSON'))
