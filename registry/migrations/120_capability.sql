-- Reads:  nothing.
-- Yields: core.capability (each requirement of each partner or call center, in intervals of days), core.breach_rule (what a breach of a
--         requirement does, from when until when) and core.ability (from when until when a partner is able to deliver PAMS).
-- Why:    all of them are small and replaced as a whole at a reconciliation (requirements R1.1, R4, R5). Intervals of one thing do not
--         overlap, both ends are included, and 9999-12-31 is open. A party without a row in core.ability is not assessed.
CREATE TABLE core.capability (
  party_id VARCHAR, call_center_id VARCHAR, requirement VARCHAR, starts DATE, ends DATE, met BOOLEAN, detail VARCHAR, ended_by VARCHAR
);
CREATE TABLE core.breach_rule (requirement VARCHAR, starts DATE, ends DATE, action VARCHAR, cure_days INTEGER);
CREATE TABLE core.ability (party_id VARCHAR, starts DATE, ends DATE, able BOOLEAN, why VARCHAR, new_pams_refused BOOLEAN);
