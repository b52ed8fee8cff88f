/** Interchanges that go back to a sender: in its own delimiters and version, from its receiver to its sender. */

import { createHash } from 'node:crypto';
import type { X12Delimiters, X12Group, X12Interchange } from '../../schemas/x12.js';

/** Elements of a segment; empty ones at the end are left out, as the standard wants it. */
export type Segment = readonly string[];

export interface GroupToWrite {
  /** GS01: FA for 997, AG for 824. */
  functional_id: string;
  /** The group that it answers: application codes and version. */
  answers: Pick<X12Group, 'sender' | 'receiver' | 'version'>;
  sets: { set_id: string; segments: Segment[] }[];
}

export interface InterchangeToWrite {
  answers: X12Interchange;
  /** Segments between ISA and the first group (TA1). */
  first: Segment[];
  groups: GroupToWrite[];
  /** ISO 8601 UTC: when the delivery came, so that the same delivery gives the same bytes. */
  at: string;
  /** Names the interchange; control numbers are made of it, and of what is said: a partner never sees one number with two meanings. */
  key: string;
}

export function writeInterchange({ answers, first, groups, at, key }: InterchangeToWrite): string {
  const { delimiters, sender, receiver, version, usage } = answers;
  const [short, long, time] = [at.slice(2, 10).replaceAll('-', ''), at.slice(0, 10).replaceAll('-', ''), at.slice(11, 16).replace(':', '')];
  const says = JSON.stringify([at, first, groups.map(({ functional_id, sets }) => [functional_id, sets])]);
  const control = controlNumber(`${key} ${says}`);
  const clean = cleaner(delimiters);
  const isa = [
    'ISA',
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    clean(receiver.qualifier).padEnd(2),
    clean(receiver.id).padEnd(15).slice(0, 15),
    clean(sender.qualifier).padEnd(2),
    clean(sender.id).padEnd(15).slice(0, 15),
    short,
    time,
    delimiters.repetition ?? 'U',
    version,
    control.padStart(9, '0'),
    '0',
    usage,
    delimiters.component,
  ].join(delimiters.element);
  const body = groups.flatMap(({ functional_id, answers: group, sets }, index) => {
    const number = controlNumber(`${key} ${index + 1} ${says}`);
    return [
      ['GS', functional_id, group.receiver, group.sender, isShort(group.version) ? short : long, time, number, 'X', group.version],
      ...sets.flatMap(({ set_id, segments }, at) => {
        const set = String(at + 1).padStart(4, '0');
        return [['ST', set_id, set], ...segments, ['SE', String(segments.length + 2), set]];
      }),
      ['GE', String(sets.length), number],
    ];
  });
  const segments = [...first, ...body, ['IEA', String(groups.length), control.padStart(9, '0')]];
  // Who ends segments with CR, as CRLF does, gets the LF too.
  const end = delimiters.segment === '\r' ? '\r\n' : delimiters.segment;
  return [isa, ...segments.map((elements) => written(elements.map(clean), delimiters))].map((segment) => segment + end).join('');
}

/** Days had six digits before 4010. */
export const isShort = (version: string): boolean => version < '004010';

/** One to nine digits, the same for the same key. */
export const controlNumber = (key: string): string =>
  String((createHash('sha256').update(key).digest().readUIntBE(0, 6) % 999_999_999) + 1);

function written(elements: readonly string[], { element }: X12Delimiters): string {
  const last = elements.findLastIndex((text) => text !== '');
  return elements.slice(0, last + 1).join(element);
}

/** A delimiter or a line break inside of a text would end it. */
function cleaner({ element, component, segment, repetition }: X12Delimiters): (text: string) => string {
  const signs = new Set([element, component, segment, repetition, '\r', '\n']);
  return (text) =>
    Array.from(text, (char) => (signs.has(char) ? ' ' : char))
      .join('')
      .trim();
}
