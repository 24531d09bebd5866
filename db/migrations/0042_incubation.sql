-- 5.4.1 Incubation of start-ups: criteria, application, review, agreement, workplace, mentoring, figures, assessment,
-- graduation or leaving, two years' tracking; and the mentors.

-- A workplace may be let for a term; the same constraint that keeps hours apart keeps terms and hours apart.
alter table booking add column lease boolean not null default false;

-- 入孵条件与流程: what everybody may read, the score sheet and the rule of the quarterly assessment; a new version replaces the old.
create table incubation_guide (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'submitted', 'published', 'replaced')),
  version int not null check (version >= 1),
  promise text not null,
  criteria jsonb not null,                                             -- [{ title, about }]
  steps jsonb not null,                                                -- [{ title, text }]
  sheet jsonb not null,                                                -- [{ key, label, about, weight }]: makes 100
  rule jsonb not null,                                                 -- [{ code, least, points }]: makes 100
  published_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, version),
  check ((state in ('published', 'replaced')) = (published_at is not null))
);
create unique index incubation_guide_current on incubation_guide (centre_id) where state = 'published';
create unique index incubation_guide_next on incubation_guide (centre_id) where state in ('draft', 'submitted');
select make_tenant('incubation_guide');

create table incubation (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('checking', 'returned', 'reviewing', 'deciding', 'publicity', 'objected', 'agreeing',
    'incubating', 'warned', 'hearing', 'leaving', 'notified', 'appealed', 'graduated', 'closed', 'left', 'refused', 'withdrawn')),
  party_id uuid not null,
  identity_id uuid references identity,                                -- who applied, unless staff took it down
  owner_id uuid,                                                       -- 孵化专员
  name text not null,
  field text not null check (field in ('produce', 'food', 'craft', 'travel', 'live', 'service', 'technology', 'other')),
  introduction text not null,
  product text not null,
  market text not null,
  team jsonb not null,                                                 -- [{ name, role, about }]
  team_size int not null check (team_size between 1 and 500),
  invest_fen bigint not null check (invest_fen >= 0),
  own_fen bigint not null check (own_fen >= 0),
  revenue_fen bigint not null check (revenue_fen >= 0),                -- hoped for in the first year
  money text not null,
  jobs_planned int not null check (jobs_planned between 0 and 1000),
  desks int not null check (desks between 0 and 100),
  months int not null check (months between 1 and 60),
  contact_name text not null,
  contact_phone text not null,
  origin text not null default '',                                     -- what sent it here: a contest
  at_counter boolean not null,
  applied_at timestamptz not null,
  reviewer_ids uuid[] not null default '{}',
  draw_seed text,                                                      -- by which the drawn seats can be drawn again
  sheet jsonb,                                                         -- the score sheet, frozen when the panel is appointed
  score int check (score between 0 and 1000),                          -- tenths of a point
  vetoes int not null default 0,
  opinion text,
  refusal text check (refusal in ('ineligible', 'untrue', 'score', 'veto', 'objection', 'unsigned', 'other')),
  refusal_text text,
  publicity_days int,
  publicity_left int,
  publicity_from date,
  agreement_number text,
  first_day date,
  last_day date,
  rent_free int check (rent_free between 0 and 100),                   -- percent
  utilities text not null default '',
  deposit_fen bigint check (deposit_fen >= 0),
  agreement text,                                                      -- the text that both confirm
  digest text,
  startup_confirmed_at timestamptz,
  startup_confirmed_by text,
  centre_confirmed_at timestamptz,
  centre_confirmed_by text,
  end_warned int,                                                      -- how many days before the end was last warned
  mend_days int check (mend_days between 1 and 366),
  warning text,
  mending text,
  leave_kind text check (leave_kind in ('voluntary', 'expired', 'dismissed')),
  leave_reason text,
  statement text,
  decision text,
  left_on date,
  on_time boolean,                                                     -- gone, or graduated, by the last day of the agreement
  graduated_on date,
  graduation text,
  tracked_until date,
  refunded_fen bigint check (refunded_fen >= 0),
  withheld_fen bigint check (withheld_fen >= 0),
  deposit_reason text,
  deposit_settled_on date,
  shown_at timestamptz,                                                -- the start-up agreed to a public page
  shown_about text not null default '',
  shown_link text not null default '',
  ended_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id),
  check (last_day > first_day),
  check (state not in ('incubating', 'warned', 'hearing', 'leaving', 'notified', 'appealed', 'graduated', 'closed', 'left')
    or (startup_confirmed_at is not null and centre_confirmed_at is not null and digest is not null and owner_id is not null)),
  check ((state in ('graduated', 'closed')) = (graduated_on is not null and tracked_until is not null)),
  check ((state = 'left') = (left_on is not null)),
  check ((state = 'refused') = (refusal is not null)),
  check (deposit_settled_on is null or refunded_fen + withheld_fen = deposit_fen),
  check (coalesce(withheld_fen, 0) = 0 or deposit_reason <> '')
);
-- One application or incubation of a party at a time.
create unique index incubation_once on incubation (centre_id, party_id)
  where state not in ('graduated', 'closed', 'left', 'refused', 'withdrawn');
create unique index incubation_number on incubation (centre_id, agreement_number) where agreement_number is not null;
create index incubation_list on incubation (centre_id, state, id desc);
create index incubation_of_party on incubation (centre_id, party_id);
create index incubation_of_owner on incubation (centre_id, owner_id);
select make_tenant('incubation', for_region => false);

create table incubation_review (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'conflicted', 'given', 'replaced', 'cancelled')),
  incubation_id uuid not null,
  party_id uuid not null,
  name text not null,
  reviewer_id uuid not null,
  seat text not null check (seat in ('technology', 'economy', 'market', 'law', 'bureau')),
  asked_at timestamptz not null,
  scores jsonb,                                                        -- marks by key of the frozen sheet
  total int check (total between 0 and 1000),
  veto text,                                                           -- why not at all
  opinion text,
  conflict text,
  given_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, incubation_id, reviewer_id),
  check ((state = 'given') = (total is not null)),
  foreign key (centre_id, incubation_id) references incubation (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, reviewer_id) references staff (centre_id, id)
);
create unique index incubation_review_seat on incubation_review (centre_id, incubation_id, seat)
  where state in ('asked', 'given');
create index incubation_review_of on incubation_review (centre_id, reviewer_id, state);
select make_tenant('incubation_review', for_region => false);

create table incubation_objection (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'dismissed', 'upheld')),
  incubation_id uuid not null,
  identity_id uuid references identity,
  raised_by text not null,
  phone text not null,
  body text not null,
  answer text,
  raised_at timestamptz not null,
  primary key (centre_id, id),
  check ((state = 'open') = (answer is null)),
  foreign key (centre_id, incubation_id) references incubation (centre_id, id)
);
create index incubation_objection_of on incubation_objection (centre_id, incubation_id);
select make_tenant('incubation_objection', for_region => false);

-- Which let workplaces are whose: the letting itself is a booking.
create table incubation_place (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  incubation_id uuid not null,
  booking_id uuid not null,
  primary key (centre_id, id),
  unique (centre_id, booking_id),
  foreign key (centre_id, incubation_id) references incubation (centre_id, id),
  foreign key (centre_id, booking_id) references booking (centre_id, id)
);
create index incubation_place_of on incubation_place (centre_id, incubation_id);
select make_tenant('incubation_place', for_region => false);

create table mentor (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  name text not null,
  phone text not null,
  identity_id uuid references identity,
  work text not null,                                                  -- where, and as what
  introduction text not null,
  topics text[] not null,
  place text not null,
  most_month int not null check (most_month between 1 and 200),        -- sessions a month at most
  slot_minutes int not null check (slot_minutes in (30, 45, 60, 90, 120)),
  hours jsonb not null default '[]',                                   -- [{ weekday 1-7, from, to }]
  leaves jsonb not null default '[]',                                  -- [{ from, to }] days
  shown_at timestamptz,                                                -- agreed to a public page
  primary key (centre_id, id)
);
create unique index mentor_phone on mentor (centre_id, phone) where state = 'active';
create index mentor_identity on mentor (centre_id, identity_id);
select make_tenant('mentor', for_region => false);

create table mentoring_session (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('booked', 'recorded', 'confirmed', 'missed', 'cancelled')),
  mentor_id uuid not null,
  incubation_id uuid not null,
  party_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  topic text not null,
  place text not null,
  booked_at timestamptz not null,
  reminded_at timestamptz,
  recorded_by text check (recorded_by in ('mentor', 'startup')),
  minutes int check (minutes between 1 and 600),
  notes text,
  goals text not null default '',
  missed_by text check (missed_by in ('mentor', 'startup')),
  reason text not null default '',
  primary key (centre_id, id),
  check ((state in ('recorded', 'confirmed')) <= (notes is not null and minutes is not null and recorded_by is not null)),
  check ((state = 'missed') = (missed_by is not null)),
  foreign key (centre_id, mentor_id) references mentor (centre_id, id),
  foreign key (centre_id, incubation_id) references incubation (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  -- Whatever the program overlooks: nobody is with two at once.
  constraint mentoring_mentor_once exclude using gist (centre_id with =, mentor_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state in ('booked', 'recorded', 'confirmed')),
  constraint mentoring_startup_once exclude using gist (centre_id with =, incubation_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state in ('booked', 'recorded', 'confirmed'))
);
create index mentoring_of_mentor on mentoring_session (centre_id, mentor_id, starts_at desc);
create index mentoring_of_startup on mentoring_session (centre_id, incubation_id, starts_at desc);
create index mentoring_booked on mentoring_session (centre_id, starts_at) where state = 'booked';
create index mentoring_list on mentoring_session (centre_id, starts_at desc, id desc);
select make_tenant('mentoring_session', for_region => false);

create table mentoring_task (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('proposed', 'open', 'done', 'confirmed', 'dropped')),
  session_id uuid not null,
  mentor_id uuid not null,
  incubation_id uuid not null,
  party_id uuid not null,
  title text not null,
  due_on date not null,
  report text not null default '',
  primary key (centre_id, id),
  foreign key (centre_id, session_id) references mentoring_session (centre_id, id),
  foreign key (centre_id, mentor_id) references mentor (centre_id, id),
  foreign key (centre_id, incubation_id) references incubation (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index mentoring_task_of on mentoring_task (centre_id, incubation_id, due_on);
create index mentoring_task_session on mentoring_task (centre_id, session_id);
select make_tenant('mentoring_task', for_region => false);

-- Whoever has a session and would come earlier: asked in the order of waiting when one falls free.
create table mentoring_wait (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('waiting', 'offered', 'moved', 'ended')),
  session_id uuid not null,
  mentor_id uuid not null,
  party_id uuid not null,
  since timestamptz not null,
  from_day date not null,                                              -- not before
  offered_at timestamptz,                                              -- the slot that is kept for them, and until when
  offer_until timestamptz,
  passed text[] not null default '{}',                                 -- what they did not want
  primary key (centre_id, id),
  check ((state = 'offered') <= (offered_at is not null and offer_until is not null)),
  foreign key (centre_id, session_id) references mentoring_session (centre_id, id),
  foreign key (centre_id, mentor_id) references mentor (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create unique index mentoring_wait_once on mentoring_wait (centre_id, session_id) where state in ('waiting', 'offered');
-- A slot is kept for one.
create unique index mentoring_wait_slot on mentoring_wait (centre_id, mentor_id, offered_at) where state = 'offered';
create index mentoring_wait_line on mentoring_wait (centre_id, mentor_id, since) where state in ('waiting', 'offered');
select make_tenant('mentoring_wait', for_region => false);

create table incubation_month (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('due', 'reported', 'verified')),
  incubation_id uuid not null,
  party_id uuid not null,
  month text not null check (month ~ '^20\d\d-(0[1-9]|1[0-2])$'),
  late_from date not null,                                             -- reported on this day or later, it is late
  sales_fen bigint check (sales_fen >= 0),
  orders int check (orders >= 0),
  live int check (live >= 0),                                          -- live sessions
  jobs int check (jobs >= 0),
  insured int check (insured between 0 and jobs),                      -- with social insurance
  tax_fen bigint check (tax_fen >= 0),
  remark text not null default '',
  reported_at timestamptz,
  late boolean,
  slips jsonb not null default '[]',                                   -- [{ at, by, reason, before }]: what stood there
  reminded_on date,
  primary key (centre_id, id),
  unique (centre_id, incubation_id, month),
  check ((state = 'due') = (reported_at is null)),
  check (state = 'due' or (sales_fen is not null and orders is not null and live is not null and jobs is not null
    and insured is not null and tax_fen is not null and late is not null)),
  foreign key (centre_id, incubation_id) references incubation (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index incubation_month_list on incubation_month (centre_id, month desc, id desc);
create index incubation_month_open on incubation_month (centre_id, late_from) where state = 'due';
select make_tenant('incubation_month', for_region => false);

create table incubation_assessment (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('due', 'proposed', 'decided')),
  incubation_id uuid not null,
  party_id uuid not null,
  owner_id uuid not null,
  quarter text not null check (quarter ~ '^20\d\d-Q[1-4]$'),
  facts jsonb not null default '[]',                                   -- [{ code, value, least, points, got }], frozen
  total int check (total between 0 and 100),
  outcome text check (outcome in ('continue', 'warn', 'leave', 'graduate')),
  reason text not null default '',
  mend_days int check (mend_days between 1 and 366),
  decision text not null default '',
  decided_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, incubation_id, quarter),
  check (state = 'due' or (outcome is not null and total is not null)),
  check ((state = 'decided') = (decided_at is not null)),
  check (outcome <> 'warn' or mend_days is not null),
  foreign key (centre_id, incubation_id) references incubation (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index incubation_assessment_list on incubation_assessment (centre_id, quarter desc, id desc);
select make_tenant('incubation_assessment', for_region => false);

create table incubation_tracking (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('due', 'recorded')),
  incubation_id uuid not null,
  party_id uuid not null,
  due_on date not null,
  operating boolean,
  in_county boolean,
  sales_fen bigint check (sales_fen >= 0),                             -- of the half-year
  jobs int check (jobs >= 0),
  note text not null default '',
  by_staff boolean,
  recorded_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, incubation_id, due_on),
  check ((state = 'recorded') = (recorded_at is not null)),
  check (state = 'due' or (operating is not null and in_county is not null and sales_fen is not null and jobs is not null)),
  foreign key (centre_id, incubation_id) references incubation (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
select make_tenant('incubation_tracking', for_region => false);

-- Centres that exist already: who brings firms together looks after start-ups, several review, the director and the bureau decide.
update post set duties = array_append(duties, 'incubation.manage')
  where 'provider.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'incubation.review')
  where 'admission.review' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'incubation.decide')
  where 'admission.decide' = any(duties) and state = 'active';

-- Start-up consulting is a topic of 5.1; centres that have it already keep theirs.
insert into knowledge_topic (centre_id, id, state, kind, name)
  select c.id, gen_random_uuid(), 'active', 'business', '创业孵化' from centre c
  where exists (select from knowledge_topic t where t.centre_id = c.id)
    and not exists (select from knowledge_topic t where t.centre_id = c.id and t.kind = 'business' and t.name = '创业孵化');
