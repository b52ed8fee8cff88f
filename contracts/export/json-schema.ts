/** A contract as JSON Schema (2020-12) of one accepted row: the names and types that the registry and Parquet files have. */

import type { FieldInfo } from '../../schemas/feeds/contract.js';
import { countriesThatNeed } from '../../schemas/end-user/address.js';
import { exampleOf, headerFor, type DescribedContract } from './described.js';

type Schema = Record<string, unknown>;

export function jsonSchema(contract: DescribedContract): Schema {
  const { id, feed, version, description, fields, rules } = contract;
  const required = fields.filter((field) => field.required === 'yes' || field.default !== undefined).map(({ name }) => name);
  const conditions = fields.flatMap(({ name }) => conditionFor(name));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:assurance:contract:${id}:${version}`,
    title: `${id} ${version}`,
    description: [description, ...rules.map(({ says }) => says)].join(' '),
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, propertyOf(field, headerFor(contract, field.name))])),
    required,
    additionalProperties: false,
    ...(conditions.length > 0 && { allOf: conditions }),
    'x-assurance': { feed, version, codes: [...new Set(rules.flatMap(({ codes }) => codes))] },
  };
}

function propertyOf(field: FieldInfo, header: string | undefined): Schema {
  const { description, required, personal, default: byDefault } = field;
  const always = required === 'yes' || byDefault !== undefined;
  const type = typeOf(field);
  return {
    ...(header !== undefined && { title: header }),
    description,
    ...(always ? type : { anyOf: [type, { type: 'null' }] }),
    ...(byDefault !== undefined && { default: byDefault }),
    examples: [exampleOf(field)],
    ...(personal && { 'x-personal': true }),
  };
}

function typeOf({ kind, values, min, max }: FieldInfo): Schema {
  const range = { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
  switch (kind) {
    case 'date':
      return { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' };
    case 'time':
      return { type: 'string', format: 'date-time' };
    case 'whole':
      return { type: 'integer', ...range };
    case 'decimal':
      return { type: 'number', ...range };
    case 'boolean':
      return { type: 'boolean' };
    case 'one_of':
      return { type: 'string', enum: [...(values ?? [])] };
    case 'country':
      return { type: 'string', pattern: '^[A-Z]{2}$' };
    case 'currency':
      return { type: 'string', pattern: '^[A-Z]{3}$' };
    case 'email':
    case 'text':
    case 'code':
    case 'serial':
    case 'pattern':
      return { type: 'string', minLength: 1 };
  }
}

/** The two cells that every address needs in some countries and no address in others. */
function conditionFor(field: string): Schema[] {
  const needs = field === 'end_user_state' ? 'state' : field === 'end_user_postal_code' ? 'postal_code' : undefined;
  if (needs === undefined) return [];
  return [
    {
      if: { properties: { end_user_country: { enum: countriesThatNeed(needs) } }, required: ['end_user_country'] },
      then: { properties: { [field]: { type: 'string', minLength: 1 } }, required: [field] },
    },
  ];
}
