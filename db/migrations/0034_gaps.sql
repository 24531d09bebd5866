-- What 5.1 and 5.2 still lacked: policies as the basis of an answer.

-- Documents of a subject that have any of the words, with those of them that they have; the closest first.
create function meeting_documents(wanted text[], of_subject text, most int)
  returns table (record_id uuid, met bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select d.record_id, (select count(*) from unnest(d.tokens) as token where token = any (wanted))
  from search_document d
  where d.centre_id = current_setting('app.centre')::int
    and d.tokens && wanted
    and d.audience = 'public'
    and d.subject = of_subject
  order by 2 desc, 1 desc
  limit least(most, 200)
$$;
revoke all on function meeting_documents from public;
grant execute on function meeting_documents to centre_app;

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
