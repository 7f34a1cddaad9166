"""What one person gets otherwise than everybody; the same thing done with many people"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

GOING = sa.text('ended_at is null')
TO_DO = sa.text('done_at is null')


def upgrade() -> None:
    op.create_table('own_stages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enrollment_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=16), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('left_out', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['enrollment_id'], ['enrollments.id'], name=op.f('fk_own_stages_enrollment_id_enrollments')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_own_stages')),
    sa.UniqueConstraint('enrollment_id', 'key', name=op.f('uq_own_stages_enrollment_id_key'))
    )

    op.create_table('errands',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recruiter_id', sa.Integer(), nullable=False),
    sa.Column('sequence_id', sa.Integer(), nullable=False),
    sa.Column('deed', sa.String(length=24), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('begun_at', storage.columns.UtcDateTime(), nullable=False),
    sa.Column('ended_at', storage.columns.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_errands_recruiter_id_recruiters')),
    sa.ForeignKeyConstraint(['sequence_id'], ['sequences.id'], name=op.f('fk_errands_sequence_id_sequences')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_errands'))
    )
    with op.batch_alter_table('errands', schema=None) as batch_op:
        batch_op.create_index('ix_errands_going', ['id'], unique=False, postgresql_where=GOING, sqlite_where=GOING)

    op.create_table('errand_people',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('errand_id', sa.Integer(), nullable=False),
    sa.Column('enrollment_id', sa.Integer(), nullable=False),
    sa.Column('done_at', storage.columns.UtcDateTime(), nullable=True),
    sa.Column('why', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['enrollment_id'], ['enrollments.id'], name=op.f('fk_errand_people_enrollment_id_enrollments')),
    sa.ForeignKeyConstraint(['errand_id'], ['errands.id'], name=op.f('fk_errand_people_errand_id_errands')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_errand_people')),
    sa.UniqueConstraint('errand_id', 'enrollment_id', name=op.f('uq_errand_people_errand_id_enrollment_id'))
    )
    with op.batch_alter_table('errand_people', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_errand_people_enrollment_id'), ['enrollment_id'], unique=False)
        batch_op.create_index('ix_errand_people_to_do', ['errand_id', 'id'], unique=False, postgresql_where=TO_DO, sqlite_where=TO_DO)
