import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { detectSource } from '../../client/detect.js';
import { nameMatcher } from '../../schemas/name-pattern.js';
import { sourceSchema, type Source } from '../../schemas/project.js';
import { loadProject } from '../../workers/load-project.js';
import { tempFolder } from '../support/temp-folder.js';

/** What has to be the same for a file to be read the same. */
const layoutOf = ({ format }: Source) => {
  const { type, delimiter, encoding, date, decimal, header_row, serial_separator } = format as Record<string, unknown>;
  return { type, delimiter, encoding, date, decimal, header_row, serial_separator };
};

const asSource = (source: Record<string, unknown>): Source => sourceSchema.parse(source);

function fileOf(text: string | Buffer, name = 'report.csv'): string {
  const file = join(tempFolder(), name);
  writeFileSync(file, text);
  return file;
}

const evidenceOf = async (text: string, about: string) =>
  (await detectSource({ file: fileOf(text) })).evidence.filter((one) => one.about === about);

describe('a report of the sample program', async () => {
  const { project, projectDir } = await loadProject(join(import.meta.dirname, '../..'));
  for (const source of project.sources.filter(({ format }) => format.type !== 'x12')) {
    const folder = join(projectDir, source.connector.path);
    const [file] = readdirSync(folder).filter(nameMatcher(source.connector.pattern)).sort();
    it(`of ${source.id} is proposed as its source declares it`, async () => {
      const detected = await detectSource({ file: join(folder, file!), feed: source.feed });
      const proposed = asSource(detected.source);
      // Where no cell shows it, or every order of day and month reads the days, the file says nothing
      const isShown = (about: string) => detected.evidence.some((one) => one.about === about && one.open !== true);
      const unseen = Object.fromEntries(
        (['date', 'decimal'] as const).filter((key) => !isShown(key)).map((key) => [key, layoutOf(proposed)[key]]),
      );
      expect(layoutOf(proposed)).toEqual({ ...layoutOf(source), ...unseen });
      expect({ ...proposed.columns }).toMatchObject(source.columns ?? {});
      expect(detected.missing).toEqual([]);
      expect(parse(detected.yaml)).toEqual({ sources: [detected.source] });
    });
    it(`of ${source.id} is recognised as ${source.feed}`, async () => {
      expect((await detectSource({ file: join(folder, file!) })).source.feed).toBe(source.feed);
    });
  }
});

describe('what the file alone cannot tell', () => {
  const header = 'Invoice No,Date,SKU,S/N,Qty,Customer,Street,City,State,ZIP,Country,Price';
  const sale = (date: string, price: string) => `1,${date},R-1,SN1,1,Example Clinic,1 Main Street,Springfield,IL,62701,US,${price}`;

  it('is the delimiter no more where the first line names it for Excel', async () => {
    const text = `sep=;\n${header.replaceAll(',', ';')}\n${sale('01/22/2026', '5.00').replaceAll(',', ';')}\n`;
    expect(await evidenceOf(text, 'delimiter')).toEqual([
      { about: 'delimiter', says: 'semicolon gives 2 of 3 rows 12 cells; the first line names it (sep=)' },
    ]);
    expect((await detectSource({ file: fileOf(text) })).source.format).toMatchObject({ delimiter: ';', header_row: 2 });
  });

  it('is left open when two orders of day and month read every date', async () => {
    expect(await evidenceOf(`${header}\n${sale('01/02/2026', '5.00')}\n`, 'date')).toEqual([
      { about: 'date', says: 'MM/DD/YYYY and DD/MM/YYYY both read them: ask which is meant', open: true },
    ]);
    expect(await evidenceOf(`${header}\n${sale('01/02/2026', '5.00')}\n${sale('01/22/2026', '5.00')}\n`, 'date')).toEqual([
      { about: 'date', says: 'MM/DD/YYYY reads 2 of 2 dates' },
    ]);
  });

  it('is left open when a number can be thousands or a fraction', async () => {
    expect(await evidenceOf(`${header}\n${sale('2026-01-02', '1.200')}\n`, 'decimal')).toMatchObject([{ open: true }]);
  });

  it('is named: required fields without a column', async () => {
    const { missing } = await detectSource({ file: fileOf('Invoice,Date,SKU,S/N\n1,2026-01-02,R-1,SN1\n'), feed: 'pos' });
    expect(missing).toContain('end_user_name');
  });
});

describe('a total row', () => {
  const header = 'end_user_name,invoice_number,invoice_date,product_number,serial_number,quantity';
  const sale = (name: string) => `${name},I-1,2026-01-02,R-1,SN1,1`;
  const formatOf = async (...lines: string[]) => (await detectSource({ file: fileOf([header, ...lines].join('\n')) })).source.format;

  it('is one with a word for it and little else', async () => {
    expect(await formatOf(sale('Example Clinic'), 'Total,,,,,1')).toMatchObject({ total_row: '^Total' });
  });

  it.each(['Sumitomo Example', 'Total Wine Example', 'TotalExample SE'])('is none of a customer called %s', async (name) => {
    expect(await formatOf(sale('Example Clinic'), sale(name))).not.toHaveProperty('total_row');
    expect(await formatOf(sale(name), `${name.slice(0, 5).trim()},,,,,1`)).not.toHaveProperty('total_row');
  });
});

describe('headers of four languages', () => {
  it.each([
    ['French', 'Facture;Date;Référence;N° de série;Quantité;Client;Adresse;Ville;Code postal;Pays'],
    ['Spanish', 'Factura;Fecha;Referencia;Número de serie;Cantidad;Cliente;Dirección;Ciudad;Código postal;País'],
    ['German', 'Rechnungsnummer;Datum;Artikelnummer;Seriennummer;Menge;Kunde;Straße;Ort;PLZ;Land'],
    ['English', 'Invoice #;Date of Sale;Part Number;Serial #;Units;End Customer;Street Address;Town;Post Code;Country Code'],
  ])('%s ones are the same fields', async (_, header) => {
    const { source } = await detectSource({
      file: fileOf(`${header}\nA-1;2026-03-14;R-1;SN1;1;Example;1 Sample Street;Springfield;62701;US\n`),
    });
    expect(Object.values(source.columns as Record<string, string>)).toEqual([
      'invoice_number',
      'invoice_date',
      'product_number',
      'serial_number',
      'quantity',
      'end_user_name',
      'end_user_address_line1',
      'end_user_city',
      'end_user_postal_code',
      'end_user_country',
    ]);
  });
});

describe('a file that is no table', () => {
  it.each([
    ['prose', 'Dear partner manager,\nplease find our report attached.\n', 'DETECT_NO_TABLE'],
    ['an HTML page', '<!doctype html><html><body>Log in</body></html>', 'FORMAT_MISMATCH'],
    ['no bytes', '', 'FILE_EMPTY'],
  ])('is refused by what it is: %s', async (_, text, code) => {
    await expect(detectSource({ file: fileOf(text) })).rejects.toMatchObject({ code });
  });

  it('is refused when it is not there', async () => {
    await expect(detectSource({ file: '/nowhere/report.csv' })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
