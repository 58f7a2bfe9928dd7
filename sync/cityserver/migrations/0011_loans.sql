-- The request that brought a number, so that giving it back ends that loan and no later one.

alter table num add column loan text;
