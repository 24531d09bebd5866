-- Sheets that staff bring in: what was read, what became of each row. Rows hold people's data and stay a few weeks only.

create table import_batch (
  centre_id int not null default current_setting('app.centre')::int references centre,
  id uuid not null,
  state text not null check (state in ('checking', 'checked', 'running', 'done', 'discarded', 'unreadable')),
  kind text not null,                                                  -- what is brought in: a name of defineImport
  staff_id uuid not null,                                              -- who sent it, and as whom it is carried out
  file_name text not null default '',
  headings text[] not null default '{}',                               -- of the sheet, by the labels of its columns
  total int not null default 0,
  fresh int not null default 0,
  changed int not null default 0,
  same int not null default 0,
  wrong int not null default 0,
  done int not null default 0,
  refused int not null default 0,
  looked_again boolean not null default false,                         -- whether all rows still were as previewed when it began
  problem text,
  uploaded_at timestamptz not null,
  beat_at timestamptz not null,                                        -- when it was last worked on
  finished_at timestamptz,
  primary key (centre_id, id),
  foreign key (centre_id, staff_id) references staff (centre_id, id)
);
create index import_batch_staff on import_batch (centre_id, staff_id, id desc);
create index import_batch_open on import_batch (centre_id, id) where state in ('checking', 'running');
select make_tenant('import_batch', for_region => false);

create table import_row (
  centre_id int not null default current_setting('app.centre')::int,
  batch_id uuid not null,
  number int not null,                                                 -- as the sheet counts
  outcome text check (outcome in ('new', 'change', 'same', 'wrong')),  -- null: not looked at yet
  key text,
  title text not null default '',
  cells jsonb not null,                                                -- by the label of the column
  input jsonb,                                                         -- as checked, for the action
  changes jsonb not null default '[]',                                 -- [{ label, before, after }]
  faults jsonb not null default '[]',                                  -- [{ label, text, value }]
  record_id uuid,
  done_at timestamptz,
  refused text,                                                        -- why it was left out after all
  primary key (centre_id, batch_id, number),
  foreign key (centre_id, batch_id) references import_batch (centre_id, id) on delete cascade
);
create index import_row_left on import_row (centre_id, batch_id, number)
  where outcome in ('new', 'change') and done_at is null and refused is null;
select make_tenant('import_row', for_region => false);
