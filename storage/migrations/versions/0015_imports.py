"""Tables of people somebody uploaded, and what became of each row"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

STATUSES = ('uploaded', 'going', 'done', 'taking_back', 'taken_back')
OUTCOMES = ('added', 'lacking', 'refused', 'stopped', 'kept')
AT_WORK = sa.text("status in ('going', 'taking_back')")


def upgrade() -> None:
    op.create_table(
        'imports',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('team_id', sa.String(length=32), nullable=False),
        sa.Column('recruiter_id', sa.Integer(), nullable=False),
        sa.Column('sequence_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=100), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=True),
        sa.Column('header', sa.JSON(), nullable=False),
        sa.Column('mapping', sa.JSON(), nullable=False),
        sa.Column('status', sa.Enum(*STATUSES, name='importstatus', native_enum=False, length=24), nullable=False),
        sa.Column('total', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('fence', sa.BigInteger(), nullable=False),
        sa.Column('lease_until', storage.columns.UtcDateTime(), nullable=True),
        sa.Column('worked_at', storage.columns.UtcDateTime(), nullable=False),
        sa.Column('told_at', storage.columns.UtcDateTime(), nullable=True),
        sa.Column('created_at', storage.columns.UtcDateTime(), nullable=False),
        sa.Column('ended_at', storage.columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_imports_recruiter_id_recruiters')),
        sa.ForeignKeyConstraint(['sequence_id'], ['sequences.id'], name=op.f('fk_imports_sequence_id_sequences')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_imports')),
    )
    with op.batch_alter_table('imports', schema=None) as batch_op:
        batch_op.create_index('ix_imports_at_work', ['worked_at'], unique=False, postgresql_where=AT_WORK, sqlite_where=AT_WORK)
        batch_op.create_index('ix_imports_created_at', ['created_at'], unique=False)

    op.create_table(
        'import_rows',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('import_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('outcome', sa.Enum(*OUTCOMES, name='rowoutcome', native_enum=False, length=24), nullable=False),
        sa.Column('why', sa.Text(), nullable=False),
        sa.Column('cells', sa.JSON(), nullable=False),
        sa.Column('enrollment_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['import_id'], ['imports.id'], name=op.f('fk_import_rows_import_id_imports')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_import_rows')),
        sa.UniqueConstraint('import_id', 'number', name=op.f('uq_import_rows_import_id_number')),
    )
    with op.batch_alter_table('import_rows', schema=None) as batch_op:
        batch_op.create_index('ix_import_rows_outcome', ['import_id', 'outcome', 'number'], unique=False)
