/**
 * 997 Functional Acknowledgement: for each group that came, whether its syntax was accepted, and TA1 where the interchange itself was not.
 * A file is taken as a whole or not at all, so a refused file rejects all of its sets; those that are at fault say why.
 */

import type { X12Group, X12Interchange, X12Set } from '../../schemas/x12.js';
import { writeInterchange, type Segment } from './writer.js';

export interface Answering {
  interchange: X12Interchange;
  /** Whether the file was refused. */
  refused: boolean;
  at: string;
  key: string;
}

/** @returns undefined for an interchange that itself holds acknowledgements only: they are never acknowledged. */
export function functionalAcknowledgement({ interchange, refused, at, key }: Answering): string | undefined {
  const groups = interchange.groups.filter(({ functional_id }) => functional_id !== 'FA');
  const first = interchange.error === null ? [] : [interchangeAcknowledgement(interchange)];
  if (groups.length === 0 && first.length === 0) return undefined;
  return writeInterchange({
    answers: interchange,
    first,
    groups: groups.map((group) => ({
      functional_id: 'FA',
      answers: group,
      sets: [{ set_id: '997', segments: groupResponse(group, refused) }],
    })),
    at,
    key,
  });
}

const interchangeAcknowledgement = ({ control_number, date, time, error }: X12Interchange): Segment => [
  'TA1',
  control_number.padStart(9, '0'),
  date,
  time,
  'R',
  error ?? '000',
];

function groupResponse(group: X12Group, refused: boolean): Segment[] {
  const { functional_id, control_number, sets, stated_sets, error } = group;
  return [
    ['AK1', functional_id, control_number],
    ...sets.flatMap((set) => setResponse(set, refused)),
    [
      'AK9',
      refused ? 'R' : 'A',
      String(stated_sets ?? sets.length),
      String(sets.length),
      String(refused ? 0 : sets.length),
      ...(error === null ? [] : [error]),
    ],
  ];
}

function setResponse({ set_id, control_number, error, segment_error: segment }: X12Set, refused: boolean): Segment[] {
  return [
    ['AK2', set_id, control_number],
    ...(segment === null ? [] : [['AK3', segment.id, String(segment.position), '', segment.code]]),
    ['AK5', refused ? 'R' : 'A', ...(error === null ? [] : [error])],
  ];
}
