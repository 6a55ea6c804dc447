-- Where the last file that went out to a case system began and ended, so that the next goes on there and a lost one is given again.
ALTER TABLE services.exchange_system
  ADD COLUMN from_at bigint, ADD COLUMN from_number text, ADD COLUMN to_at bigint, ADD COLUMN to_number text,
  ADD COLUMN given_at bigint, ADD COLUMN given_rows int,
  ADD CHECK (num_nulls(from_at, from_number, to_at, to_number, given_at, given_rows) IN (0, 6));
