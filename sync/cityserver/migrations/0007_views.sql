-- What the public and the city's own reporting tools read. Documented in sync/cityserver/views.md.

create view public_town as
select town, name, kind from town where town <> 'city';

create view case_overview as
select
  rec.town,
  town.name as town_name,
  rec.id as case_id,
  told(rec.fields, 'number') as number,
  told(rec.fields, 'cause') as cause,
  told(rec.fields, 'department') as department,
  told(rec.fields, 'procedure') as procedure,
  told(rec.fields, 'status') as status,
  case
    when told(rec.fields, 'status') in ('CLUE', 'FILING_REVIEW', 'NOT_FILED') then '立案'
    when told(rec.fields, 'status') in ('FILED', 'INVESTIGATING', 'SUSPENDED', 'INVESTIGATED') then '调查'
    when told(rec.fields, 'status') in ('LEGAL_REVIEW_1', 'NOTICE_DRAFT', 'NOTIFIED', 'STATEMENT_REVIEW', 'HEARING_SET', 'HEARING_DONE') then '告知'
    when told(rec.fields, 'status') in ('LEGAL_REVIEW_2', 'COLLECTIVE', 'DECISION_REVIEW', 'SP_DRAFT') then '决定'
    when told(rec.fields, 'status') in ('CLOSING_REVIEW', 'CLOSED', 'SP_CLOSED', 'NO_PENALTY', 'NOT_ESTABLISHED', 'TERMINATED', 'TRANSFERRED', 'TRANSFERRED_POLICE') then '结案'
    when told(rec.fields, 'status') in ('ARCHIVED', 'SP_ARCHIVED') then '归档'
    else '执行'
  end as stage,
  told(rec.fields, 'filed_on') as filed_on,
  told(rec.fields, 'decided_on') as decided_on,
  told(rec.fields, 'closed_on') as closed_on,
  told(rec.fields, 'archived_on') as archived_on,
  case
    when told(rec.fields, 'filed_on') is not null and told(rec.fields, 'decided_on') is null and told(rec.fields, 'closed_on') is null
      then days_since(told(rec.fields, 'filed_on'))
  end as days_undecided,
  told(rec.fields, 'demonstration') = 'true' as demonstration
from rec join town on town.town = rec.town
where rec.coll = 'case' and not rec.deleted;

create view overdue_case as
select *, 'undecided' as why from case_overview
where days_undecided > 90 and stage in ('调查', '告知', '决定')
union all
select *, 'unpaid' as why from case_overview where status in ('OVERDUE', 'DEMANDED', 'COURT_APPLIED', 'SELF_ENFORCING');

create view cases_by_stage as
select town, town_name, stage, count(*) as cases from case_overview group by town, town_name, stage;

create view document_overview as
select
  rec.town,
  town.name as town_name,
  rec.id as document_id,
  told(rec.fields, 'case_id') as case_id,
  told(rec.fields, 'slug') as slug,
  told(rec.fields, 'state') as state,
  told(rec.fields, 'number') as number,
  told(rec.fields, 'issued_on') as issued_on,
  substr(coalesce(told(rec.fields, 'issued_on'), told(rec.fields, 'final_at')), 1, 7) as month
from rec join town on town.town = rec.town
where rec.coll = 'document' and not rec.deleted and told(rec.fields, 'state') <> 'draft';

create view documents_by_month as
select town, town_name, month, slug, count(*) as documents
from document_overview where state <> 'void' group by town, town_name, month, slug;

create view fine_overview as
select
  cases.town,
  cases.town_name,
  cases.case_id,
  cases.number,
  cases.decided_on,
  coalesce((
    select sum(cast(told(penalty.fields, 'fine') as bigint)) from rec as penalty
    where penalty.town = cases.town and penalty.coll = 'penalty' and not penalty.deleted
      and told(penalty.fields, 'case_id') = cases.case_id
  ), 0) as fine_fen,
  coalesce((
    select sum(cast(told(paid.fields, 'amount') as bigint)) from rec as paid
    where paid.town = cases.town and paid.coll = 'payment' and not paid.deleted
      and told(paid.fields, 'case_id') = cases.case_id
  ), 0) as collected_fen
from case_overview as cases where cases.decided_on is not null;

create view fines_by_town as
select town, town_name, count(*) as cases, sum(fine_fen) as fine_fen, sum(collected_fen) as collected_fen
from fine_overview group by town, town_name;

create view open_conflict as
select
  conf.town,
  town.name as town_name,
  conf.id,
  conf.coll,
  conf.rec,
  conf.kind,
  conf.urgent,
  told(conf.body, 'at') as at,
  told(conf.body, 'user') as by_user,
  told(conf.body, 'base') as base,
  told(conf.body, 'mine') as mine,
  told(conf.body, 'theirs') as theirs
from conf join town on town.town = conf.town where conf.closed_seq is null;

create view quarantined_work as
select
  quar.town,
  town.name as town_name,
  quar.cs_id,
  log.cs_no,
  quar.device,
  quar.reason,
  log.received_at,
  log.cs as content
from quar join log on log.town = quar.town and log.seq = quar.seq join town on town.town = quar.town
where quar.settled_seq is null;

create view number_register as
select num.town, town.name as town_name, series, year, n, state, device, reason
from num join town on town.town = num.town;

create view city_device as
select town, device, name, enrolled_at, revoked_at, revoked_by, revoked_reason, lost_at, seen_at, app, waiting, conflicts, skew, former
from device;

create view city_code as
select town, label, made_by, made_at, ends_at, used_at from code;

create view city_deed as
select at, "by", what, about from deed;

create view town_overview as
select
  town.town,
  town.name,
  (select count(*) from device where device.town = town.town and revoked_at is null) as devices,
  (select coalesce(sum(waiting), 0) from device where device.town = town.town and revoked_at is null) as waiting,
  (select max(seen_at) from device where device.town = town.town) as seen_at,
  (select count(*) from quar where quar.town = town.town and settled_seq is null) as quarantined,
  (select count(*) from conf where conf.town = town.town and closed_seq is null) as conflicts,
  (select count(*) from case_overview as cases where cases.town = town.town and closed_on is null and stage not in ('结案', '归档')) as open_cases
from town where town.town <> 'city';

-- Places in the town's log decide, never the clocks of desks. A log line is only ever added, so its place stays that of
-- its birth; a paper's place moves with each change, so its issue is looked up: the first row that says so and has it.
-- A paper is long: what a page shows but does not sort by is asked by itself, so only for the rows that are shown.
create view published_decision as
select
  paper.town,
  town.name as town_name,
  paper.id as document_id,
  told(paper.fields, 'number') as number,
  told(found.fields, 'cause') as cause,
  coalesce(told(found.fields, 'decided_on'), told(paper.fields, 'issued_on')) as decided_on,
  (
    select told_in(same.fields, 'frozen', 'organ.name') from rec as same
    where same.town = paper.town and same.coll = 'document' and same.id = paper.id
  ) as bureau,
  (
    select told_in(same.fields, 'frozen', 'penalty.text') from rec as same
    where same.town = paper.town and same.coll = 'document' and same.id = paper.id
  ) as penalty,
  (
    select
      case
        when told(party.fields, 'kind') = 'person' then substr(told(party.fields, 'name'), 1, 1) || '某某'
        when told(party.fields, 'kind') = 'sole_trader' and told(party.fields, 'business_name') <> '' then told(party.fields, 'business_name')
        when told(party.fields, 'kind') = 'sole_trader' then substr(told(party.fields, 'name'), 1, 1) || '某某'
        else coalesce(told(party.fields, 'name'), '')
      end
    from rec as party
    where party.town = paper.town and party.coll = 'party' and party.id = told(paper.fields, 'party_id')
  ) as party_shown
from (
  select
    town,
    told(fields, 'case_id') as case_id,
    max(case when told(fields, 'code') = 'fact.published' then seq end) as begun,
    max(case when told(fields, 'code') <> 'fact.published' then seq end) as ended
  from rec
  where coll = 'log_line'
    and told(fields, 'code') in ('fact.published', 'fact_taken_back.published', 'fact.publication_withdrawn', 'fact.publication_ended', 'fact.publication_refused')
  group by town, told(fields, 'case_id')
) as publicity
join rec as paper on paper.town = publicity.town and told(paper.fields, 'case_id') = publicity.case_id
join town on town.town = paper.town
join rec as found on found.town = paper.town and found.coll = 'case' and found.id = publicity.case_id
where publicity.begun > coalesce(publicity.ended, 0)
  and paper.coll = 'document' and not paper.deleted
  and told(paper.fields, 'slug') in ('penalty_decision', 'on_spot_decision')
  and told(paper.fields, 'state') in ('issued', 'served')
  and (
    paper.seq <= publicity.begun
    or exists (
      select 1 from rec as mark
      where mark.town = paper.town and mark.coll = 'log_line' and mark.seq <= publicity.begun
        and told(mark.fields, 'code') in ('document.issued', 'delivery.served')
        and told(mark.fields, 'case_id') = publicity.case_id
        and (
          select log.effects like '%"id":"' || paper.id || '"%' from log
          where log.town = mark.town and log.seq = mark.seq and log.effects like '%_decision"%'
        )
    )
  );

create view registered_certificate as
select
  told(card.fields, 'number') as number,
  told(person.fields, 'name') as name,
  town.name as town_name,
  told(card.fields, 'kind') as kind,
  told(card.fields, 'issued_on') as issued_on,
  told(card.fields, 'valid_to') as valid_to,
  told(card.fields, 'state') as state
from rec as card
join town on town.town = card.town
join rec as person on person.town = card.town and person.coll = 'officer' and person.id = told(card.fields, 'officer_id')
where card.coll = 'certificate' and not card.deleted and not person.deleted;

create view listed_power as
select
  told(fields, 'code') as code,
  told(fields, 'department') as department,
  told(fields, 'name') as name,
  told(fields, 'penalty_basis') as penalty_basis,
  told(fields, 'kinds') as kinds
from rec
where town = 'city' and coll = 'power_item' and not deleted
  and days_since(told(fields, 'listed_from')) >= 0
  and coalesce(days_since(told(fields, 'listed_to')), 0) <= 0;
