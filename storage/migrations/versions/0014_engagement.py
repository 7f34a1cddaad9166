"""Rules of engagement: companies folded, who was enrolled against a rule, who let whom have somebody, who blocked whom"""

import sqlalchemy as sa
from alembic import op

import storage.columns
from storage import companies


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

RULES = ('in_sequence', 'owned', 'contact_budget', 'company_limit', 'cool_down')
ANSWERS = ('asked', 'released', 'kept')
CANDIDATES = sa.table('candidates', sa.column('company', sa.Text()), sa.column('company_key', sa.String()))


def upgrade() -> None:
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('company_key', sa.String(length=150), nullable=False, server_default=''))
    _fold_companies()
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.create_index('ix_candidates_company', ['company_key', 'team_id'], unique=False)

    op.create_table('overrides',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('enrollment_id', sa.Integer(), nullable=False),
    sa.Column('recruiter_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.Enum(*RULES, name='enrollrule', native_enum=False, length=24), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('at', storage.columns.UtcDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['enrollment_id'], ['enrollments.id'], name=op.f('fk_overrides_enrollment_id_enrollments')),
    sa.ForeignKeyConstraint(['recruiter_id'], ['recruiters.id'], name=op.f('fk_overrides_recruiter_id_recruiters')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_overrides'))
    )
    with op.batch_alter_table('overrides', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_overrides_enrollment_id'), ['enrollment_id'], unique=False)

    op.create_table('releases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.String(length=32), nullable=False),
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('sequence_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum(*ANSWERS, name='releasestatus', native_enum=False, length=24), nullable=False),
    sa.Column('asked_at', storage.columns.UtcDateTime(), nullable=False),
    sa.Column('answered_at', storage.columns.UtcDateTime(), nullable=True),
    sa.Column('used_at', storage.columns.UtcDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['asker_id'], ['recruiters.id'], name=op.f('fk_releases_asker_id_recruiters')),
    sa.ForeignKeyConstraint(['candidate_id'], ['candidates.id'], name=op.f('fk_releases_candidate_id_candidates')),
    sa.ForeignKeyConstraint(['owner_id'], ['recruiters.id'], name=op.f('fk_releases_owner_id_recruiters')),
    sa.ForeignKeyConstraint(['sequence_id'], ['sequences.id'], name=op.f('fk_releases_sequence_id_sequences')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_releases')),
    sa.UniqueConstraint('candidate_id', 'asker_id', 'owner_id', name=op.f('uq_releases_candidate_id_asker_id_owner_id'))
    )

    with op.batch_alter_table('suppressions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('added_by', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_suppressions_added_by_recruiters'), 'recruiters', ['added_by'], ['id'])


def _fold_companies() -> None:
    """Fold the companies there are; each is folded once, however many people work there."""
    connection = op.get_bind()
    for (company,) in connection.execute(sa.select(CANDIDATES.c.company).where(CANDIDATES.c.company != '').distinct()).all():
        theirs = sa.update(CANDIDATES).where(CANDIDATES.c.company == company)
        connection.execute(theirs.values(company_key=companies.key(company)))
