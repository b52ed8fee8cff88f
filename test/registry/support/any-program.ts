/** Programs in which few units, days and names meet each other in every way, and what a registry says after one. */

import fc from 'fast-check';
import {
  agreement,
  identityOf,
  party,
  product,
  sale,
  shipment,
  sources,
  step,
  type FactRow,
  type Program,
  type RejectedRow,
  type Report,
} from './program.js';

// Few serials, days and names, so that facts meet each other.
const serial = fc.constantFrom('S1', 'S2', 'S3');
const productNumber = fc.constantFrom('CAM-1', 'CAM-1', 'CAM-2');
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-0${1 + (n % 6)}-${String(n).padStart(2, '0')}`);
const name = fc.constantFrom('Invented Hospital Inc.', 'INVENTED HOSPITAL', 'Other School', 'DIST Video');

const saleRow = fc
  .record({
    serial,
    product_number: productNumber,
    invoice_date: day,
    invoice_number: fc.constantFrom('I-1', 'I-2', 'I-3'),
    end_user_name: name,
  })
  .map(({ serial: s, ...more }): FactRow => sale(s, more));
const returnRow = saleRow.map((row): FactRow => ({ ...row, transaction_type: 'return' }));
const shipmentRow = fc
  .record({ serial, product_number: productNumber, shipped_on: day, ship_to_party: fc.constantFrom('DIST', 'PARTNER') })
  .map(({ serial: s, ...more }): FactRow => shipment(s, more));
const rejected = fc
  .record({
    serial_numbers: fc.array(serial, { minLength: 1, maxLength: 2 }),
    business_date: fc.option(day),
    code: fc.constantFrom('END_USER_MISSING', 'NUMBER_INVALID'),
  })
  .map(({ code, ...row }): RejectedRow => ({ ...row, product_number: 'CAM-1', codes: [code] }));

const agreementRow = fc
  .record({
    serial,
    agreement_number: fc.constantFrom('A-S1', 'A-S2'),
    program: fc.constantFrom('PAMS', 'LAMS'),
    ordered_on: fc.option(day),
    delivered_on: fc.option(day),
    seller_party: fc.constantFrom('PARTNER', 'DIST'),
  })
  .map(({ serial: s, ...more }): FactRow => agreement(s, more));
const stepRow = fc
  .record({
    kind: fc.constantFrom('quote', 'order', 'delivery', 'activation', 'renewal', 'cancellation', 'transfer'),
    on: day,
    serial: fc.constantFrom('S1', 'S2'),
    unit: fc.constantFrom(null, 'S1', 'S3'),
    from: fc.option(day),
    responsible_party: fc.constantFrom(null, 'DIST'),
  })
  .map(({ kind, on, serial: s, unit, from, responsible_party }): FactRow => {
    const term: FactRow = from === null && kind !== 'renewal' ? {} : { term_start: from ?? on, term_end: '2026-12-31' };
    const of: FactRow = unit === null ? {} : { product_number: 'CAM-1', serial_number: unit };
    const to: FactRow = kind === 'transfer' ? { end_user_name: 'Other School' } : {};
    return step(kind, on, s, { seller_party: 'PARTNER', responsible_party, ...of, ...term, ...to });
  });

const posReport = fc.record({
  source: fc.constantFrom('dist-pos', 'partner-pos', 'restating-pos', 'replacing-pos', 'upserting-pos'),
  file: fc.constantFrom('june.csv', 'may.csv'),
  rows: fc.array(fc.oneof(saleRow, saleRow, returnRow), { maxLength: 4 }),
  rejected: fc.array(rejected, { maxLength: 1 }),
});
const otherReport = fc.oneof(
  fc.record({ source: fc.constant('shipments'), rows: fc.array(shipmentRow, { minLength: 1, maxLength: 4 }) }),
  fc.record({
    source: fc.constant('sales-out'),
    rows: fc.array(agreementRow, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    source: fc.constantFrom('steps', 'upserting-steps', 'replacing-steps'),
    file: fc.constantFrom('steps.csv', 'more-steps.csv'),
    rows: fc.array(stepRow, { minLength: 1, maxLength: 4 }),
  }),
  fc.constant({ source: 'products', rows: [product(), product({ product_number: 'CAM-2', serial_pattern: 'S[12]' })] }),
  fc.constant({ source: 'parties', rows: [party('DIST', 'distributor'), party('PARTNER', 'partner')] }),
);
/** A corrected copy of an earlier report, or of an earlier copy: good, still wrong, or split into one good and one bad row. */
const correctedCopy = fc.record({
  of: fc.nat(6),
  file: fc.constantFrom('june.csv', 'corrections.csv'),
  row: saleRow,
  outcome: fc.constantFrom('good', 'good', 'wrong', 'split'),
  still: rejected,
});
export const anyReports = fc
  .array(fc.oneof({ weight: 3, arbitrary: posReport }, { weight: 2, arbitrary: correctedCopy }, { weight: 2, arbitrary: otherReport }), {
    minLength: 2,
    maxLength: 8,
  })
  .map((specs) => {
    const reports: Report[] = [];
    specs.forEach((spec, i) => {
      if (!('outcome' in spec)) reports.push({ ...spec, order: String(i) } as Report);
      else if (reports.length > 0) reports.push(copyOf(reports[spec.of % reports.length]!, spec, i));
    });
    return reports;
  });

interface Copy {
  file: string;
  row: FactRow;
  outcome: string;
  still: RejectedRow;
}

function copyOf(of: Report, { file, row, outcome, still }: Copy, at: number): Report {
  const reference = { delivery_id: identityOf(of).id, line: 100 };
  const lines = { good: [2], wrong: [100], split: [2, 100] }[outcome]!;
  return {
    source: of.source.endsWith('pos') ? of.source : 'dist-pos',
    file,
    order: String(at),
    rows: lines.includes(2) ? [row] : [],
    rejected: lines.includes(100) ? [still] : [],
    corrects: lines.map((line) => ({ line, of: reference })),
  };
}

// Stock ages fast and reports are due late, so that calendars matter for verdicts.
export const settings = {
  policy: { stock_aging_days: 20 },
  sources: sources().map((source) => (source['feed'] === 'pos' ? { ...source, calendar: { cadence: 'monthly', due_days: 150 } } : source)),
};

/** All that is derived, without the times at which it became known; with the days on which it is to be looked at again. */
export async function state(registry: Program): Promise<unknown> {
  return {
    assets: await registry.read('SELECT * EXCLUDE (known_at) FROM assets ORDER BY ALL'),
    next_change: await registry.read('SELECT product_number, serial_number, next_change_on FROM core.asset ORDER BY ALL'),
    coverage: await registry.read('SELECT * FROM coverage ORDER BY ALL'),
    evidence: await registry.read('SELECT * FROM evidence ORDER BY ALL'),
    findings: await registry.read(
      "SELECT kind, severity, product_number, serial_number, party_id, detail FROM findings WHERE state = 'open' ORDER BY ALL",
    ),
    rejected: await registry.read('SELECT * FROM rejected_rows ORDER BY ALL'),
    corrections: await registry.read('SELECT * FROM corrections ORDER BY ALL'),
    reporting: await registry.read('SELECT * FROM reporting ORDER BY ALL'),
    support: await registry.read('SELECT * FROM support ORDER BY ALL'),
    steps: await registry.read('SELECT * FROM agreement_steps ORDER BY ALL'),
    agreements: await registry.read('SELECT * FROM agreements ORDER BY ALL'),
  };
}
