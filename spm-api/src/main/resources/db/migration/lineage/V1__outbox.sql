create schema if not exists lineage_outbox;

create table lineage_outbox.events (
    seq  bigint generated always as identity primary key,
    body text not null
);
