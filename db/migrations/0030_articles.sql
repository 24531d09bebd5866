-- 5.5 宣传稿件: written by one, read by three others (三审三校), published at its time, corrected, withdrawn, patrolled.

create table article_column (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('shown', 'hidden')),
  name text not null,
  about text not null default '',
  position int not null check (position between 1 and 999),
  primary key (centre_id, id),
  unique (centre_id, name)
);
select make_tenant('article_column');

create table article (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'review1', 'review2', 'review3', 'scheduled', 'published', 'revising',
    'revising_review1', 'revising_review2', 'revising_review3', 'withdrawn', 'dropped')),
  -- What follows to valid_until is what the public reads, or before there is a public version what was written last.
  column_id uuid not null,
  title text not null,
  summary text not null,
  cover_file uuid,
  cover_alt text not null default '',
  valid_until date,                                                    -- from the day after on it says 已过期
  version int,                                                         -- the one that the public reads
  latest_version int not null,
  edited_at timestamptz not null,                                      -- the working text
  reviews int not null default 3 check (reviews in (2, 3)),            -- of the round that is under way
  round int not null default 0,                                        -- how often this version was handed in
  writers uuid[] not null default '{}',                                -- who wrote any part of the working version
  passed uuid[] not null default '{}',                                 -- who let it pass in this round, in order
  proofs jsonb not null default '{}',                                  -- { staff: stage }: who corrected it, and where first
  publish_at timestamptz,                                              -- of a scheduled one
  published_at timestamptz,                                            -- first
  corrected_at timestamptz,                                            -- last
  withdraw_reason text,
  expiry_told date,                                                    -- the end of validity of which its people know
  primary key (centre_id, id),
  check ((state = 'scheduled') = (publish_at is not null)),
  check (state not in ('published', 'revising', 'revising_review1', 'revising_review2', 'revising_review3')
    or version is not null),
  check (version is null or published_at is not null),
  check (cover_file is null or cover_alt <> ''),
  foreign key (centre_id, column_id) references article_column (centre_id, id)
);
create index article_state on article (centre_id, state, id desc);
create index article_column_of on article (centre_id, column_id, id desc);
create index article_public on article (centre_id, published_at desc, id desc) where version is not null;
create index article_valid on article (centre_id, valid_until) where valid_until is not null;
create index article_scheduled on article (centre_id, publish_at) where state = 'scheduled';
select make_tenant('article');

create table article_version (
  centre_id int not null default current_setting('app.centre')::int references centre,
  article_id uuid not null,
  version int not null,
  column_id uuid not null,
  title text not null,
  summary text not null,
  body text not null,                                                  -- clean HTML: src/platform/rich-text.ts
  byline text not null,                                                -- 作者署名
  origin text not null check (origin in ('original', 'reprint')),
  source text not null,                                                -- 来源
  source_link text,
  permit_files uuid[] not null default '{}',                           -- 转载授权
  cover_file uuid,
  cover_alt text not null default '',
  picture_files uuid[] not null default '{}',
  attachment_files uuid[] not null default '{}',
  valid_until date,
  policy_id uuid,
  correction text,                                                     -- 更正说明
  checked_words jsonb not null default '[]',                           -- what was found, and held to be right
  saved_at timestamptz not null,
  published_at timestamptz,
  ended_at timestamptz,
  primary key (centre_id, article_id, version),
  check (origin = 'original' or permit_files <> '{}'),
  check (cover_file is null or cover_alt <> ''),
  foreign key (centre_id, article_id) references article (centre_id, id),
  foreign key (centre_id, column_id) references article_column (centre_id, id),
  foreign key (centre_id, policy_id) references policy (centre_id, id)
);
create index article_version_policy on article_version (centre_id, policy_id) where policy_id is not null;
select make_tenant('article_version');

-- Every saving of the text, whoever did it: what differences are made of.
create table article_edit (
  centre_id int not null default current_setting('app.centre')::int references centre,
  article_id uuid not null,
  version int not null,
  number int not null,
  stage text not null check (stage in ('write', 'review1', 'review2', 'review3')),
  staff_id uuid,
  at timestamptz not null,
  title text not null,
  summary text not null,
  body text not null,
  primary key (centre_id, article_id, version, number),
  foreign key (centre_id, article_id, version) references article_version (centre_id, article_id, version),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
select make_tenant('article_edit');

create table article_review (
  centre_id int not null default current_setting('app.centre')::int references centre,
  article_id uuid not null,
  version int not null,
  round int not null,
  stage text not null check (stage in ('review1', 'review2', 'review3')),
  staff_id uuid,
  verdict text not null check (verdict in ('passed', 'returned')),
  opinion text not null,
  corrected boolean not null default false,                            -- changed the text as well
  at timestamptz not null,
  primary key (centre_id, article_id, version, round, stage),
  foreign key (centre_id, article_id, version) references article_version (centre_id, article_id, version),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
select make_tenant('article_review');

-- 用词提示: what must not, or had better not, stand in a text.
create table article_term (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('active', 'ended')),
  kind text not null check (kind in ('sensitive', 'typo', 'title', 'advert')),
  term text not null,
  suggestion text not null default '',
  fine text[] not null default '{}',                                   -- longer words in which it is meant otherwise
  primary key (centre_id, id)
);
create unique index article_term_once on article_term (centre_id, term) where state = 'active';
create index article_term_kind on article_term (centre_id, state, kind, id);
select make_tenant('article_term');

-- 失效链接: what the nightly patrol found broken, until somebody sees to it.
create table article_link (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('broken', 'checked', 'opens', 'gone')),
  article_id uuid not null,
  url text not null,
  label text not null default '',
  finding text not null,
  found_at timestamptz not null,
  settled_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, article_id) references article (centre_id, id)
);
create unique index article_link_open on article_link (centre_id, article_id, url) where state = 'broken';
create index article_link_state on article_link (centre_id, state, id desc);
create index article_link_of on article_link (centre_id, article_id, id desc);
select make_tenant('article_link');

-- When a link was looked at last, and in how many nights on end it did not open. Marks of the patrol are no actions.
create table article_link_check (
  centre_id int not null default current_setting('app.centre')::int references centre,
  article_id uuid not null,
  url text not null,
  checked_at timestamptz not null,
  failures int not null default 0,
  primary key (centre_id, article_id, url),
  foreign key (centre_id, article_id) references article (centre_id, id)
);
select make_tenant('article_link_check');

-- Whether the public search knows a record: what the patrol of links within the site asks.
create function is_public_document(p_subject text, p_record_id uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from search_document where centre_id = current_setting('app.centre')::int
    and subject = p_subject and record_id = p_record_id and audience = 'public') $$;
revoke all on function is_public_document from public;
grant execute on function is_public_document to centre_app;

-- How often an article was read. Counters are no actions.
create table article_count (
  centre_id int not null default current_setting('app.centre')::int references centre,
  article_id uuid not null,
  day date not null,
  reads int not null default 0,
  primary key (centre_id, article_id, day),
  foreign key (centre_id, article_id) references article (centre_id, id)
);
select make_tenant('article_count');

-- That a reader was counted today: a keyed hash of reader, article and day, which leads to nobody and to no other day.
create table article_reader (
  centre_id int not null default current_setting('app.centre')::int references centre,
  article_id uuid not null,
  day date not null,
  reader text not null,
  primary key (centre_id, article_id, day, reader),
  foreign key (centre_id, article_id) references article (centre_id, id)
);
create index article_reader_day on article_reader (centre_id, day);
select make_tenant('article_reader', for_region => false);

-- Centres that work already.
update post set duties = array_append(duties, 'article.write')
  where duties && array['notice.edit'] and state = 'active';
update post set duties = array_append(duties, 'article.review1')
  where duties && array['case.accept', 'case.handle'] and not duties && array['notice.edit'] and state = 'active';
update post set duties = duties || array['article.review2', 'article.review3', 'article.manage']
  where duties && array['notice.publish'] and state = 'active';
update post set duties = array_append(duties, 'article.review3')
  where duties && array['supervise.urge'] and state = 'active';
