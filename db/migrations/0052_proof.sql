-- 迎检资料包 and 数据质量: the proof that what the clauses ask for was done.

create table evidence_pack (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('building', 'ready', 'failed', 'discarded', 'expired')),
  period text not null check (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$'),
  clauses text[] not null check (cardinality(clauses) > 0),
  whole boolean not null,                                              -- personal values stand in it unmasked
  reason text not null default '',                                     -- why unmasked
  staff_id uuid not null,                                              -- who asked: with whose eyes it is made
  asked_at timestamptz not null,
  beat_at timestamptz not null,                                        -- when the work on it last showed life
  tries int not null default 0 check (tries >= 0),
  step text not null default '',                                       -- what is being put together, in words
  done int not null default 0 check (done >= 0),                       -- records and files
  total int not null default 0 check (total >= 0),
  finished_at timestamptz,
  files int check (files > 0),
  bytes bigint check (bytes > 0),
  manifest text check (manifest ~ '^[0-9a-f]{64}$'),                   -- SHA-256 of what its seal signs
  seal_number int,                                                     -- head of the journal's chain when it was made
  problem text,
  primary key (centre_id, id),
  check (not whole or reason <> ''),
  check ((state = 'building') = (finished_at is null)),
  check (state not in ('ready', 'expired') or (files is not null and bytes is not null and manifest is not null)),
  check (state <> 'failed' or problem is not null),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, seal_number) references journal_seal (centre_id, number)
);
create index evidence_pack_recent on evidence_pack (centre_id, id desc);
create index evidence_pack_building on evidence_pack (centre_id, beat_at) where state = 'building';
create index evidence_pack_ready on evidence_pack (centre_id, finished_at) where state = 'ready';
create unique index evidence_pack_one_at_a_time on evidence_pack (centre_id, staff_id) where state = 'building';
select make_tenant('evidence_pack', for_region => false);

-- What a rule found: an entry that is put right, or explained. It accuses nobody.
create table quality_issue (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'mended', 'explained')),
  rule text not null,
  module text not null,
  kind text not null check (kind in ('missing', 'late', 'backfilled', 'implausible', 'expired', 'duplicate')),
  record_id uuid not null,
  title text not null,
  href text not null check (href like '/desk/%'),
  says text not null,
  staff_id uuid,                                                       -- whose entry it is, where it is somebody's
  entered_at timestamptz not null,                                     -- of the entry
  found_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,                                                     -- staff; null where nobody of them did
  explanation text not null default '',
  primary key (centre_id, id),
  unique (centre_id, rule, record_id),
  check ((state = 'open') = (settled_at is null)),
  check (state <> 'explained' or explanation <> ''),
  foreign key (centre_id, staff_id) references staff (centre_id, id),
  foreign key (centre_id, settled_by) references staff (centre_id, id)
);
create index quality_issue_recent on quality_issue (centre_id, id desc);
create index quality_issue_open on quality_issue (centre_id, rule) where state = 'open';
create index quality_issue_staff on quality_issue (centre_id, staff_id, id desc);
create index quality_issue_entered on quality_issue (centre_id, entered_at);
select make_tenant('quality_issue', for_region => false);

-- Centres that exist already: who manages the team and who supervises the operator answer for the clauses.
update post set duties = duties || array['clause.read', 'pack.build']
  where ('team.manage' = any(duties) or 'operator.supervise' = any(duties)) and state = 'active';
