-- Who names a number after a restore while the computer that the backup names for it has not reported.

alter table num add column claim text;
