/** Where the process id of a running server stands, beside its database. Written by its guard, which shall load nothing else. */

import { writeFileSync } from 'node:fs';

export const recordFile = (dbFile: string) => `${dbFile}.pid`;

export const writeRecord = (dbFile: string, pid: number) => writeFileSync(recordFile(dbFile), `${pid}\n`);
