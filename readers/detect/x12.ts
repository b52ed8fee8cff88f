/** What an X12 867 says of its sender and of its addresses, for the source that is to read it. Nothing of an end user is told but where it stands. */

import { addressData } from '../../schemas/end-user/address-data.js';
import { hasState, isPostalCodeOf, needsState } from '../../schemas/end-user/address.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { x12FormatSchema } from '../../schemas/project.js';
import { cellText, type FileAccount, type RawRow, type RawTable } from '../../schemas/rows.js';
import { toldLines } from '../../schemas/told-lines.js';
import { readFile } from '../reader.js';
import { postalCode } from '../x12/postal-code.js';

/** Settings of `format` that the file itself proposes. */
export interface X12Said {
  sender?: string[];
  country?: string;
}

export interface X12Shape {
  table: RawTable;
  rows: RawRow[];
  said: X12Said;
  evidence: { about: string; says: string; open?: boolean }[];
}

/** @param most so many rows are kept; the file is read to its end, because each of its reports names a sender. @throws what readFile does, DETECT_NO_TABLE. */
export async function x12Shape(path: string, most: number, signal: AbortSignal | undefined): Promise<X12Shape> {
  const reading = readFile(path, x12FormatSchema.parse({ type: 'x12' }), { signal });
  const rows: RawRow[] = [];
  let table: RawTable | undefined;
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) {
    table ??= step.value.table;
    rows.push(...step.value.rows.slice(0, most - rows.length));
  }
  if (table === undefined) throw new AssuranceError('DETECT_NO_TABLE', 'The interchange holds no report.');
  const sender = senderOf(step.value);
  const country = countryOf(table.header, rows);
  return {
    table,
    rows,
    said: { ...(sender.ids.length > 0 && { sender: sender.ids }), ...(country.code !== undefined && { country: country.code }) },
    evidence: [{ about: 'party', says: sender.says, open: true }, ...country.evidence],
  };
}

/** The ids under which the party would be known; none where the file names several senders, because not all of them can be the party. */
function senderOf({ document }: FileAccount): { ids: string[]; says: string } {
  const named = (document?.senders ?? [])
    .map(({ place, ids }) => ({ place, ids: ids.filter((id) => id !== '') }))
    .filter(({ ids }) => ids.length > 0);
  const firstOf = (isa: boolean) => [...new Set(named.filter(({ place }) => (place === 'ISA06') === isa).map(({ ids }) => ids[0]!))];
  const [isa, n1] = [firstOf(true), firstOf(false)];
  const told = named.map(({ place, ids }) => `${place} ${ids.map((id) => JSON.stringify(id.slice(0, 60))).join(' / ')}`).join(' and ');
  if (isa.length > 1 || n1.length > 1) {
    const says = `the file names several senders, ${told}: say which of them is \`party\`, and list under \`sender\` only what is an id of its own`;
    return { ids: [], says };
  }
  const ids = [...new Set([...isa, ...n1])];
  const silent = n1.length === 0 ? '; no N1*DS and no N1*SU says who reports' : '';
  const differ = ids.length > 1 ? '; they differ, and ISA06 may be a service that sends for several' : '';
  const says =
    ids.length === 0
      ? 'the file names no sender in ISA06, N1*DS or N1*SU: say who reports'
      : `the file names as its sender ${told}${silent}${differ}: \`party\` is the party_id that this sender has with you, and \`sender\` holds the ids it is known by`;
  return { ids, says };
}

/** Of addresses whose N404 is empty. */
function countryOf(header: readonly string[], rows: readonly RawRow[]): { code?: string; evidence: X12Shape['evidence'] } {
  const cellOf = (row: RawRow, part: string) => cellText(row.cells[header.indexOf(`end_user_${part}`)]).trim();
  const addresses = [...new Map(rows.map((row) => [row.line, row])).values()]
    .map((row) => ({
      line: row.line,
      state: cellOf(row, 'state'),
      postal: cellOf(row, 'postal_code'),
      country: cellOf(row, 'country'),
      some: ['address_line1', 'city', 'state', 'postal_code', 'country'].some((part) => cellOf(row, part) !== ''),
    }))
    .filter(({ some }) => some);
  const without = addresses.filter(({ country }) => country === '');
  if (addresses.length === 0) return { evidence: [] };
  if (without.length === 0) return { evidence: [{ about: 'country', says: `each of ${addresses.length} addresses names its own (N404)` }] };

  const fitting = Object.keys(addressData).filter(
    (code) =>
      needsState(code) && without.every(({ state, postal }) => hasState(code, state) && isPostalCodeOf(code, postalCode(postal, code))),
  );
  const [code] = fitting;
  const empty = `N404 is empty in ${without.length} of ${addresses.length} addresses (${toldLines(without.map(({ line }) => line))})`;
  if (code !== undefined && fitting.length === 1) {
    const says = `${empty}; of the countries that need a state only ${code} has their states and postal codes: confirm it`;
    return { code, evidence: [{ about: 'country', says, open: true }] };
  }
  const why =
    fitting.length === 0
      ? 'no one country is told by their states and postal codes'
      : `${fitting.join(' and ')} have their states and postal codes`;
  return { evidence: [{ about: 'country', says: `${empty}; ${why}: say which it is, or each of them lacks its country`, open: true }] };
}
