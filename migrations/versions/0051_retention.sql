CREATE TABLE audit.retention_rule (
    id UUID NOT NULL,
    rule TEXT NOT NULL,
    version INTEGER NOT NULL,
    outcome TEXT,
    purpose TEXT,
    keep_months INTEGER NOT NULL CONSTRAINT retention_rule_keep_months_check CHECK (keep_months > 0),
    decided_by TEXT,
    source TEXT NOT NULL,
    verified BOOLEAN NOT NULL,
    valid_from DATE NOT NULL,
    valid_until DATE,
    CONSTRAINT retention_rule_pkey PRIMARY KEY (id),
    CONSTRAINT retention_rule_decided_check CHECK (not verified or decided_by is not null),
    CONSTRAINT retention_rule_rule_version_key UNIQUE (rule, version)
);

CREATE TABLE audit.erasure (
    entry_id UUID NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    digest BYTEA NOT NULL CONSTRAINT erasure_digest_check CHECK (octet_length(digest) = 32),
    rule_id UUID NOT NULL,
    erased_by UUID NOT NULL,
    agency TEXT,
    CONSTRAINT erasure_pkey PRIMARY KEY (recorded_at, entry_id)
);

CREATE INDEX erasure_erased_by_idx ON audit.erasure (erased_by);
select audit.guard('erasure', true);

-- The same once entries can be erased. What goes is an entry whose erasure is on record, and a set of subjects that no
-- entry names any more; only the owner of the tables may delete at all.
create or replace function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
    if tg_op = 'DELETE' and tg_table_name like 'entry%' then
        if exists (select from audit.erasure x where x.recorded_at = old.recorded_at and x.entry_id = old.id) then
            return old;
        end if;
    elsif tg_op = 'DELETE' and tg_table_name = 'subject_set' then
        if not exists (select from audit.entry e where e.subject_set = old.digest) then return old; end if;
    end if;
    raise exception 'the access record is append-only: % on %.% is refused', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege', hint = 'Record a new entry instead.';
end $$;

grant select on audit.retention_rule, audit.erasure to mappa_gateway;
