-- 5.3.1 题库与考试: questions in versions, papers by rule or list, exams of a class, one sitting a candidate.

create table exam_counter (
  centre_id int not null default current_setting('app.centre')::int references centre,
  last int not null,
  primary key (centre_id)
);
select make_tenant('exam_counter', for_region => false);

create function next_question_number() returns int language plpgsql as $$
declare
  given int;
begin
  insert into exam_counter (last) values (1)
  on conflict (centre_id) do update set last = exam_counter.last + 1
  returning last into given;
  return given;
end $$;

-- 试题: one row a version. What was once in use never changes, so that a paper can be made again.
create table exam_question (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'checking', 'in_use', 'retired', 'dropped')),
  number int not null,                                                  -- 题号, the same in every version
  version int not null check (version > 0),
  kind text not null check (kind in ('single', 'multiple', 'judgement', 'fill', 'practical')),
  topic text not null,
  difficulty text not null check (difficulty in ('easy', 'medium', 'hard')),
  stem text not null,
  options jsonb not null default '[]',                                  -- [{ text, right }]
  truth boolean,
  accepted text[] not null default '{}',                                -- answers in words, any of them
  points jsonb not null default '[]',                                   -- score sheet: [{ label, most }]
  explanation text not null default '',
  written_by uuid,
  checked_at timestamptz,
  reason text,                                                          -- why it was sent back or retired
  primary key (centre_id, id),
  unique (centre_id, number, version),
  check ((kind in ('single', 'multiple')) = (jsonb_array_length(options) >= 2)),
  check ((kind = 'judgement') = (truth is not null)),
  check ((kind = 'fill') = (cardinality(accepted) > 0)),
  check ((kind = 'practical') = (jsonb_array_length(points) > 0)),
  check (state <> 'in_use' or checked_at is not null),
  foreign key (centre_id, written_by) references staff (centre_id, id)
);
create unique index exam_question_holds on exam_question (centre_id, number) where state = 'in_use';
create unique index exam_question_next on exam_question (centre_id, number) where state in ('draft', 'checking');
create index exam_question_recent on exam_question (centre_id, number desc, version desc);
create index exam_question_draw on exam_question (centre_id, kind, topic) where state = 'in_use';
select make_tenant('exam_question', for_region => false);

create function exam_question_stays() returns trigger language plpgsql as $$
begin
  if old.state in ('in_use', 'retired') and
    (new.number, new.version, new.kind, new.topic, new.difficulty, new.stem, new.options, new.truth, new.accepted, new.points,
      new.explanation) is distinct from
    (old.number, old.version, old.kind, old.topic, old.difficulty, old.stem, old.options, old.truth, old.accepted, old.points,
      old.explanation) then
    raise exception 'a question that was in use is changed by a new version' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger exam_question_stays before update on exam_question
  for each row execute function exam_question_stays();

-- 试卷: by rule (so many of a kind and topic) or a fixed list.
create table exam_paper (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'in_use', 'retired')),
  title text not null,
  mode text not null check (mode in ('rule', 'fixed')),
  rules jsonb not null default '[]',                                    -- [{ kind, topic, difficulty, count, marks }]
  items jsonb not null default '[]',                                    -- [{ id, marks }]: versions of questions
  total int not null check (total between 1 and 1000),
  note text not null default '',                                        -- what stands on its head
  owner_id uuid not null,
  primary key (centre_id, id),
  check ((mode = 'rule') = (jsonb_array_length(rules) > 0)),
  check ((mode = 'fixed') = (jsonb_array_length(items) > 0)),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index exam_paper_recent on exam_paper (centre_id, id desc);
select make_tenant('exam_paper', for_region => false);

-- 考试安排 of a class: theory by a paper, practice by a score sheet, or both.
create table exam (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('draft', 'approving', 'scheduled', 'marking', 'released', 'cancelled')),
  class_id uuid not null,
  title text not null,
  retake_of uuid,                                                       -- 补考: of this exam
  paper_id uuid,
  practical_id uuid,                                                    -- the version of a practical question
  theory_weight int not null check (theory_weight between 0 and 100),
  practical_weight int not null check (practical_weight between 0 and 100),
  theory_most int not null default 0,
  practical_most int not null default 0,
  pass_mark int not null check (pass_mark between 1 and 100),           -- of 100
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  minutes int not null check (minutes between 5 and 600),
  place text not null,
  multiple_rule text not null check (multiple_rule in ('full', 'partial')),
  retakes int not null check (retakes between 0 and 10),
  retake_days int not null check (retake_days between 0 and 366),
  rules text not null default '',                                       -- what candidates read before they begin
  owner_id uuid not null,
  pools jsonb,                                                          -- what each rule draws from, fixed at the approval
  roster_at timestamptz,
  move_reason text,
  cancel_reason text,
  released_at timestamptz,
  primary key (centre_id, id),
  unique (centre_id, class_id, id),
  check (theory_weight + practical_weight = 100),
  check ((paper_id is null) = (theory_weight = 0)),
  check ((practical_id is null) = (practical_weight = 0)),
  check (state not in ('scheduled', 'marking', 'released') or paper_id is null or pools is not null),
  check (state <> 'released' or released_at is not null),
  foreign key (centre_id, class_id) references training_class (centre_id, id),
  foreign key (centre_id, class_id, retake_of) references exam (centre_id, class_id, id),
  foreign key (centre_id, paper_id) references exam_paper (centre_id, id),
  foreign key (centre_id, practical_id) references exam_question (centre_id, id),
  foreign key (centre_id, owner_id) references staff (centre_id, id)
);
create index exam_of on exam (centre_id, class_id, opens_at);
create index exam_recent on exam (centre_id, opens_at desc, id desc);
create index exam_ends on exam (centre_id, closes_at) where state = 'scheduled';
create index exam_retake on exam (centre_id, retake_of) where retake_of is not null;
create index exam_owner on exam (centre_id, owner_id) where state not in ('released', 'cancelled');
select make_tenant('exam');

-- 应试: one candidate in one exam. The clock is what is stored here.
create table exam_sitting (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('expected', 'sitting', 'on_paper', 'handed_in', 'marked', 'released', 'reviewing',
    'absent', 'cancelled')),
  exam_id uuid not null,
  class_id uuid not null,
  enrolment_id uuid not null,
  identity_id uuid references identity,                                 -- who sits it, where they have an account
  party_id uuid,                                                        -- in whose file it stands
  person_name text not null,
  phone text not null default '',
  attempt int not null check (attempt between 1 and 11),
  exam_title text not null,                                             -- as of the exam
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  has_theory boolean not null,
  has_practice boolean not null,
  seed text,
  drawn jsonb,                                                          -- [{ id, marks }]
  began_at timestamptz,
  due_at timestamptz,
  answers jsonb not null default '{}',                                  -- by the number of the question
  saved_at timestamptz,
  handed_in_at timestamptz,
  handed text check (handed in ('self', 'clock', 'paper')),
  theory jsonb not null default '[]',                                   -- tenths of each question
  theory_tenths int check (theory_tenths >= 0),
  practical jsonb not null default '[]',                                -- tenths of each point
  practical_tenths int check (practical_tenths >= 0),
  score_tenths int check (score_tenths between 0 and 1000),             -- of 100, weighted
  passed boolean,
  mark_reason text,                                                     -- why marks were changed
  released_at timestamptz,
  reminded_at timestamptz,
  appeal text,
  appealed_at timestamptz,
  appeal_answer text,
  primary key (centre_id, id),
  unique (centre_id, exam_id, enrolment_id),
  check ((seed is null) = (drawn is null)),
  check (state not in ('sitting', 'on_paper') or (has_theory and seed is not null and began_at is not null)),
  check (has_theory or has_practice),
  check (state <> 'sitting' or (due_at is not null and due_at <= closes_at and due_at > began_at)),
  check (handed is null or handed_in_at is not null),
  check (theory_tenths is null or handed is not null),
  check (state <> 'handed_in' or (handed is not null and has_practice)),
  check (state not in ('marked', 'released', 'reviewing') or (score_tenths is not null and passed is not null)),
  check (state not in ('released', 'reviewing') or released_at is not null),
  check (state <> 'reviewing' or appeal is not null),
  foreign key (centre_id, party_id) references party (centre_id, id),
  foreign key (centre_id, class_id, exam_id) references exam (centre_id, class_id, id),
  foreign key (centre_id, class_id, enrolment_id) references enrolment (centre_id, class_id, id)
);
create index exam_sitting_of on exam_sitting (centre_id, exam_id, state, person_name);
create index exam_sitting_learner on exam_sitting (centre_id, enrolment_id, id);
create index exam_sitting_identity on exam_sitting (centre_id, identity_id, id desc) where identity_id is not null;
create index exam_sitting_party on exam_sitting (centre_id, party_id) where party_id is not null;
create index exam_sitting_class on exam_sitting (centre_id, class_id, state);
create index exam_sitting_due on exam_sitting (centre_id, due_at) where state = 'sitting';
create index exam_sitting_unknown on exam_sitting (centre_id, phone) where state = 'expected' and identity_id is null;
select make_tenant('exam_sitting', for_region => false);

-- Centres that exist already: who runs classes writes questions and plans exams, who approves classes checks and approves,
-- who enrols learners marks, who calls back looks at results again.
update post set duties = duties || '{exam.write,exam.plan,exam.mark}'
  where 'training.run' = any(duties) and state = 'active';
update post set duties = duties || '{exam.check,exam.approve}'
  where 'training.approve' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'exam.mark')
  where 'training.enrol' = any(duties) and not 'exam.mark' = any(duties) and state = 'active';
update post set duties = array_append(duties, 'exam.review')
  where 'callback.handle' = any(duties) and state = 'active';
