-- Reads:  nothing.
-- Yields: core.correction (one row for each row of a corrected copy, with the rejected row that it corrects) and which deliveries are
--         such copies.
-- Why:    a corrected copy is linked to what it corrects, row by row, and replaces nothing else.
CREATE TABLE core.correction (
  delivery_id VARCHAR, sheet VARCHAR, line BIGINT, corrects_delivery VARCHAR, corrects_sheet VARCHAR, corrects_line BIGINT, accepted BOOLEAN
);
ALTER TABLE core.delivery ADD COLUMN is_correction BOOLEAN;

-- Derived from it as a whole at each reconciliation (registry/answers/): copies are few.
CREATE TABLE core.correction_hop (
  delivery_id VARCHAR, sheet VARCHAR, line BIGINT, accepted BOOLEAN, via VARCHAR, to_delivery VARCHAR, to_sheet VARCHAR, to_line BIGINT,
  rank VARCHAR, is_root BOOLEAN, matched BOOLEAN
);
CREATE TABLE core.correction_place (
  delivery_id VARCHAR, sheet VARCHAR, line BIGINT, accepted BOOLEAN, root_delivery VARCHAR, root_line BIGINT, matched BOOLEAN, rank VARCHAR,
  received_on DATE, root_counts BOOLEAN, set_aside VARCHAR
);
CREATE TABLE core.row_answer (
  delivery_id VARCHAR, sheet VARCHAR, line BIGINT, corrected BOOLEAN, by_delivery VARCHAR, by_sheet VARCHAR, by_line BIGINT
);
