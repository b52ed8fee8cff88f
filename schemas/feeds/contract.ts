/** The contracts of all feeds. Written once, here and in the files beside; the registry, the documents and the checks derive from it. */

import { z } from 'zod';
import type { Feed } from '../vocabulary.js';
import { audits, callCenters, engineers } from './capability.js';
import { cases } from './cases.js';
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

/** The contract of a feed for one way of writing values. Build it once for a source: it compiles patterns. */
export function contractFor<F extends Feed>(name: F, dialect: Dialect): Contract<F> {
  const { fields, rules = [], settle } = definitions[name];
  const shape: z.ZodRawShape = fields(fieldsFor(dialect));
  const judged = z.object(shape).check((payload) => {
    const report: Report = (field, code, expected) => payload.issues.push(issue(code, expected, field === undefined ? [] : [field]));
    for (const rule of rules) rule.check(payload.value, report, dialect);
  });
  const settled = settle === undefined ? judged : judged.overwrite(settle);
  // Rows that are all right take the compiled way; a row with an error is judged again by zod itself, which knows all of its errors
  return z.compile(settled) as unknown as Contract<F>;
}

export interface FieldInfo extends FieldMeta {
  name: string;
}

const plain: Dialect = { date: 'YYYY-MM-DD', decimal: '.', corrections: 'append' };

/** What the fields of a feed are in data, in file order. */
export function feedFields(name: Feed): FieldInfo[] {
  const { shape } = contractFor(name, plain) as z.ZodObject;
  return Object.entries(shape).map(([field, schema]) => ({ name: field, ...fieldMeta.get(schema)! }));
}
