-- What the background jobs look for, page by page and by key, without passing over what they have seen or do not want.
CREATE INDEX request_with_coordinator ON services.request (tenant_id, filed_at, number) WHERE NOT closed AND phase = 'with-coordinator';
CREATE INDEX request_standing ON services.request (tenant_id, number) WHERE NOT closed AND phase IN ('parked', 'paused');
