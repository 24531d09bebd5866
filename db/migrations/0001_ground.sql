-- The ground: roles, tenancy, and the tables of the platform itself.

-- Roles. On a server they usually exist already (see docs/operations.md); embedded, we make them here.
do $$
begin
  if not exists (select from pg_roles where rolname = 'centre_app') then create role centre_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'region_app') then create role region_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'centre_login') then create role centre_login nologin; end if;
  if not pg_has_role('centre_login', 'centre_app', 'member') then grant centre_app, region_app to centre_login; end if;
end $$;

create function current_centre() returns int language sql stable parallel safe
  as $$ select current_setting('app.centre')::int $$;

-- Every table whose rows belong to a centre goes through here. Requests compare with equality, so that
-- an index that starts with centre_id serves them; only the read-only region role uses any(…). What is about persons
-- or opens something is not for the region: city and province count.
create function make_tenant(t regclass, for_region boolean default true) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('create policy own_centre on %s to centre_app
    using (centre_id = current_setting(''app.centre'')::int)
    with check (centre_id = current_setting(''app.centre'')::int)', t);
  execute format('grant select, insert, update, delete on %s to centre_app', t);
  if for_region then
    execute format('create policy own_region on %s for select to region_app
      using (centre_id = any (current_setting(''app.centres'')::int[]))', t);
    execute format('grant select on %s to region_app', t);
  end if;
end $$;

-- A centre (县域电子商务公共服务中心). Global: read by all, written by the platform.
create table centre (
  id int primary key generated always as identity,
  division text not null unique check (division ~ '^[0-9]{6}$'),      -- GB/T 2260
  name text not null,
  origin text not null unique,                                         -- https://host[:port], for links, QR codes, ids
  host text not null unique,
  demo boolean not null default false,
  signing_key text,                                                    -- Ed25519 public key (PEM) of the journal's seals
  created_at timestamptz not null default now()
);
grant select on centre to centre_app, region_app, centre_login;
grant insert, update on centre to centre_login;

create table setting (
  centre_id int not null default current_setting('app.centre')::int references centre,
  code text not null,
  value jsonb not null,
  primary key (centre_id, code)
);
select make_tenant('setting', for_region => false);

-- Working-day exceptions of a centre: they win over the published calendar (调休, local closures).
create table calendar_exception (
  centre_id int not null default current_setting('app.centre')::int references centre,
  day date not null,
  working boolean not null,
  reason text not null,
  primary key (centre_id, day)
);
select make_tenant('calendar_exception');

-- The journal: one row per performed action, append-only.
create table journal (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  at timestamptz not null,
  xid xid8 not null default pg_current_xact_id(),
  flow text not null,
  action text not null,
  record_id uuid not null,
  from_state text,
  to_state text,
  actor_kind text not null check (actor_kind in ('person', 'stranger', 'system')),
  identity_id uuid,
  staff_id uuid,
  party_id uuid,                                                       -- whose file (一户一档) this belongs to
  digest text not null,                                                -- sha256(salt ‖ canonical input), salt in journal_detail
  seal int,
  primary key (centre_id, id)
);
create index journal_record on journal (centre_id, record_id, id);
create index journal_party on journal (centre_id, party_id, id desc) where party_id is not null;
create index journal_staff on journal (centre_id, staff_id, id desc) where staff_id is not null;
create index journal_flow on journal (centre_id, flow, action, at);
create index journal_unsealed on journal (centre_id, xid) where seal is null;
select make_tenant('journal');
revoke update, delete on journal from centre_app;
grant update (seal) on journal to centre_app;

create function journal_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.seal is null
     and to_jsonb(new) - 'seal' = to_jsonb(old) - 'seal' then
    return new;                                                        -- being sealed, the one change a row may see
  end if;
  raise exception 'the journal is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger journal_append_only before update or delete on journal
  for each row execute function journal_is_append_only();
create trigger journal_no_truncate before truncate on journal
  for each statement execute function journal_is_append_only();

-- Free text and personal values of a journal row; may be erased for a person without breaking the chain.
create table journal_detail (
  centre_id int not null default current_setting('app.centre')::int,
  journal_id uuid not null,
  salt text not null,
  actor_name text not null,
  note text,
  input jsonb not null,
  primary key (centre_id, journal_id),
  foreign key (centre_id, journal_id) references journal (centre_id, id)
);
select make_tenant('journal_detail', for_region => false);

create table journal_seal (
  centre_id int not null default current_setting('app.centre')::int references centre,
  number int not null,
  at timestamptz not null,
  rows int not null,
  previous text not null,
  hash text not null,                                                  -- sha256(previous ‖ rows in order)
  signature text not null,                                             -- Ed25519 over hash, base64
  primary key (centre_id, number)
);
select make_tenant('journal_seal');
revoke update, delete on journal_seal from centre_app;

-- Tasks: every open state says whom it awaits and until when.
create table task (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  flow text not null,
  record_id uuid not null,
  state text not null,
  title text not null,
  duty text,                                                           -- anyone who holds this duty
  staff_id uuid,                                                       -- or this staff member
  party_id uuid,                                                       -- or whoever acts for this party
  opened_at timestamptz not null,
  due_at timestamptz,
  act text,                                                            -- the action that the clock performs …
  act_at timestamptz,                                                  -- … at this time
  reminded_at timestamptz,
  urged_at timestamptz,                                                -- 督办
  closed_at timestamptz,
  closed_by uuid,                                                      -- journal id
  primary key (centre_id, id),
  check (num_nonnulls(duty, staff_id, party_id) = 1 or act is not null)
);
create unique index task_open on task (centre_id, flow, record_id) where closed_at is null;
create index task_of_staff on task (centre_id, staff_id, due_at) where closed_at is null;
create index task_of_duty on task (centre_id, duty, due_at) where closed_at is null;
create index task_of_party on task (centre_id, party_id, due_at) where closed_at is null;
create index task_due on task (centre_id, due_at) where closed_at is null;
create index task_clock on task (act_at) where closed_at is null and act_at is not null;
create index task_closed on task (centre_id, closed_at) where closed_at is not null;
select make_tenant('task');

-- Files: content lies in the store by its SHA-256; this row says what it is and to which record it belongs.
create table file (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  subject text not null,                                               -- flow, or 'draft'
  record_id uuid not null,
  field text not null,
  sha256 text not null,
  name text not null,
  media_type text not null,
  size int not null,
  public boolean not null default false,
  uploaded_by uuid,
  uploaded_at timestamptz not null,
  primary key (centre_id, id)
);
create index file_record on file (centre_id, record_id);
create index file_content on file (sha256);
select make_tenant('file', for_region => false);

-- Content lies in the store once, however many rows of however many centres name it; requests see their own centre's.
create function content_is_named(p_sha256 text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from file where sha256 = p_sha256) $$;
revoke all on function content_is_named from public;
grant execute on function content_is_named to centre_app;

-- Drafts live on the server, so that a form begun on the phone continues at the desk.
create table draft (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  identity_id uuid not null,
  flow text not null,
  action text not null,
  subject_id uuid,                                                     -- e.g. the service item applied for
  input jsonb not null,
  saved_at timestamptz not null,
  primary key (centre_id, id)
);
create unique index draft_of on draft (centre_id, identity_id, flow, action, subject_id) nulls not distinct;
select make_tenant('draft', for_region => false);

-- What a person had typed when the session turned out to be over; shown again after signing in.
create table parked_form (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  path text not null,
  input jsonb not null,
  parked_at timestamptz not null,
  primary key (centre_id, id)
);
select make_tenant('parked_form', for_region => false);

-- A form carries a key; the same key performs once (double submit → one case).
create table submission (
  centre_id int not null default current_setting('app.centre')::int references centre,
  key uuid not null,
  identity_id uuid,
  flow text not null,
  action text not null,
  record_id uuid not null,
  at timestamptz not null,
  primary key (centre_id, key)
);
select make_tenant('submission', for_region => false);

-- Notifications: what a person is told, and the outbox of every channel that carried it.
create table notification (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  at timestamptz not null,
  identity_id uuid,                                                    -- null: known only by phone
  phone text,
  template text not null,
  variables jsonb not null,
  body text not null,
  href text,
  read_at timestamptz,
  primary key (centre_id, id)
);
create index notification_of on notification (centre_id, identity_id, id desc);
create index notification_unread on notification (centre_id, identity_id) where read_at is null;
select make_tenant('notification', for_region => false);

create table outbox (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  notification_id uuid,
  channel text not null check (channel in ('sms', 'mail', 'robot')),
  recipient text not null,
  template text not null,
  body text not null,
  state text not null check (state in ('queued', 'sent', 'failed')),
  tries int not null default 0,
  error text,
  at timestamptz not null,
  due_at timestamptz not null,                                         -- queued: not carried before; a lease while it is
  sent_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, notification_id) references notification (centre_id, id)
);
create index outbox_recent on outbox (centre_id, id desc);
create index outbox_queued on outbox (due_at, centre_id) where state = 'queued';
select make_tenant('outbox', for_region => false);

-- Which centres have letters to be carried, for whoever works for all of them.
create function centres_with_letters(p_now timestamptz) returns setof int
  language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
  return query select distinct centre_id from outbox where state = 'queued' and due_at <= p_now;
end $$;
revoke all on function centres_with_letters from public;
grant execute on function centres_with_letters to centre_login;

-- Looking at a person's page, file or unmasked value is logged (kept at least a year).
create table access_log (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  at timestamptz not null,
  identity_id uuid,
  staff_id uuid,
  what text not null,
  record_id uuid,
  ip text,
  primary key (centre_id, id)
);
create index access_log_record on access_log (centre_id, record_id, id desc);
select make_tenant('access_log', for_region => false);
revoke update, delete on access_log from centre_app;

-- Search: text operators are not leakproof, so under row-level security their indexes would go unused.
-- The request role has no grant here; it asks the function, which filters by centre and audience itself.
create table search_document (
  centre_id int not null references centre,
  subject text not null,
  record_id uuid not null,
  audience text not null,                                              -- 'public', or the duty that one must hold
  title text not null,
  summary text not null default '',
  href text not null,
  weight real not null default 1,
  tokens text[] not null,
  primary key (centre_id, subject, record_id)
);
create extension if not exists btree_gin;
create index search_document_tokens on search_document using gin (centre_id, tokens);

create function search_documents(wanted text[], audiences text[], of_subject text, most int)
  returns table (subject text, record_id uuid, title text, summary text, href text, rank real)
  language sql stable security definer set search_path = public, pg_temp as $$
  select d.subject, d.record_id, d.title, d.summary, d.href, d.weight
  from search_document d
  where d.centre_id = current_setting('app.centre')::int
    and d.tokens @> wanted
    and d.audience = any (audiences)
    and (of_subject is null or d.subject = of_subject)
  order by d.weight desc, length(d.title), d.record_id desc
  limit least(most, 200)
$$;
create function put_search_document(p_subject text, p_record_id uuid, p_audience text, p_title text,
    p_summary text, p_href text, p_weight real, p_tokens text[])
  returns void language sql security definer set search_path = public, pg_temp as $$
  insert into search_document values (current_setting('app.centre')::int, p_subject, p_record_id, p_audience,
    p_title, p_summary, p_href, p_weight, p_tokens)
  on conflict (centre_id, subject, record_id) do update set audience = excluded.audience,
    title = excluded.title, summary = excluded.summary, href = excluded.href,
    weight = excluded.weight, tokens = excluded.tokens
$$;
create function drop_search_document(p_subject text, p_record_id uuid)
  returns void language sql security definer set search_path = public, pg_temp as $$
  delete from search_document
  where centre_id = current_setting('app.centre')::int and subject = p_subject and record_id = p_record_id
$$;
revoke all on function search_documents, put_search_document, drop_search_document from public;
grant execute on function search_documents, put_search_document, drop_search_document to centre_app;
