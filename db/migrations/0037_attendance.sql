-- 5.3.1 考勤: half days of a class, who was there, papers and photos, late entries, and what is to be looked at again.

-- One for each half day in which a class has lessons; derived from them, opened and closed by the clock.
create table attendance_session (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'open', 'closed', 'dropped')),
  class_id uuid not null,
  half text not null check (half ~ '^\d{4}-\d\d-\d\d (am|pm|eve)$'),
  starts_at timestamptz not null,                                      -- of its first lesson
  ends_at timestamptz not null check (ends_at > starts_at),
  opens_at timestamptz not null check (opens_at <= starts_at),         -- for signing in
  closes_at timestamptz not null check (closes_at >= ends_at),
  hours_tenths int not null check (hours_tenths > 0),                  -- 学时 × 10 of its lessons together
  place text not null,
  primary key (centre_id, id),
  unique (centre_id, class_id, half),
  unique (centre_id, class_id, id),
  foreign key (centre_id, class_id) references training_class (centre_id, id)
);
create index attendance_session_opens on attendance_session (centre_id, opens_at) where state = 'planned';
create index attendance_session_closes on attendance_session (centre_id, closes_at) where state = 'open';
create index attendance_session_day on attendance_session (centre_id, starts_at);
select make_tenant('attendance_session');

-- 补录: asked for with a reason, approved by somebody who does not run the class.
create table attendance_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('proposed', 'approved', 'refused', 'cancelled')),
  class_id uuid not null,
  session_id uuid not null,
  runner_id uuid not null,                                             -- who was in charge of the class then
  reason text not null,
  answer text,
  proposed_at timestamptz not null,
  primary key (centre_id, id),
  check (state <> 'refused' or answer is not null),
  foreign key (centre_id, class_id, session_id) references attendance_session (centre_id, class_id, id),
  foreign key (centre_id, runner_id) references staff (centre_id, id)
);
create index attendance_entry_of on attendance_entry (centre_id, class_id, id);
create index attendance_entry_session on attendance_entry (centre_id, session_id);
create index attendance_entry_recent on attendance_entry (centre_id, id desc);
select make_tenant('attendance_entry');

-- 现场照片 and photographed 签到表. The same file twice is asked about, not refused.
create table attendance_sheet (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('kept', 'withdrawn')),
  class_id uuid not null,
  session_id uuid not null,
  kind text not null check (kind in ('sheet', 'photo')),
  taken_at timestamptz not null,                                       -- as whoever added it says
  note text not null default '',
  added_by uuid,
  added_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, class_id, session_id) references attendance_session (centre_id, class_id, id),
  foreign key (centre_id, added_by) references staff (centre_id, id)
);
create index attendance_sheet_of on attendance_sheet (centre_id, class_id, id);
create index attendance_sheet_session on attendance_sheet (centre_id, session_id);
select make_tenant('attendance_sheet');

-- One for each learner and half day, whichever way they sign in.
create table attendance (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('expected', 'present', 'asked', 'leave', 'absent', 'withdrawn', 'left')),
  class_id uuid not null,
  session_id uuid not null,
  enrolment_id uuid not null,
  at timestamptz,                                                      -- by our clock
  ticked_at timestamptz,                                               -- by that of a device that was off the net
  method text check (method in ('account', 'phone', 'scan', 'list', 'offline', 'paper', 'late')),
  noted_by uuid,                                                       -- staff
  device text,                                                         -- keyed hash of a random mark; gone after some days
  sheet_id uuid,
  entry_id uuid,                                                       -- 补录
  reason text,                                                         -- why away, or why an entry was withdrawn
  primary key (centre_id, id),
  unique (centre_id, session_id, enrolment_id),
  check ((state = 'present') = (at is not null)),
  check ((at is null) = (method is null)),
  check ((coalesce(method, '') = 'late') = (entry_id is not null)),
  check ((coalesce(method, '') = 'paper') = (sheet_id is not null)),
  check (state not in ('asked', 'leave', 'withdrawn') or reason is not null),
  foreign key (centre_id, class_id, session_id) references attendance_session (centre_id, class_id, id),
  foreign key (centre_id, class_id, enrolment_id) references enrolment (centre_id, class_id, id),
  foreign key (centre_id, noted_by) references staff (centre_id, id),
  foreign key (centre_id, sheet_id) references attendance_sheet (centre_id, id),
  foreign key (centre_id, entry_id) references attendance_entry (centre_id, id)
);
create index attendance_of_class on attendance (centre_id, class_id, enrolment_id);
create index attendance_of_learner on attendance (centre_id, enrolment_id);
create index attendance_device on attendance (centre_id, device, at) where device is not null;
select make_tenant('attendance', for_region => false);

create table attendance_entry_line (
  centre_id int not null default current_setting('app.centre')::int references centre,
  entry_id uuid not null,
  attendance_id uuid not null,
  primary key (centre_id, entry_id, attendance_id),
  foreign key (centre_id, entry_id) references attendance_entry (centre_id, id),
  foreign key (centre_id, attendance_id) references attendance (centre_id, id)
);
create index attendance_entry_line_of on attendance_entry_line (centre_id, attendance_id);
select make_tenant('attendance_entry_line', for_region => false);

-- What is to be looked at again: a question, and what was found when somebody asked.
create table attendance_signal (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'explained', 'withdrawn')),
  kind text not null check (kind in ('same_device', 'one_phone', 'overlap', 'same_photo', 'after_close')),
  key text not null,                                                   -- the same question is asked once
  class_id uuid not null,
  runner_id uuid not null,
  figure int not null,                                                 -- seconds, people, papers or minutes, by its kind
  raised_at timestamptz not null,
  note text,
  primary key (centre_id, id),
  unique (centre_id, kind, key),
  check ((state = 'open') = (note is null)),
  foreign key (centre_id, class_id) references training_class (centre_id, id),
  foreign key (centre_id, runner_id) references staff (centre_id, id)
);
create index attendance_signal_of on attendance_signal (centre_id, class_id, id);
create index attendance_signal_recent on attendance_signal (centre_id, id desc);
select make_tenant('attendance_signal', for_region => false);

create table attendance_signal_line (
  centre_id int not null default current_setting('app.centre')::int references centre,
  signal_id uuid not null,
  turn int not null,
  attendance_id uuid,
  sheet_id uuid,
  primary key (centre_id, signal_id, turn),
  check (num_nonnulls(attendance_id, sheet_id) = 1),
  foreign key (centre_id, signal_id) references attendance_signal (centre_id, id),
  foreign key (centre_id, attendance_id) references attendance (centre_id, id),
  foreign key (centre_id, sheet_id) references attendance_sheet (centre_id, id)
);
create index attendance_signal_line_of on attendance_signal_line (centre_id, attendance_id) where attendance_id is not null;
select make_tenant('attendance_signal_line', for_region => false);

-- Centres that exist already: who receives guests takes attendance; who calls back, and so runs nothing, looks at it again.
update post set duties = array_append(duties, 'attendance.take')
  where 'activity.receive' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'attendance.approve')
  where 'callback.handle' = any(duties) and state = 'active';
