-- 5.2.1 供需对接: supplies and demands, what fits what and why, introductions and what came of them.

create table posting (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('submitted', 'returned', 'published', 'expired', 'dealt', 'closed')),
  kind text not null check (kind in ('supply', 'demand')),
  party_id uuid not null,
  category text not null,                                               -- one of src/modules/matching/categories.ts: 'tea.green'
  family text not null generated always as (split_part(category, '.', 1)) stored,
  title text not null,
  specification text not null default '',
  quantity double precision not null check (quantity > 0),
  unit text not null,                                                   -- one of src/modules/matching/units.ts
  low_fen bigint check (low_fen >= 0),                                  -- per unit; neither: 面议
  high_fen bigint check (high_fen >= 0),
  place text,                                                           -- 统计用区划代码 of origin, or of where it is to go
  place_note text not null default '',
  months int[] not null default '{}',                                   -- 上市期 or 需要的月份; none: the whole year
  delivery text[] not null default '{}',
  certificates jsonb not null default '[]',                             -- [{ kind, until }]: held, or wanted
  samples boolean not null default false,
  valid_until date not null,
  reminded_until date,                                                  -- the validity of whose end the owner was reminded
  contact_name text not null,
  contact_phone text not null,
  channel text not null check (channel in ('portal', 'counter', 'phone')),
  identity_id uuid references identity,                                 -- who posted it online
  submitted_at timestamptz not null,
  published_at timestamptz,
  ended_on date,
  primary key (centre_id, id),
  check (low_fen is null or high_fen is null or low_fen <= high_fen),
  check (months <@ '{1,2,3,4,5,6,7,8,9,10,11,12}'),
  check (state not in ('published', 'expired', 'dealt') or published_at is not null),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
-- What could fit: the other kind, the same category or its family, public now, newest first.
create index posting_candidates on posting (centre_id, kind, category, id desc) where state = 'published';
create index posting_family on posting (centre_id, kind, family, id desc) where state = 'published';
create index posting_recent on posting (centre_id, id desc);
create index posting_party on posting (centre_id, party_id, id desc);
create index posting_ends on posting (centre_id, valid_until) where state = 'published';
select make_tenant('posting', for_region => false);

-- What fits: made by the program, never by hand. A pair stays once it was found, so that nobody is told of it twice.
create table posting_match (
  centre_id int not null default current_setting('app.centre')::int references centre,
  supply_id uuid not null,
  demand_id uuid not null,
  score int not null check (score between 0 and 100),
  reasons jsonb not null,                                               -- [{ criterion, points, weight, words }]
  stands boolean not null default true,                                 -- still fits
  found_at timestamptz not null,
  told_at timestamptz,
  primary key (centre_id, supply_id, demand_id),
  foreign key (centre_id, supply_id) references posting (centre_id, id),
  foreign key (centre_id, demand_id) references posting (centre_id, id)
);
create index posting_match_of_demand on posting_match (centre_id, demand_id, score desc) where stands;
create index posting_match_of_supply on posting_match (centre_id, supply_id, score desc) where stands;
create index posting_match_untold on posting_match (centre_id, score) where stands and told_at is null;
select make_tenant('posting_match', for_region => false);

create table introduction (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'sounding', 'offered', 'talking', 'following', 'closed', 'declined', 'lapsed',
    'withdrawn')),
  title text not null,                                                  -- of the posting that it is about
  posting_id uuid not null,                                             -- whose owner is asked
  own_posting_id uuid,                                                  -- of the side that asks, where it has one
  kind text not null check (kind in ('supply', 'demand')),              -- of the posting
  asker_party_id uuid not null,
  asker_name text not null,
  asker_phone text not null,
  owner_party_id uuid not null,
  owner_name text not null default '',                                  -- the contact that was exchanged
  owner_phone text not null default '',
  words text not null,                                                  -- why: of who asks, or of who proposes
  officer_id uuid,
  conflicted_ids uuid[] not null default '{}',                          -- who named a conflict of interest
  conflict text not null default '',
  intent_fen bigint not null default 0,                                 -- 意向额, 合同额, 实际成交额, 回款: never added together
  contract_fen bigint not null default 0,
  actual_fen bigint not null default 0,
  paid_fen bigint not null default 0,
  contract_from date,
  contract_until date,
  yearly text,                                                          -- 年供货量
  yearly_fen bigint check (yearly_fen > 0),
  outcome text check (outcome in ('made', 'failed')),
  reason text,
  asker_public_at timestamptz,                                          -- when each side agreed to a public notice
  owner_public_at timestamptz,
  notice text,
  notice_on date,
  asked_at timestamptz not null,
  talking_at timestamptz,
  closed_at timestamptz,
  primary key (centre_id, id),
  check (asker_party_id <> owner_party_id),
  check (state in ('asked', 'declined', 'withdrawn', 'lapsed') or officer_id is not null),
  check (not officer_id = any (conflicted_ids)),
  check (notice is null or (asker_public_at is not null and owner_public_at is not null)),
  check ((notice is null) = (notice_on is null)),
  check (contract_from is null or contract_until is null or contract_from <= contract_until),
  foreign key (centre_id, posting_id) references posting (centre_id, id),
  foreign key (centre_id, own_posting_id) references posting (centre_id, id),
  foreign key (centre_id, asker_party_id) references party (centre_id, id),
  foreign key (centre_id, owner_party_id) references party (centre_id, id),
  foreign key (centre_id, officer_id) references staff (centre_id, id)
);
create unique index introduction_once on introduction (centre_id, posting_id, asker_party_id)
  where state in ('asked', 'sounding', 'offered', 'talking', 'following');
create index introduction_recent on introduction (centre_id, id desc);
create index introduction_asker on introduction (centre_id, asker_party_id, id desc);
create index introduction_owner on introduction (centre_id, owner_party_id, id desc);
create index introduction_officer on introduction (centre_id, officer_id) where closed_at is null;
create index introduction_notice on introduction (centre_id, notice_on desc) where notice is not null;
select make_tenant('introduction', for_region => false);

create table introduction_round (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  introduction_id uuid not null,
  on_day date not null,
  side text not null check (side in ('asker', 'owner', 'centre')),
  people text not null,
  body text not null,
  author_name text not null,
  identity_id uuid,
  at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, introduction_id) references introduction (centre_id, id)
);
create index introduction_round_of on introduction_round (centre_id, introduction_id, on_day);
select make_tenant('introduction_round', for_region => false);

create table introduction_figure (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('noted', 'claimed', 'verified', 'rejected')),
  introduction_id uuid not null,
  kind text not null check (kind in ('intent', 'contract', 'actual', 'paid')),
  amount_fen bigint not null check (amount_fen > 0),
  on_day date not null,
  number text not null default '',                                      -- of contract, invoice or delivery note
  remark text not null default '',
  contract_from date,                                                   -- of a contract: its term and what it says per year
  contract_until date,
  yearly text,
  yearly_fen bigint check (yearly_fen > 0),
  claimed_by uuid,                                                      -- the identity that entered it
  claimed_name text not null,
  finding text,
  verified_at timestamptz,
  primary key (centre_id, id),
  check ((state = 'noted') = (kind = 'intent')),
  check (state <> 'verified' or verified_at is not null),
  foreign key (centre_id, introduction_id) references introduction (centre_id, id)
);
create index introduction_figure_of on introduction_figure (centre_id, introduction_id, id);
create index introduction_figure_day on introduction_figure (centre_id, on_day);
select make_tenant('introduction_figure', for_region => false);

create table introduction_follow_up (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('waiting', 'due', 'done', 'dropped')),
  introduction_id uuid not null,
  officer_id uuid not null,
  after_days int not null check (after_days > 0),
  work_days int not null check (work_days > 0),                         -- the same in working days, by the calendar of the day
  how text,
  body text,
  going_on boolean,                                                     -- still delivering
  done_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, introduction_id) references introduction (centre_id, id),
  foreign key (centre_id, officer_id) references staff (centre_id, id)
);
create index introduction_follow_up_of on introduction_follow_up (centre_id, introduction_id);
create index introduction_follow_up_officer on introduction_follow_up (centre_id, officer_id) where done_at is null;
select make_tenant('introduction_follow_up', for_region => false);

-- Centres that work already.
update post set duties = array_append(duties, 'posting.review')
  where (duties && array['case.accept', 'item.review']) and state = 'active';
update post set duties = array_append(duties, 'match.verify')
  where (duties && array['callback.handle', 'supervise.urge']) and state = 'active';
