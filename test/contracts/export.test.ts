/** Exported contracts, held against the published schema of the standard and against rows that were accepted. */

import { readFileSync } from 'node:fs';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeContract, type DescribedContract } from '../../contracts/export/described.js';
import { jsonSchema } from '../../contracts/export/json-schema.js';
import { odcsText } from '../../contracts/export/odcs.js';
import { contractVersions } from '../../schemas/feeds/version.js';
import { projectSchema } from '../../schemas/project.js';
import { feeds } from '../../schemas/vocabulary.js';
import { goodSale, judge, readingOf, salesOf, sourceOf } from './judging.js';

const file = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const standard = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(
  JSON.parse(file('odcs/odcs-json-schema-v3.1.0.json')) as object,
);
const sources = projectSchema.parse(parse(file('../../assurance.yaml'))).sources;
const all: [string, DescribedContract][] = [
  ...feeds.flatMap((feed) =>
    contractVersions(feed).map(({ version }): [string, DescribedContract] => [
      `${feed} ${version}`,
      describeContract(feed, undefined, version)!,
    ]),
  ),
  ...sources.map((source): [string, DescribedContract] => [`source ${source.id}`, describeContract(source.feed, source)!]),
];

describe('Open Data Contract Standard', () => {
  it.each(all)('%s keeps the published schema, in old and new YAML alike', (_, contract) => {
    const text = odcsText(contract);
    const data: unknown = parse(text, { version: '1.1' });
    standard(data);
    expect(standard.errors).toBeNull();
    expect(parse(text, { version: '1.2' })).toEqual(data);
  });

  it('refuses what the standard does not know: the check can fail', () => {
    standard({ ...(parse(odcsText(all[0]![1])) as object), colour: 'blue' });
    expect(standard.errors).not.toBeNull();
  });

  it('says what is personal, what every row needs, and the headers of a source', () => {
    const rheinwerk = sources.find(({ id }) => id === 'rheinwerk-pos')!;
    const contract = parse(odcsText(describeContract('pos', rheinwerk)!)) as {
      servers: unknown[];
      schema: [{ properties: Record<string, unknown>[]; quality: { description: string }[] }];
    };
    const property = (name: string) => contract.schema[0].properties.find((one) => one['name'] === name);
    expect(property('end_user_name')).toMatchObject({
      physicalName: 'Endkunde',
      required: true,
      classification: 'personal',
      logicalType: 'string',
    });
    expect(property('invoice_date')).toMatchObject({ logicalType: 'date', physicalType: 'DATE', classification: 'internal' });
    expect(contract.servers).toMatchObject([
      { server: 'rheinwerk-pos', type: 'local', path: './samples/rheinwerk/pos/Verkaufsmeldung_*.csv' },
    ]);
    expect(JSON.stringify(contract.schema[0].quality)).toContain('END_USER_PLACEHOLDER');
    expect(parse(odcsText(describeContract('pos', sourceOf(), '1.0.0')!))).toMatchObject({
      version: '1.0.0',
      status: 'retired',
      description: { limitations: 'A post office box was address enough.' },
    });
  });
});

describe('JSON Schema', () => {
  const compile = (contract: DescribedContract) =>
    new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(jsonSchema(contract));

  it.each(all)('of %s is a schema', (_, contract) => {
    expect(compile(contract)).toBeTypeOf('function');
  });

  it('takes accepted rows, and misses what an address needs in its country', async () => {
    const check = compile(describeContract('pos')!);
    const { accepted } = await judge(
      readingOf(
        salesOf(
          {},
          { serial_number: '', quantity: '40' },
          { end_user_country: 'HK', end_user_postal_code: '', end_user_state: '', currency: '' },
        ),
      ),
    );
    const rows = accepted.map(({ sheet: _s, line: _l, item: _i, quantity, unit_price, ...row }) => ({
      ...row,
      quantity: Number(quantity),
      unit_price: Number(unit_price),
    }));
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      check(row);
      expect(check.errors).toBeNull();
    }
    check({ ...rows[0], end_user_state: null });
    expect(check.errors?.[0]?.instancePath).toBe('/end_user_state');
    check({ ...rows[0], transaction_type: 'gift', invoice_date: '31.03.2026' });
    expect(check.errors?.map(({ instancePath }) => instancePath)).toEqual(['/transaction_type', '/invoice_date']);
    expect(Object.keys(goodSale).every((name) => name in (jsonSchema(describeContract('pos')!).properties as object))).toBe(true);
  });
});
