/** A contract as it is told to others: of a feed, or of one source with the partner's own headers and ways of writing. */

import { compileField } from '../compiled/fields.js';
import { definitionOf, feedFields, type FieldInfo } from '../../schemas/feeds/contract.js';
import type { RowRule } from '../../schemas/feeds/rule.js';
import { contractVersions } from '../../schemas/feeds/version.js';
import type { Source } from '../../schemas/project.js';
import type { Feed } from '../../schemas/vocabulary.js';

export interface DescribedContract {
  /** Of a feed its name; of a source its id. */
  id: string;
  feed: Feed;
  version: string;
  status: string;
  holds: { from?: string; to?: string };
  /** What this version asks for otherwise than the one that stands in the definition. */
  differs?: string;
  description: string;
  dated_by: string | undefined;
  fields: FieldInfo[];
  rules: readonly RowRule[];
  source: Source | undefined;
  /** How large text files are judged, and which fields only zod knows: rows in which they are filled go to it. */
  large_files: { judged: 'in bulk' | 'row by row'; by_zod_alone: string[] };
}

/** @param version one that the feed has; without it the one that holds now. @returns undefined when the feed does not have it. */
export function describeContract(feed: Feed, source?: Source, version?: string): DescribedContract | undefined {
  const versions = contractVersions(feed);
  const one = version === undefined ? versions[0] : versions.find((known) => known.version === version);
  if (one === undefined) return undefined;
  const { description, rules = [], dated_by } = definitionOf(feed, one.version);
  const fields = feedFields(feed, one.version);
  return { ...one, id: source?.id ?? feed, feed, description, dated_by, fields, rules, source, large_files: largeFiles(fields, source) };
}

function largeFiles(fields: readonly FieldInfo[], source: Source | undefined): DescribedContract['large_files'] {
  const { date, decimal, serial_separator } = source?.format ?? plainFormat;
  const dialect = { date, decimal, serial_separator, corrections: source?.corrections ?? 'append' } as const;
  const alone = fields.filter((field) => compileField(field, dialect, false) === undefined);
  const inBulk = (source === undefined || source.format.type === 'csv') && !alone.some(isRequired);
  return { judged: inBulk ? 'in bulk' : 'row by row', by_zod_alone: alone.map(({ name }) => name) };
}

const plainFormat = { date: 'YYYY-MM-DD', decimal: '.', serial_separator: undefined } as const;
const isRequired = ({ required, default: byDefault }: FieldInfo): boolean => required === 'yes' && byDefault === undefined;

/** Their header for a field, where the source names one. */
export const headerFor = ({ source }: DescribedContract, field: string): string | undefined =>
  Object.entries(source?.columns ?? {}).find(([, ours]) => ours === field)?.[0];

/** One value as it could stand in the registry; never one of a real end user. */
export function exampleOf({ kind, values, name, min, max }: FieldInfo): string | number | boolean {
  switch (kind) {
    case 'date':
      return '2026-03-31';
    case 'time':
      return '2026-03-31T17:05:00Z';
    case 'whole':
      return Math.min(Math.max(1, min ?? 1), max ?? 1);
    case 'decimal':
      return Math.min(Math.max(8, min ?? 8), max ?? 8);
    case 'boolean':
      return true;
    case 'one_of':
      return values?.[0] ?? '';
    case 'country':
      return 'US';
    case 'currency':
      return 'USD';
    case 'email':
      return 'service@example.com';
    case 'serial':
      return '0000101';
    case 'pattern':
      return '[0-9]{7}';
    default:
      return examples[name] ?? `${name.replaceAll('_', ' ')} 1`;
  }
}

const examples: Record<string, string> = {
  product_number: 'ROOM-220',
  invoice_number: 'INV-1001',
  end_user_name: 'Harbor Clinic',
  end_user_address_line1: '12 Quay Street',
  end_user_city: 'Duluth',
  end_user_state: 'MN',
  end_user_postal_code: '55802',
};
