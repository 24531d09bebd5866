-- 4.5.1 服务反馈与处置: complaints, reports, suggestions and praise; what providers say to them.

-- Numbers of a day, in two series: a gap in the centre's own would tell of what the bureau handles about the centre.
create table complaint_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  series text not null check (series in ('FK', 'JG')),
  day date not null,
  last int not null,
  primary key (centre_id, series, day)
);
select make_tenant('complaint_counter', for_region => false);

create function next_complaint_number(of_series text, of_day date) returns text language plpgsql as $$
declare
  next int;
begin
  insert into complaint_counter (series, day, last) values (of_series, of_day, 1)
  on conflict (centre_id, series, day) do update set last = complaint_counter.last + 1
  returning last into next;
  return of_series || '-' || to_char(of_day, 'YYYYMMDD') || '-' || lpad(next::text, greatest(4, length(next::text)), '0');
end $$;

create table complaint (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('submitted', 'accepted', 'handling', 'answered', 'disputed', 'reviewing',
    'told', 'refused', 'appealed', 'closed', 'archived', 'withdrawn', 'merged')),
  number text not null,                                                -- FK-20261124-0003
  lookup_code text not null,                                           -- 查询码
  kind text not null check (kind in ('complaint', 'report', 'suggestion', 'praise')),
  about text not null check (about in ('case', 'provider', 'staff', 'place', 'centre')),
  for_bureau boolean not null,                                         -- about the centre itself: the bureau's alone
  anonymous boolean not null,
  case_id uuid,                                                        -- never of an anonymous one: it would lead to who asked
  provider_id uuid,
  staff_id uuid,
  place text not null default '',                                      -- which station, or what else
  concerned_ids uuid[] not null default '{}',                          -- staff whom it is about: they neither see nor handle it
  channel text not null check (channel in ('web', 'phone', 'counter', 'letter')),
  body text not null,
  tokens text[] not null default '{}',                                 -- its words, to find others that are alike
  identity_id uuid,
  party_id uuid,
  contact_name text,
  contact_phone text,
  registered_by uuid,
  complexity text check (complexity in ('simple', 'complex')),
  handle_days int not null default 0,                                  -- what was promised when it was accepted
  extended_days int not null default 0,
  review_days int not null default 0,                                  -- of all reviews so far
  callback_days int not null default 0,                                -- of all call-backs so far
  reviews int not null default 0,
  assignee_id uuid,
  handler_ids uuid[] not null default '{}',                            -- whoever handled it: neither calls back nor reviews
  refusal text check (refusal in ('no_respondent', 'unverifiable', 'out_of_scope', 'other_procedure')),
  refusal_text text,
  appeal text,                                                         -- why the refusal is to be looked at; once
  appeal_outcome text,
  finding text check (finding in ('confirmed', 'partly', 'unfounded', 'unclear', 'taken_up', 'noted')),
  cause text check (cause in ('attitude', 'late', 'fee', 'quality', 'materials', 'promise', 'information', 'integrity',
    'facility', 'other')),
  answer text,
  measures text,
  answered_at timestamptz,
  last_answer boolean not null default false,                          -- no further review after it
  alone boolean not null default false,                                -- at the bureau nobody else could call back
  calls int not null default 0,                                        -- tries to call back in vain since the answer
  satisfaction text check (satisfaction in ('satisfied', 'dissatisfied', 'unreachable', 'untold')),
  merged_into uuid,
  submitted_at timestamptz not null,
  accepted_at timestamptz,
  closed_at timestamptz,
  erased_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, number),
  check (not anonymous or (identity_id is null and party_id is null and contact_name is null and contact_phone is null
    and case_id is null)),
  foreign key (centre_id, case_id) references service_case (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, assignee_id) references staff (centre_id, id),
  foreign key (centre_id, merged_into) references complaint (centre_id, id)
);
create index complaint_state on complaint (centre_id, state, id desc);
create index complaint_recent on complaint (centre_id, submitted_at desc);
create index complaint_identity on complaint (centre_id, identity_id, id desc) where identity_id is not null;
create index complaint_assignee on complaint (centre_id, assignee_id) where assignee_id is not null;
create index complaint_provider on complaint (centre_id, provider_id, closed_at) where provider_id is not null;
create index complaint_merged on complaint (centre_id, merged_into) where merged_into is not null;
select make_tenant('complaint', for_region => false);

-- What was said besides: further details by who complained, reasons, call-backs and notes by staff. Not in the journal,
-- which names no more than that it was done.
create table complaint_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  complaint_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('details', 'reason', 'call', 'note')),
  label text not null,
  author text not null,
  body text not null,
  primary key (centre_id, id),
  foreign key (centre_id, complaint_id) references complaint (centre_id, id)
);
create index complaint_entry_of on complaint_entry (centre_id, complaint_id, id);
select make_tenant('complaint_entry', for_region => false);

-- A provider is asked for its side, without learning who complained.
create table complaint_statement (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'given', 'lapsed', 'cancelled')),
  complaint_id uuid not null,
  provider_id uuid not null,
  party_id uuid not null,
  question text not null,
  statement text,
  asked_at timestamptz not null,
  given_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, complaint_id) references complaint (centre_id, id),
  foreign key (centre_id, provider_id) references provider (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index complaint_statement_of on complaint_statement (centre_id, complaint_id);
create index complaint_statement_party on complaint_statement (centre_id, party_id, id desc);
select make_tenant('complaint_statement', for_region => false);

update post set duties = array_append(duties, 'complaint.register')
  where 'case.register' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'complaint.accept')
  where duties && array['team.manage', 'mandate.verify'] and state = 'active';
update post set duties = array_append(duties, 'complaint.handle')
  where duties && array['team.manage', 'case.handle'] and state = 'active';
update post set duties = array_append(duties, 'complaint.callback')
  where 'callback.handle' = any(duties) and state = 'active';
update post set duties = duties || array['complaint.read', 'complaint.bureau']
  where 'supervise.urge' = any(duties) and state = 'active';
