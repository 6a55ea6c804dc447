-- Likely duplicates are looked for among the open requests of the same kind of matter, the latest first.
CREATE INDEX request_open_by_matter ON services.request (tenant_id, matter, filed_at DESC, number) WHERE NOT closed;
