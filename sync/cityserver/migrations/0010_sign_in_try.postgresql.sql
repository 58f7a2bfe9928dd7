-- Tries to sign in, by name and address.

create table sign_in_try (
  town text not null,
  name text not null,
  address text not null,
  failures integer not null,
  locked_until text,
  succeeded_at text,
  primary key (town, name, address)
);

alter table sign_in_try enable row level security;

alter table sign_in_try force row level security;

create policy own_town on sign_in_try to chengzhi_app using (town = current_setting('app.town', true)) with check (town = current_setting('app.town', true));

create policy views on sign_in_try for select to chengzhi_owner using (true);

grant select, insert, update, delete on sign_in_try to chengzhi_app;
