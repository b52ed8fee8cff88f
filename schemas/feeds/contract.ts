/** The contracts of all feeds. Written once, here and in the files beside; the registry, the documents and the checks derive from it. */

import { z } from 'zod';
import type { Feed } from '../vocabulary.js';
import { agreements } from './agreements.js';
import { audits, callCenters, engineers } from './capability.js';
import { cases } from './cases.js';
import type { FeedDefinition } from './feed.js';
import { fieldMeta, fieldsFor, issue, type Dialect, type FieldMeta } from './field.js';
import { parties } from './parties.js';
import { partnerAssets } from './partner-assets.js';
import { pos } from './pos.js';
import { products } from './products.js';
import type { Report } from './rule.js';
import { salesOut } from './sales-out.js';
import { shipments } from './shipments.js';

export const definitions = {
  products,
  parties,
  shipments,
  pos,
  sales_out: salesOut,
  agreements,
  call_centers: callCenters,
  engineers,
  audits,
  cases,
  partner_assets: partnerAssets,
};

type Shape<F extends Feed> = ReturnType<(typeof definitions)[F]['fields']>;

/** Judges `{field: RawCell | undefined}` and gives the typed row. Unknown keys are dropped: the header was judged before. */
export type Contract<F extends Feed = Feed> = z.ZodObject<Shape<F>>;
export type TypedRow<F extends Feed> = z.output<Contract<F>>;

/**
 * The contract of a feed for one way of writing values. Build it once for a source: it compiles patterns. zod's own compiler gains nothing here: what
 * takes time is reading cells, and a row with an error is judged twice by it.
 * @param version one that the definition has; without it the one that the definition itself is.
 */
export function contractFor<F extends Feed>(name: F, dialect: Dialect, version?: string): Contract<F> {
  const { fields, rules = [], settle } = definitionOf(name, version);
  const shape: z.ZodRawShape = fields(fieldsFor(dialect));
  const judged = z.object(shape).check((payload) => {
    const report: Report = (field, code, expected) => payload.issues.push(issue(code, expected, field === undefined ? [] : [field]));
    for (const rule of rules) rule.check(payload.value, report, dialect);
  });
  return (settle === undefined ? judged : judged.overwrite(settle)) as unknown as Contract<F>;
}

/** The definition as one of its versions has it. @throws Error for a version that the feed does not have: versions come from the definition. */
export function definitionOf(name: Feed, version?: string): FeedDefinition<z.ZodRawShape> {
  const now = definitions[name] as unknown as FeedDefinition<z.ZodRawShape>;
  if (version === undefined || version === now.version) return now;
  const other = now.others?.find((one) => one.version === version);
  if (other === undefined) throw new Error(`The contract ${name} has no version ${version}.`);
  const { fields = () => ({}), rules = now.rules, status, holds } = other;
  return { ...now, version, status, holds, ...(rules && { rules }), fields: (f) => ({ ...now.fields(f), ...fields(f) }) };
}

export interface FieldInfo extends FieldMeta {
  name: string;
}

const plain: Dialect = { date: 'YYYY-MM-DD', decimal: '.', corrections: 'append' };

/** What the fields of a feed are in data, in file order: the same names in every version. */
export function feedFields(name: Feed, version?: string): FieldInfo[] {
  const { shape } = contractFor(name, plain, version) as z.ZodObject;
  return Object.entries(shape).map(([field, schema]) => ({ name: field, ...fieldMeta.get(schema)! }));
}
