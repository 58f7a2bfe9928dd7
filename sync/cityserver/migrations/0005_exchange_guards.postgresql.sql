-- The exchange inside one town; what the city gives to all is read by every town.

do $$
declare
  each text;
begin
  foreach each in array array['backup', 'conf', 'dev', 'inbox', 'lease', 'log', 'num', 'op', 'quar', 'rec', 'roll', 'town_head'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format('create policy own_town on %I to chengzhi_app using (town = current_setting(''app.town'', true)) with check (town = current_setting(''app.town'', true))', each);
    execute format('create policy views on %I for select to chengzhi_owner using (true)', each);
    execute format('grant select, insert, update, delete on %I to chengzhi_app', each);
  end loop;
  foreach each in array array['conf', 'log', 'rec', 'town_head'] loop
    execute format('create policy city_for_all on %I for select to chengzhi_app using (town = ''city'')', each);
  end loop;
end
$$;

-- What is written to the log stays as it was written.
revoke update, delete on log, op from chengzhi_app;

-- A row of the log that something points at is a row of the same town.
alter table op add constraint op_in_log foreign key (town, seq) references log (town, seq) deferrable initially deferred;

alter table rec add constraint rec_in_log foreign key (town, seq) references log (town, seq) deferrable initially deferred;

alter table conf add constraint conf_in_log foreign key (town, cs_id) references log (town, cs_id) deferrable initially deferred;

alter table quar add constraint quar_in_log foreign key (town, cs_id) references log (town, cs_id) deferrable initially deferred;

-- Packing by lz4 halves what a pushed record costs.
alter table log alter column cs set compression lz4, alter column effects set compression lz4;

alter table rec alter column fields set compression lz4;

alter table inbox alter column cs set compression lz4;
