-- A schedule's job is late from when it was added: after a first start or a time of rest its hour may be long past.
ALTER TABLE jobs.job ADD COLUMN since bigint;
