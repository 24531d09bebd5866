-- 5.3.1 培训: lecturers, needs, the plan of the year, courses, classes with their lessons, learners, money and file.

create table lecturer (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  name text not null,
  title text not null default '',                                       -- 职称、资质
  organisation text not null default '',
  phone text not null default '',
  about text not null,
  topics text[] not null default '{}',
  fee_fen int not null default 0 check (fee_fen >= 0),                  -- a 学时; 0: without pay
  agreement_from date,
  agreement_until date check (agreement_until >= agreement_from),
  consent_on date,                                                      -- agreed to a public page; absent: none
  end_reason text,
  reminded_on date,
  primary key (centre_id, id),
  check ((agreement_from is null) = (agreement_until is null)),
  check ((state = 'ended') = (end_reason is not null))
);
create index lecturer_name on lecturer (centre_id, name, id);
create index lecturer_expiry on lecturer (centre_id, agreement_until) where state = 'active' and agreement_until is not null;
select make_tenant('lecturer', for_region => false);

create table training_survey (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'open', 'closed', 'cancelled')),
  title text not null,
  about text not null,
  topics text[] not null check (cardinality(topics) between 2 and 30),
  closes_on date not null,
  owner_id uuid not null,
  published_at timestamptz,
  finding text,                                                         -- what follows from it for the plan
  primary key (centre_id, id),
  check (state in ('draft', 'cancelled') or published_at is not null),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index training_survey_recent on training_survey (centre_id, id desc);
select make_tenant('training_survey');

create table training_answer (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('given', 'withdrawn')),
  survey_id uuid not null,
  party_id uuid,                                                        -- absent: a paper, or a person who left
  channel text not null check (channel in ('self', 'paper')),
  paper text,                                                           -- number of the paper
  town text,                                                            -- division code
  topics text[] not null,
  times text[] not null default '{}',
  form text not null check (form in ('hall', 'village', 'online')),
  wish text not null default '',
  answered_at timestamptz not null,
  primary key (centre_id, id),
  check ((channel = 'paper') = (paper is not null)),
  foreign key (centre_id, survey_id) references training_survey (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create unique index training_answer_once on training_answer (centre_id, survey_id, party_id)
  where state = 'given' and party_id is not null;
create unique index training_answer_paper on training_answer (centre_id, survey_id, paper)
  where state = 'given' and paper is not null;
create index training_answer_of on training_answer (centre_id, survey_id, id);
create index training_answer_party on training_answer (centre_id, party_id) where party_id is not null;
select make_tenant('training_answer', for_region => false);

create table course (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  title text not null,
  kind text not null check (kind in ('basic', 'skill', 'advanced', 'live', 'management')),
  audience text not null default '',
  goal text not null default '',
  outline text not null,
  theory_tenths int not null check (theory_tenths >= 0),                -- 学时 × 10
  practice_tenths int not null check (practice_tenths >= 0),
  primary key (centre_id, id),
  unique (centre_id, title),
  check (theory_tenths + practice_tenths > 0)
);
create index course_recent on course (centre_id, id desc);
select make_tenant('course');

-- 年度培训计划: changed by a new version only; one version of a year holds.
create table training_plan (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'approving', 'approved', 'replaced', 'dropped')),
  year int not null check (year between 2020 and 2100),
  version int not null check (version > 0),
  basis text not null,                                                  -- needs that were found, papers that ask for it
  goal text not null,
  change text not null default '',                                      -- what a later version changes, and why
  owner_id uuid not null,
  survey_id uuid,
  approved_at timestamptz,
  primary key (centre_id, id),
  check (version = 1 or change <> ''),
  check (state not in ('approved', 'replaced') or approved_at is not null),
  foreign key (centre_id, owner_id) references staff (centre_id, id),
  foreign key (centre_id, survey_id) references training_survey (centre_id, id)
);
create unique index training_plan_holds on training_plan (centre_id, year) where state = 'approved';
create unique index training_plan_next on training_plan (centre_id, year) where state in ('draft', 'approving');
create unique index training_plan_version on training_plan (centre_id, year, version) where state <> 'dropped';
create index training_plan_recent on training_plan (centre_id, year desc, version desc);
select make_tenant('training_plan');

create table training_plan_item (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  plan_id uuid not null,
  code text not null,                                                   -- the same in every version: what classes count towards
  rank int not null,
  title text not null,
  kind text not null check (kind in ('basic', 'skill', 'advanced', 'live', 'management')),
  audience text not null,
  goal text not null,
  months text not null,                                                 -- when: '4 月至 6 月'
  course_id uuid,
  outline text not null default '',
  hours_tenths int not null check (hours_tenths > 0),                   -- of one class
  classes int not null check (classes between 1 and 200),
  people int not null check (people between 1 and 100000),              -- 人次
  budget_fen bigint not null check (budget_fen >= 0),
  certificate text not null default '',
  primary key (centre_id, id),
  unique (centre_id, plan_id, code),
  foreign key (centre_id, plan_id) references training_plan (centre_id, id),
  foreign key (centre_id, course_id) references course (centre_id, id)
);
create index training_plan_item_of on training_plan_item (centre_id, plan_id, rank);
select make_tenant('training_plan_item');

create table training_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  year int not null,
  last int not null,
  primary key (centre_id, year)
);
select make_tenant('training_counter', for_region => false);

create function next_class_number(of_year int) returns text language plpgsql as $$
declare
  next int;
begin
  insert into training_counter (year, last) values (of_year, 1)
  on conflict (centre_id, year) do update set last = training_counter.last + 1
  returning last into next;
  return of_year || '-' || lpad(next::text, greatest(2, length(next::text)), '0');
end $$;

-- 班期.
create table training_class (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'approving', 'approved', 'published', 'running', 'finishing', 'completed',
    'archived', 'cancelled')),
  number text not null,                                                 -- 期号: 2026-07
  kind text not null check (kind in ('basic', 'skill', 'advanced', 'live', 'management')),
  title text not null,
  course_id uuid,
  plan_item_id uuid,
  owner_id uuid not null,                                               -- in charge
  about text not null,
  audience text not null default '',
  organiser text not null,
  town text,                                                            -- division code; absent: at the centre
  place text not null,
  capacity int not null check (capacity between 1 and 2000),
  quotas jsonb not null default '[]',                                   -- [{ code, label, seats }]: kept for groups of people
  starts_on date not null,
  ends_on date not null check (ends_on >= starts_on),
  opens_at timestamptz not null,                                        -- enrolment
  closes_at timestamptz not null check (closes_at > opens_at),
  hours_tenths int not null check (hours_tenths > 0),                   -- as planned, 学时 × 10
  teaching_plan text not null,
  exam_plan text not null default '',
  has_exam boolean not null default false,
  certificate text not null default '',                                 -- its name; empty: none is given
  source text not null default '',                                      -- 资金来源
  budget jsonb not null default '[]',                                   -- [{ item, amount_fen }]
  budget_fen bigint not null default 0 check (budget_fen >= 0),
  over_asked_fen bigint check (over_asked_fen > 0),                     -- asked on top of it
  over_fen bigint not null default 0 check (over_fen >= 0),             -- … and approved
  over_reason text,
  summary text,
  late_reason text,                                                     -- why it was applied for late
  cancel_reason text,
  published_at timestamptz,
  completed_at timestamptz,
  settled_at timestamptz,                                               -- its costs
  archived_at timestamptz,
  keep_until date,
  primary key (centre_id, id),
  unique (centre_id, number),
  check (state not in ('completed', 'archived') or completed_at is not null),
  check (state <> 'archived' or (summary is not null and settled_at is not null and keep_until is not null)),
  check (over_fen = 0 or over_reason is not null),
  foreign key (centre_id, course_id) references course (centre_id, id),
  foreign key (centre_id, plan_item_id) references training_plan_item (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index training_class_start on training_class (centre_id, starts_on desc, id desc);
create index training_class_live on training_class (centre_id, starts_on) where state in ('published', 'running');
create index training_class_item on training_class (centre_id, plan_item_id) where plan_item_id is not null;
create index training_class_owner on training_class (centre_id, owner_id) where state not in ('archived', 'cancelled');
select make_tenant('training_class');

-- 课程表: one line, within one half day.
create table lesson (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'dropped')),
  class_id uuid not null,
  title text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at and ends_at <= starts_at + interval '12 hours'),
  half text not null check (half ~ '^\d{4}-\d\d-\d\d (am|pm|eve)$'),
  form text not null check (form in ('theory', 'practice')),
  hours_tenths int not null check (hours_tenths between 1 and 120),     -- 学时 × 10
  lecturer_id uuid,
  place text not null,
  resource_id uuid,                                                     -- an own room, which is then
  booking_id uuid,                                                      -- booked for the time
  change_reason text,
  primary key (centre_id, id),
  foreign key (centre_id, class_id) references training_class (centre_id, id),
  foreign key (centre_id, lecturer_id) references lecturer (centre_id, id),
  foreign key (centre_id, resource_id) references resource (centre_id, id),
  foreign key (centre_id, booking_id) references booking (centre_id, id),
  -- Whatever the program overlooks: nobody teaches twice at once, no place and no class has two lessons at once.
  constraint lesson_lecturer_free exclude using gist (centre_id with =, lecturer_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state = 'planned' and lecturer_id is not null),
  constraint lesson_place_free exclude using gist (centre_id with =, place with =, tstzrange(starts_at, ends_at) with &&)
    where (state = 'planned' and place <> '线上'),
  constraint lesson_class_free exclude using gist (centre_id with =, class_id with =, tstzrange(starts_at, ends_at) with &&)
    where (state = 'planned')
);
create index lesson_of on lesson (centre_id, class_id, starts_at);
create index lesson_of_lecturer on lesson (centre_id, lecturer_id, starts_at) where lecturer_id is not null;
select make_tenant('lesson');

create table enrolment (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('applied', 'waiting', 'accepted', 'declined', 'cancelled', 'withdrawn', 'completed',
    'failed')),
  class_id uuid not null,
  turn int not null,                                                    -- given under the lock of the class: the order of the line
  identity_id uuid references identity,                                 -- who enrolled themselves
  party_id uuid,
  proxy_id uuid,                                                        -- 代办
  proxy_identity_id uuid,
  person_name text not null,
  phone text not null,
  id_number_encrypted text,                                             -- gone where the person is forgotten
  id_hash text not null,                                                -- keyed: distinct persons (人数)
  town text,                                                            -- division code
  village text not null default '',
  groups text[] not null default '{}',
  quota text,                                                           -- the kept seats that they may use
  education text not null default '',
  intention text not null default '',
  channel text not null check (channel in ('self', 'proxy', 'desk', 'sheet')),
  applied_at timestamptz not null,
  accepted_at timestamptz,
  reason text,                                                          -- why it was declined, withdrawn, not passed
  outcome jsonb not null default '[]',                                  -- [{ rule, met, says }] at the completion
  feedback_used boolean not null default false,
  reminded_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, class_id, turn),
  unique (centre_id, class_id, id),
  check ((proxy_id is null) = (proxy_identity_id is null)),
  check (state not in ('accepted', 'withdrawn', 'completed', 'failed') or accepted_at is not null),
  check (state not in ('declined', 'withdrawn', 'failed') or reason is not null),
  foreign key (centre_id, class_id) references training_class (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, proxy_id) references mandate (centre_id, id)
);
-- One person once in a class, whoever enters them.
create unique index enrolment_once on enrolment (centre_id, class_id, id_hash)
  where state in ('applied', 'waiting', 'accepted', 'completed', 'failed');
create index enrolment_of on enrolment (centre_id, class_id, state, turn);
create index enrolment_person on enrolment (centre_id, id_hash, class_id);
create index enrolment_party on enrolment (centre_id, party_id, id desc) where party_id is not null;
create index enrolment_identity on enrolment (centre_id, identity_id, id desc) where identity_id is not null;
create index enrolment_by_proxy on enrolment (centre_id, proxy_identity_id, id desc) where proxy_id is not null;
create index enrolment_phone on enrolment (centre_id, phone);
select make_tenant('enrolment', for_region => false);

-- Anonymous opinions wait here, without person or time, until a job moves shuffled groups of at least five of a class.
create table training_opinion_inbox (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  class_id uuid not null,
  mark int not null check (mark between 1 and 5),
  comment text,
  lecturers jsonb not null default '[]',                                -- [{ id, mark }]
  primary key (centre_id, id)
);
select make_tenant('training_opinion_inbox', for_region => false);

create table training_opinion (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  class_id uuid not null,
  lecturer_id uuid,                                                     -- absent: of the class as a whole
  mark int not null check (mark between 1 and 5),
  comment text,
  primary key (centre_id, id),
  foreign key (centre_id, class_id) references training_class (centre_id, id),
  foreign key (centre_id, lecturer_id) references lecturer (centre_id, id)
);
create index training_opinion_of on training_opinion (centre_id, class_id, mark);
create index training_opinion_lecturer on training_opinion (centre_id, lecturer_id) where lecturer_id is not null;
select make_tenant('training_opinion', for_region => false);

-- 经费: one receipt a line, noted by one and checked by another.
create table training_cost (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('noted', 'returned', 'checked', 'settled', 'dropped')),
  class_id uuid not null,
  item text not null,                                                   -- the line of the budget
  what text not null,
  payee text not null,
  receipt text not null,                                                -- number of the receipt
  amount_fen bigint not null check (amount_fen > 0),
  paid_on date not null,
  reason text,
  primary key (centre_id, id),
  foreign key (centre_id, class_id) references training_class (centre_id, id)
);
create unique index training_cost_once on training_cost (centre_id, payee, receipt) where state <> 'dropped';
create index training_cost_of on training_cost (centre_id, class_id, id);
select make_tenant('training_cost');

-- Centres that exist already: who organises activities runs classes, who receives guests enrols, who leads approves, and
-- who keeps the counter's papers checks receipts.
update post set duties = array_append(duties, 'training.run')
  where 'activity.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'training.enrol')
  where 'activity.receive' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'training.approve')
  where 'activity.approve' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'training.account')
  where 'voucher.pay' = any(duties) and state = 'active';
