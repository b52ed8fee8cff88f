import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgeDelivery } from '../../contracts/judge.js';
import { queryFile } from '../support/parquet.js';
import { bulkFile, readFile } from '../../readers/reader.js';
import { acceptedSql, stagingPaths } from '../../schemas/staging.js';
import { tempFolder } from '../support/temp-folder.js';
import { sourceOf, taken } from './judging.js';

it('every row that is not cleared is judged, however many there are', async () => {
  const folder = tempFolder();
  const path = join(folder, 'shipments.csv');
  const source = sourceOf({ feed: 'shipments' });
  const delivery = taken({ feed: 'shipments' });
  // More than DuckDB's appender keeps before it brings rows in by itself (204,800), and some of each kind behind them
  const rows = Array.from(
    { length: 210_000 },
    (_, at) => `${at < 206_000 || at % 2 === 1 ? 'soon' : '2026-05-04'},NORTHGATE,ROOM-220,${at}`,
  );
  writeFileSync(path, `shipped_on,ship_to_party,product_number,serial_number\n${rows.join('\n')}\n`);

  const bulk = await bulkFile(path, source.format, { scratch: join(folder, 'scratch') });
  const judgement = await judgeDelivery({
    taken: delivery,
    source,
    timezone: 'UTC',
    reading: readFile(path, source.format),
    bulk: bulk?.bulk,
    staging: folder,
  });
  await bulk?.close();

  expect(judgement).toMatchObject({ rows_read: 210_000, rows_accepted: 2_000, rows_rejected: 208_000, cleared: { rows: 2_000 } });
  const paths = stagingPaths(folder, delivery.delivery_id);
  expect(
    await queryFile(
      `SELECT count(*)::INTEGER AS n, count(DISTINCT line)::INTEGER AS lines, max(line)::INTEGER AS last FROM read_parquet('${paths.rejected}')`,
    ),
  ).toEqual([{ n: 208_000, lines: 208_000, last: 210_001 }]);
  expect(await queryFile(`SELECT count(*)::INTEGER AS n FROM (${acceptedSql(paths, judgement.cleared)})`)).toEqual([{ n: 2_000 }]);
}, 300_000);
