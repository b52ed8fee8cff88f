/** Partners on the sample program, through the command line: pages, figures and their rows, sheets, differences and what is accepted. */

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read, utils } from 'xlsx';
import { figures } from '../../client/partner/figures.js';
import { readFigure, readParties, readScorecard } from '../../client/partner/scorecard.js';
import { copySamples } from '../e2e/sample-project.js';
import { assurance } from './run.js';

let project = '';
let home = '';
beforeAll(async () => {
  project = await copySamples(await realpath(await mkdtemp(path.join(tmpdir(), 'assurance-partner-'))));
  home = path.join(project, 'var');
  expect((await assurance(project, ['pull', '--json'])).code).toBe(3);
}, 300_000);
afterAll(() => rm(project, { recursive: true, force: true, maxRetries: 5 }));

async function ask(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await assurance(project, args, { env: { COLUMNS: '80' } });
  expect(code, stderr).toBe(0);
  return stdout;
}
const json = async <T = Record<string, unknown>>(...args: string[]) => JSON.parse(await ask(...args, '--json')) as T;

describe('a figure', () => {
  it('is the number of the rows that it opens to, for every party, on its page and in the list', async () => {
    const { parties } = await readParties(home);
    expect(parties.map(({ party_id }) => party_id)).toEqual(expect.arrayContaining(['NORTHGATE', 'LUMIVOIX', 'BLUE-HERON']));
    const seen = new Set<string>();
    for (const party of parties) {
      const card = await readScorecard(home, party.party_id, 'all');
      for (const { id, part, whole, rows = [], parts } of card.figures) {
        expect([id, rows.length]).toEqual([id, part]);
        if (party.figures[id] !== undefined) expect(party.figures[id]).toEqual({ part, whole });
        if (whole !== null) expect(part).toBeLessThanOrEqual(whole);
        if (part > 0) seen.add(id);
        for (const one of parts) expect(one.part).toBeLessThanOrEqual(part);
      }
    }
    // What no sample has would prove nothing.
    expect(figures.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  });

  it('is opened by its name, and by the SQL that stands beside it', async () => {
    const { figure } = await json<{ figure: { part: number; sql: string; rows: unknown[] } }>(
      'partner',
      'NORTHGATE',
      '--show',
      'rows_rejected',
    );
    expect(figure).toMatchObject({ part: 10 });
    expect(await json<unknown[]>('query', figure.sql)).toEqual(figure.rows);
    expect(await ask('partner', 'NORTHGATE', '--show', 'rows_rejected')).toContain('assurance query "SELECT * EXCLUDE');
  });

  it('shares what it counts: in time, late and missing are all that is due', async () => {
    const { figures: of } = await json<{
      figures: { id: string; part: number; whole: number | null; share: number | null; trend: unknown[] }[];
    }>('partner', 'LUMIVOIX');
    const value = (id: string) => of.find((one) => one.id === id);
    expect(value('reports_in_time')).toMatchObject({
      part: 1,
      whole: 3,
      trend: [
        { period: '2026-05', part: 0, whole: 1 },
        { period: '2026-06', part: 0, whole: 1 },
        { period: '2026-07', part: 1, whole: 1 },
      ],
    });
    expect([value('reports_late')?.part, value('reports_missing')?.part]).toEqual([1, 1]);
    expect(value('rows_rejected')).toMatchObject({ part: 1, whole: 11 });
    expect(value('end_users_usable')).toMatchObject({ part: 5, whole: 6 });
  });

  it('that nobody knows, and a party that nobody knows, are wrong use', async () => {
    expect(await assurance(project, ['partner', 'NOBODY', '--json'])).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('PARTY_UNKNOWN') as string,
    });
    expect(await assurance(project, ['partner', 'LUMIVOIX', '--show', 'x', '--json'])).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('FIGURE_UNKNOWN') as string,
    });
  });
});

describe('the page', () => {
  it('fits 80 columns and says in words what it says in colours', async () => {
    for (const id of ['LUMIVOIX', 'NORTHGATE', 'BLUE-HERON']) {
      const page = await ask('partner', id);
      expect(page.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
      expect(page).toMatch(/^[✓!·] Reports in time/m);
    }
    expect(await ask('partner', 'MAPLEWAY')).toMatch(
      /✓ Able to deliver PAMS today +yes .*\n +from day +until\n +2026-01-20 +2026-07-20\n! Not able, today or within 90 days +2 .*\n.*\n +2026-07-21 +2026-08-08 +MW-OTTAWA: no case system, no technical staff, too/,
    );
    expect(await ask('partner', 'BLUEHERON')).toMatch(
      /! Open cases that nobody took up in time +1 .*\n.*\n +1 +BH-105 .* 2026-07-09 12:30 UTC/,
    );
    const list = await ask('partner');
    expect(list.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
    expect(list).toMatch(/^LUMIVOIX .*! 33 %/m);
  });
});

describe('a sheet', () => {
  it('in HTML is one well-formed file that needs nothing else and has the rows of each figure', async () => {
    const file = (await ask('report', 'partner', 'LUMIVOIX')).trim();
    const html = await readFile(file, 'utf8');
    expect(html).toContain('<h1>Lumivoix SARL</h1>');
    expect(html).toContain('D8-0603');
    expect(html).toMatch(/<svg [^>]*role="img"/);
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|<link|@import|url\(/i);
    await expect(wellFormed(file)).resolves.toBeUndefined();
  });

  it('in HTML keeps hostile text what it is: text', async () => {
    const { htmlSheet } = await import('../../client/partner/report/html.js');
    const card = await readScorecard(home, 'LUMIVOIX', 'all');
    const hostile = `</td><script>alert("1")</script><img src=x onerror='a()'>&\u202e\u0007`;
    card.party.party_name = hostile;
    for (const figure of card.figures) {
      figure.rows = [{ end_user_name: hostile, [hostile]: hostile, list: [hostile], nothing: null }];
      figure.parts = [{ label: hostile, part: 1 }];
      figure.trend = [{ period: hostile, part: 1, whole: 2 }];
    }
    const html = htmlSheet(card);
    expect(html).not.toMatch(/<script|<img|onerror=['"]|[\u202e\u0007]/);
    expect(html).toContain('&#60;script&#62;');
    const file = path.join(project, 'hostile.html');
    await (await import('node:fs/promises')).writeFile(file, html);
    await expect(wellFormed(file)).resolves.toBeUndefined();
  });

  it('as a workbook has a sheet for each figure, with as many rows, and no formula', async () => {
    const out = path.join(project, 'northgate.xlsx');
    expect((await json('report', 'partner', 'northgate', '--format', 'xlsx', '--out', out)).path).toBe(out);
    const book = read(await readFile(out), { cellFormula: true });
    const card = await readScorecard(home, 'NORTHGATE', 'all');
    const filled = card.figures.filter(({ part }) => part > 0);
    expect(book.SheetNames).toEqual(['Summary', 'By month', ...filled.map(({ id }) => id)]);
    for (const { id, part } of filled) {
      const sheet = book.Sheets[id]!;
      expect([id, utils.sheet_to_json(sheet).length]).toEqual([id, part]);
      expect(Object.values(sheet).filter((cell: unknown) => (cell as { f?: string }).f !== undefined)).toEqual([]);
    }
  });
});

describe("a partner's own list", () => {
  it('goes back in the layout of the partner, with what differs and what we have', async () => {
    const { units, files } = await json<{ units: unknown; files: { path: string; rows: number }[] }>('partner', 'differences', 'LUMIVOIX');
    expect(units).toEqual({ differ: 3, only_there: 1, only_here: 1 });
    expect(files).toMatchObject([{ source_id: 'lumivoix-assets', rows: 5 }]);
    const text = new TextDecoder('windows-1252').decode(await readFile(files[0]!.path));
    const [header, ...lines] = text.trimEnd().split('\r\n');
    expect(header).toMatch(/^Partenaire;Référence;N° de série;.*;Fin garantie;assurance_state;assurance_differs;assurance_has$/);
    expect(lines[0]).toMatch(/^LUMIVOIX;DESK-80;D8-0602;.*;differs;location;"location: Brasserie du Pont d'Argile, 18 montée/);
    expect(lines[3]).toMatch(/;D8-0699;.*;not in the registry;;$/);
    expect(lines[4]).toMatch(/^LUMIVOIX;CINEMA-300;CN000302;.*;not in your list;;/);
    const out = path.join(project, 'lumivoix.xlsx');
    await ask('partner', 'differences', 'LUMIVOIX', '--out', out);
    const sheet = read(await readFile(out)).Sheets['Corrections']!;
    expect(utils.sheet_to_json<string[]>(sheet, { header: 1 })).toHaveLength(6);
  });

  it('is accepted where it knows better: once, on record, with no address in what Temporal carries', async () => {
    const accept = (serial: string, ...more: string[]) =>
      assurance(project, [
        'partner',
        'accept',
        'LUMIVOIX',
        serial,
        '--attribute',
        'location',
        '--by',
        'service-manager',
        '--reason',
        'moved',
        '--json',
        ...more,
      ]);
    const first = await accept('D8-0602', '--product', 'DESK-80');
    expect(first.code, first.stderr).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ already_recorded: false, line: 3, ours: expect.stringContaining('quai') as string });
    expect(JSON.parse((await accept('D8-0602')).stdout)).toMatchObject({ already_recorded: true });
    const { asset, evidence } = await json<{ asset: Record<string, unknown>; evidence: Record<string, unknown>[] }>('asset', 'D8-0602');
    expect(asset).toMatchObject({ eligibility: 'eligible', end_user_address_line1: "2 quai de l'Écluse", end_user_postal_code: '69009' });
    expect(evidence).toContainEqual(
      expect.objectContaining({
        fact_kind: 'location',
        file_name: 'parc-2026-06.csv',
        line: 3,
        used: true,
        why: 'location as LUMIVOIX has it, accepted by service-manager on 2026-07-10: moved',
      }),
    );
    expect((await json<{ units: unknown }>('partner', 'differences', 'LUMIVOIX')).units).toEqual({
      differ: 2,
      only_there: 1,
      only_here: 1,
    });
    expect((await readFile(path.join(home, 'temporal.sqlite'))).includes("quai de l'")).toBe(false);
    expect(JSON.parse((await accept('D8-0602', '--take-back')).stdout)).toMatchObject({
      product_number: 'DESK-80',
      already_recorded: false,
    });
    expect(JSON.parse((await accept('D8-0602', '--take-back')).stdout)).toMatchObject({ already_recorded: true });
    expect(await json('asset', 'D8-0602')).toMatchObject({ asset: { end_user_postal_code: '69005' } });
    expect(JSON.parse((await accept('D8-0602')).stdout)).toMatchObject({
      already_recorded: false,
      ours: expect.stringContaining('quai') as string,
    });
    expect(await accept('D8-0307', '--take-back')).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('DIFFERENCE_UNKNOWN') as string,
    });
    expect(await accept('D8-0601')).toMatchObject({ code: 2, stdout: expect.stringContaining('DIFFERENCE_UNKNOWN') as string });
  }, 300_000);

  it('opens a figure of its own after that', async () => {
    const { figure } = await readFigure(home, 'LUMIVOIX', 'list_differs');
    expect(figure.rows).toHaveLength(2);
  });
});

/** Python's own parser of XML: the sheet is both HTML and well-formed. */
async function wellFormed(file: string): Promise<void> {
  await promisify(execFile)('python3', ['-c', 'import sys, xml.dom.minidom as m; m.parseString(open(sys.argv[1], "rb").read())', file]);
}
