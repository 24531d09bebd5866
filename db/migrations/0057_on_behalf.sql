-- 代办: what staff write down at the counter for people who cannot do it on a phone says so, and by whom.

alter table job_application add column entered_by uuid,
  add foreign key (centre_id, entered_by) references staff (centre_id, id);
create index job_application_entered on job_application (centre_id, post_id) where entered_by is not null;
alter table internship add column entered_by uuid,                     -- of its application: they do not assess it
  add foreign key (centre_id, entered_by) references staff (centre_id, id);

alter table voucher add column claimed_by uuid,
  add foreign key (centre_id, claimed_by) references staff (centre_id, id);
alter table voucher_redemption add column claimed_by uuid,             -- of its voucher: they decide nothing about its money
  add foreign key (centre_id, claimed_by) references staff (centre_id, id);

-- Centres that exist already: whoever receives people at the counter claims for them.
update post set duties = array_append(duties, 'voucher.enter')
  where 'case.register' = any(duties) and not 'voucher.enter' = any(duties) and state = 'active';

-- The record of the evidence room that a finding of a third party rests on, by its title as it stood there.
alter table appraisal_finding add column register text,
  add column record_id uuid,
  add column record_title text not null default '',
  add check ((register is null) = (record_id is null));

-- Outside experts review start-ups by their own account: mentors who said yes to it.
alter table mentor add column reviews_at timestamptz;                  -- since when they take part in reviews
alter table incubation_review alter column reviewer_id drop not null,
  add column mentor_id uuid,                                           -- instead of a member of staff
  add column identity_id uuid,                                         -- their account when they were asked
  add check ((reviewer_id is null) <> (mentor_id is null)),
  add check ((mentor_id is null) = (identity_id is null)),
  add unique (centre_id, incubation_id, mentor_id),
  add foreign key (centre_id, mentor_id) references mentor (centre_id, id);
create index incubation_review_identity on incubation_review (centre_id, identity_id) where identity_id is not null;
