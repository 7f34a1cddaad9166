"""Lists of people to go through, and when somebody was named by whoever referred them"""

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

SOURCES = ('command', 'list', 'message', 'unfurl', 'csv')


def upgrade() -> None:
    op.create_table(
        'reviews',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('recruiter_id', sa.Integer(), nullable=False),
        sa.Column('sequence_id', sa.Integer(), nullable=True),
        sa.Column('people', sa.JSON(), nullable=False),
        sa.Column('left_out', sa.Integer(), nullable=False),
        sa.Column('source', sa.Enum(*SOURCES, name='source', native_enum=False, length=24), nullable=False),
        sa.Column('referrer', sa.String(length=32), nullable=False),
        sa.Column('referred_at', storage.columns.UtcDateTime(), nullable=True),
        sa.Column('created_at', storage.columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_reviews_recruiter_id_recruiters')),
        sa.ForeignKeyConstraint(['sequence_id'], ['sequences.id'], name=op.f('fk_reviews_sequence_id_sequences')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reviews')),
    )
    op.create_index(op.f('ix_reviews_recruiter_id'), 'reviews', ['recruiter_id'], unique=False)
    op.create_index(op.f('ix_reviews_created_at'), 'reviews', ['created_at'], unique=False)

    with op.batch_alter_table('enrollments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('referred_at', storage.columns.UtcDateTime(), nullable=True))
