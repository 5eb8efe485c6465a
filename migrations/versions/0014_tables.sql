create schema if not exists audit;

CREATE TABLE audit.entry (
    id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    request_id UUID NOT NULL,
    act TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    principal_id UUID,
    principal_name TEXT,
    agency TEXT,
    roles TEXT[] NOT NULL,
    client TEXT,
    acting TEXT[] NOT NULL,
    human BOOLEAN NOT NULL,
    purpose TEXT,
    operation_name TEXT,
    document_hash BYTEA CONSTRAINT entry_document_hash_check CHECK (octet_length(document_hash) = 32),
    variables JSONB NOT NULL CONSTRAINT entry_variables_check CHECK (jsonb_typeof(variables) = 'object'),
    subject_set BYTEA CONSTRAINT entry_subject_set_check CHECK (octet_length(subject_set) = 32),
    reading BYTEA CONSTRAINT entry_reading_check CHECK (octet_length(reading) = 32),
    policy_version TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    duration_us INTEGER NOT NULL,
    question BYTEA,
    CONSTRAINT entry_pkey PRIMARY KEY (recorded_at, id),
    CONSTRAINT entry_recorded_at_check CHECK (recorded_at >= '2000-01-01Z' and recorded_at < '9000-01-01Z')
) PARTITION BY RANGE (recorded_at);

CREATE TABLE audit.leaf (
    index BIGINT NOT NULL,
    entry_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    leaf_hash BYTEA NOT NULL CONSTRAINT leaf_leaf_hash_check CHECK (octet_length(leaf_hash) = 32),
    CONSTRAINT leaf_pkey PRIMARY KEY (index),
    CONSTRAINT leaf_recorded_at_entry_id_key UNIQUE (recorded_at, entry_id)
);

CREATE TABLE audit.tree_head (
    size BIGINT NOT NULL,
    root BYTEA NOT NULL CONSTRAINT tree_head_root_check CHECK (octet_length(root) = 32),
    frontier BYTEA[] NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    complete_to TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT tree_head_pkey PRIMARY KEY (size)
);

CREATE TABLE audit.subject_set (
    digest BYTEA NOT NULL,
    members BYTEA NOT NULL CONSTRAINT subject_set_members_check CHECK (mod(length(members), 17) = 0),
    made_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT subject_set_pkey PRIMARY KEY (digest),
    CONSTRAINT subject_set_digest_check CHECK (digest = sha256(members))
);

CREATE TABLE audit.reading (
    digest BYTEA NOT NULL,
    body TEXT NOT NULL,
    parsed JSONB GENERATED ALWAYS AS (body::jsonb) STORED,
    CONSTRAINT reading_pkey PRIMARY KEY (digest),
    CONSTRAINT reading_digest_check CHECK (digest = sha256(convert_to(body, 'UTF8')))
);

CREATE TABLE audit.subject_member (
    alias UUID NOT NULL,
    digest BYTEA NOT NULL,
    CONSTRAINT subject_member_pkey PRIMARY KEY (alias, digest)
);

CREATE INDEX entry_principal_id_recorded_at_idx ON audit.entry (principal_id, recorded_at);
CREATE INDEX entry_subject_set_recorded_at_idx ON audit.entry (subject_set, recorded_at) WHERE subject_set is not null;
CREATE INDEX entry_erasing_idx ON audit.entry (recorded_at) WHERE act = 'ERASE_ACCESS_RECORD';
CREATE INDEX subject_set_made_at_idx ON audit.subject_set (made_at);
CREATE INDEX subject_member_digest_idx ON audit.subject_member (digest);
alter table audit.subject_set alter column members set storage external;

-- PL/pgSQL, so that a large set is fetched once and not anew for each of its members.
create function audit.members_of(members bytea) returns table (place integer, alias uuid)
language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
    held bytea := members || ''::bytea;
begin
    return query select get_byte(held, 17 * n), encode(substring(held from 17 * n + 2 for 16), 'hex')::uuid
        from generate_series(0, length(held) / 17 - 1) n;
end $$;
