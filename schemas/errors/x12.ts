import type { ErrorEntry } from './error.js';

/** Why an X12 file could not be read. Stands in deliveries.error_code; the 997 that goes back rejects the same. */
export const x12Errors = {
  X12_TRUNCATED: {
    kind: 'terminal',
    when: 'An interchange is cut short: the file ends before its IEA and the terminator behind it. Where it ends is said.',
    fix: 'Ask the partner to send the file again; nothing of it was taken.',
  },
  X12_ENVELOPE_INVALID: {
    kind: 'terminal',
    when: 'Envelopes do not fit: a count or control number in SE, GE or IEA is wrong, a header or trailer is missing, or ISA does not say the delimiters.',
    fix: 'Ask the partner to send the file again; where ISA could be read, the 997 or the TA1 in front of it says the same in the terms of the standard.',
  },
  X12_SEGMENT_INVALID: {
    kind: 'terminal',
    when: 'A segment has no id of two or three capital letters and digits, a line break stands inside of one in a file that was not wrapped at one width, or a transaction set does not begin with BPT.',
    fix: 'Look at the segment: a terminator or line break may stand inside of a text, or the file was wrapped or damaged on its way.',
  },
  X12_PARTIES_UNCLEAR: {
    kind: 'terminal',
    when: 'In a transfer of more than 10,000 lines, parties of one role stand ahead of the first line and behind the last one: it is not known which lines they are about.',
    fix: 'Ask the partner for one transfer (PTD) for each invoice or end user, with the parties ahead of its lines.',
  },
  X12_SET_UNEXPECTED: {
    kind: 'terminal',
    when: 'The file holds another transaction set than 867 Product Transfer and Resale Report.',
    fix: 'Have the partner send the 867 alone, or narrow `connector.pattern` of the source.',
  },
  X12_UTILITY_REPORT: {
    kind: 'terminal',
    when: 'The 867 is a usage report of a utility (BPT01 SU, PTD01 PM, or N101 8S or 8R): meters and energy, no sales of units.',
    fix: 'It belongs to another business; find out how it came into the folder of this source.',
  },
} as const satisfies Record<string, ErrorEntry>;
