-- Every changed setting and calendar day, as actions of their own: who, when, from what to what.

create table setting_change (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('made')),
  code text not null,
  before jsonb not null,
  after jsonb not null,
  at timestamptz not null,
  primary key (centre_id, id)
);
create index setting_change_code on setting_change (centre_id, code, id desc);
select make_tenant('setting_change', for_region => false);

create table calendar_change (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('made')),
  day date not null,
  kind text not null check (kind in ('working', 'holiday', 'published')),
  reason text not null,
  at timestamptz not null,
  primary key (centre_id, id)
);
select make_tenant('calendar_change');

-- 督办: the bureau asks about an overdue task.
create table urge (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'answered')),
  task_id uuid not null,
  flow text not null,
  record_id uuid not null,
  title text not null,
  duty text,
  staff_id uuid,
  party_id uuid,
  reason text not null,
  answer text,
  issued_at timestamptz not null,
  primary key (centre_id, id),
  foreign key (centre_id, task_id) references task (centre_id, id)
);
create index urge_recent on urge (centre_id, id desc);
select make_tenant('urge');

-- The one-time token that lets the first administrator of an empty installation in.
create table setup_token (
  token_hash text primary key,
  made_at timestamptz not null,
  used_at timestamptz
);
grant select, insert, update on setup_token to centre_login;
