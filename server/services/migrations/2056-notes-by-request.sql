-- A body's page of notes names each request once: the notes of one request are read together.
CREATE INDEX note_by_request ON services.note (tenant_id, number, at DESC, note_id DESC);
