-- A draw reads its month by pages in the order of its ids' bytes, whatever the database's language, and opens its duties some at a time.
CREATE INDEX figure_row_population ON services.figure_row (tenant_id, month, closing_id COLLATE "C") WHERE closing_id IS NOT NULL;
ALTER TABLE services.draw ADD COLUMN duties_opened int NOT NULL DEFAULT 0;
UPDATE services.draw SET duties_opened = least(sample_size, population_size) WHERE drawn_at IS NOT NULL;
GRANT UPDATE (duties_opened) ON services.draw TO luodi_services;
