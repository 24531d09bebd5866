-- 4.5.1 服务商准入与退出: application, review, 公示, agreement; exit; blacklist.

create table admission (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('checking', 'returned', 'reviewing', 'deciding', 'publicity', 'objected',
    'signing', 'admitted', 'refused', 'withdrawn')),
  party_id uuid not null,
  name text not null,
  code text not null,                                                  -- 统一社会信用代码, as it was when it applied
  introduction text not null,
  team text not null default '',
  team_size int,
  key_people jsonb not null default '[]',
  cases text not null default '',
  qualifications jsonb not null default '[]',
  contact_name text not null,
  contact_phone text not null,
  offers jsonb not null default '[]',                                  -- [{ item_id, price_fen, price_note }]
  at_counter boolean not null default false,                           -- taken down by staff
  identity_id uuid,                                                    -- who applied; none where staff took it down
  reviewer_ids uuid[] not null default '{}',                           -- whoever was ever asked to review: they do not decide
  score int check (score between 0 and 1000),                          -- average, in tenths of a point
  publicity_days int,
  publicity_left int,
  publicity_from date,
  opinion text,                                                        -- of who decided
  refusal text check (refusal in ('ineligible', 'untrue', 'score', 'objection', 'unsigned', 'other')),
  refusal_text text,
  agreement text,
  first_day date,
  last_day date,
  provider_id uuid,
  applied_at timestamptz not null,
  ended_at timestamptz,                                                -- admitted, refused or withdrawn
  primary key (centre_id, id),
  check ((state = 'refused') = (refusal is not null)),
  check (state <> 'admitted' or provider_id is not null),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id)
);
create unique index admission_open on admission (centre_id, party_id)
  where state not in ('admitted', 'refused', 'withdrawn');
create index admission_party on admission (centre_id, party_id, id desc);
create index admission_state on admission (centre_id, state, id desc);
select make_tenant('admission', for_region => false);

create table admission_review (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'conflicted', 'given', 'replaced', 'cancelled')),
  admission_id uuid not null,
  party_id uuid not null,                                              -- the applicant's: who belongs to it does not review
  name text not null,
  reviewer_id uuid not null,
  scores jsonb,                                                        -- { criterion: points of 100 }
  total int check (total between 0 and 1000),                          -- weighted, in tenths of a point
  opinion text,
  conflict text,
  asked_at timestamptz not null,
  given_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, admission_id, reviewer_id),
  check ((state = 'given') = (total is not null)),
  foreign key (centre_id, admission_id) references admission (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, reviewer_id) references staff (centre_id, id)
);
create index admission_review_mine on admission_review (centre_id, reviewer_id, state);
select make_tenant('admission_review', for_region => false);

create table admission_objection (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'dismissed', 'upheld')),
  admission_id uuid not null,
  identity_id uuid,
  raised_by text not null,
  phone text not null,
  body text not null,
  answer text,
  raised_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, admission_id) references admission (centre_id, id)
);
create index admission_objection_of on admission_objection (centre_id, admission_id);
create index admission_objection_identity on admission_objection (centre_id, identity_id) where identity_id is not null;
select make_tenant('admission_objection', for_region => false);

create table provider_exit (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('wished', 'hearing', 'deciding', 'left', 'dropped', 'withdrawn')),
  provider_id uuid not null,
  party_id uuid not null,
  name text not null,
  enforced boolean not null,
  reason text not null,
  on_day date,                                                         -- from when the firm wishes to leave
  statement text,
  decision text,
  asked_at timestamptz not null,
  ended_at timestamptz,
  primary key (centre_id, id),
  check (enforced or on_day is not null),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create unique index provider_exit_open on provider_exit (centre_id, provider_id)
  where state in ('wished', 'hearing', 'deciding');
create index provider_exit_party on provider_exit (centre_id, party_id, id desc);
create index provider_exit_state on provider_exit (centre_id, state, id desc);
select make_tenant('provider_exit', for_region => false);

-- Firms only, by name and code: who stands behind them is nobody's business here.
create table blacklisting (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('proposed', 'in_force', 'ended', 'dismissed')),
  party_id uuid not null,
  name text not null,
  code text not null,
  reason text not null,
  basis text not null,
  from_day date not null,
  until_day date not null,
  decision text,
  proposed_at timestamptz not null,
  primary key (centre_id, id),
  check (from_day <= until_day),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create unique index blacklisting_open on blacklisting (centre_id, party_id) where state in ('proposed', 'in_force');
create index blacklisting_state on blacklisting (centre_id, state, until_day);
select make_tenant('blacklisting', for_region => false);

update post set duties = array_append(duties, 'admission.check')
  where duties && array['provider.manage', 'team.manage'] and state = 'active';
update post set duties = array_append(duties, 'admission.review')
  where duties && array['case.accept', 'notice.edit', 'callback.handle', 'supervise.urge'] and state = 'active';
update post set duties = array_append(duties, 'admission.decide')
  where duties && array['team.manage', 'supervise.urge'] and state = 'active';
