/** A contract for people: when which version holds, what each field is, which rules hold for a row, and what holds a delivery. */

import type { ContractVersion, DescribedContract } from '../../client/contracts.js';
import { table, type Column } from './table.js';
import type { Terminal } from './terminal.js';
import { wrap } from './text.js';

const held = ({ from, to }: { from?: string; to?: string }): string =>
  from === undefined ? (to === undefined ? 'always' : `until ${to}`) : to === undefined ? `from ${from}` : `${from} to ${to}`;

const feedColumns: Column<DescribedContract>[] = [
  { head: 'Feed', cell: (c) => c.id },
  { head: 'Version', cell: (c) => c.version },
  { head: 'Holds', cell: (c) => held(c.holds) },
  { head: 'What it reports', cell: (c) => c.description, flexible: 'wrap' },
];

export const contractListText = (all: DescribedContract[], terminal: Terminal): string => table(all, feedColumns, terminal);

const versionColumns: Column<ContractVersion>[] = [
  { head: 'Version', cell: (v) => v.version },
  { head: 'Status', cell: (v) => v.status },
  { head: 'Holds for', cell: (v) => held(v.holds) },
  { head: 'What differs', cell: (v) => v.differs ?? '', flexible: 'wrap' },
];

type Field = DescribedContract['fields'][number];

function fieldColumns(headerOf: Map<string, string> | undefined): Column<Field>[] {
  return [
    { head: 'Field', cell: (f) => f.name },
    ...(headerOf === undefined ? [] : [{ head: 'Their header', cell: (f: Field) => headerOf.get(f.name) ?? '', flexible: 'end' as const }]),
    { head: 'Type', cell: typeOf },
    { head: 'Required', cell: (f) => (f.required === 'no' ? '' : f.required), flexible: 'wrap' },
    { head: 'What it is', cell: (f) => f.description, flexible: 'wrap' },
  ];
}

const kinds: Partial<Record<Field['kind'], string>> = {
  one_of: 'word',
  whole: 'whole number',
  decimal: 'number',
  pattern: 'expression',
  boolean: 'true, false',
};
const typeOf = (field: Field): string => kinds[field.kind] ?? field.kind;

export function contractText(contract: DescribedContract, versions: ContractVersion[], terminal: Terminal): string {
  const { id, feed, version, status, holds, description, fields, rules, source, dated_by, large_files } = contract;
  const { colours } = terminal;
  const room = Math.max(40, Math.min(terminal.width, 100)) - 4;
  const bullet = (text: string) => wrap(text, room).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`);
  const headers =
    source?.columns === undefined ? undefined : new Map(Object.entries(source.columns).map(([theirs, ours]) => [ours, theirs]));
  const words = fields.flatMap(({ name, values }) => (values === undefined ? [] : [`${name} is one of ${values.join(', ')}.`]));
  return [
    `${colours.bold(`${id} ${version}`)}  ${status}, holds ${held(holds)}`,
    ...wrap(description, room).map((line) => `  ${line}`),
    ...(source === undefined ? [] : [`  Source ${source.id} of ${source.party}, feed ${feed}, ${source.format.type}.`]),
    ...(dated_by === undefined ? [] : [`  The business date of a row is ${dated_by}.`]),
    `  Large files are judged ${large_files.judged}.${large_files.by_zod_alone.length === 0 ? '' : ` Rows with ${large_files.by_zod_alone.join(', ')} are judged one by one.`}`,
    ...(versions.length === 1 ? [] : ['', colours.bold('Versions'), table(versions, versionColumns, terminal)]),
    '',
    colours.bold('Fields'),
    table(fields, fieldColumns(headers), terminal),
    '',
    colours.bold('Rules'),
    ...[...rules.map(({ says, codes }) => `${says} (${codes.join(', ')})`), ...words].flatMap(bullet),
    ...(source === undefined ? [] : ['', colours.bold('What holds a delivery'), ...holdsOf(source).flatMap(bullet)]),
  ].join('\n');
}

/** Limits, control totals and drift in sentences. */
function holdsOf({ limits, control_totals, drift }: NonNullable<DescribedContract['source']>): string[] {
  const rules = Object.entries(limits.rules ?? {}).map(
    ([code, { rows, share }]) =>
      `${code}: more than ${[...(rows === undefined ? [] : [`${rows} rows`]), ...(share === undefined ? [] : [`a share of ${share}`])].join(' or ')}.`,
  );
  const reactions = (wanted: string) =>
    Object.entries(drift)
      .filter(([, reaction]) => reaction === wanted)
      .map(([kind]) => kind);
  const [holding, warning] = [reactions('hold'), reactions('warn')];
  return [
    'A required column is missing, or two columns stand for one field.',
    ...(limits.reject_share < 1 ? [`More than a share of ${limits.reject_share} of the rows is rejected.`] : []),
    ...(limits.min_rows > 0 ? [`There are rows, but fewer than ${limits.min_rows}.`] : []),
    ...rules,
    ...control_totals.map(({ field, in: place }) => `The ${field} of all rows and the total in the ${place.replace('_', ' ')} differ.`),
    ...(holding.length > 0 ? [`A change of form since the last delivery: ${holding.join(', ')}.`] : []),
    ...(warning.length > 0 ? [`Only a warning: ${warning.join(', ')}.`] : []),
  ];
}
