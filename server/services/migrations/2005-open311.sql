-- Lists by day of filing, as GeoReport asks for them; and what changed since a moment.
CREATE INDEX request_by_filing ON services.request (tenant_id, filed_at, number);
CREATE INDEX request_by_change ON services.request (tenant_id, last_at, number);
