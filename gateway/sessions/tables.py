"""The tables of the pages' own schema, ``web``. They hold nothing of any case and nobody's tokens in the clear."""

import sqlalchemy as sa

from agencies.holdings import metadata

web_metadata = sa.MetaData(naming_convention=metadata.naming_convention)  # of its own: no record is in it

# One person in one browser. The cookie's secret is not here: the key is its digest, and what is sealed opens with it.
session = sa.Table(
    "session",
    web_metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),  # SHA-256 of the cookie's secret
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("provider_session", sa.Text),  # the identity provider's sid, by which it ends a session
    sa.Column("purpose", sa.Text),  # why this person works today; empty until they have said
    sa.Column("role", sa.Text),  # in which they act, where they hold several; empty until they have said
    sa.Column("sealed", sa.LargeBinary, nullable=False),  # their tokens
    sa.Column("draft", sa.LargeBinary),  # sealed too: what they had typed when the session ran out
    sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, index=True),
    sa.Index("session_issuer_subject_idx", "issuer", "subject"),
    schema="web",
)

# A search of the list of cases that somebody saved for themselves. Sealed for them: a word of it may be a name.
saved_view = sa.Table(
    "saved_view",
    web_metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, index=True),  # when they last came to the list
    sa.Index("saved_view_issuer_subject_idx", "issuer", "subject"),
    schema="web",
)
