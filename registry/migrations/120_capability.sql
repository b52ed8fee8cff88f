-- Reads:  nothing.
-- Yields: core.capability (each requirement of each partner or call center, in intervals of days) and core.ability (from when until when a
--         partner may deliver PAMS, as far as its capability goes).
-- Why:    both are derived as a whole at each reconciliation (requirements R1.1, R4, R5); they are small. A party without a row in
--         core.ability is not assessed.
CREATE TABLE core.capability (
  party_id VARCHAR, call_center_id VARCHAR, requirement VARCHAR, starts DATE, ends DATE, met BOOLEAN, detail VARCHAR
);
-- Intervals of one party do not overlap; 9999-12-31 is open.
CREATE TABLE core.ability (party_id VARCHAR, starts DATE, ends DATE, able BOOLEAN, why VARCHAR);
