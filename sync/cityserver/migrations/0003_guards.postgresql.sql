-- Row policies: whoever serves the desks sees the rows of the town it stands in, and no other.

do $$
declare
  each text;
begin
  foreach each in array array['blob', 'code', 'deed', 'device', 'sitting', 'staff', 'town', 'upload'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format('create policy own_town on %I to chengzhi_app using (town = current_setting(''app.town'', true)) with check (town = current_setting(''app.town'', true))', each);
    execute format('create policy views on %I for select to chengzhi_owner using (true)', each);
    execute format('grant select, insert, update on %I to chengzhi_app', each);
  end loop;
end
$$;

-- What administrators did is only ever added to.
revoke update on deed from chengzhi_app;

grant delete on sitting, upload to chengzhi_app;
