-- 6.2.1 What was answered in a survey, counted once: its answers no longer change when they stand in their last order. A sheet
-- of a million, read anew for every look at the results, takes seconds. Nothing stands here that the answers themselves do
-- not say: no invitation, no person, no time.

create table survey_count (
  centre_id int not null default current_setting('app.centre')::int,
  survey_id uuid not null,
  service_key text not null,                                            -- '': 其他, where fewer than five answered
  question text not null,
  answer text not null,                                                 -- a mark, an option; '': all who answered the question
  n int not null check (n > 0),
  sum numeric not null,                                                 -- of marks and numbers, at '' only
  squares numeric not null,
  primary key (centre_id, survey_id, question, answer, service_key),
  foreign key (centre_id, survey_id) references survey (centre_id, id)
);
select make_tenant('survey_count', for_region => false);

-- Counts a survey's answers: every question by service, as a whole ('') and by mark or option. Of numbers only their moments
-- are kept: a number that nobody else wrote would stand alone.
create function count_survey_answers(p_survey uuid) returns void language sql as $$
  delete from survey_count where survey_id = p_survey;
  with asked as materialized (
    select question ->> 'key' as key, question ->> 'kind' as kind
    from survey join questionnaire on questionnaire.centre_id = survey.centre_id and questionnaire.id = survey.questionnaire_id,
      jsonb_array_elements(definition -> 'questions') question
    where survey.id = p_survey
  ), given as materialized (
    select centre_id, coalesce(service_key, '') as service_key, key, value, count(*)::int as n
    from survey_answer, jsonb_each(answers)
    where survey_id = p_survey
    group by 1, 2, 3, 4
  ), known as (
    select given.*, kind, case when jsonb_typeof(value) = 'number' then value::numeric else 0 end as number
    from given join asked using (key)
    where kind <> 'textarea' and value <> 'null'
  )
  insert into survey_count (centre_id, survey_id, service_key, question, answer, n, sum, squares)
  select centre_id, p_survey, service_key, key, '', sum(n), sum(n * number), sum(n * number * number)
  from known group by centre_id, service_key, key
  union all
  select centre_id, p_survey, service_key, key, answer, sum(n), 0, 0
  from known, jsonb_array_elements_text(case jsonb_typeof(value) when 'array' then value else jsonb_build_array(value) end) answer
  where kind <> 'number' and answer <> ''
  group by centre_id, service_key, key, answer
$$;

-- Surveys whose results are being worked out now.
select count_survey_answers(id) from survey where mixed_at is not null;

-- A pack of evidence may be larger than two gigabytes.
alter table file alter column size type bigint;

-- 受理办件 of a quarter is counted by this; the siblings for submission and end are there already.
create index service_case_accepted on service_case (centre_id, accepted_at) where accepted_at is not null;
