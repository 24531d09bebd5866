-- What 5.1 and 5.2 still lacked: policies as the basis of an answer.

-- The version as it stood when somebody rested an answer on it.
alter table consultation
  add column policy_id uuid,
  add column policy_version int,
  add check ((policy_id is null) = (policy_version is null)),
  add foreign key (centre_id, policy_id, policy_version) references policy_version (centre_id, policy_id, version);
create index consultation_policy on consultation (centre_id, policy_id, id desc) where policy_id is not null;

alter table consultation_transfer
  add column policy_id uuid,
  add foreign key (centre_id, policy_id) references policy (centre_id, id);

-- 6.1 What is rated is a case or a consultation; whoever asked without a file rates by the link or the code.
alter table rating_right
  drop constraint rating_right_centre_id_case_id_key,
  drop constraint rating_right_centre_id_case_id_fkey,
  alter column party_id drop not null,
  add column subject text not null default 'service_case' check (subject in ('service_case', 'consultation'));
alter table rating_right rename column case_id to record_id;
alter table rating_right
  alter column subject drop default,
  add unique (centre_id, subject, record_id),
  add check (party_id is not null or subject = 'consultation');

alter table rating_inbox
  alter column item_id drop not null,
  add column subject text not null default 'service_case' check (subject in ('service_case', 'consultation')),
  add check (item_id is not null or subject = 'consultation');
alter table rating_inbox alter column subject drop default;

alter table rating
  drop constraint rating_centre_id_case_id_key,
  add column subject text check (subject in ('service_case', 'consultation'));   -- null: counts for the centre only
update rating set subject = 'service_case' where item_id is not null or case_id is not null;
alter table rating rename column case_id to record_id;
alter table rating
  add unique (centre_id, subject, record_id),
  add check (record_id is null or subject is not null);
create index rating_subject on rating (centre_id, subject, month, mark);

alter table callback
  drop constraint callback_centre_id_case_id_fkey,
  alter column party_id drop not null,
  add column subject text not null default 'service_case' check (subject in ('service_case', 'consultation'));
alter table callback rename column case_id to record_id;
alter table callback alter column subject drop default;

-- 5.2.2 What a camera noted in a picture, where its kind of record keeps it; the content itself has no notes any more.
alter table file add column camera jsonb;                              -- { taken_at, longitude, latitude }, each may be null

alter table activity
  add column longitude double precision check (longitude between -180 and 180),
  add column latitude double precision check (latitude between -90 and 90),
  add check ((longitude is null) = (latitude is null));

-- 4.3.3 By which mandate, and by whom, somebody asked or registered on another's behalf (代办).
alter table consultation
  add column proxy_id uuid,
  add column proxy_identity_id uuid,
  add check ((proxy_id is null) = (proxy_identity_id is null)),
  add check (proxy_id is null or party_id is not null),
  add foreign key (centre_id, proxy_id) references mandate (centre_id, id);
create index consultation_by_proxy on consultation (centre_id, proxy_identity_id, id desc) where proxy_id is not null;

alter table activity_registration
  add column proxy_id uuid,
  add column proxy_identity_id uuid,
  add check ((proxy_id is null) = (proxy_identity_id is null)),
  add foreign key (centre_id, proxy_id) references mandate (centre_id, id);
create index activity_registration_by_proxy on activity_registration (centre_id, proxy_identity_id, id desc)
  where proxy_id is not null;

-- 5.2.1 Each side is told by itself, party by party, so that telling never holds more than a few of them.
drop index posting_match_untold;
alter table posting_match rename column told_at to supply_told_at;
alter table posting_match add column demand_told_at timestamptz;
update posting_match set demand_told_at = supply_told_at where supply_told_at is not null;
create index posting_match_untold_supply on posting_match (centre_id, supply_id, score)
  where stands and supply_told_at is null;
create index posting_match_untold_demand on posting_match (centre_id, demand_id, score)
  where stands and demand_told_at is null;
