-- 5.5 传播渠道: what modules make public is carried on, by mail, groups, webhooks, the hall's screen and by hand.

-- The outbox carries more than texts: what only its receiver may read is sealed, and gone once it was carried.
alter table outbox drop constraint outbox_channel_check;
alter table outbox add constraint outbox_channel_check check (channel in ('sms', 'mail', 'robot', 'group', 'webhook'));
alter table outbox add column sealed text;                             -- encrypted JSON, by channel
alter table outbox add column about_id uuid;                           -- the subscriber, group or delivery that it is for
create index outbox_about on outbox (centre_id, about_id, id desc) where about_id is not null;

-- That something was published, corrected or withdrawn: once, however often the job that carries it on is run.
create table channel_event (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,                                                    -- of the journal's row
  move text not null check (move in ('published', 'corrected', 'withdrawn')),
  subject text not null,
  publication_id uuid not null,
  title text not null,
  at timestamptz not null,
  primary key (centre_id, id)
);
create index channel_event_of on channel_event (centre_id, subject, publication_id, id desc);
select make_tenant('channel_event');

-- 邮件摘要: whoever asked for it by a letter that they confirmed. Once they leave, no address is kept.
create table digest_subscriber (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'active', 'left')),
  email_sealed text,
  email_hash text,                                                     -- finds the same address again
  columns text[] not null,
  rhythm text not null check (rhythm in ('daily', 'weekly')),
  identity_id uuid references identity,
  asked_at timestamptz not null,
  letters int not null default 0,                                      -- of confirmation
  letter_at timestamptz,
  confirmed_at timestamptz,
  digest_at timestamptz,                                               -- what is new is new since then
  digest_on date,                                                      -- the day that was looked at last
  left_at timestamptz,
  left_how text check (left_how in ('page', 'one_click', 'never', 'staff', 'erased')),
  primary key (centre_id, id),
  check ((state = 'left') = (email_sealed is null)),
  check ((email_sealed is null) = (email_hash is null))
);
create unique index digest_subscriber_once on digest_subscriber (centre_id, email_hash) where email_hash is not null;
create index digest_subscriber_recent on digest_subscriber (centre_id, id desc);
create index digest_subscriber_active on digest_subscriber (centre_id, digest_on) where state = 'active';
create index digest_subscriber_of on digest_subscriber (centre_id, identity_id) where identity_id is not null;
select make_tenant('digest_subscriber', for_region => false);

create table channel_group (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'off', 'closed')),
  name text not null,
  kind text not null check (kind in ('wecom', 'dingtalk')),
  address_sealed text not null,                                        -- it carries a key
  columns text[] not null,
  keeper text not null,                                                -- 群主: who answers for the group
  primary key (centre_id, id)
);
create index channel_group_recent on channel_group (centre_id, id desc);
select make_tenant('channel_group', for_region => false);

create table webhook (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'off', 'disabled', 'closed')),
  name text not null,
  url text not null,
  events text[] not null,
  columns text[] not null,
  secret_sealed text not null,
  revealed_at timestamptz,                                             -- the secret is shown once
  former_secret_sealed text,                                           -- signs beside the new one
  former_until timestamptz,
  failing_since timestamptz,
  primary key (centre_id, id)
);
create index webhook_recent on webhook (centre_id, id desc);
select make_tenant('webhook', for_region => false);

create table webhook_delivery (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  payload text not null,
  letter_id uuid not null,                                             -- of the outbox: the last time that it was sent
  at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, webhook_id, event_id),
  foreign key (centre_id, webhook_id) references webhook (centre_id, id)
);
create index webhook_delivery_of on webhook_delivery (centre_id, webhook_id, id desc);
select make_tenant('webhook_delivery', for_region => false);

create table hall_screen (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('shown', 'off')),
  name text not null,
  parts text[] not null,
  columns text[] not null,
  seconds int not null check (seconds between 5 and 300),
  words text not null default '',
  primary key (centre_id, id)
);
create index hall_screen_recent on hall_screen (centre_id, id);
select make_tenant('hall_screen');

-- A publication on a platform without an interface: text made ready, copied by hand, its link recorded.
create table channel_post (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('preparing', 'posted', 'recall', 'removed', 'dropped')),
  channel text not null check (channel in ('wechat', 'xiaohongshu', 'douyin', 'shipinhao')),
  subject text not null,
  publication_id uuid not null,
  publication_title text not null,
  title text not null,
  summary text not null default '',
  body text not null,
  tags text[] not null default '{}',
  url text,
  posted_at timestamptz,
  posted_by uuid,
  reason text,
  primary key (centre_id, id),
  check (state not in ('posted', 'recall', 'removed') or (url is not null and posted_at is not null)),
  foreign key (centre_id, posted_by) references staff (centre_id, id)
);
create unique index channel_post_once on channel_post (centre_id, subject, publication_id, channel)
  where state in ('preparing', 'posted', 'recall');
create index channel_post_recent on channel_post (centre_id, id desc);
create index channel_post_state on channel_post (centre_id, state, id desc);
select make_tenant('channel_post', for_region => false);

-- What a platform says of readings, typed in by hand: never added to what is counted here.
create table channel_reported (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  post_id uuid not null,
  on_day date not null,
  readings bigint not null check (readings >= 0),
  staff_id uuid,
  at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, post_id) references channel_post (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create index channel_reported_of on channel_reported (centre_id, post_id, on_day desc, id desc);
select make_tenant('channel_reported', for_region => false);

-- Readings counted here, by the mark that the link carried.
create table channel_reading (
  centre_id int not null default current_setting('app.centre')::int references centre,
  subject text not null,
  publication_id uuid not null,
  channel text not null,                                               -- one of src/modules/channels/marks.ts
  day date not null,
  readings int not null check (readings > 0),
  primary key (centre_id, subject, publication_id, channel, day)
);
create index channel_reading_day on channel_reading (centre_id, day);
select make_tenant('channel_reading');

-- So that a reader counts once a day: a keyed hash that leads to nobody, gone the next night.
create table channel_reader (
  centre_id int not null default current_setting('app.centre')::int references centre,
  day date not null,
  reader text not null,
  primary key (centre_id, day, reader)
);
select make_tenant('channel_reader', for_region => false);

create table publicity_plan (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'done', 'dropped')),
  on_day date not null,
  work_days int not null check (work_days >= 0),                       -- from the day it was planned, by the calendar of that day
  title text not null,
  column_code text not null,
  channels text[] not null,
  assignee_id uuid not null,
  remark text not null default '',
  subject text,
  publication_id uuid,
  publication_title text,
  done_at timestamptz,
  reason text,
  primary key (centre_id, id),
  check ((state = 'done') = (publication_id is not null)),
  check ((subject is null) = (publication_id is null)),
  foreign key (centre_id, assignee_id) references staff (centre_id, id)
);
create index publicity_plan_day on publicity_plan (centre_id, on_day);
create index publicity_plan_state on publicity_plan (centre_id, state, on_day);
create index publicity_plan_assignee on publicity_plan (centre_id, assignee_id) where state = 'planned';
select make_tenant('publicity_plan', for_region => false);

-- Centres that work already: whoever writes notices carries them on.
update post set duties = array_append(duties, 'channel.manage')
  where 'notice.edit' = any (duties) and not 'channel.manage' = any (duties) and state = 'active';
