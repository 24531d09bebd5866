-- 4.5.1, 4.5.2 Regulations (管理制度): what they say, and what in the program carries each article out.

create table regulation (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'review', 'approved', 'in_force', 'revising', 'revising_review', 'abolished')),
  name text not null,                                                   -- as it was written last
  standard text,                                                        -- which of the standard texts it began as
  latest_version int not null,
  version int,                                                          -- the one in force, or that was when it was abolished
  primary key (centre_id, id)
);
create unique index regulation_standard on regulation (centre_id, standard) where standard is not null;
select make_tenant('regulation');

-- Nothing that was in force is ever overwritten: a change is a new version.
create table regulation_version (
  centre_id int not null default current_setting('app.centre')::int,
  regulation_id uuid not null,
  version int not null,
  kind text not null check (kind in ('access', 'feedback', 'supervision', 'other')),
  number text not null default '',                                      -- 文号, free
  name text not null,
  effective_from date,
  effective_until date,                                                 -- its last day; absent: until further notice
  saved_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  in_force_at timestamptz,
  ended_at timestamptz,                                                 -- replaced, abolished or expired
  primary key (centre_id, regulation_id, version),
  foreign key (centre_id, regulation_id) references regulation (centre_id, id),
  foreign key (centre_id, approved_by) references staff (centre_id, id),
  check (effective_until >= effective_from)
);
select make_tenant('regulation_version');

create table regulation_article (
  centre_id int not null default current_setting('app.centre')::int,
  regulation_id uuid not null,
  version int not null,
  rank int not null,                                                    -- 第一条 is 1
  heading text not null,
  body text not null,                                                   -- a limit stands as {complaint.accept.days}
  bindings text[] not null default '{}',                                -- setting:…, clock:flow.clock, step:flow.action
  primary key (centre_id, regulation_id, version, rank),
  foreign key (centre_id, regulation_id, version) references regulation_version (centre_id, regulation_id, version)
);
select make_tenant('regulation_article');

update post set duties = array_append(duties, 'regulation.edit')
  where duties && array['team.manage', 'notice.edit'] and state = 'active';
update post set duties = array_append(duties, 'regulation.approve')
  where duties && array['team.manage', 'supervise.urge'] and state = 'active';
