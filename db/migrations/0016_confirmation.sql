-- 4.4.2 The directory is kept up to date: every entry is confirmed again and again, or hidden; versions and
-- qualifications have a period of validity; providers keep their own profile.

-- A version that holds from a later day waits in 'approved', while the public still reads the one before it.
alter table service_item drop constraint service_item_state_check;
alter table service_item add constraint service_item_state_check check (state in ('draft', 'review', 'approved',
  'published', 'revising', 'revising_review', 'withdrawn'));
alter table service_item
  add column confirmed_on date,                                         -- last known to be true: not when it was edited
  add column changed_at timestamptz,                                    -- what everybody may read of it: version, offers, confirmation, whether it is shown
  add column hidden_since timestamptz,
  add column hidden_why text check (hidden_why in ('unconfirmed', 'expired')),
  add column warned_days int,                                           -- how many days before it expires was last warned
  add constraint service_item_hidden check ((hidden_since is null) = (hidden_why is null));
update service_item set confirmed_on = (published_at at time zone 'Asia/Shanghai')::date, changed_at = published_at
  where published_at is not null;
alter table service_item
  add constraint service_item_changed check (published_version is null or changed_at is not null);
-- What the public sees and can apply for, said once.
alter table service_item add column shown boolean not null
  generated always as (published_version is not null and state <> 'withdrawn' and hidden_since is null) stored;
create index service_item_shown on service_item (centre_id, rank, code) where shown;
create index service_item_shown_family on service_item (centre_id, family, rank, code) where shown;
create index service_item_confirmed on service_item (centre_id, confirmed_on) where shown;

alter table service_item_version
  add column effective_from date,
  add column expires_on date,                                           -- its last day
  add constraint service_item_version_period check (expires_on >= effective_from);

alter table provider
  add column confirmed_on date,
  add column changed_at timestamptz,                                    -- what everybody may read of it: profile, offers, whether it is shown
  add column hidden_since timestamptz,
  add column hidden_why text check (hidden_why in ('unconfirmed')),
  add column team_size int check (team_size > 0),
  add column key_people jsonb not null default '[]',                    -- [{ role, name, about }]
  add constraint provider_hidden check ((hidden_since is null) = (hidden_why is null));
update provider set confirmed_on = (listed_at at time zone 'Asia/Shanghai')::date, changed_at = listed_at;
alter table provider alter column confirmed_on set not null, alter column changed_at set not null;
alter table provider add column shown boolean not null
  generated always as (state = 'listed' and hidden_since is null) stored;
create index provider_shown on provider (centre_id, name, id) where shown;
create index provider_confirmed on provider (centre_id, confirmed_on) where shown;

-- That somebody is asked whether an entry is still true; a year of quarters is four of them.
create table confirmation (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('due', 'late', 'confirmed', 'lapsed', 'dropped')),
  item_id uuid,
  provider_id uuid,
  party_id uuid,                                                        -- who acts for the provider
  name text not null,
  last_confirmed_on date not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, item_id) references service_item (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  check ((item_id is null) <> (provider_id is null)),
  check ((provider_id is null) = (party_id is null))
);
create unique index confirmation_open on confirmation (centre_id, coalesce(item_id, provider_id))
  where state in ('due', 'late', 'lapsed');
create index confirmation_by_state on confirmation (centre_id, state, asked_at);
select make_tenant('confirmation');

-- What a provider asked for an item from when on; never changed, so that an old price can be proved.
create table offer_price (
  centre_id int not null default current_setting('app.centre')::int,
  id uuid not null,
  provider_id uuid not null,
  item_id uuid not null,
  since timestamptz not null,
  offered boolean not null default true,                                -- false: no longer offered from then on
  price_fen bigint check (price_fen >= 0),
  price_note text not null default '',
  primary key (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, item_id) references service_item (centre_id, id)
);
create index offer_price_of_provider on offer_price (centre_id, provider_id, id);
create index offer_price_of_item on offer_price (centre_id, item_id, id);
select make_tenant('offer_price');
insert into offer_price (centre_id, id, provider_id, item_id, since, price_fen, price_note)
  select po.centre_id, gen_random_uuid(), po.provider_id, po.item_id, p.listed_at, po.price_fen, po.price_note
  from provider_item po join provider p on p.centre_id = po.centre_id and p.id = po.provider_id;

-- Of which end of which qualification people were warned last: 60, 30, 7; 0: that it is over.
create table qualification_warning (
  centre_id int not null default current_setting('app.centre')::int,
  provider_id uuid not null,
  name text not null,
  valid_until date not null,
  days int not null,
  primary key (centre_id, provider_id, name, valid_until),
  foreign key (centre_id, provider_id) references provider (centre_id, id)
);
select make_tenant('qualification_warning');

create table provider_case (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('proposed', 'shown', 'refused', 'removed')),
  provider_id uuid not null,
  party_id uuid not null,
  title text not null,
  client_kind text not null,
  year int not null check (year between 1990 and 2200),
  result text not null,
  primary key (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index provider_case_of on provider_case (centre_id, provider_id, year desc);
select make_tenant('provider_case');

-- What a provider would like to have changed; it may name a person to call.
create table provider_change (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('proposed', 'adopted', 'refused', 'withdrawn')),
  provider_id uuid not null,
  party_id uuid not null,
  kind text not null check (kind in ('profile', 'price')),
  item_id uuid,
  name text not null,
  before jsonb not null,
  wanted jsonb not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, item_id) references service_item (centre_id, id),
  check ((kind = 'price') = (item_id is not null))
);
create unique index provider_change_open on provider_change (centre_id, provider_id, coalesce(item_id, provider_id))
  where state = 'proposed';
create index provider_change_of on provider_change (centre_id, provider_id, proposed_at desc);
select make_tenant('provider_change', for_region => false);

-- 4.5.1 Something speaks for suspending a provider; a person decides.
create table suspension_proposal (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'suspended', 'dismissed', 'settled')),
  provider_id uuid not null,
  name text not null,
  reason text not null,
  proposed_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id)
);
create unique index suspension_proposal_open on suspension_proposal (centre_id, provider_id) where state = 'open';
select make_tenant('suspension_proposal');
