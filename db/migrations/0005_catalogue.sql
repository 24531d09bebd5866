-- 4.4 The directory of service items and providers.

create table service_item (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'review', 'published', 'revising', 'revising_review', 'withdrawn')),
  code text not null,
  family text not null check (family in ('consulting', 'matching', 'training', 'startup', 'publicity', 'support')),
  handling text not null check (handling in ('consultation', 'order')),
  latest_version int not null,
  published_version int,
  published_at timestamptz,
  rank int not null default 0,
  primary key (centre_id, id),
  unique (centre_id, code)
);
create index service_item_family on service_item (centre_id, family, rank);
select make_tenant('service_item');

-- Nothing published is ever overwritten: a change is a new version, so that old prices can be proved.
create table service_item_version (
  centre_id int not null default current_setting('app.centre')::int,
  item_id uuid not null,
  number int not null,
  name text not null,
  summary text not null,
  content text not null,
  audience text[] not null,
  steps jsonb not null default '[]',                                   -- [{ title, text, days }]
  materials jsonb not null default '[]',                               -- [{ name, required, note }]
  price_kind text not null check (price_kind in ('free', 'standard', 'discounted', 'negotiable')),
  price_fen bigint check (price_fen >= 0),
  price_unit text not null default '',
  price_note text not null default '',
  promised_days int not null check (promised_days between 1 and 366),  -- working days
  place text not null default '',
  contact text not null default '',
  legal_basis text not null default '',
  intake jsonb not null default '{"fields":[]}',                       -- a form that staff designed
  saved_at timestamptz not null,
  published_at timestamptz,
  primary key (centre_id, item_id, number),
  foreign key (centre_id, item_id) references service_item (centre_id, id),
  check ((price_kind in ('standard', 'discounted')) = (price_fen is not null))
);
select make_tenant('service_item_version');

create table provider (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('listed', 'suspended', 'left')),
  party_id uuid not null,
  name text not null,
  introduction text not null,
  families text[] not null default '{support}',
  team text not null default '',
  cases text not null default '',
  qualifications jsonb not null default '[]',                          -- [{ name, number, valid_until }]
  contact_name text not null,
  contact_phone text not null,
  listed_at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, party_id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
select make_tenant('provider');

create table provider_item (
  centre_id int not null default current_setting('app.centre')::int,
  provider_id uuid not null,
  item_id uuid not null,
  price_fen bigint check (price_fen >= 0),
  price_note text not null default '',
  primary key (centre_id, provider_id, item_id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, item_id) references service_item (centre_id, id)
);
create index provider_item_item on provider_item (centre_id, item_id);
select make_tenant('provider_item');
