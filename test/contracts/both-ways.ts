/** One file through both judges: row by row, and in bulk with compiled checks. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { judgeDelivery } from '../../contracts/judge.js';
import { bulkFile, readFile } from '../../readers/reader.js';
import type { Judgement } from '../../schemas/delivery.js';
import type { Source } from '../../schemas/project.js';
import { acceptedSql, stagingPaths } from '../../schemas/staging.js';
import { tempFolder } from '../support/temp-folder.js';
import { taken } from './judging.js';

export interface OneWay {
  judgement: Omit<Judgement, 'cleared'>;
  /** In the order of the file. */
  accepted: unknown[];
  rejected: unknown[];
}

export interface BothWays {
  byRow: OneWay;
  inBulk: OneWay;
  /** Rows that compiled checks cleared; undefined when the file went row by row after all. */
  cleared: number | undefined;
}

export async function bothWays(file: string | Buffer, source: Source, fileName = 'report.csv'): Promise<BothWays> {
  const folder = tempFolder();
  const path = typeof file === 'string' ? file : join(folder, 'file');
  if (typeof file !== 'string') writeFileSync(path, file);
  const byRow = await oneWay(path, source, fileName, join(folder, 'by-row'), false);
  const inBulk = await oneWay(path, source, fileName, join(folder, 'in-bulk'), true);
  return { byRow, inBulk, cleared: inBulk.cleared };
}

async function oneWay(
  path: string,
  source: Source,
  fileName: string,
  staging: string,
  bulk: boolean,
): Promise<OneWay & { cleared: number | undefined }> {
  const delivery = taken({ feed: source.feed, file_name: fileName });
  const opened = bulk ? await bulkFile(path, source.format, { scratch: `${staging}.tmp`, least: 0 }) : undefined;
  const { cleared, ...judgement } = await judgeDelivery({
    taken: delivery,
    source,
    timezone: 'America/Chicago',
    reading: readFile(path, source.format),
    bulk: opened?.bulk,
    staging,
  });
  await opened?.close();
  const paths = stagingPaths(staging, delivery.delivery_id);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  try {
    return {
      judgement,
      cleared: cleared?.rows,
      accepted: await rows(`FROM (${acceptedSql(paths, cleared)}) ORDER BY line, item`),
      rejected: await rows(`FROM read_parquet('${paths.rejected}') ORDER BY line`),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
