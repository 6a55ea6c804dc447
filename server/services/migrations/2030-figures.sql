-- Figures, call-backs and the neutral draw. What is published is only added to; row-level security forced as everywhere.

-- What the figures know of one request: derived from its steps in the transaction that adds them.
CREATE TABLE services.figure_row (
  tenant_id text NOT NULL,
  number text NOT NULL,
  -- The month in which it is counted or taken out; absent while it is neither.
  month text,
  first_closed_at bigint,
  -- The salted commitment of its first closing, as the ledger holds it: names the request in a draw and says nothing of it.
  closing_id text,
  matter text NOT NULL,
  territory text NOT NULL,
  cause text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('solved', 'explained', 'partly', 'not', 'unanswered')),
  harm smallint NOT NULL,
  voice boolean NOT NULL,
  bounces int NOT NULL,
  answer_days int,
  -- Taken out of the denominators: why, by which body and in which role, and when.
  out_reason text,
  out_body text,
  out_role text,
  out_at bigint,
  reached boolean NOT NULL,
  changed_at bigint NOT NULL,
  PRIMARY KEY (tenant_id, number),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);
CREATE INDEX figure_row_by_month ON services.figure_row (tenant_id, month, harm, number) WHERE month IS NOT NULL;
CREATE INDEX figure_row_by_change ON services.figure_row (tenant_id, changed_at) WHERE month IS NOT NULL;
CREATE INDEX figure_row_out ON services.figure_row (tenant_id, out_at DESC, number) WHERE out_reason IS NOT NULL;
CREATE UNIQUE INDEX figure_row_by_closing ON services.figure_row (tenant_id, closing_id) WHERE closing_id IS NOT NULL;

-- Published tables, each with the moment at which it was taken; a later one stands beside it, never in its place.
CREATE TABLE services.figure_snapshot (
  tenant_id text NOT NULL,
  period text NOT NULL,
  subject text NOT NULL,
  taken_at bigint NOT NULL,
  figures jsonb NOT NULL,
  notice_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, period, subject, taken_at),
  FOREIGN KEY (tenant_id, notice_id) REFERENCES services.ledger_notice
);

-- What a body says beside a figure.
CREATE TABLE services.figure_statement (
  tenant_id text NOT NULL,
  period text NOT NULL,
  statement_id uuid NOT NULL DEFAULT gen_random_uuid(),
  subject text NOT NULL,
  body_id text NOT NULL,
  words text NOT NULL CHECK (length(words) BETWEEN 5 AND 500),
  at bigint NOT NULL,
  PRIMARY KEY (tenant_id, period, statement_id),
  FOREIGN KEY (tenant_id, body_id) REFERENCES services.body
);
CREATE INDEX figure_statement_by_time ON services.figure_statement (tenant_id, period, at, statement_id);

-- A neutral draw: the commitment at the period's start, what it was drawn with after the period's end.
CREATE TABLE services.draw (
  tenant_id text NOT NULL,
  period text NOT NULL,
  secret bytea NOT NULL,
  commitment text NOT NULL,
  sample_size int NOT NULL,
  committed_at bigint NOT NULL,
  notice_id uuid NOT NULL,
  drawn_at bigint,
  checkpoint_no bigint,
  population_size int,
  population_print text,
  PRIMARY KEY (tenant_id, period),
  FOREIGN KEY (tenant_id, notice_id) REFERENCES services.ledger_notice
);
CREATE TABLE services.draw_member (
  tenant_id text NOT NULL,
  period text NOT NULL,
  -- In the order drawn.
  place int NOT NULL,
  closing_id text NOT NULL,
  number text NOT NULL,
  PRIMARY KEY (tenant_id, period, place),
  FOREIGN KEY (tenant_id, period) REFERENCES services.draw,
  FOREIGN KEY (tenant_id, number) REFERENCES services.request
);

-- People whom a neutral caller is to ask.
CREATE TABLE services.call_duty (
  tenant_id text NOT NULL,
  number text NOT NULL,
  person int NOT NULL,
  why text NOT NULL CHECK (why IN ('sample', 'asked', 'void')),
  -- Bodies that hold or held it: a caller of theirs sees nothing of it.
  bodies text[] NOT NULL,
  since bigint NOT NULL,
  not_before bigint NOT NULL,
  tries int NOT NULL DEFAULT 0,
  ended_at bigint,
  -- reached; unreached after tries on several days; no-way: no telephone number, or the person wants no call; gone: merged or deleted.
  result text CHECK (result IN ('reached', 'unreached', 'no-way', 'gone')),
  PRIMARY KEY (tenant_id, number, person),
  FOREIGN KEY (tenant_id, number) REFERENCES services.request,
  CHECK ((ended_at IS NULL) = (result IS NULL))
);
CREATE INDEX call_duty_queue ON services.call_duty (tenant_id, since, number, person) WHERE ended_at IS NULL;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['figure_row', 'figure_snapshot', 'figure_statement', 'draw', 'draw_member', 'call_duty'] LOOP
    EXECUTE format('ALTER TABLE services.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE services.%I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY tenant ON services.%I USING (tenant_id = current_setting(''luodi.tenant'', true)) WITH CHECK (tenant_id = current_setting(''luodi.tenant'', true))',
      name);
    EXECUTE format('GRANT SELECT, INSERT ON services.%I TO luodi_services', name);
  END LOOP;
END $$;
GRANT UPDATE, DELETE ON services.figure_row, services.call_duty TO luodi_services;
GRANT UPDATE (drawn_at, checkpoint_no, population_size, population_print) ON services.draw TO luodi_services;
