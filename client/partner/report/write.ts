/** A partner's page with all rows as a file: written when a person asks for it, because it holds end-user data. */

import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readScorecard } from '../scorecard.js';
import { htmlSheet } from './html.js';
import { workbookSheet } from './workbook.js';

export interface PartnerReport {
  party_id: string;
  format: 'html' | 'xlsx';
  /** Absolute. */
  path: string;
}

/**
 * @param out where to; without it HOME/reports/partner-ID-DAY.FORMAT.
 * Errors: PARTY_UNKNOWN, SNAPSHOT_MISSING.
 */
export async function writePartnerReport(home: string, id: string, format: PartnerReport['format'], out?: string): Promise<PartnerReport> {
  const card = await readScorecard(home, id, 'all');
  const name = `partner-${card.party.party_id.replace(/[^A-Za-z0-9._-]+/g, '_')}-${card.today}.${format}`;
  const file = out === undefined ? path.join(home, 'reports', name) : path.resolve(out);
  const content = format === 'html' ? htmlSheet(card) : await workbookSheet(card);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
  return { party_id: card.party.party_id, format, path: file };
}
