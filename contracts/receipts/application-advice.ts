/**
 * 824 Application Advice: which rows were rejected by the contract and why, for the set that they came in. Product, serial and invoice
 * number say which unit is meant; nothing of an end user goes into it, not even what the sender has sent.
 */

import type { RejectedCell } from '../../schemas/delivery.js';
import type { X12Group, X12Interchange, X12Set } from '../../schemas/x12.js';
import { isShort, writeInterchange, type Segment } from './writer.js';

export interface RejectedUnit {
  /** The file of the archive that it came in. */
  member: string | null;
  /** Number of the segment that opens its line, in that file. */
  line: number;
  invoice_number: string;
  product_number: string;
  serial_numbers: string[];
  errors: RejectedCell[];
}

export interface Advice {
  interchange: X12Interchange;
  /** In the order of the file, ADVISED at most. */
  rejected: readonly RejectedUnit[];
  /** How many rows of the file were rejected beside these. */
  more: number;
  delivery_id: string;
  /** Whether it takes the place of a former one: then it speaks of every set, and accepts those of which no row is rejected any more, if all rejected rows are told. */
  replaces: boolean;
  at: string;
  key: string;
}

/** So many rows of a file are told; how many more there are is said at the end. */
export const ADVISED = 10_000;

/** Data element 647 for our codes; what it has no word for is mutually defined, and told in TED02. */
const conditions: Readonly<Record<string, string>> = {
  REQUIRED: '007',
  END_USER_MISSING: '007',
  DATE_INVALID: '009',
  NUMBER_OUT_OF_RANGE: '008',
};

/** @returns undefined when no row of this interchange was rejected, now or before. */
export function applicationAdvice({ interchange, rejected, more, delivery_id, replaces, at, key }: Advice): string | undefined {
  const all = interchange.groups.flatMap(({ sets }) => sets);
  const [from, to] = [all[0]?.first_segment ?? 0, all.at(-1)?.last_segment ?? 0];
  const own = rejected.filter(({ member, line }) => member === interchange.member && line >= from && line <= to);
  const beside: Segment[] = more === 0 ? [] : [['NTE', 'ADD', `${more} more rows of the file were rejected.`]];
  const groups = interchange.groups.flatMap((group) => {
    const sets = group.sets.flatMap((set) => {
      const units = own.filter(({ line }) => line >= set.first_segment && line <= set.last_segment);
      const last = units.at(-1) === own.at(-1);
      const says =
        units.length > 0 ? units.flatMap((unit) => unitAdvice(unit, group, set)) : replaces && more === 0 ? [setAccepted(group, set)] : [];
      if (says.length === 0) return [];
      const begins = beginning(replaces, set, isShort(group.version), delivery_id, at);
      return [{ set_id: '824', segments: [begins, ...says, ...(units.length > 0 && last ? beside : [])] }];
    });
    return sets.length === 0 ? [] : [{ functional_id: 'AG', answers: group, sets }];
  });
  return groups.length === 0 ? undefined : writeInterchange({ answers: interchange, first: [], groups, at, key });
}

/** BGN01: 11 is a response, 05 one that replaces the former one of the same BGN02. */
function beginning(replaces: boolean, set: X12Set, short: boolean, deliveryId: string, at: string): Segment {
  const day = at.slice(short ? 2 : 0, 10).replaceAll('-', '');
  return ['BGN', replaces ? '05' : '11', deliveryId, day, at.slice(11, 16).replace(':', ''), '', set.reference ?? ''];
}

/** TA: transaction set accept. */
const setAccepted = (group: X12Group, set: X12Set): Segment => ['OTI', 'TA', 'TN', set.control_number, ...whichSet(group, set)];

const whichSet = ({ sender, receiver, control_number, version }: X12Group, set: X12Set): Segment => [
  ...[sender, receiver, '', '', control_number, set.control_number, '867', version],
];

/** IR: item reject. The invoice says which business transaction is meant, or the set when the invoice could not be read. */
function unitAdvice(
  { line, invoice_number, product_number, serial_numbers, errors }: RejectedUnit,
  group: X12Group,
  set: X12Set,
): Segment[] {
  const reference = invoice_number === '' ? ['TN', set.control_number] : ['IV', invoice_number.slice(0, 30)];
  const position = String(line - set.first_segment + 1);
  return [
    ['OTI', 'IR', ...reference, ...whichSet(group, set)],
    ...(product_number === '' ? [] : [['REF', 'VP', product_number.slice(0, 30)]]),
    ...serial_numbers.map((serial) => ['REF', 'SE', serial.slice(0, 30)]),
    ...errors.flatMap(({ code, field, message, fix }) => [
      ['TED', conditions[code] ?? 'ZZZ', [code, field ?? ''].join(' ').slice(0, 60), '', position],
      ...[message, fix].flatMap(lines).map((text) => ['NTE', 'ADD', text]),
    ]),
  ];
}

/** NTE02 holds 80 characters: longer texts go on in the next one, between words. */
const lines = (text: string): string[] => text.match(/\S.{0,79}(?=\s|$)|\S{80}/g) ?? [];
