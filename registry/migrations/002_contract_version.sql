-- Reads:  core.delivery.
-- Yields: the contract that judged each delivery, and the layout it was read in when that was an earlier one.
-- Why:    every verdict says which version of which contract judged the rows it rests on (principle 5); what was judged before versions
--         were kept was judged by the first.
ALTER TABLE core.delivery ADD COLUMN contract_id VARCHAR;
ALTER TABLE core.delivery ADD COLUMN contract_version VARCHAR;
ALTER TABLE core.delivery ADD COLUMN layout_to DATE;
