-- 5.3.1 抽查与跟踪: who is phoned after a class is drawn so that anybody can draw it again; what became of learners is
-- asked at intervals.

create table spot_check (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('listed', 'calling', 'closed')),
  class_id uuid not null,
  class_number text not null,
  title text not null,                                                  -- of the class
  owner_id uuid not null,                                               -- in charge of the class
  near uuid[] not null default '{}',                                    -- staff who ran or taught it: they do not call
  list text not null,                                                   -- numbered learners, as fixed at the completion
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),               -- SHA-256 of it
  people int not null check (people >= 0),
  share int not null check (share between 1 and 100),                   -- as the settings were then
  least int not null check (least >= 1),
  number text check (number ~ '^[0-9]{4,60}$'),                         -- drawn once
  opening text not null,                                                -- what the caller says first
  script jsonb not null,                                                -- further questions: a form definition
  drawn_by uuid,
  drawn_at timestamptz,
  conclusion text not null default '',
  closed_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, class_id),
  check ((state in ('calling', 'closed')) = (number is not null)),
  check ((number is null) = (drawn_at is null)),
  check ((state = 'closed') = (closed_at is not null)),
  foreign key (centre_id, class_id) references training_class (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index spot_check_recent on spot_check (centre_id, id desc);
create index spot_check_owner on spot_check (centre_id, owner_id);
select make_tenant('spot_check');

-- What is drawn once is not drawn again, whoever asks.
create function spot_check_stays() returns trigger language plpgsql as $$
begin
  if (old.number is not null and new.number is distinct from old.number)
    or new.list <> old.list or new.digest <> old.digest or new.share <> old.share or new.least <> old.least then
    raise exception 'a draw is done once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger spot_check_stays before update on spot_check for each row execute function spot_check_stays();

create table spot_call (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('waiting', 'reached', 'unreached', 'finding', 'explained', 'settled')),
  check_id uuid not null,
  class_id uuid not null,
  enrolment_id uuid not null,
  rank int not null check (rank > 0),                                   -- in drawn order
  owner_id uuid not null,                                               -- in charge of the class: explains
  near uuid[] not null default '{}',
  phone text not null default '',                                       -- as called last; gone where the person is forgotten
  tries int not null default 0 check (tries >= 0),
  last_try text check (last_try in ('no_answer', 'busy', 'wrong_number', 'refused')),
  tried_at timestamptz,
  called_by uuid,
  called_at timestamptz,
  there text check (there in ('yes', 'partly', 'no')),                  -- took part at all
  content text check (content in ('yes', 'partly', 'no')),              -- was taught what was announced
  satisfied int check (satisfied between 1 and 5),
  charged text check (charged in ('no', 'yes')),                        -- was asked for money
  answers jsonb not null default '{}',                                  -- to the questions of the script
  remark text not null default '',
  explanation text not null default '',
  settlement text not null default '',
  primary key (centre_id, id),
  unique (centre_id, check_id, enrolment_id),
  unique (centre_id, check_id, rank),
  check (state not in ('reached', 'finding', 'explained', 'settled') or (there is not null and called_at is not null)),
  check (state not in ('explained', 'settled') or explanation <> ''),
  foreign key (centre_id, check_id) references spot_check (centre_id, id),
  foreign key (centre_id, class_id, enrolment_id) references enrolment (centre_id, class_id, id)
);
create index spot_call_finding on spot_call (centre_id, id desc) where state in ('finding', 'explained', 'settled');
create index spot_call_owner on spot_call (centre_id, owner_id) where state = 'finding';
create index spot_call_enrolment on spot_call (centre_id, enrolment_id);
select make_tenant('spot_call', for_region => false);

-- 跟踪: one round of a class, so many months after its end.
create table follow_round (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'open', 'closed')),
  class_id uuid not null,
  class_number text not null,
  title text not null,
  owner_id uuid not null,
  months int not null check (months between 1 and 60),
  due_on date not null,
  closes_on date not null check (closes_on >= due_on),
  people int not null default 0 check (people >= 0),
  opened_at timestamptz,
  closed_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, class_id, months),
  check ((state = 'planned') = (opened_at is null)),
  check ((state = 'closed') = (closed_at is not null)),
  foreign key (centre_id, class_id) references training_class (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index follow_round_due on follow_round (centre_id, due_on) where state = 'planned';
create index follow_round_closing on follow_round (centre_id, closes_on) where state = 'open';
create index follow_round_recent on follow_round (centre_id, due_on desc, id desc);
create index follow_round_owner on follow_round (centre_id, owner_id) where state <> 'closed';
select make_tenant('follow_round');

create table follow_up (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'answered', 'unreachable', 'missed')),
  round_id uuid not null,
  class_id uuid not null,
  enrolment_id uuid not null,
  identity_id uuid references identity,
  months int not null,
  token_hash text,                                                      -- of the short link; gone once it was used or ran out
  token_until timestamptz,
  tries int not null default 0 check (tries >= 0),
  tried_at timestamptz,
  answered_on date,
  channel text check (channel in ('link', 'own', 'phone')),
  shop boolean,                                                         -- 是否开店
  platform text check (platform in ('taobao', 'pdd', 'jd', 'douyin', 'kuaishou', 'wechat', 'xiaohongshu', 'other')),
  shop_url text not null default '',
  sales_fen bigint check (sales_fen between 0 and 100000000000),        -- 月销售额, the last whole month
  employment text check (employment in ('none', 'employed', 'own', 'farm', 'study')),
  remark text not null default '',
  primary key (centre_id, id),
  unique (centre_id, round_id, enrolment_id),
  check ((state = 'answered') = (answered_on is not null)),
  check (state <> 'answered' or (shop is not null and sales_fen is not null and employment is not null and channel is not null)),
  check ((token_hash is null) = (token_until is null)),
  check (shop is true or (platform is null and shop_url = '')),
  foreign key (centre_id, round_id) references follow_round (centre_id, id),
  foreign key (centre_id, class_id, enrolment_id) references enrolment (centre_id, class_id, id)
);
create unique index follow_up_token on follow_up (centre_id, token_hash) where token_hash is not null;
create index follow_up_of on follow_up (centre_id, round_id, id);
create index follow_up_enrolment on follow_up (centre_id, enrolment_id, months desc) include (state, shop, sales_fen, employment);
create index follow_up_identity on follow_up (centre_id, identity_id, id desc) where identity_id is not null;
create index follow_up_class on follow_up (centre_id, class_id);
select make_tenant('follow_up', for_region => false);

-- Centres that exist already: who calls back after services calls learners, too; who receives people follows them.
update post set duties = array_append(duties, 'tracking.call')
  where 'callback.handle' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'tracking.follow')
  where 'training.enrol' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'tracking.read')
  where ('operator.supervise' = any(duties) or 'training.approve' = any(duties)) and state = 'active';
