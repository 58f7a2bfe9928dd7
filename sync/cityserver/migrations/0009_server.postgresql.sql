-- Which server the database belongs to.

create table server (
  town text not null,
  server_id text not null,
  primary key (town)
);

alter table server enable row level security;

alter table server force row level security;

create policy own_town on server to chengzhi_app using (town = current_setting('app.town', true)) with check (town = current_setting('app.town', true));

create policy views on server for select to chengzhi_owner using (true);

-- Said once and for ever: nobody who serves may say otherwise.
grant select, insert on server to chengzhi_app;
