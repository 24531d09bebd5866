-- 6.1 满意度调查: the recipients' evaluation of a quarter. Who is asked is drawn so that anybody can draw it again; what they
-- answer cannot be joined to them (decision 0004).

create table questionnaire (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'checking', 'in_use', 'retired')),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,30}$'),           -- answers of one code and version can be compared
  version int not null check (version > 0),
  title text not null,
  opening text not null,                                                -- what people read first
  definition jsonb not null,
  note text not null default '',                                        -- what changed
  used_at timestamptz,
  retired_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, code, version),
  check (state in ('draft', 'checking') or used_at is not null),
  check ((state = 'retired') = (retired_at is not null))
);
create unique index questionnaire_one on questionnaire (centre_id, code) where state = 'in_use';
create index questionnaire_recent on questionnaire (centre_id, id desc);
select make_tenant('questionnaire');

-- What people answered stays what they were asked.
create function questionnaire_stays() returns trigger language plpgsql as $$
begin
  if old.used_at is not null and (new.definition is distinct from old.definition or new.code <> old.code
    or new.version <> old.version or new.opening <> old.opening) then
    raise exception 'a questionnaire that was used is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger questionnaire_stays before update on questionnaire for each row execute function questionnaire_stays();

create table survey (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('preparing', 'listed', 'fielding', 'coding', 'finished')),
  period text not null check (period ~ '^[0-9]{4}(-(Q[1-4]|H[12]|(0[1-9]|1[0-2])))?$'),
  title text not null,
  questionnaire_id uuid,
  round_id uuid,                                                        -- of the evaluation that it is carried out for
  from_day date not null,                                               -- who was served from here
  until_day date not null check (until_day >= from_day),                -- until here
  margin int check (margin between 1 and 20),                           -- per cent, as the settings were
  confidence int check (confidence in (90, 95, 99)),
  least int check (least between 1 and 100),
  response int check (response between 5 and 100),
  list text not null default '',
  digest text check (digest ~ '^[0-9a-f]{64}$'),                        -- SHA-256 of the list
  people int not null default 0 check (people >= 0),
  left_recent int not null default 0 check (left_recent >= 0),          -- asked not long ago
  left_declined int not null default 0 check (left_declined >= 0),      -- do not want to be asked
  left_unreachable int not null default 0 check (left_unreachable >= 0),-- left neither account nor phone
  services jsonb not null default '[]',                                 -- [{ key, name, people, asked }]
  number text check (number ~ '^[0-9]{16}$'),                           -- drawn once
  needed int check (needed >= 0),
  asked int not null default 0 check (asked >= 0),
  listed_at timestamptz,
  drawn_at timestamptz,
  closed_at timestamptz,
  mixed_at timestamptz,                                                 -- answers stand in their last order
  held_back int not null default 0 check (held_back >= 0),              -- too few to be told
  results jsonb,
  conclusion text not null default '',
  finished_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, period),
  check (state = 'preparing' or (digest is not null and margin is not null and questionnaire_id is not null)),
  check ((state in ('fielding', 'coding', 'finished')) = (number is not null)),
  check ((number is null) = (drawn_at is null)),
  check ((state in ('coding', 'finished')) = (closed_at is not null)),
  check ((state = 'finished') = (finished_at is not null and results is not null)),
  foreign key (centre_id, questionnaire_id) references questionnaire (centre_id, id),
  foreign key (centre_id, round_id) references evaluation (centre_id, id)
);
create unique index survey_round on survey (centre_id, round_id) where round_id is not null;
create index survey_recent on survey (centre_id, until_day desc, id desc);
select make_tenant('survey');

-- What is drawn once is not drawn again, whoever asks.
create function survey_stays() returns trigger language plpgsql as $$
begin
  if (old.number is not null and (new.number is distinct from old.number or new.list <> old.list
    or new.digest is distinct from old.digest or new.questionnaire_id is distinct from old.questionnaire_id))
    or (old.results is not null and new.results is distinct from old.results) then
    raise exception 'a draw is done once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger survey_stays before update on survey for each row execute function survey_stays();

-- Who can be drawn: until the survey is closed.
create table survey_candidate (
  centre_id int not null default current_setting('app.centre')::int,
  survey_id uuid not null,
  turn int not null check (turn > 0),                                   -- number on the list
  ref text not null,                                                    -- keyed hash of the person
  service_key text not null,
  service_name text not null,
  town text,
  identity_id uuid references identity,
  phone text not null default '',
  near uuid[] not null default '{}',                                    -- staff who served them: they do not ask
  rank int check (rank > 0),                                            -- in drawn order; null: not drawn
  primary key (centre_id, survey_id, turn),
  unique (centre_id, survey_id, ref),
  check (identity_id is not null or phone <> ''),
  foreign key (centre_id, survey_id) references survey (centre_id, id)
);
create index survey_candidate_drawn on survey_candidate (centre_id, survey_id, rank) where rank is not null;
select make_tenant('survey_candidate', for_region => false);

-- The right to answer, once. Nothing of an answer stands here.
create table survey_invitation (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'answered', 'refused', 'unreachable', 'lapsed')),
  survey_id uuid not null,
  rank int not null check (rank > 0),
  ref text not null,
  service_key text not null,
  service_name text not null,
  town text,
  identity_id uuid references identity,
  phone text not null default '',
  near uuid[] not null default '{}',
  reminders int not null default 0 check (reminders >= 0),
  told_on date,                                                         -- invited or reminded last
  tries int not null default 0 check (tries >= 0),
  last_try text check (last_try in ('missed', 'later', 'refused', 'wrong')),
  tried_at timestamptz,
  call_at timestamptz,                                                  -- as agreed
  caller_id uuid,                                                       -- who has the call in hand
  caller_until timestamptz,
  way text check (way in ('link', 'phone')),                            -- how it was answered
  primary key (centre_id, id),
  unique (centre_id, survey_id, rank),
  check ((state = 'answered') = (way is not null)),
  check ((caller_id is null) = (caller_until is null)),
  foreign key (centre_id, survey_id) references survey (centre_id, id),
  foreign key (centre_id, caller_id) references staff (centre_id, id)
);
create index survey_invitation_open on survey_invitation (centre_id, survey_id, rank) where state = 'open';
create index survey_invitation_of on survey_invitation (centre_id, survey_id, service_key, state);
create index survey_invitation_ref on survey_invitation (centre_id, ref);
create index survey_invitation_identity on survey_invitation (centre_id, identity_id) where identity_id is not null;
create index survey_invitation_phone on survey_invitation (centre_id, phone) where phone <> '';
create index survey_invitation_caller on survey_invitation (centre_id, caller_id) where caller_id is not null;
select make_tenant('survey_invitation', for_region => false);

-- Links that let somebody answer: random, of which only the hash is kept. Any of them uses up the invitation.
create table survey_token (
  centre_id int not null default current_setting('app.centre')::int,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  invitation_id uuid not null,
  until timestamptz not null,
  primary key (centre_id, hash),
  foreign key (centre_id, invitation_id) references survey_invitation (centre_id, id)
);
create index survey_token_of on survey_token (centre_id, invitation_id);
select make_tenant('survey_token', for_region => false);

-- Who does not want to be asked again.
create table survey_refusal (
  centre_id int not null default current_setting('app.centre')::int,
  ref text not null,
  on_day date not null,
  primary key (centre_id, ref)
);
select make_tenant('survey_refusal', for_region => false);

-- Answers on their way: without invitation, person and time. They leave in shuffled groups of at least five.
create table survey_inbox (
  centre_id int not null default current_setting('app.centre')::int,
  id uuid not null default gen_random_uuid(),
  survey_id uuid not null,
  service_key text not null,
  town text,
  answers jsonb not null,
  primary key (centre_id, id),
  foreign key (centre_id, survey_id) references survey (centre_id, id)
);
create index survey_inbox_of on survey_inbox (centre_id, survey_id);
select make_tenant('survey_inbox', for_region => false);

create table survey_answer (
  centre_id int not null default current_setting('app.centre')::int,
  id uuid not null,                                                     -- random
  survey_id uuid not null,
  service_key text,                                                     -- null: 其他, where fewer than five answered
  town text,
  answers jsonb not null,
  primary key (centre_id, id),
  check (service_key is not null or town is null),
  foreign key (centre_id, survey_id) references survey (centre_id, id)
);
create index survey_answer_of on survey_answer (centre_id, survey_id);
select make_tenant('survey_answer', for_region => false);

-- What people wrote in their own words, apart from what they ticked; staff say what it is about.
create table survey_words (
  centre_id int not null default current_setting('app.centre')::int,
  id uuid not null,                                                     -- random
  survey_id uuid not null,
  text text not null,
  themes text[],                                                        -- null: nobody has said yet
  primary key (centre_id, id),
  foreign key (centre_id, survey_id) references survey (centre_id, id)
);
create index survey_words_of on survey_words (centre_id, survey_id, id);
select make_tenant('survey_words', for_region => false);

-- Centres that exist already: who reviews the directory runs surveys; who calls back calls, and checks questionnaires.
update post set duties = array_append(duties, 'survey.manage')
  where 'notice.edit' = any(duties) and not 'survey.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'survey.check')
  where 'tracking.read' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'survey.manage')
  where 'training.approve' = any(duties) and not 'survey.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'survey.call')
  where 'callback.handle' = any(duties) and state = 'active';
