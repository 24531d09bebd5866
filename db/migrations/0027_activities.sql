-- 5.2.2 Salons, lectures, visits, study tours: planned, approved, registered for, waited for, attended, proven.

create table activity (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'approving', 'approved', 'published', 'held', 'closed', 'cancelled')),
  kind text not null,                                                  -- 沙龙, 讲座, 参观, 考察, or what staff call it
  title text not null,
  series text not null default '',
  about text not null,
  audience text not null default '',
  organiser text not null,
  owner_id uuid not null,                                              -- who is in charge
  town text,                                                           -- division code; absent: at the centre
  place text not null,
  resource_id uuid,                                                    -- an own room, which is then
  booking_id uuid,                                                     -- booked for the time
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  opens_at timestamptz not null,                                       -- registration
  closes_at timestamptz not null check (closes_at > opens_at and closes_at <= starts_at),
  capacity int not null check (capacity between 1 and 2000),
  groups jsonb not null default '[]',                                  -- [{ code, label, seats }]: seats kept for them
  release_at timestamptz,                                              -- from then on kept seats are for all
  most_people int not null default 1 check (most_people between 1 and 50),
  questions jsonb not null default '{"fields": []}',
  fee_fen int not null default 0 check (fee_fen >= 0),                 -- a person; only noted here
  fee_basis text not null default '',
  plan text not null,
  budget jsonb not null default '[]',                                  -- [{ item, amount_fen }]
  costs jsonb not null default '[]',
  costs_note text not null default '',                                 -- why they are above the budget
  cover_alt text not null default '',
  move_reason text,
  cancel_reason text,
  minutes text,
  summary text,                                                        -- what the public reads of it afterwards
  published_at timestamptz,
  settled_at timestamptz,                                              -- who came is checked; who did not is marked
  closed_at timestamptz,
  primary key (centre_id, id),
  check (fee_fen = 0 or fee_basis <> ''),
  check (state <> 'closed' or (minutes is not null and settled_at is not null)),
  foreign key (centre_id, owner_id) references staff (centre_id, id),
  foreign key (centre_id, resource_id) references resource (centre_id, id),
  foreign key (centre_id, booking_id) references booking (centre_id, id)
);
create index activity_start on activity (centre_id, starts_at desc, id desc);
create index activity_open on activity (centre_id, starts_at) where state in ('published', 'held');
select make_tenant('activity');

create table activity_registration (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('registered', 'waiting', 'offered', 'confirming', 'attended', 'missed', 'excused',
    'cancelled', 'lapsed')),
  activity_id uuid not null,
  turn int not null,                                                   -- given under the lock of the activity: the order of the line
  behind boolean not null default false,                               -- missed too many: after those who did not
  party_id uuid,
  contact_name text not null,
  contact_phone text not null default '',
  group_code text,
  people int not null check (people between 1 and 50),
  answers jsonb not null default '{}',
  channel text not null check (channel in ('self', 'desk', 'walk_in')),
  joined_at timestamptz not null,
  answer_until timestamptz,                                            -- an offered seat, or a changed day, waits so long
  excuse text,                                                         -- why it was no real absence
  paid_fen int check (paid_fen >= 0),
  paid_note text not null default '',
  reminded_at timestamptz,
  feedback_used boolean not null default false,
  primary key (centre_id, id),
  unique (centre_id, activity_id, turn),
  check ((state in ('offered', 'confirming')) = (answer_until is not null)),
  foreign key (centre_id, activity_id) references activity (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index activity_registration_of on activity_registration (centre_id, activity_id, state, behind, turn);
create index activity_registration_party on activity_registration (centre_id, party_id, id desc);
create index activity_registration_answer on activity_registration (centre_id, answer_until) where answer_until is not null;
select make_tenant('activity_registration', for_region => false);

-- One row a seat: who it is for, and when and how they came.
create table activity_participant (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  registration_id uuid not null,
  activity_id uuid not null,
  name text not null,
  phone text not null default '',
  arrived_at timestamptz,
  ticked_at timestamptz,                                               -- by the clock of a device that was off the net
  method text check (method in ('scan', 'list', 'offline', 'paper', 'walk_in')),
  backfill_reason text,                                                -- 补录
  arrived_by uuid,
  primary key (centre_id, id),
  check ((arrived_at is null) = (method is null)),
  check (method <> 'paper' or backfill_reason is not null),
  foreign key (centre_id, registration_id) references activity_registration (centre_id, id),
  foreign key (centre_id, activity_id) references activity (centre_id, id),
  foreign key (centre_id, arrived_by) references staff (centre_id, id)
);
create index activity_participant_of on activity_participant (centre_id, activity_id, id);
create index activity_participant_registration on activity_participant (centre_id, registration_id, id);
select make_tenant('activity_participant', for_region => false);

-- Photos, sign-in sheets, receipts; with time and place as they were told.
create table activity_evidence (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('kept', 'withdrawn')),
  activity_id uuid not null,
  kind text not null check (kind in ('photo', 'sheet', 'receipt', 'other')),
  taken_at timestamptz not null,
  place text not null default '',
  note text not null default '',
  shown boolean not null default false,                                -- on the public page
  added_by uuid,
  added_at timestamptz not null,
  primary key (centre_id, id),
  check (not shown or kind = 'photo'),
  foreign key (centre_id, activity_id) references activity (centre_id, id),
  foreign key (centre_id, added_by) references staff (centre_id, id)
);
create index activity_evidence_of on activity_evidence (centre_id, activity_id, id);
select make_tenant('activity_evidence', for_region => false);

-- Anonymous opinions wait here, without person or time, until a job moves shuffled groups of at least five.
create table activity_opinion_inbox (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  activity_id uuid not null,
  mark int not null check (mark between 1 and 5),
  comment text,
  primary key (centre_id, id)
);
select make_tenant('activity_opinion_inbox', for_region => false);

create table activity_opinion (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  activity_id uuid not null,
  mark int not null check (mark between 1 and 5),
  comment text,
  primary key (centre_id, id),
  foreign key (centre_id, activity_id) references activity (centre_id, id)
);
create index activity_opinion_of on activity_opinion (centre_id, activity_id, mark);
select make_tenant('activity_opinion', for_region => false);

-- Centres that exist already: who matches plans, who leads approves, who stands at the counter signs people in.
update post set duties = array_append(duties, 'activity.manage')
  where ('notice.edit' = any(duties) or 'station.manage' = any(duties)) and state = 'active';
update post set duties = array_append(duties, 'activity.approve')
  where 'notice.publish' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'activity.receive')
  where ('case.register' = any(duties) or 'notice.edit' = any(duties) or 'station.manage' = any(duties))
    and state = 'active';
