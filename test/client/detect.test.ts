import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { detectSource } from '../../client/detect.js';
import { mapHeader } from '../../contracts/header.js';
import { readFile } from '../../readers/reader.js';
import { feedFields } from '../../schemas/feeds/contract.js';
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
      const { source: proposed, evidence } = await detectSource({ file: join(folder, file!) });
      expect(proposed.feed).toBe(source.feed);
      expect(evidence.filter(({ about, open }) => about === 'feed' && open)).toEqual([]);
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

  describe.each(['.', '/', '-'])('in days of two digits a year with "%s" between them', (sign) => {
    const dates = async (...days: string[]) => {
      const text = [header, ...days.map((day) => sale(day.replaceAll('.', sign), '5.00'))].join('\n');
      const { source } = await detectSource({ file: fileOf(text) });
      return { format: source.format as Record<string, unknown>, evidence: await evidenceOf(text, 'date') };
    };
    const ofYears = (pattern: string, years: string) => `${pattern.replaceAll('.', sign)} (${years})`;

    it('is left open whether the year or the day stands first, the likelier one named first', async () => {
      const first = await dates('26.03.14', '26.03.15', '26.03.17');
      expect(first.format).not.toHaveProperty('date');
      const [yearFirst, dayFirst] = [ofYears('YY.MM.DD', '2026'), ofYears('DD.MM.YY', '2014 to 2017')];
      expect(first.evidence).toEqual([
        { about: 'date', says: `${yearFirst} and ${dayFirst} both read them: ask which is meant`, open: true },
      ]);
      const [last] = (await dates('14.03.26', '15.03.26', '17.03.26')).evidence;
      expect(last!.says).toContain(`${ofYears('DD.MM.YY', '2026')} and ${ofYears('YY.MM.DD', '2014 to 2017')} both`);
    });

    it('is told by a day that is no month and no year', async () => {
      expect((await dates('26.03.14', '99.03.14')).format).toMatchObject({ date: 'YY.MM.DD'.replaceAll('.', sign) });
    });

    it('is left open among all that read them', async () => {
      const [one] = (await dates('01.02.03')).evidence;
      const orders = sign === '.' ? ['DD.MM.YY', 'YY.MM.DD'] : ['DD.MM.YY', 'MM.DD.YY', 'YY.MM.DD'];
      expect(one).toMatchObject({ open: true });
      for (const order of orders) expect(one!.says).toContain(order.replaceAll('.', sign));
      expect(one!.says).toContain(`${orders.length === 2 ? 'both' : 'all'} read them`);
    });
  });

  it('is left open when a number can be thousands or a fraction', async () => {
    expect(await evidenceOf(`${header}\n${sale('2026-01-02', '1.200')}\n`, 'decimal')).toMatchObject([{ open: true }]);
  });

  it('is named: required fields without a column', async () => {
    const { missing } = await detectSource({ file: fileOf('Invoice,Date,SKU,S/N\n1,2026-01-02,R-1,SN1\n'), feed: 'pos' });
    expect(missing).toContain('end_user_name');
  });
});

describe('the feed of a short header', () => {
  const cellOf: Record<string, string> = { Date: '2026-01-22', 'Invoice Date': '2026-01-22', Qty: '1', Country: 'US' };
  const fileWith = (header: string) =>
    `${header}\n${header
      .split(',')
      .map((name) => cellOf[name] ?? `${name} 1`)
      .join(',')}\n`;
  const detect = (header: string) => detectSource({ file: fileOf(fileWith(header)) });
  const questions = async (header: string) => (await evidenceOf(fileWith(header), 'feed')).filter(({ open }) => open);

  it.each(['Invoice Date,Product,Serial,Qty,Customer', 'Date,Product,Serial,Qty,Reseller'])(
    'is told by what only sales have: %s',
    async (header) => {
      expect((await detect(header)).source.feed).toBe('pos');
      expect(await questions(header)).toEqual([]);
    },
  );

  it.each([
    ['Invoice,Product,Serial,Customer', 'pos', ['pos', 'partner_assets'], '"Invoice"'],
    ['Partner,Product,Serial,Qty,Customer', 'pos', ['pos', 'partner_assets'], '"Qty"'],
    ['Product,Serial,Customer,City,Country', 'partner_assets', ['partner_assets', 'pos'], 'lacks party_id'],
    ['Contract,Product,Serial,Start,End,Customer', 'sales_out', ['sales_out', 'agreements'], 'lacks'],
    ['Product,Serial', 'partner_assets', ['partner_assets', 'shipments'], 'lacks'],
  ])('is asked for where two fit about equally: %s', async (header, feed, named, why) => {
    expect((await detect(header)).source.feed).toBe(feed);
    const [question, ...others] = await questions(header);
    expect(others).toEqual([]);
    for (const name of named) expect(question!.says).toContain(`${name} `);
    expect(question!.says).toContain(why);
    expect(question!.says).toContain('--feed');
  });

  it('is no question where a person says it, or one list fits as a whole', async () => {
    const { evidence } = await detectSource({ file: fileOf(fileWith('Product,Serial')), feed: 'shipments' });
    expect(evidence.filter(({ about, open }) => about === 'feed' && open)).toEqual([]);
    expect(await questions('Partner,Product,Serial,Customer,City,Country')).toEqual([]);
  });
});

describe('a negative quantity', () => {
  const header = 'Invoice No;Date;SKU;S/N;Qty;Customer;Street;City;State;ZIP;Country';
  const sale = (quantity: string) => `1;2026-01-22;R-1;SN1;${quantity};Example Clinic;1 Main Street;Springfield;IL;62701;US`;
  const asked = (...quantities: string[]) => evidenceOf([header, ...quantities.map(sale)].join('\n'), 'corrections');

  it('is asked about with its lines: a return under one mode, a rejection under every other', async () => {
    const [one, ...others] = await asked('1', '-1', '2', '-2');
    expect(others).toEqual([]);
    expect(one).toMatchObject({ open: true });
    expect(one!.says).toContain('2 of 4 quantities are negative (lines 3, 5)');
    expect(one!.says).toContain('signed_quantity');
    expect(one!.says).toContain('QUANTITY_NEGATIVE');
    expect(one!.says).not.toContain('Example Clinic');
  });

  it('is seen with a decimal comma, and no mode is chosen', async () => {
    expect((await asked('1,0', '-1,0'))[0]!.says).toContain('1 of 2 quantities are negative (line 3)');
    const { source } = await detectSource({ file: fileOf([header, sale('-1')].join('\n')) });
    expect(source).not.toHaveProperty('corrections');
  });

  it.each(['1-', '(1)', '\u22121'])('is no number when it is written %s, and that is said', async (quantity) => {
    const [one] = await asked('1', quantity);
    expect(one).toMatchObject({ open: true });
    expect(one!.says).toContain('line 3');
    expect(one!.says).toContain('NUMBER_INVALID');
  });

  it('is no question where there is none, a total aside', async () => {
    expect(await asked('1', '2')).toEqual([]);
    expect(await evidenceOf([header, sale('1'), 'Total;;;;-1;;;;;;'].join('\n'), 'corrections')).toEqual([]);
  });
});

describe('bytes that are no UTF-8', () => {
  const header = 'Invoice No;Date;SKU;S/N;Qty;Customer;Street;City;State;ZIP;Country';
  const sale = (customer: string) => `1;2026-01-22;R-1;SN1;1;${customer};1 Main Street;Springfield;IL;62701;US`;
  /** Written in an encoding of one byte. */
  const detect = (encoding: string, ...customers: string[]) =>
    detectSource({ file: fileOf(iconv.encode([header, ...customers.map(sale)].join('\r\n'), encoding)) });
  const asked = ({ evidence }: Awaited<ReturnType<typeof detect>>) => evidence.filter(({ about }) => about === 'encoding');

  it.each(['Müller Example', "L'Œuvre – Example", 'Straße §5 Example ²', 'd’Example', '„Example“ (5 €)', '3×4 Example™', 'N°5 Éxample'])(
    'are windows-1252 where they make words of it: %s',
    async (customer) => {
      const detected = await detect('windows-1252', 'Example Clinic', customer);
      expect(detected.source.format).toMatchObject({ encoding: 'windows-1252' });
      expect(asked(detected)).not.toMatchObject([{ open: true }]);
    },
  );

  it('are left open where latin-1 makes control characters of them and windows-1252 nothing', async () => {
    const detected = await detect('cp850', 'Example Clinic', 'Bäckerei Müller', 'Bäckerei Müller');
    expect(detected.source.format).not.toHaveProperty('encoding');
    const [one, ...others] = asked(detected);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ open: true });
    expect(one!.says).toContain('the byte 81 on line 3');
    expect(one!.says).toContain('control characters');
    for (const encoding of ['utf-8', 'utf-16', 'windows-1252', 'latin-1']) expect(one!.says).toContain(encoding);
    expect(JSON.stringify(one)).not.toMatch(/ckerei|ller/);
  });

  it.each([
    ['windows-1250', 'Zakład Przykładowy', 'B3'],
    ['windows-1250', 'Łódź', '9F'],
    ['cp850', 'Bäckerei', '84'],
    ['cp437', 'Köln', '94'],
    ['macintosh', 'Münster', '9F'],
  ])('are left open where windows-1252 makes signs within words of them: %s, %s', async (encoding, customer, byte) => {
    const detected = await detect(encoding, 'Example Clinic', customer, customer);
    expect(detected.source.format).not.toHaveProperty('encoding');
    const [one] = asked(detected);
    expect(one).toMatchObject({ open: true });
    expect(one!.says).toContain(`the byte ${byte} on line 3`);
    expect(one!.says).toContain('within a word');
    expect(one!.says).not.toContain(customer);
  });

  it('are told by their line where CR ends the lines', async () => {
    const text = [header, sale('Example Clinic'), sale('Bäckerei Müller')].join('\r');
    const [one] = asked(await detectSource({ file: fileOf(iconv.encode(text, 'cp850')) }));
    expect(one!.says).toContain('the byte 81 on line 3');
  });
});

describe('cells wrapped in single quotes', () => {
  const header = 'Invoice No;Date;SKU;S/N;Qty;Customer;Street;City;State;ZIP;Country';
  const sale = (customer: string) => `1;2026-01-22;R-1;SN1;1;${customer};1 Main Street;Springfield;IL;62701;US`;
  const detect = (...lines: string[]) => detectSource({ file: fileOf([header, ...lines].join('\n')) });
  const wrapped = (line: string) => line.replace(/[^;]+/g, "'$&'");

  it.each([
    ['all of them', [wrapped(sale('Example Clinic')), wrapped(sale('Sample Clinic'))]],
    ['texts only', [sale("'Example; Clinic'"), sale("'Sample Clinic'")]],
    ['those with a delimiter only', [sale('Example Clinic'), sale('Sample Clinic'), sale("'Third; and last'")]],
    ['with a doubled one inside', [sale("'Example''s; Clinic'"), sale("'Sample Clinic'")]],
    ['one more delimiter in each row', [sale("'Example; Clinic'"), sale("'Sample; Clinic'")]],
  ])('are proposed with their quote: %s', async (_, lines) => {
    const file = fileOf([header, ...lines].join('\n'));
    const { source, evidence } = await detectSource({ file });
    expect(asSource(source).format).toMatchObject({ delimiter: ';', quote: "'" });
    for await (const { rows } of readFile(file, asSource(source).format))
      expect(rows.map(({ cells }) => cells.length)).toEqual(lines.map(() => 11));
    expect(evidence.filter(({ about }) => about === 'quote')).toHaveLength(1);
    expect(evidence.find(({ about }) => about === 'header_row')!.says).toContain(`${lines.length} of ${lines.length} rows`);
    expect((source.columns as Record<string, string>).Customer).toBe('end_user_name');
  });

  it('are proposed where the header is wrapped too', async () => {
    const { source } = await detectSource({ file: fileOf([wrapped(header), wrapped(sale('Example Clinic'))].join('\n')) });
    expect(source.format).toMatchObject({ quote: "'" });
    expect((source.columns as Record<string, string>)['Invoice No']).toBe('invoice_number');
  });

  it.each([
    ['an apostrophe in front of digits', [sale('Example Clinic').replace('SN1', "'0001"), sale('Sample Clinic').replace('SN1', "'0002")]],
    ['a name that begins with one', [sale("'t Voorbeeld"), sale("'s-Example")]],
    ['one name in quotes', [sale("'Example'"), sale('Sample Clinic'), sale('Third Clinic')]],
    ['cells wrapped in double quotes', [sale('"\'Example\' Clinic"'), sale('"Sample; Clinic"')]],
    ['one that is not closed', [sale("'Example Clinic"), sale("'Sample Clinic'"), sale("'Third Clinic'")]],
  ])('are not seen in %s', async (_, lines) => {
    const { source } = await detect(...lines);
    expect(source.format).not.toHaveProperty('quote');
  });
});

describe('a total row', () => {
  const header = 'end_user_name,invoice_number,invoice_date,product_number,serial_number,quantity';
  const sale = (name: string) => `${name},I-1,2026-01-02,R-1,SN1,1`;
  const total = (text: string) => `${text},,,,,1`;
  const detect = (...lines: string[]) => detectSource({ file: fileOf([header, ...lines].join('\n')) });
  const asked = ({ evidence }: Awaited<ReturnType<typeof detect>>) => evidence.filter(({ about }) => about === 'total_row');

  it.each([
    ['Total', '^Total$'],
    ['Total:', '^Total:$'],
    ['Grand Total', '^Grand Total$'],
    ['Gesamtsumme', '^Gesamtsumme$'],
    ['Total (général)', '^Total \\(général\\)$'],
  ])('is one with a word for it and little else, and the pattern takes nothing but that: %s', async (text, pattern) => {
    const detected = await detect(sale('Example Clinic'), total(text));
    expect(detected.source.format).toMatchObject({ total_row: pattern });
    expect(asked(detected)).toEqual([{ about: 'total_row', says: `${JSON.stringify(pattern)} takes 1 row for a total (line 3)` }]);
  });

  it('is each of several ones', async () => {
    const detected = await detect(sale('Example Clinic'), total('Sum'), sale('Sample Clinic'), total('Sum'), total('Grand Total'));
    expect(detected.source.format).toMatchObject({ total_row: '^(?:Sum|Grand Total)$' });
  });

  it.each(['Sumitomo Example', 'Summit Example', 'Total Wine Example', 'TotalExample SE'])(
    'is none of a customer called %s',
    async (name) => {
      expect((await detect(sale('Example Clinic'), sale(name))).source.format).not.toHaveProperty('total_row');
      for (const text of ['Total', 'Sum', 'Total March', 'Sum: March']) {
        const { source } = await detect(sale('Example Clinic'), total(text));
        const { total_row } = source.format as { total_row: string };
        expect(new RegExp(total_row, 'u').test(text)).toBe(true);
        expect(new RegExp(total_row, 'u').test(name)).toBe(text === 'Total March' && name.startsWith('Total '));
      }
    },
  );

  it('is asked about where more than the word stands there: another month has another text', async () => {
    const detected = await detect(sale('Example Clinic'), total('Total March 2026'), total('Sum: 2026'), total('Grand Total'));
    expect(detected.source.format).toMatchObject({ total_row: '^(?:Total|Sum|Grand Total)(?:$| |:)' });
    expect(asked(detected)).toMatchObject([{ open: true, says: expect.stringContaining('(lines 3, 4, 5)') as string }]);
  });

  it.each([
    ['Total Wine Example', 'Total March'],
    ['Total', 'Total'],
  ])('is left out and asked about where no pattern tells it from a customer called %s', async (name, text) => {
    const detected = await detect(sale('Example Clinic'), sale(name), total(text));
    expect(detected.source.format).not.toHaveProperty('total_row');
    expect(asked(detected)).toMatchObject([{ open: true, says: expect.stringContaining('line 4') as string }]);
    expect(asked(detected)[0]!.says).toContain('line 3');
    expect(JSON.stringify(asked(detected))).not.toContain('Wine');
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

describe('a header for the product', () => {
  // prettier-ignore
  it.each([
    'Código de producto', 'Código del producto', 'Código producto', 'CODIGO DE ARTICULO', 'Código de artículo', 'Código del artículo', 'Código artículo', 'Cód. producto', 'Cód. artículo',
    'Número de producto', 'Número de artículo', 'N.º de artículo', 'Número de parte', 'N.º de parte', 'Referencia de producto', 'Referencia del producto', 'Ref. producto',
    'Code produit', 'Code du produit', 'Code article', "Code de l'article", 'N° article', "Numéro d'article", 'Numéro de produit', 'Référence article', 'Réf. produit', 'Réf. article',
    'Artikelcode', 'Artikel-Code', 'Produktcode', 'Produkt-Nr.', 'Artikelnr.', 'Teilenummer', 'Teile-Nr.', 'Materialnummer', 'Material-Nr.', 'Modellnummer',
    'Product Code', 'Item Code', 'Item Number', 'Item #', 'Part #', 'Article Number', 'Material Number', 'Model Number', 'Manufacturer Part Number',
  ])('is known: %s', async (product) => {
    const header = ['Invoice No', 'Date', product, 'S/N', 'Qty', 'Customer', 'Street', 'City', 'State', 'ZIP', 'Country'].join(';');
    const sale = '1;2026-01-22;R-1;SN1;1;Example Clinic;1 Main Street;Springfield;IL;62701;US';
    const { source, missing } = await detectSource({ file: fileOf(`${header}\n${sale}\n`), feed: 'pos' });
    expect(missing).toEqual([]);
    expect((source.columns as Record<string, string>)[product]).toBe('product_number');
  });
});

describe('a column for the number and one for the description', () => {
  it.each([
    ['Product', 'Product Code'],
    ['Artículo', 'Código de artículo'],
    ['Artikel', 'Artikelnummer'],
    ['Article', 'Code article'],
  ])('beside %s, %s is the product_number', async (description, number) => {
    const { source } = await detectSource({ file: fileOf(`${description};${number};S/N\nRoom system;R-1;SN1\n`), feed: 'pos' });
    expect(source.columns).toEqual({ [number]: 'product_number', 'S/N': 'serial_number' });
  });
});

describe('a column that says a field more exactly than another', () => {
  const others = ['SKU', 'S/N', 'Qty', 'Street', 'City', 'ZIP', 'Country'];
  const cells = ['R-1', 'SN1', '1', '1 Main Street', 'Springfield', '62701', 'US'];
  const detect = (...headers: string[]) => {
    const values = headers.map((name) => (/dat[ue]|fecha/i.test(name) ? '2026-01-22' : `${name} 1`));
    const lines = [
      [...headers, ...others],
      [...values, ...cells],
    ].map((row) => row.join(';'));
    return detectSource({ file: fileOf(lines.join('\n')), feed: 'pos' });
  };
  const fieldOf = ({ source }: Awaited<ReturnType<typeof detect>>, name: string) => (source.columns as Record<string, string>)[name];
  const asked = ({ evidence }: Awaited<ReturnType<typeof detect>>) => evidence.filter(({ about, open }) => about === 'columns' && open);

  it.each([
    ['end_user_name', 'End User', 'Customer'],
    ['end_user_name', 'End Customer', 'Company'],
    ['end_user_name', 'Endkunde', 'Kunde'],
    ['end_user_name', 'Endkunden-Firma', 'Firma'],
    ['end_user_name', 'Client final', 'Client'],
    ['end_user_name', 'Nom du client final', 'Nom du client'],
    ['end_user_name', 'Cliente final', 'Cliente'],
    ['invoice_date', 'Invoice Date', 'Date'],
    ['invoice_date', 'Rechnungsdatum', 'Datum'],
    ['invoice_date', 'Date de facture', 'Date'],
    ['invoice_date', 'Fecha de factura', 'Fecha'],
  ])('is the %s, whichever stands first: %s before %s', async (field, exact, vague) => {
    for (const headers of [
      [exact, vague],
      [vague, exact],
    ]) {
      const needed = field === 'invoice_date' ? 'Customer' : 'Invoice Date';
      const detected = await detect('Invoice', needed, ...headers);
      expect(fieldOf(detected, exact)).toBe(field);
      expect(fieldOf(detected, vague)).toBeUndefined();
      expect(detected.unread).toEqual([]);
      expect(asked(detected)).toEqual([]);
      const says = `not taken, because another column says it more exactly: "${vague}" ("${exact}" is ${field})`;
      expect(detected.evidence).toContainEqual({ about: 'columns', says });
      expect(detected.yaml).toContain(`says it more exactly: "${vague}"`);
    }
  });

  it.each([
    ['end_user_name', 'Customer', 'Sold To'],
    ['end_user_name', 'End User', 'Endkunde'],
    ['invoice_date', 'Rechnungsdatum', 'Belegdatum'],
  ])('is asked for where none does: %s, %s and %s', async (field, first, second) => {
    const detected = await detect('Invoice', first, second);
    expect(fieldOf(detected, first)).toBe(field);
    expect(detected.unread).toEqual([]);
    const says = `"${first}" and "${second}" both say ${field}: taken is "${first}", confirm`;
    expect(asked(detected)).toContainEqual({ about: 'columns', says, open: true });
  });
});

describe('an address that is said to be of the end user', () => {
  const parts = { address_line1: '1 Main Street', city: 'Springfield', state: 'IL', postal_code: '62701', country: 'US' };
  const detect = (...headers: string[]) => {
    const header = ['Invoice', 'Invoice Date', 'SKU', 'S/N', 'Qty', ...headers];
    const cells = ['1', '2026-01-22', 'R-1', 'SN1', '1', ...headers.map((_, at) => Object.values(parts)[at % 5]!)];
    return detectSource({ file: fileOf(`${header.join(';')}\n${cells.join(';')}\n`), feed: 'pos' });
  };
  const unitsOf = ({ source }: Awaited<ReturnType<typeof detect>>) =>
    Object.entries(source.columns as Record<string, string>).flatMap(([theirs, field]) => (field.startsWith('end_user') ? [theirs] : []));
  const asked = ({ evidence }: Awaited<ReturnType<typeof detect>>) => evidence.filter(({ about, open }) => about === 'columns' && open);

  const plain = ['Address', 'City', 'State', 'ZIP', 'Country'];
  it.each([
    ['in English', ['End User Address', 'End User City', 'End User State', 'End User ZIP', 'End User Country']],
    ['in English, behind the word', ['Address (End User)', 'City of End User', 'State of End User', 'ZIP End User', 'Country End User']],
    ['in German', ['Endkunde Straße', 'Endkunden-Ort', 'Endkunde Bundesland', 'Endkunden-PLZ', 'Land des Endkunden']],
    [
      'in French',
      ['Adresse du client final', 'Ville client final', 'Province client final', 'Code postal du client final', 'Pays du client final'],
    ],
    [
      'in Spanish',
      [
        'Dirección del cliente final',
        'Ciudad del cliente final',
        'Estado cliente final',
        'Código postal cliente final',
        'País del cliente final',
      ],
    ],
  ])('is taken as a whole, and nothing from another one: %s', async (_, own) => {
    for (const headers of [
      [...plain, 'End User', ...own],
      ['End User', ...own, ...plain],
    ]) {
      const detected = await detect('Reseller', ...headers);
      expect(unitsOf(detected)).toEqual(headers.filter((name) => !plain.includes(name)));
      expect(detected.missing).toEqual([]);
      expect(detected.unread).toEqual([]);
      expect(asked(detected)).toEqual([]);
      expect(detected.yaml).toContain('says it more exactly: "Address"');
    }
  });

  it('is not filled up from columns that do not say it: they are asked about', async () => {
    const detected = await detect('Reseller', 'Address', 'ZIP', 'Country', 'Email', 'End User', 'End User City', 'End User State');
    expect(unitsOf(detected)).toEqual(['End User', 'End User City', 'End User State']);
    expect(detected.missing).toContain('end_user_country');
    expect(detected.unread).toEqual([]);
    expect(asked(detected).map(({ says }) => says)).toContainEqual(
      expect.stringMatching(/"Address" \(end_user_address_line1\), "ZIP" .*, "Country" .*, "Email" \(end_user_email\): say whose they are/),
    );
  });

  it('is one without a word for it where no column has one', async () => {
    const detected = await detect('End User', 'End User Email', ...plain);
    expect(unitsOf(detected)).toEqual(['End User', 'End User Email', ...plain]);
    expect(asked(detected)).toEqual([]);
  });
});

describe('a header that stands twice', () => {
  const header = 'Invoice No;Date;SKU;S/N;Qty;Name;Street;City;State;ZIP;Country;Name;Street;City;State;ZIP;Country';
  const reseller = 'Sample Reseller;9 Trade Road;Peoria;IL;61602;US';
  const sites = ['Alpha Example;1 Main Street;Springfield;IL;62701;US', 'Beta Example;2 Main Street;Decatur;IL;62521;US'];
  const rows = (...blocks: string[]) =>
    [header, ...blocks.map((block, at) => `${at + 1};2026-01-22;R-1;SN${at + 1};1;${block}`)].join('\n');
  const detect = (text: string) => detectSource({ file: fileOf(text), feed: 'pos' });
  const asked = ({ evidence }: Awaited<ReturnType<typeof detect>>) => evidence.filter(({ about, open }) => about === 'columns' && open);

  it.each([
    ['second', sites.map((site) => `${reseller};${site}`), 12],
    ['first', sites.map((site) => `${site};${reseller}`), 6],
  ])('is named by its position: the %s block differs from row to row, the other one does not', async (_, blocks, at) => {
    const detected = await detect(rows(...blocks));
    const places = Object.entries(detected.source.columns as Record<string, string>).filter(([key]) => key.startsWith('#'));
    expect(places).toEqual(
      ['name', 'address_line1', 'city', 'state', 'postal_code', 'country'].map((part, index) => [`#${at + index}`, `end_user_${part}`]),
    );
    const [question, ...others] = asked(detected);
    expect(others).toEqual([]);
    expect(question!.says).toContain('"Name" (#6, #12)');
    expect(question!.says).toMatch(/1 different in 2 rows.*2 different in 2 rows|2 different in 2 rows.*1 different in 2 rows/);
    expect(question!.says).not.toMatch(/Example|Reseller|Peoria/);
    expect(detected.unread).toContain(`Name (#${18 - at})`);
    expect(detected.missing).toEqual([]);
    const { columns } = mapHeader(
      { sheet: null, header: header.split(';'), header_line: 1 },
      feedFields('pos'),
      asSource(detected.source).columns,
    );
    expect(columns.find(({ field }) => field === 'end_user_name')?.at).toBe(at - 1);
  });

  it('is left out and asked about where nothing tells the two apart', async () => {
    const detected = await detect(rows(`${sites[0]};${sites[1]}`, `${sites[1]};${sites[0]}`));
    expect(Object.values(detected.source.columns as Record<string, string>)).not.toContain('end_user_name');
    expect(detected.missing).toEqual([]);
    expect(detected.unread).toEqual([]);
    expect(asked(detected)[0]!.says).toContain('"#12": end_user_name');
  });

  it('is told by what its cells are', async () => {
    const text =
      'Invoice No;Date;SKU;S/N;Qty;Customer;Customer\n1;2026-01-22;R-1;SN1;1;4711;Alpha Example\n2;2026-01-22;R-1;SN2;1;4712;Beta Example\n';
    const detected = await detect(text);
    expect(detected.source.columns).toMatchObject({ '#7': 'end_user_name' });
    expect(
      asked(detected)
        .map(({ says }) => says)
        .join(),
    ).toContain('#6 (numbers, 2 different in 2 rows)');
  });

  it("is named by its position also where it is the field's own name", async () => {
    const detected = await detect('invoice_number;invoice_date;invoice_date;quantity\n1;2026-01-22;soon;1\n');
    expect(detected.source.columns).toEqual({ '#2': 'invoice_date' });
  });
});

describe('a column that is headed Name and nothing more', () => {
  it('is taken for the end user, and that is asked about', async () => {
    const { source, evidence } = await detectSource({ file: fileOf('Invoice;SKU;S/N;Qty;Name\nA-1;R-1;SN1;1;Alpha Example\n') });
    expect(source.columns).toMatchObject({ Name: 'end_user_name' });
    expect(evidence).toContainEqual({
      about: 'columns',
      says: expect.stringContaining('"Name" is taken for end_user_name') as string,
      open: true,
    });
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
