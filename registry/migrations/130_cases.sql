-- Reads:  nothing.
-- Yields: core.case_event (what was done to cases that are kept here), core.service_case and core.case_step (derived).
-- Why:    what happened to a case is a fact and is only ever added to; where it stands follows from it (requirement R6.1). Of a case that
--         a partner keeps in its own system the facts are the rows of core.fact_cases.
CREATE TABLE core.case_event (
  event_id VARCHAR, case_id VARCHAR, kind VARCHAR, happened_at TIMESTAMP, recorded_at TIMESTAMP, by_role VARCHAR,
  assigned_to VARCHAR, level INTEGER, partner_serves BOOLEAN, text VARCHAR,
  -- Of the first event: what the case is about, and what the registry said of the unit on that day.
  party_id VARCHAR, product_number VARCHAR, serial_number VARCHAR, severity INTEGER, respond_by TIMESTAMP,
  eligibility VARCHAR, reasons VARCHAR[], support_l1_l2 VARCHAR, support_l3 VARCHAR, override_reason VARCHAR
);
CREATE TABLE core.service_case (
  case_id VARCHAR, party_id VARCHAR, origin VARCHAR, product_number VARCHAR, serial_number VARCHAR, opened_at TIMESTAMP, severity BIGINT,
  status VARCHAR, level VARCHAR, closed_at TIMESTAMP, summary VARCHAR, delivery_id VARCHAR, sheet VARCHAR, line BIGINT,
  assigned_to VARCHAR, respond_by TIMESTAMP, responded_at TIMESTAMP, opened_by VARCHAR, override_by VARCHAR, override_reason VARCHAR,
  opened_verdict VARCHAR, opened_reasons VARCHAR[], opened_support VARCHAR, opened_on DATE
);
CREATE TABLE core.case_step (
  case_id VARCHAR, party_id VARCHAR, origin VARCHAR, step INTEGER, event_id VARCHAR, kind VARCHAR, happened_at TIMESTAMP, recorded_at TIMESTAMP,
  by_role VARCHAR, assigned_to VARCHAR, level VARCHAR, text VARCHAR, delivery_id VARCHAR, sheet VARCHAR, line BIGINT, refused VARCHAR
);
