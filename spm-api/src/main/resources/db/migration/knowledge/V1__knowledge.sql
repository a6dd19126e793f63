create schema if not exists knowledge;

create table knowledge.documents (
    id         uuid        not null primary key,
    tenant_id  text        not null,
    name       text        not null,
    version    integer     not null,
    kind       text        not null,
    filename   text        not null,
    sha256     text        not null,
    size       bigint      not null,
    characters bigint      not null,
    state      text        not null,
    created_by text        not null,
    created_at timestamptz not null,
    decided_by text,
    decided_at timestamptz,
    unique (tenant_id, name, version)
);

create index documents_by_tenant on knowledge.documents (tenant_id, created_at desc, id desc);

-- English word stems on both sides; words of other languages are found as they are written.
create table knowledge.passages (
    document_id uuid     not null references knowledge.documents (id) on delete cascade,
    number      integer  not null,
    content     text     not null,
    words       tsvector not null generated always as (to_tsvector('english', content)) stored,
    primary key (document_id, number)
);

create index passages_by_words on knowledge.passages using gin (words);

create table knowledge.links (
    tenant_id   text        not null,
    agent_id    uuid        not null,
    document_id uuid        not null references knowledge.documents (id) on delete cascade,
    linked_by   text        not null,
    linked_at   timestamptz not null,
    primary key (agent_id, document_id)
);

create index links_by_document on knowledge.links (document_id);
