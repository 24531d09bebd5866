-- 5.6.1 The day by which a case is delivered that is done under an agreement: it is not late before it.
alter table service_case add column agreed_until date;

update service_case set agreed_until = (
  select max(milestone.due_on)
  from service_order
  join milestone on milestone.centre_id = service_order.centre_id and milestone.order_id = service_order.id
  where service_order.centre_id = service_case.centre_id and service_order.case_id = service_case.id
    and service_order.state = 'running' and milestone.state <> 'cancelled'
) where by_milestones;
