-- Promises are counted in the month of the day first promised, wherever the day was moved to.
CREATE INDEX promise_by_first_day ON services.promise (tenant_id, first_day, number);
-- The latest change of a month is looked up each day.
CREATE INDEX figure_row_change_by_month ON services.figure_row (tenant_id, month, changed_at) WHERE month IS NOT NULL;
DROP INDEX services.figure_row_by_change;
