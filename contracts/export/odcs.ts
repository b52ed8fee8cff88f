/** A contract as Open Data Contract Standard v3.1.0, the YAML that catalogues and other tools read (https://bitol.io). */

import { stringify } from 'yaml';
import type { FieldInfo } from '../../schemas/feeds/contract.js';
import type { Source } from '../../schemas/project.js';
import { exampleOf, headerFor, type DescribedContract } from './described.js';

export function odcsText(contract: DescribedContract): string {
  // Most readers still follow YAML 1.1, in which a bare 2026-03-31 is a date and a bare "no" is false
  return stringify(odcs(contract), { lineWidth: 120, version: '1.1' });
}

/** Keys in the order in which a person reads them. */
export function odcs(contract: DescribedContract): Record<string, unknown> {
  const { id, feed, version, status, holds, differs, description, rules, fields, source, dated_by } = contract;
  return {
    kind: 'DataContract',
    apiVersion: 'v3.1.0',
    id,
    name: source === undefined ? `Contract of the feed ${feed}` : `Contract of the source ${source.id} for the feed ${feed}`,
    version,
    status,
    domain: 'assurance',
    description: {
      purpose: description,
      usage: 'Rows that keep the contract become facts of the asset registry; all others go back with the reason and what to do.',
      ...(differs && { limitations: differs }),
    },
    ...(source && { servers: [serverOf(source)] }),
    schema: [
      {
        name: feed,
        logicalType: 'object',
        physicalType: 'file',
        description,
        dataGranularityDescription: 'One row of the report.',
        ...some(
          'quality',
          rules.map(({ says, codes }, at) => ({
            name: `${feed}_rule_${at + 1}`,
            type: 'text',
            description: says,
            dimension: 'conformity',
            severity: 'error',
            customProperties: [{ property: 'codes', value: [...codes] }],
          })),
        ),
        properties: fields.map((field) => propertyOf(field, contract)),
      },
    ],
    ...slaOf(source),
    customProperties: [
      ...(holds.from === undefined
        ? []
        : [{ property: 'holdsFrom', value: holds.from, description: 'First day of the periods it judges.' }]),
      ...(holds.to === undefined ? [] : [{ property: 'holdsTo', value: holds.to, description: 'Last day of the periods it judges.' }]),
      ...(dated_by === undefined ? [] : [{ property: 'datedBy', value: dated_by, description: 'The day that puts a row into a period.' }]),
      ...(source === undefined ? [] : sourceProperties(source)),
    ],
  };
}

/** A folder of this project; its path is relative to the project file, whatever machine that stands on. */
function serverOf({ id, party, connector, format }: Source): Record<string, unknown> {
  return {
    server: id,
    type: 'local',
    description: `Where the reports of ${party} are taken from.`,
    path: `${connector.path.replace(/\/$/, '')}/${connector.pattern}`,
    format: format.type,
  };
}

const logical = {
  ...{ text: 'string', code: 'string', serial: 'string', one_of: 'string', country: 'string', currency: 'string', email: 'string' },
  ...{ pattern: 'string', date: 'date', time: 'timestamp', whole: 'integer', decimal: 'number', boolean: 'boolean' },
} as const satisfies Record<FieldInfo['kind'], string>;

function propertyOf(field: FieldInfo, contract: DescribedContract): Record<string, unknown> {
  const { name, kind, sql_type, required, personal, description, absent, values, default: byDefault } = field;
  const header = headerFor(contract, name);
  const always = required === 'yes';
  return {
    name,
    ...(header !== undefined && { businessName: header }),
    physicalName: header ?? name,
    logicalType: logical[kind],
    physicalType: sql_type,
    description,
    required: always,
    classification: personal ? 'personal' : 'internal',
    ...optionsOf(field),
    examples: [exampleOf(field)],
    ...some('quality', [
      ...(always ? [custom('required', 'Every row has a value.', 'completeness', { codes: [absent] })] : []),
      ...(required !== 'yes' && required !== 'no'
        ? [{ name: 'required_for_some', type: 'text', description: `Required: ${required}.`, dimension: 'completeness', severity: 'error' }]
        : []),
      ...(values === undefined
        ? []
        : [custom('one_of', `One of ${values.join(', ')}, in any case.`, 'conformity', { values: [...values] })]),
    ]),
    ...(byDefault === undefined
      ? {}
      : { customProperties: [{ property: 'default', value: byDefault, description: 'What an empty cell means.' }] }),
  };
}

const some = (key: string, values: unknown[]) => (values.length === 0 ? {} : { [key]: values });

/** What the product judges by itself: another engine finds here what to look for. */
const custom = (name: string, description: string, dimension: string, implementation: Record<string, unknown>) => ({
  name,
  type: 'custom',
  engine: 'assurance',
  description,
  dimension,
  severity: 'error',
  implementation,
});

function optionsOf({ kind, min, max }: FieldInfo): { logicalTypeOptions?: Record<string, unknown> } {
  if (kind === 'date') return { logicalTypeOptions: { format: 'yyyy-MM-dd', minimum: '1990-01-01', maximum: '2100-12-31' } };
  if (kind === 'country') return { logicalTypeOptions: { pattern: '^[A-Z]{2}$' } };
  if (kind === 'currency') return { logicalTypeOptions: { pattern: '^[A-Z]{3}$' } };
  if (kind === 'time') return { logicalTypeOptions: { timezone: true } };
  if (min === undefined && max === undefined) return {};
  return { logicalTypeOptions: { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) } };
}

/** When a report is due is the one promise about time that a contract makes. */
function slaOf(source: Source | undefined): { slaProperties?: Record<string, unknown>[] } {
  const { calendar } = source ?? {};
  if (calendar === undefined) return {};
  return {
    slaProperties: [
      { property: 'frequency', value: calendar.cadence, description: 'How often a report is expected.' },
      { property: 'latency', value: calendar.due_days, unit: 'd', description: 'Days after the period closes until the report is due.' },
    ],
  };
}

/** How the partner writes, which the standard has no words for. */
function sourceProperties({ party, format, values, corrections, limits, drift, control_totals }: Source): Record<string, unknown>[] {
  const said: [property: string, value: unknown, description: string][] = [
    ['party', party, 'Who reports.'],
    ['format', format, 'How the file is written.'],
    ['values', values, 'For a field: their word to ours.'],
    ['corrections', corrections, 'What a later delivery does to an earlier one.'],
    ['limits', limits, 'What holds a delivery.'],
    ['controlTotals', control_totals, 'What the file says of itself and must add up to.'],
    ['drift', drift, 'What a change of form means.'],
  ];
  return said.map(([property, value, description]) => ({ property, value, description }));
}
