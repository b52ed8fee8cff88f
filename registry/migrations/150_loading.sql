-- Reads:  nothing.
-- Yields: core.loading, the deliveries whose rows are in the registry already and whose ledger rows are not.
-- Why:    DuckDB reads what its own transaction wrote with one thread, so the rows of large deliveries are committed before anything is
--         derived from them. What stands here when a turn begins was left behind by one that was killed, and is taken back.
CREATE TABLE core.loading (delivery_id VARCHAR, feed VARCHAR);
