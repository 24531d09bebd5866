-- 5.3.2, 5.3.3 岗位、实习实践、人才引进: from the post to whether somebody is still there after 90 days.

create table job_post (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('submitted', 'returned', 'published', 'expired', 'closed')),
  kind text not null check (kind in ('job', 'internship', 'talent')),
  party_id uuid not null,                                              -- the employer
  identity_id uuid,
  channel text not null check (channel in ('portal', 'counter', 'phone')),
  contact_name text not null,
  contact_phone text not null,
  title text not null,
  trade text not null,
  employment text not null check (employment in ('full', 'part', 'temporary', 'intern')),
  places int not null check (places between 1 and 1000),
  low_fen bigint check (low_fen > 0),                                  -- a range always; none: an internship without allowance
  high_fen bigint check (high_fen >= low_fen),
  pay_per text not null check (pay_per in ('month', 'day', 'hour', 'year')),
  town text,
  place_note text not null default '',
  tasks text not null,
  wants text not null default '',
  benefits text not null default '',
  night_shifts boolean not null default false,
  hazards text not null default '',
  valid_until date not null,
  confirmed_on date,                                                   -- "still open", said by the employer
  reminded_until date,                                                 -- the day whose end was announced
  submitted_at timestamptz not null,
  published_at timestamptz,
  hints text[] not null default '{}',                                  -- words that the reviewer looks at twice
  review_words text not null default '',
  ended_on date,
  end_reason text check (end_reason in ('through_us', 'otherwise', 'no_longer', 'left')),
  primary key (centre_id, id),
  check (kind = 'internship' or low_fen is not null),
  check ((low_fen is null) = (high_fen is null)),
  check ((state = 'closed') = (ended_on is not null and end_reason is not null)),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index job_post_recent on job_post (centre_id, id desc);
create index job_post_public on job_post (centre_id, state, valid_until);
create index job_post_party on job_post (centre_id, party_id, id desc);
select make_tenant('job_post', for_region => false);

-- 招聘会: which posts an employer brings to an activity of that kind.
create table job_fair_post (
  centre_id int not null default current_setting('app.centre')::int references centre,
  activity_id uuid not null,
  post_id uuid not null,
  booth text not null default '',
  primary key (centre_id, activity_id, post_id),
  foreign key (centre_id, activity_id) references activity (centre_id, id),
  foreign key (centre_id, post_id) references job_post (centre_id, id)
);
create index job_fair_post_of on job_fair_post (centre_id, post_id);
select make_tenant('job_fair_post');

-- A person's own; nobody else opens it but an employer to whom it was shown with an application, as long as it is.
create table resume (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('kept', 'removed')),
  party_id uuid not null,
  title text not null,
  person_name text not null,
  phone text not null,
  town text,
  education text not null check (education in ('none', 'middle', 'high', 'vocational', 'college', 'bachelor', 'master')),
  skills text not null default '',
  experience text not null default '',
  wish text not null default '',
  changed_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index resume_party on resume (centre_id, party_id, id desc);
select make_tenant('resume', for_region => false);

create table job_application (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('applied', 'viewed', 'invited', 'interview', 'offered', 'hired', 'started',
    'rejected', 'declined', 'absent', 'withdrawn')),
  post_id uuid not null,
  title text not null,                                                 -- of the post
  party_id uuid not null,                                              -- who applies
  employer_party_id uuid not null,
  resume_id uuid not null,
  words text not null default '',
  applied_at timestamptz not null,
  consent_ended_at timestamptz,                                        -- since then the employer sees no résumé and no number
  viewed_at timestamptz,
  turn text not null default 'employer' check (turn in ('employer', 'applicant')),
  interview_at timestamptz,
  interview_place text not null default '',
  offer_fen bigint check (offer_fen > 0),
  offer_per text check (offer_per in ('month', 'day', 'hour', 'year')),
  offer_words text not null default '',
  start_on date,
  hired_at timestamptz,
  employer_started_on date,
  applicant_started_on date,
  started_on date,
  start_verified text check (start_verified in ('both', 'call')),
  reason text not null default '',
  fee_asked boolean,                                                   -- as the applicant said when starting
  primary key (centre_id, id),
  check (state not in ('interview') or interview_at is not null),
  check (state not in ('offered', 'hired', 'started') or start_on is not null),
  check (state not in ('hired', 'started') or hired_at is not null),
  check ((state = 'started') = (started_on is not null and start_verified is not null)),
  check (state <> 'withdrawn' or consent_ended_at is not null),
  check (party_id <> employer_party_id),
  foreign key (centre_id, post_id) references job_post (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, employer_party_id) references party (centre_id, id),
  foreign key (centre_id, resume_id) references resume (centre_id, id)
);
-- Once for each post, however often one taps; whoever withdrew may apply again.
create unique index job_application_once on job_application (centre_id, post_id, party_id)
  where state not in ('withdrawn', 'rejected', 'declined', 'absent');
create index job_application_recent on job_application (centre_id, id desc);
create index job_application_post on job_application (centre_id, post_id, state);
create index job_application_party on job_application (centre_id, party_id, id desc);
create index job_application_employer on job_application (centre_id, employer_party_id, id desc);
create index job_application_resume on job_application (centre_id, resume_id);
create index job_application_hired on job_application (centre_id, hired_at desc) where hired_at is not null;
select make_tenant('job_application', for_region => false);

-- 在岗回访 after 30 and 90 days.
create table job_check (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('waiting', 'due', 'done', 'dropped')),
  application_id uuid not null,
  party_id uuid not null,                                              -- who was hired
  title text not null,
  after_days int not null check (after_days between 1 and 730),
  work_days int not null check (work_days between 1 and 366),
  due_on date not null,
  still_there boolean,
  fee_asked boolean,
  body text not null default '',
  how text check (how in ('self', 'phone', 'visit')),
  done_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, application_id, after_days),
  check (state <> 'done' or (still_there is not null and fee_asked is not null and how is not null and done_at is not null)),
  foreign key (centre_id, application_id) references job_application (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index job_check_party on job_check (centre_id, party_id);
create index job_check_due on job_check (centre_id, state, due_on);
select make_tenant('job_check', for_region => false);

create table internship (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('agreeing', 'running', 'reported', 'rated', 'certified', 'unqualified', 'ended')),
  application_id uuid not null,
  party_id uuid not null,                                              -- the intern
  employer_party_id uuid not null,
  title text not null,
  person_name text not null,
  school_name text not null default '',                                -- none: who is at no school
  school_contact text not null default '',
  school_agreed_on date,
  from_on date not null,
  until_on date not null check (until_on > from_on),
  hours_day int not null check (hours_day between 1 and 8),
  days_week int not null check (days_week between 1 and 6),
  place text not null,
  tasks text not null,
  mentor text not null,
  allowance_fen bigint not null default 0 check (allowance_fen >= 0),
  insurance text not null check (insurance in ('employer', 'school', 'both')),
  insurance_number text not null,
  night_shifts boolean not null,
  hazards text not null default '',
  birth_on date,
  guardian text not null default '',
  employer_agreed_at timestamptz,
  intern_agreed_at timestamptz,
  report text not null default '',
  reported_at timestamptz,
  employer_mark text check (employer_mark in ('excellent', 'good', 'pass', 'fail')),
  employer_words text not null default '',
  centre_mark text check (centre_mark in ('excellent', 'good', 'pass', 'fail')),
  centre_words text not null default '',
  certificate_number text,
  certified_on date,
  reason text not null default '',
  primary key (centre_id, id),
  unique (centre_id, certificate_number),
  check ((state = 'certified') = (certificate_number is not null and certified_on is not null)),
  check (state not in ('running', 'reported', 'rated', 'certified', 'unqualified')
    or (employer_agreed_at is not null and intern_agreed_at is not null and birth_on is not null
      and (school_name = '' or school_agreed_on is not null))),
  -- Who is not of age works neither at night nor with what harms.
  check (birth_on is null or birth_on <= from_on - interval '18 years'
    or (not night_shifts and hazards = '' and guardian <> '' and birth_on <= from_on - interval '16 years')),
  foreign key (centre_id, application_id) references job_application (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, employer_party_id) references party (centre_id, id)
);
create unique index internship_once on internship (centre_id, application_id) where state <> 'ended';
create index internship_recent on internship (centre_id, id desc);
create index internship_party on internship (centre_id, party_id, id desc);
create index internship_employer on internship (centre_id, employer_party_id, id desc);
select make_tenant('internship', for_region => false);

-- 实习日记: one entry a day, by the intern.
create table internship_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  internship_id uuid not null,
  on_day date not null,
  hours int not null check (hours between 1 and 8),
  body text not null,
  at timestamptz not null,
  primary key (centre_id, internship_id, on_day),
  foreign key (centre_id, internship_id) references internship (centre_id, id)
);
select make_tenant('internship_entry', for_region => false);

-- 人才库: who agreed to be found, for as long as they do.
create table talent (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('listed', 'left')),
  party_id uuid not null,
  headline text not null,
  skills text[] not null default '{}',
  trade text not null,
  town text,
  education text not null,
  years int not null check (years between 0 and 60),
  wish text not null default '',
  contact_name text not null,
  contact_phone text not null,
  consent_at timestamptz not null,
  left_at timestamptz,
  primary key (centre_id, id),
  check ((state = 'left') = (left_at is not null)),
  check (state = 'listed' or (headline = '' and skills = '{}' and wish = '' and contact_name = '' and contact_phone = '')),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create unique index talent_once on talent (centre_id, party_id) where state = 'listed';
create index talent_recent on talent (centre_id, state, id desc);
select make_tenant('talent', for_region => false);

create table talent_introduction (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'agreed', 'declined', 'lapsed', 'ended', 'concluded')),
  talent_id uuid not null,
  party_id uuid not null,                                              -- the person
  employer_party_id uuid not null,
  post_id uuid,
  officer_id uuid not null,
  words text not null,
  outcome text check (outcome in ('hired', 'cooperating', 'none')),
  asked_at timestamptz not null,
  agreed_at timestamptz,
  reason text not null default '',
  primary key (centre_id, id),
  check (state not in ('agreed', 'concluded') or agreed_at is not null),
  check ((state = 'concluded') = (outcome is not null)),
  check (party_id <> employer_party_id),
  foreign key (centre_id, talent_id) references talent (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, employer_party_id) references party (centre_id, id),
  foreign key (centre_id, post_id) references job_post (centre_id, id),
  foreign key (centre_id, officer_id) references staff (centre_id, id)
);
create unique index talent_introduction_open on talent_introduction (centre_id, talent_id, employer_party_id)
  where state in ('asked', 'agreed');
create index talent_introduction_recent on talent_introduction (centre_id, id desc);
create index talent_introduction_talent on talent_introduction (centre_id, talent_id, id desc);
create index talent_introduction_person on talent_introduction (centre_id, party_id, id desc);
create index talent_introduction_employer on talent_introduction (centre_id, employer_party_id, id desc);
create index talent_introduction_officer on talent_introduction (centre_id, officer_id) where state in ('asked', 'agreed');
select make_tenant('talent_introduction', for_region => false);

-- Centres that exist already: who reviews postings reviews posts, who writes things down for people writes these, too.
update post set duties = array_append(duties, 'job.review')
  where 'posting.review' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'job.register')
  where 'match.register' = any(duties) and state = 'active';
update post set duties = duties || '{job.follow,talent.handle}'
  where 'match.handle' = any(duties) and state = 'active';
