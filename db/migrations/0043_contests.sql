-- 5.4.2 Contests (创业大赛, 技能大赛): planned, registered for, judged blind and sealed, replayable by anybody.

create table contest (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'approving', 'approved', 'published', 'judging', 'publicity', 'objected',
    'correcting', 'decided', 'announced', 'closed', 'cancelled')),
  kind text not null check (kind in ('startup', 'skills')),
  title text not null,
  about text not null,
  eligibility text not null,                                           -- who may enter
  organiser text not null,
  place text not null default '',
  owner_id uuid not null,                                              -- who is in charge
  plan text not null,                                                  -- the house's own
  budget jsonb not null,                                               -- [{ item, amount_fen }]
  prizes jsonb not null,                                               -- [{ name, places, amount_fen }], the highest first
  prize_fen bigint not null check (prize_fen >= 0),                    -- all of them together, as approved
  entrants text not null check (entrants in ('person', 'team', 'both')),
  team_most int not null check (team_most between 1 and 20),           -- people of a team, its leader among them
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  rule text not null check (rule in ('mean', 'trimmed', 'zscore')),    -- which figure counts
  ties text not null check (ties in ('shared', 'vote')),               -- what is done where the criteria do not tell either
  rule_frozen_at timestamptz,
  judge_ids uuid[] not null default '{}',                              -- identities of who judges: they decide nothing else
  publicity_days int check (publicity_days > 0),
  publicity_left int check (publicity_left > 0),
  publicity_from date,
  correction text,                                                     -- what an upheld objection changed
  published_at timestamptz,
  entries_closed_at timestamptz,
  publicised_at timestamptz,
  announced_at timestamptz,
  closed_at timestamptz,
  cancel_reason text,
  primary key (centre_id, id),
  check (state not in ('publicity', 'objected', 'correcting', 'decided', 'announced', 'closed') or publicised_at is not null),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index contest_recent on contest (centre_id, id desc);
create index contest_public on contest (centre_id, published_at desc) where published_at is not null;
select make_tenant('contest');

create table contest_round (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('planned', 'declaring', 'judging', 'scored', 'settled', 'dropped')),
  contest_id uuid not null,
  seq int not null check (seq between 1 and 9),
  name text not null,
  weight int not null check (weight between 1 and 100),                -- per cent of the final figure
  advance_by text not null check (advance_by in ('count', 'share', 'all')),
  advance int not null check (advance between 1 and 1000),             -- so many, or per cent
  blind boolean not null,
  judges_each int not null check (judges_each between 1 and 20),       -- for each entry
  starts_on date not null,
  place text not null default '',
  criteria jsonb not null,                                             -- [{ label, weight, anchors }]; frozen by the draw
  draw_text text,                                                      -- the numbered list that was drawn from
  draw_digest text,
  draw_number text,                                                    -- the public number
  votes jsonb not null default '[]',                                   -- [{ entries: [numbers in order], note }]
  drawn_at timestamptz,
  started_at timestamptz,
  scored_at timestamptz,
  settled_at timestamptz,
  primary key (centre_id, id),
  check ((state in ('planned', 'dropped')) or draw_text is not null),
  foreign key (centre_id, contest_id) references contest (centre_id, id)
);
create unique index contest_round_seq on contest_round (centre_id, contest_id, seq) where state <> 'dropped';
select make_tenant('contest_round');

create table contest_entry (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('submitted', 'returned', 'eligible', 'ineligible', 'withdrawn', 'disqualified',
    'finished')),
  contest_id uuid not null,
  turn int not null,                                                   -- given under the lock of the contest
  number int,                                                          -- by the draw: all that judges and the replay know
  as_team boolean not null,
  title text not null,
  about text not null,                                                 -- for the public, where it agreed
  works text not null,                                                 -- for the judges
  links text[] not null default '{}',
  shown boolean not null,
  party_id uuid not null,
  identity_id uuid,
  contact_name text not null,
  contact_phone text not null,
  submitted_at timestamptz not null,
  reached int,                                                         -- the last round that it took part in
  final_value int,
  final_rank int,
  followed_on date,
  primary key (centre_id, id),
  unique (centre_id, contest_id, turn),
  unique (centre_id, contest_id, number),
  foreign key (centre_id, contest_id) references contest (centre_id, id),
  foreign key (centre_id, party_id) references party (centre_id, id)
);
create index contest_entry_of on contest_entry (centre_id, contest_id, state, turn);
create index contest_entry_party on contest_entry (centre_id, party_id, id desc);
select make_tenant('contest_entry', for_region => false);

-- Who takes part. Nobody is in two teams of a contest.
create table contest_member (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  contest_id uuid not null,
  entry_id uuid not null,
  place int not null,                                                  -- the leader is 0
  name text not null,
  phone text not null,
  active boolean not null default true,
  primary key (centre_id, id),
  foreign key (centre_id, contest_id) references contest (centre_id, id),
  foreign key (centre_id, entry_id) references contest_entry (centre_id, id)
);
create unique index contest_member_once on contest_member (centre_id, contest_id, phone) where active and phone <> '00000000000';
create index contest_member_of on contest_member (centre_id, entry_id, place);
create index contest_member_phone on contest_member (centre_id, phone);
select make_tenant('contest_member', for_region => false);

create table contest_judge (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('invited', 'accepted', 'declined', 'removed')),
  contest_id uuid not null,
  name text not null,
  phone text not null,
  about text not null,                                                 -- where from, versed in what
  staff_id uuid,
  identity_id uuid,                                                    -- once they accepted
  number int,                                                          -- drawn with the results: what the replay calls them
  reason text,                                                         -- why they declined or were removed
  invited_at timestamptz not null,
  reminded_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, contest_id, number),
  check (state <> 'accepted' or identity_id is not null),
  foreign key (centre_id, contest_id) references contest (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create unique index contest_judge_once on contest_judge (centre_id, contest_id, phone)
  where state in ('invited', 'accepted') and phone <> '00000000000';
create index contest_judge_identity on contest_judge (centre_id, identity_id) where identity_id is not null;
create index contest_judge_phone on contest_judge (centre_id, phone);
select make_tenant('contest_judge', for_region => false);

-- 回避申报: with which entries of a round a judge has to do. Made before any work is shown.
create table contest_declaration (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  round_id uuid not null,
  judge_id uuid not null,
  entry_ids uuid[] not null,
  reason text not null,
  at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, round_id, judge_id),
  foreign key (centre_id, round_id) references contest_round (centre_id, id),
  foreign key (centre_id, judge_id) references contest_judge (centre_id, id)
);
select make_tenant('contest_declaration', for_region => false);

-- An entry in a round: its order of appearance, and how it came out once the round was closed.
create table contest_place (
  centre_id int not null default current_setting('app.centre')::int references centre,
  round_id uuid not null,
  entry_id uuid not null,
  turn int not null,                                                   -- order of appearance
  mean int,                                                            -- in 1/100,000 of a point
  trimmed int,
  zscore int,                                                          -- in 1/1,000,000
  value int,                                                           -- the one that counts
  rank int,
  advanced boolean,
  primary key (centre_id, round_id, entry_id),
  unique (centre_id, round_id, turn),
  foreign key (centre_id, round_id) references contest_round (centre_id, id),
  foreign key (centre_id, entry_id) references contest_entry (centre_id, id)
);
create index contest_place_entry on contest_place (centre_id, entry_id);
select make_tenant('contest_place');

create table contest_sheet (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'locked', 'unlocking', 'recused', 'void')),
  contest_id uuid not null,
  round_id uuid not null,
  entry_id uuid not null,
  judge_id uuid not null,
  identity_id uuid,                                                    -- the judge's, and
  staff_id uuid,
  party_id uuid not null,                                              -- the entry's: whoever acts for it does not judge it
  number int not null,                                                 -- of the entry
  turn int not null,
  marks jsonb,                                                         -- [{ mark, comment }], by the criteria of the round
  opinion text not null default '',
  total int check (total between 0 and 10000),                         -- in 1/100 of a point
  signed_name text,
  digest text,                                                         -- SHA-256 of the signed sheet
  signed_at timestamptz,
  unlocks int not null default 0,
  earlier jsonb not null default '[]',                                 -- what was signed before it was unlocked
  reason text,                                                         -- of recusal, or why it is to be unlocked
  primary key (centre_id, id),
  unique (centre_id, round_id, entry_id, judge_id),
  check (state not in ('locked', 'unlocking') or (marks is not null and total is not null and digest is not null
    and signed_at is not null)),
  foreign key (centre_id, contest_id) references contest (centre_id, id),
  foreign key (centre_id, round_id) references contest_round (centre_id, id),
  foreign key (centre_id, entry_id) references contest_entry (centre_id, id),
  foreign key (centre_id, judge_id) references contest_judge (centre_id, id)
);
create index contest_sheet_of on contest_sheet (centre_id, round_id, state);
create index contest_sheet_judge on contest_sheet (centre_id, identity_id, round_id, turn);
select make_tenant('contest_sheet', for_region => false);

-- What anybody can recompute the ranking from; never changed, a correction is a new version.
create table contest_replay (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null default gen_random_uuid(),
  contest_id uuid not null,
  version int not null check (version >= 1),
  body text not null,
  digest text not null,
  note text not null,                                                  -- 更正说明; '' for the first
  made_at timestamptz not null,
  primary key (centre_id, id),
  unique (centre_id, contest_id, version),
  foreign key (centre_id, contest_id) references contest (centre_id, id)
);
select make_tenant('contest_replay');
revoke update, delete on contest_replay from centre_app;

create table contest_objection (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('open', 'dismissed', 'upheld')),
  contest_id uuid not null,
  judge_ids uuid[] not null,                                           -- who does not answer it
  identity_id uuid,
  raised_by text not null,
  phone text not null,
  body text not null,
  answer text,
  raised_at timestamptz not null,
  primary key (centre_id, id),
  check (state = 'open' or answer is not null),
  foreign key (centre_id, contest_id) references contest (centre_id, id)
);
create index contest_objection_of on contest_objection (centre_id, contest_id, id desc);
select make_tenant('contest_objection', for_region => false);

create table contest_prize (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('due', 'paid', 'cancelled')),
  contest_id uuid not null,
  entry_id uuid not null,
  name text not null,                                                  -- 一等奖
  turn int not null,                                                   -- of the certificate, within the contest
  code text not null,                                                  -- to check the certificate by
  amount_fen bigint not null check (amount_fen >= 0),                  -- before tax
  tax_fen bigint not null default 0 check (tax_fen >= 0),
  paid_on date,
  voucher text,                                                        -- 凭证号
  reason text,                                                         -- why it is not paid
  primary key (centre_id, id),
  unique (centre_id, contest_id, turn),
  unique (centre_id, code),
  check (tax_fen <= amount_fen),
  check (state <> 'paid' or (paid_on is not null and voucher is not null)),
  foreign key (centre_id, contest_id) references contest (centre_id, id),
  foreign key (centre_id, entry_id) references contest_entry (centre_id, id)
);
create unique index contest_prize_once on contest_prize (centre_id, entry_id) where state <> 'cancelled';
create unique index contest_prize_voucher on contest_prize (centre_id, contest_id, voucher) where voucher is not null;
create index contest_prize_recent on contest_prize (centre_id, id desc);
select make_tenant('contest_prize', for_region => false);

-- Never more than was approved, whatever the program says.
create function contest_prize_within() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  approved bigint;
  given bigint;
begin
  select prize_fen into strict approved from contest
    where centre_id = new.centre_id and id = new.contest_id for no key update;
  select coalesce(sum(amount_fen), 0) into given from contest_prize
    where centre_id = new.centre_id and contest_id = new.contest_id and state <> 'cancelled';
  if given > approved then
    raise exception 'prizes above the approved budget' using errcode = 'check_violation';
  end if;
  return null;
end $$;
revoke all on function contest_prize_within from public;
create trigger contest_prize_within after insert or update on contest_prize
  for each row execute function contest_prize_within();

-- Centres that exist already: who plans activities plans contests, who leads and who supervises approve.
update post set duties = array_append(duties, 'contest.manage')
  where 'activity.manage' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'contest.approve')
  where ('activity.approve' = any(duties) or 'operator.supervise' = any(duties)) and state = 'active';
update post set duties = array_append(duties, 'contest.check')
  where 'case.accept' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'contest.pay')
  where 'voucher.pay' = any(duties) and state = 'active';
