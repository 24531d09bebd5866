-- 6.1.1, 6.1.2 Third-party evaluation (第三方评价): chosen by the bureau, done by outsiders in a read-only room of the period.

-- An outsider's account opens nothing after their term, by the clock.
create or replace function resolve_actor(p_token text, p_centre int, p_now timestamptz)
  returns table (session_id text, identity_id uuid, name text, must_change_password boolean, second_factor boolean,
    consented text, seen_at timestamptz, staff_id uuid, organisation text, duties text[], parties uuid[],
    proxies uuid[], twin_id uuid, twin_parties uuid[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
  return query select s.id::text, i.id, coalesce(st.name, i.name), i.must_change_password, i.totp_confirmed,
    (select max(c.version) from consent c
     where c.centre_id = p_centre and c.identity_id = i.id and c.document = 'privacy' and c.state = 'given'),
    s.seen_at, st.id, st.organisation, duties_of(p_centre, st.id), parties_of(p_centre, i.id, p_now),
    proxies_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from session s
  join identity i on i.id = s.identity_id
  left join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
    and (st.organisation <> 'assessor' or st.contract_until is null
      or st.contract_until >= (p_now at time zone 'Asia/Shanghai')::date)
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where s.token = p_token and s.expires_at > p_now;
end $$;
create or replace function resolve_api_key(p_token_hash text, p_centre int, p_now timestamptz)
  returns table (key_name text, reads text[], acts text[], identity_id uuid, name text, staff_id uuid,
    organisation text, duties text[], parties uuid[], twin_id uuid, twin_parties uuid[])
  language plpgsql stable security definer set search_path = public, pg_temp as $$ begin
  return query select k.name, k.reads, k.acts, i.id, st.name, st.id, st.organisation, duties_of(p_centre, st.id),
    parties_of(p_centre, i.id, p_now),
    twin.id, case when twin.id is null then '{}' else parties_of(p_centre, twin.id, p_now) end
  from api_key k
  join identity i on i.id = k.identity_id
  join staff st on st.centre_id = p_centre and st.identity_id = i.id and st.state = 'active'
    and (st.organisation <> 'assessor' or st.contract_until is null
      or st.contract_until >= (p_now at time zone 'Asia/Shanghai')::date)
  left join identity twin on twin.phone_number = st.phone and twin.id <> i.id
  where k.token_hash = p_token_hash and k.centre_id = p_centre and k.state = 'active'
    and k.expires_on >= (p_now at time zone 'Asia/Shanghai')::date;
end $$;

create table appraisal (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('declaring', 'working', 'signing', 'replying', 'weighing', 'delivered', 'closed',
    'terminated')),
  period text not null check (period ~ '^\d{4}(-(H[12]|Q[1-4]|(0[1-9]|1[0-2])))?$'),
  title text not null,
  assessor text not null,                                              -- 第三方评价机构
  chosen_by text not null,                                             -- how the bureau chose it
  contract_number text not null,
  price_fen bigint not null check (price_fen >= 0),
  first_day date not null,                                             -- the term: outside it nothing is open
  last_day date not null,
  work_days int not null check (work_days > 0),
  head_id uuid not null,                                               -- signs for the assessor
  team_ids uuid[] not null default '{}',                               -- who has declared independence
  sheet_id uuid not null,
  sheet_name text not null,
  sheet_version int not null,
  items jsonb not null,                                                -- [{ key, clause, text, score }], frozen
  opening text not null,
  script jsonb not null default '{"fields": []}',                      -- what is asked on the phone
  scores jsonb not null default '{}',                                  -- { key: { score, remark } }
  conclusion text not null default '',
  drafted_at timestamptz,
  drafted_by uuid,                                                     -- never the one who signs
  issued_at timestamptz,
  issued_score int check (issued_score between 0 and 10000),           -- hundredths of a point out of 100, as first issued
  reply text not null default '',
  replied_at timestamptz,
  final_word text not null default '',
  final_score int check (final_score between 0 and 10000),
  finalised_at timestamptz,
  accepted_at timestamptz,
  ending text not null default '',
  made_at timestamptz not null,
  primary key (centre_id, id),
  check (last_day >= first_day),
  check (state not in ('replying', 'weighing', 'delivered', 'closed') or (issued_at is not null and issued_score is not null)),
  check (state not in ('delivered', 'closed') or (finalised_at is not null and final_score is not null)),
  check ((state = 'terminated') = (ending <> '')),
  foreign key (centre_id, head_id) references staff (centre_id, id),
  foreign key (centre_id, drafted_by) references staff (centre_id, id),
  foreign key (centre_id, sheet_id) references score_sheet (centre_id, id)
);
-- One at work a period; one that was terminated makes room.
create unique index appraisal_period on appraisal (centre_id, period) where state <> 'terminated';
create index appraisal_recent on appraisal (centre_id, period desc, id desc);
select make_tenant('appraisal');

-- Who assesses, and what they declared (独立性声明).
create table appraisal_member (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('asked', 'declared', 'recused', 'removed')),
  appraisal_id uuid not null,
  staff_id uuid not null,
  relations jsonb not null default '[]',                               -- codes of the relations that there are
  explanation text not null default '',
  declared_at timestamptz,
  left_at timestamptz,
  primary key (centre_id, id),
  check ((state in ('asked')) or declared_at is not null or left_at is not null),
  check (state <> 'declared' or relations = '[]'),
  foreign key (centre_id, appraisal_id) references appraisal (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create unique index appraisal_member_once on appraisal_member (centre_id, appraisal_id, staff_id);
create index appraisal_member_staff on appraisal_member (centre_id, staff_id, id desc);
select make_tenant('appraisal_member', for_region => false);

-- A draw: from which register of the period, with which seed; the list that it was made from stays beside it.
create table appraisal_draw (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  appraisal_id uuid not null,
  register text not null,
  method text not null check (method in ('document', 'phone')),
  seed text not null,
  frame text not null,
  digest text not null,
  people int not null check (people > 0),                              -- records in the frame
  size int not null check (size > 0 and size <= people),
  drawn_by uuid not null,
  drawn_at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, appraisal_id, register, method, seed),
  foreign key (centre_id, appraisal_id) references appraisal (centre_id, id),
  foreign key (centre_id, drawn_by) references staff (centre_id, id)
);
create index appraisal_draw_of on appraisal_draw (centre_id, appraisal_id, drawn_at);
select make_tenant('appraisal_draw', for_region => false);

-- One thing that was looked into: drawn, or gone to.
create table appraisal_check (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('waiting', 'checked', 'unreached')),
  appraisal_id uuid not null,
  method text not null check (method in ('document', 'phone', 'onsite', 'talk', 'demonstration')),
  draw_id uuid,
  rank int check (rank > 0),
  register text,
  record_id uuid,
  title text not null,
  outcome text check (outcome in ('consistent', 'partly', 'contradicts')),
  note text not null default '',
  contradiction text not null default '',                              -- where it contradicts the record
  answers jsonb not null default '{}',
  tries int not null default 0 check (tries >= 0),
  dialled_at timestamptz,                                              -- the number was shown
  dialled_by uuid,
  done_on date,
  done_by uuid,
  primary key (centre_id, id),
  unique (centre_id, draw_id, rank),
  check ((draw_id is null) = (rank is null) and (draw_id is null) = (record_id is null)),
  check ((state = 'checked') = (outcome is not null)),
  check (outcome is distinct from 'contradicts' or contradiction <> ''),
  check (tries = 0 or dialled_at is not null),
  foreign key (centre_id, appraisal_id) references appraisal (centre_id, id),
  foreign key (centre_id, draw_id) references appraisal_draw (centre_id, id),
  foreign key (centre_id, dialled_by) references staff (centre_id, id),
  foreign key (centre_id, done_by) references staff (centre_id, id)
);
create index appraisal_check_of on appraisal_check (centre_id, appraisal_id, id desc);
select make_tenant('appraisal_check', for_region => false);

create table appraisal_finding (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('noted', 'dropped', 'issued', 'accepted', 'contested', 'upheld', 'withdrawn')),
  appraisal_id uuid not null,
  number int not null,
  item_key text not null,
  clause text not null,
  severity text not null check (severity in ('minor', 'major', 'critical')),
  title text not null,
  facts text not null,
  advice text not null default '',
  answer text not null default '',                                     -- of the centre
  answered_at timestamptz,
  sent_at timestamptz,                                                 -- with the whole reply
  ruling text not null default '',                                     -- of the assessor
  ruled_at timestamptz,
  raised_id uuid,                                                      -- the problem of 6.2 that it became
  primary key (centre_id, id),
  unique (centre_id, appraisal_id, number),
  check (state not in ('accepted', 'contested', 'upheld', 'withdrawn') or answered_at is not null),
  check (state not in ('upheld', 'withdrawn') or (ruling <> '' and ruled_at is not null)),
  foreign key (centre_id, appraisal_id) references appraisal (centre_id, id)
);
select make_tenant('appraisal_finding');

-- Centres that exist already: the bureau commissions, the director answers, and there is a post for assessors.
update post set duties = array_append(duties, 'appraisal.commission')
  where 'operator.supervise' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'appraisal.reply')
  where 'contract.report' = any(duties) and state = 'active';
insert into post (centre_id, id, state, name, summary, duties, rank)
  select distinct on (p.centre_id) p.centre_id, gen_random_uuid(), 'active', '评价员',
    '第三方评价机构的人员，在合同期内查阅证据、抽样核查、评分。', '{appraisal.assess}'::text[], 910
  from post p
  where 'operator.supervise' = any(p.duties) and p.state = 'active'
    and not exists (select from post q where q.centre_id = p.centre_id and q.name = '评价员' and q.state = 'active')
  order by p.centre_id;
