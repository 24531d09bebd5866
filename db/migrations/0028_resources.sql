-- 5.2.1 资源库 and who needs what of it: what the centre can bring together, asked for, recommended with reasons, introduced
-- with consent, followed up.

create table pooled_resource (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'reviewing', 'listed', 'due', 'hidden', 'withdrawn')),
  kind text not null,                                                   -- one of src/modules/resources/kinds.ts
  name text not null,
  party_id uuid,                                                        -- the holder, where it is a party of the centre
  provider_id uuid,                                                     -- or a provider of the directory; its party is then party_id
  holder_name text not null,                                            -- as it is shown; an outside body has only this
  offers text not null,
  audiences text[] not null default '{}',                               -- kinds of parties; none: for everybody
  conditions text not null default '',
  town text,                                                            -- 统计用区划代码; none: the whole county
  cost text not null,
  contact_name text not null,
  contact_phone text not null,
  contact_shown text not null check (contact_shown in ('public', 'introduced')),
  valid_until date,
  warned int,                                                           -- days before its end of the last warning
  confirmed_on date,                                                    -- last day that it was known to be true
  opened_on date,                                                       -- since when other centres may read of it
  opened_by text,                                                       -- who agreed to that for the holder, and how
  listed_at timestamptz,
  primary key (centre_id, id),
  check (provider_id is null or party_id is not null),
  check ((opened_on is null) = (opened_by is null)),
  check (state not in ('listed', 'due') or (listed_at is not null and confirmed_on is not null)),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id)
);
create index pooled_resource_shown on pooled_resource (centre_id, kind, id desc) where state in ('listed', 'due');
create index pooled_resource_state on pooled_resource (centre_id, state, id desc);
create index pooled_resource_party on pooled_resource (centre_id, party_id) where party_id is not null;
select make_tenant('pooled_resource', for_region => false);

-- A shared copy (docs/decisions/0028): what a centre opens to the other centres of the installation. Written by its owner
-- alone, read by all; whom to call is the centre, no contact of a person stands in it.
create table opened_resource (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  centre_name text not null,
  centre_phone text not null,
  kind text not null,
  name text not null,
  holder_name text not null,
  offers text not null,
  audiences text[] not null,
  conditions text not null,
  region text not null,
  cost text not null,
  valid_until date,
  confirmed_on date not null,
  primary key (centre_id, id),
  foreign key (centre_id, id) references pooled_resource (centre_id, id)
);
create index opened_resource_kind on opened_resource (kind, id desc);
alter table opened_resource enable row level security;
create policy read_by_all on opened_resource for select to centre_app using (true);
create policy written_by_owner on opened_resource for insert to centre_app
  with check (centre_id = current_setting('app.centre')::int);
create policy changed_by_owner on opened_resource for update to centre_app
  using (centre_id = current_setting('app.centre')::int) with check (centre_id = current_setting('app.centre')::int);
create policy withdrawn_by_owner on opened_resource for delete to centre_app
  using (centre_id = current_setting('app.centre')::int);
grant select, insert, update, delete on opened_resource to centre_app;

create table resource_need (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('submitted', 'accepted', 'recommended', 'introduced', 'closed', 'refused', 'withdrawn')),
  party_id uuid not null,
  kind text not null,
  body text not null,
  by_day date,
  town text,                                                            -- where it is needed
  channel text not null check (channel in ('portal', 'counter', 'phone')),
  contact_name text not null,
  contact_phone text not null,
  officer_id uuid,
  met int not null default 0,                                           -- how many introductions came to something
  outcome text,                                                         -- in words, once it is closed
  asked_at timestamptz not null,
  closed_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, officer_id) references staff (centre_id, id),
  check (state in ('submitted', 'refused', 'withdrawn') or officer_id is not null)
);
create index resource_need_recent on resource_need (centre_id, id desc);
create index resource_need_party on resource_need (centre_id, party_id, id desc);
create index resource_need_officer on resource_need (centre_id, officer_id) where closed_at is null;
select make_tenant('resource_need', for_region => false);

create table resource_referral (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('offered', 'wanted', 'introduced', 'succeeded', 'closed', 'failed', 'declined', 'dropped')),
  need_id uuid not null,
  resource_id uuid not null,
  party_id uuid not null,                                               -- who needs it
  holder_party_id uuid,                                                 -- who holds it, where that is a party
  officer_id uuid not null,
  name text not null,                                                   -- of the resource
  reasons text not null,                                                -- why it was recommended
  remark text not null default '',
  consent text,                                                         -- how the recipient said that their contact may be passed on
  consent_at timestamptz,
  introduced_at timestamptz,
  amount_fen bigint check (amount_fen > 0),
  result text,
  follow_up text,
  recommended_at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, need_id, resource_id),
  check ((consent is null) = (consent_at is null)),
  check (state not in ('wanted', 'introduced', 'succeeded') or consent is not null),
  foreign key (centre_id, need_id) references resource_need (centre_id, id),
  foreign key (centre_id, resource_id) references pooled_resource (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, holder_party_id) references party (centre_id, id),
  foreign key (centre_id, officer_id) references staff (centre_id, id)
);
create index resource_referral_resource on resource_referral (centre_id, resource_id, recommended_at);
create index resource_referral_party on resource_referral (centre_id, party_id);
create index resource_referral_holder on resource_referral (centre_id, holder_party_id, id desc) where holder_party_id is not null;
create index resource_referral_officer on resource_referral (centre_id, officer_id);
select make_tenant('resource_referral', for_region => false);

-- Centres that work already: who runs the register of providers runs that of resources; whoever handles or distributes
-- cases brings people together (and can stand in for each other); who reviews the directory reviews this.
update post set duties = array_append(duties, 'resource.manage')
  where 'provider.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'match.handle')
  where (duties && array['case.handle', 'case.assign']) and state = 'active';
update post set duties = array_append(duties, 'resource.review')
  where 'item.review' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'match.register')
  where (duties && array['case.register', 'case.assign']) and state = 'active';
