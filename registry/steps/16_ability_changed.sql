-- Phase:  ability_changed.
-- Reads:  ability_changed, core.agreement.
-- Yields: touched, with the units for which a party sold PAMS whose ability is not what it was.
-- Why:    who serves such a unit, and whether its agreement covers, depends on what else its seller has (requirement R1.1).
INSERT INTO touched
SELECT product_number, serial_number
FROM core.agreement
WHERE program = 'PAMS' AND seller_party IN (SELECT party_id FROM ability_changed);
