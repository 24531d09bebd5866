-- The public directory for machines: what changed since they last asked, and everything that a search finds.

create index service_item_public on service_item (centre_id, id) where shown;
create index provider_public on provider (centre_id, id) where shown;

-- Everything public of one subject that matches, not only the best: a list that filters by it must not be cut in silence.
create function found_documents(wanted text[], of_subject text) returns table (record_id uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select d.record_id
  from search_document d
  where d.centre_id = current_setting('app.centre')::int
    and d.tokens @> wanted
    and d.audience = 'public'
    and d.subject = of_subject
$$;
revoke all on function found_documents from public;
grant execute on function found_documents to centre_app;
