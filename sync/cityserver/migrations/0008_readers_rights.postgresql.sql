-- The city's tools read every view, the public pages four; neither reads a table. The desks' account reads no view.

grant select on
  public_town, case_overview, overdue_case, cases_by_stage, document_overview, documents_by_month, fine_overview, fines_by_town,
  open_conflict, quarantined_work, number_register, city_device, city_code, city_deed, town_overview,
  published_decision, registered_certificate, listed_power
to chengzhi_report;

grant select on public_town, published_decision, registered_certificate, listed_power to chengzhi_public;

-- What the views look for in records.
create index rec_by_case on rec (town, coll, told(fields, 'case_id')) where coll in ('penalty', 'payment');

create index rec_published on rec (town, told(fields, 'case_id')) where coll = 'log_line' and told(fields, 'code') in ('fact.published', 'fact_taken_back.published', 'fact.publication_withdrawn', 'fact.publication_ended', 'fact.publication_refused');

create index rec_certificate on rec (told(fields, 'number')) where coll = 'certificate';

create index rec_decision on rec (town, told(fields, 'case_id')) where coll = 'document' and not deleted and told(fields, 'slug') in ('penalty_decision', 'on_spot_decision') and told(fields, 'state') in ('issued', 'served');

create index rec_issue on rec (town, told(fields, 'case_id'), seq) where coll = 'log_line' and told(fields, 'code') in ('document.issued', 'delivery.served');

create index log_decision on log (town, seq) where effects like '%_decision"%';
