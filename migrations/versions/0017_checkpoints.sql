CREATE TABLE audit.checkpoint (
    size BIGINT NOT NULL,
    signed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    root BYTEA NOT NULL CONSTRAINT checkpoint_root_check CHECK (octet_length(root) = 32),
    note TEXT NOT NULL,
    CONSTRAINT checkpoint_pkey PRIMARY KEY (size, signed_at)
);

CREATE TABLE audit.cosignature (
    size BIGINT NOT NULL,
    witness TEXT NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    line TEXT NOT NULL,
    CONSTRAINT cosignature_pkey PRIMARY KEY (size, witness)
);

CREATE TABLE audit.subtree (
    level SMALLINT NOT NULL,
    index BIGINT NOT NULL,
    hash BYTEA NOT NULL CONSTRAINT subtree_hash_check CHECK (octet_length(hash) = 32),
    CONSTRAINT subtree_pkey PRIMARY KEY (level, index)
);

CREATE INDEX checkpoint_signed_at_idx ON audit.checkpoint (signed_at);
select audit.guard('checkpoint', true);
select audit.guard('cosignature', true);
select audit.guard('subtree', true);
grant select, insert on audit.checkpoint, audit.cosignature, audit.subtree to mappa_gateway;
