"""People are found by their whole name; of two that were one, the other says whose it became"""

import unicodedata

import sqlalchemy as sa
from alembic import op

import storage.columns


revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

BATCH = 1_000


def upgrade() -> None:
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('name_key', sa.String(length=400), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('merged_at', storage.columns.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column('merged_by', sa.String(length=32), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_candidates_merged_into_id_candidates'), 'candidates', ['merged_into_id'], ['id'])
        batch_op.create_index('ix_candidates_merged_into_id', ['merged_into_id'], unique=False)
        batch_op.create_index('ix_candidates_name', ['name_key', 'team_id', 'id'], unique=False)
    _name_everybody(op.get_bind())


def _name_everybody(connection: sa.Connection) -> None:
    people = sa.table('candidates', *(sa.column(name) for name in ('id', 'first_name', 'last_name', 'name_key')))
    last = 0
    while True:
        batch = connection.execute(
            sa.select(people.c.id, people.c.first_name, people.c.last_name)
            .where(people.c.id > last)
            .order_by(people.c.id)
            .limit(BATCH)
        ).all()
        if not batch:
            return
        last = batch[-1].id
        named = [{'one': row.id, 'key': _folded(f'{row.first_name} {row.last_name}')} for row in batch]
        where = people.c.id == sa.bindparam('one')
        connection.execute(sa.update(people).where(where).values(name_key=sa.bindparam('key')), named)


def _folded(name: str) -> str:
    return ' '.join(unicodedata.normalize('NFKC', name).casefold().split())[:400]
