-- 5.1 The library of policies (政策库): what each gives to whom, until when, and whether it fits.

create table policy (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'review', 'published', 'revising', 'revising_review', 'expired', 'withdrawn')),
  title text not null,                                                  -- as it was written last
  latest_version int not null,
  version int,                                                          -- the one that everybody reads, or read last
  published_at timestamptz,                                             -- when it first came out
  changed_at timestamptz,                                               -- when what everybody reads was last let out
  replaced_by uuid,
  -- Of the version that everybody reads: what lists choose by.
  level text check (level in ('national', 'provincial', 'city', 'county')),
  issued_on date,
  until_on date,
  audience text[] not null default '{}',
  topics text[] not null default '{}',
  window_kind text check (window_kind in ('dates', 'always', 'unannounced')),
  opens_on date,
  closes_on date,
  shown boolean not null generated always as (version is not null and state <> 'withdrawn') stored,
  in_force boolean not null
    generated always as (version is not null and state in ('published', 'revising', 'revising_review')) stored,
  primary key (centre_id, id),
  foreign key (centre_id, replaced_by) references policy (centre_id, id),
  check (version is null or (level is not null and issued_on is not null and window_kind is not null))
);
create index policy_in_force on policy (centre_id, issued_on desc, id desc) where in_force;
create index policy_window on policy (centre_id, closes_on) where in_force and window_kind = 'dates';
create index policy_recent on policy (centre_id, id desc);
select make_tenant('policy');

-- Nothing that was public is ever overwritten: a correction is a new version, reviewed like the first.
create table policy_version (
  centre_id int not null default current_setting('app.centre')::int,
  policy_id uuid not null,
  version int not null,
  number text not null default '',                                      -- 文号, free
  title text not null,
  issuer text not null,
  level text not null check (level in ('national', 'provincial', 'city', 'county')),
  issued_on date not null,
  from_on date not null,
  until_on date,                                                        -- its last day; absent: until further notice
  region text not null,                                                 -- code of a division
  audience text[] not null,                                             -- kinds of party
  topics text[] not null,
  window_kind text not null check (window_kind in ('dates', 'always', 'unannounced')),
  opens_on date,
  closes_on date,                                                       -- the last day on which one can apply
  place text not null default '',
  contact text not null default '',
  amount text not null,
  amount_fen bigint check (amount_fen > 0),                             -- at most
  plain_gains text not null,                                            -- 用大白话说: what one gets,
  plain_who text not null,                                              -- who can get it,
  plain_how text not null,                                              -- what to do,
  plain_when text not null,                                             -- by when
  body text not null,
  source text not null default '',                                      -- address of the original
  replaces uuid,
  conditions jsonb not null default '[]',                               -- [{ need, conditions: [{ fact, operator, values }] }]
  files uuid[] not null default '{}',
  change_note text not null default '',
  saved_at timestamptz not null,
  approved_by uuid,
  published_at timestamptz,
  ended_at timestamptz,
  primary key (centre_id, policy_id, version),
  foreign key (centre_id, policy_id) references policy (centre_id, id),
  foreign key (centre_id, replaces) references policy (centre_id, id),
  foreign key (centre_id, approved_by) references staff (centre_id, id),
  check (until_on >= from_on),
  check ((window_kind = 'dates') = (opens_on is not null and closes_on is not null)),
  check (closes_on >= opens_on)
);
create index policy_version_published on policy_version (centre_id, published_at desc) where published_at is not null;
select make_tenant('policy_version');

-- 自报情况: what a party says of itself, for as long as it counts.
create table party_fact (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('current', 'replaced', 'removed')),
  party_id uuid not null,
  fact text not null,
  value jsonb,                                                          -- none once it was removed
  declared_on date not null,
  identity_id uuid references identity,                                 -- who said so
  staff_id uuid,                                                        -- who wrote it down for them
  primary key (centre_id, id),
  check (state <> 'current' or value is not null),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create unique index party_fact_one on party_fact (centre_id, party_id, fact) where state = 'current';
create index party_fact_recent on party_fact (centre_id, id desc);
select make_tenant('party_fact', for_region => false);

-- 政策提醒: who wants to hear of which policies.
create table policy_follow (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('following', 'left')),
  identity_id uuid not null references identity,
  topics text[] not null,
  fitting boolean not null,                                             -- whatever fits those they act for
  since timestamptz not null,
  primary key (centre_id, id)
);
create unique index policy_follow_one on policy_follow (centre_id, identity_id) where state = 'following';
create index policy_follow_all on policy_follow (centre_id, id) where state = 'following';
select make_tenant('policy_follow', for_region => false);

-- Who was told of which occasion: never twice.
create table policy_told (
  centre_id int not null default current_setting('app.centre')::int,
  policy_id uuid not null,
  identity_id uuid not null references identity,
  occasion text not null,                                               -- published, corrected:2, opens:…, closes:…:last
  told_at timestamptz not null,
  primary key (centre_id, policy_id, identity_id, occasion),
  foreign key (centre_id, policy_id) references policy (centre_id, id)
);
select make_tenant('policy_told', for_region => false);

update post set duties = array_append(duties, 'policy.edit')
  where (duties @> array['regulation.edit'] or duties @> array['case.accept', 'case.handle']) and state = 'active';
update post set duties = array_append(duties, 'policy.review')
  where duties @> array['regulation.approve'] and state = 'active';
