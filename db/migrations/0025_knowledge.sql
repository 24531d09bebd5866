-- 5.1 知识库: articles and common questions, written by one and let out by another, valid until a day.

create table knowledge_topic (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  kind text not null check (kind in ('policy', 'technology', 'business')),
  name text not null,
  primary key (centre_id, id)
);
create unique index knowledge_topic_name on knowledge_topic (centre_id, kind, name) where state = 'active';
select make_tenant('knowledge_topic');

create table knowledge_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'review', 'published', 'due', 'hidden', 'revising', 'revising_review',
    'withdrawn')),
  title text not null,                                                 -- as it was written last
  version int,                                                         -- the one that the public reads
  latest_version int not null,
  hidden boolean not null default false,                               -- nobody confirmed it in time
  valid_until date,                                                    -- of the public version
  author_id uuid,
  reviewer_id uuid,
  source_id uuid,                                                      -- the consultation that it was made from
  tokens text[] not null default '{}',                                 -- of the public version, for suggestions
  published_at timestamptz,                                            -- first
  confirmed_at timestamptz,
  primary key (centre_id, id),
  check (state not in ('published', 'due', 'hidden') or version is not null),
  foreign key (centre_id, author_id) references staff (centre_id, id),
  foreign key (centre_id, reviewer_id) references staff (centre_id, id)
);
create index knowledge_entry_state on knowledge_entry (centre_id, state, id desc);
create index knowledge_entry_valid on knowledge_entry (centre_id, valid_until) where valid_until is not null;
create index knowledge_entry_source on knowledge_entry (centre_id, source_id) where source_id is not null;
select make_tenant('knowledge_entry');

create table knowledge_version (
  centre_id int not null default current_setting('app.centre')::int references centre,
  entry_id uuid not null,
  version int not null,
  form text not null check (form in ('article', 'question')),
  kind text not null check (kind in ('policy', 'technology', 'business')),
  topic_id uuid,
  title text not null,
  body text not null,
  basis jsonb not null default '[]',                                   -- [{ name, number, link }]
  valid_until date,
  author_id uuid,
  saved_at timestamptz not null,
  published_at timestamptz,
  ended_at timestamptz,
  primary key (centre_id, entry_id, version),
  foreign key (centre_id, entry_id) references knowledge_entry (centre_id, id),
  foreign key (centre_id, topic_id) references knowledge_topic (centre_id, id),
  foreign key (centre_id, author_id) references staff (centre_id, id)
);
select make_tenant('knowledge_version');

-- How often a version was read, and whether it helped. Counters are no actions.
create table knowledge_count (
  centre_id int not null default current_setting('app.centre')::int references centre,
  entry_id uuid not null,
  version int not null,
  reads int not null default 0,
  helpful int not null default 0,
  unhelpful int not null default 0,
  primary key (centre_id, entry_id, version),
  foreign key (centre_id, entry_id, version) references knowledge_version (centre_id, entry_id, version)
);
select make_tenant('knowledge_count');

-- That a reader was counted today: a keyed hash of reader, entry and day, which leads to nobody and to no other day.
create table knowledge_reader (
  centre_id int not null default current_setting('app.centre')::int references centre,
  entry_id uuid not null,
  day date not null,
  reader text not null,
  voice text check (voice in ('helpful', 'unhelpful')),
  primary key (centre_id, entry_id, day, reader),
  foreign key (centre_id, entry_id) references knowledge_entry (centre_id, id)
);
create index knowledge_reader_day on knowledge_reader (centre_id, day);
select make_tenant('knowledge_reader', for_region => false);

update post set duties = array_append(duties, 'knowledge.edit')
  where duties && array['team.manage', 'case.handle', 'notice.edit'] and state = 'active';
update post set duties = array_append(duties, 'knowledge.review')
  where duties && array['team.manage', 'callback.handle'] and state = 'active';
