"""Who was forgotten, by marks; since when a person is quiet; of whom a notice tells"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

KEPT = sa.text('forgotten_at is null')


def upgrade() -> None:
    op.create_table(
        'forgettings',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('candidate_id', sa.Integer(), nullable=True),
        sa.Column('recruiter_id', sa.Integer(), nullable=False),
        sa.Column('asked_at', storage.columns.UtcDateTime(), nullable=False),
        sa.Column('done_at', storage.columns.UtcDateTime(), nullable=True),
        sa.Column('lifted_at', storage.columns.UtcDateTime(), nullable=True),
        sa.Column('lifted_by', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], name=op.f('fk_forgettings_candidate_id_candidates')),
        sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_forgettings_recruiter_id_recruiters')),
        sa.ForeignKeyConstraint(['lifted_by'], ['recruiters.id'], name=op.f('fk_forgettings_lifted_by_recruiters')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_forgettings')),
    )
    op.create_index(op.f('ix_forgettings_candidate_id'), 'forgettings', ['candidate_id'], unique=False)
    op.create_table(
        'forgotten_marks',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('mark', sa.String(length=64), nullable=False),
        sa.Column('forgetting_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['forgetting_id'], ['forgettings.id'], name=op.f('fk_forgotten_marks_forgetting_id_forgettings')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_forgotten_marks')),
        sa.UniqueConstraint('team_id', 'mark', name=op.f('uq_forgotten_marks_team_id_mark')),
    )
    op.create_index(op.f('ix_forgotten_marks_forgetting_id'), 'forgotten_marks', ['forgetting_id'], unique=False)

    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('forgotten_at', storage.columns.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('quiet_since', storage.columns.UtcDateTime(), nullable=True))
    op.execute('UPDATE candidates SET quiet_since = created_at')
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.alter_column('quiet_since', existing_type=storage.columns.UtcDateTime(), nullable=False)
    op.create_index('ix_candidates_quiet', 'candidates', ['quiet_since'], postgresql_where=KEPT, sqlite_where=KEPT)

    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('source_line', sa.Text(), nullable=False, server_default=''))

    with op.batch_alter_table('notices', schema=None) as batch_op:
        batch_op.add_column(sa.Column('enrollment_id', sa.Integer(), nullable=True))
    for name, found in TOLD_OF.items():
        op.execute(f'UPDATE notices SET enrollment_id = {found.format(about=_about(name))} WHERE enrollment_id IS NULL')
    op.create_index(op.f('ix_notices_enrollment_id'), 'notices', ['enrollment_id'], unique=False)


TOLD_OF = {
    'enrollment': '{about}',
    'touch': '(SELECT enrollment_id FROM touches WHERE touches.id = {about})',
    'reminder': '(SELECT enrollment_id FROM touches WHERE touches.id = {about})',
    'inbound': '(SELECT enrollment_id FROM inbound WHERE inbound.id = {about})',
}


def _about(name: str) -> str:
    if op.get_bind().dialect.name == 'sqlite':
        return f"json_extract(about, '$.{name}')"
    return f"CAST(about->>'{name}' AS INTEGER)"
