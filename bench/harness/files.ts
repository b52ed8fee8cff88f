/** The files to measure with, made by a process of its own: what it leaves in memory is not in ours. */

import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../registry/package-root.js';

export interface Files {
  project: string;
  pos_files: string[];
  bytes: number;
}

const generator = join(packageRoot, 'dist/bench/generate.js');

export interface WhatToMake {
  /** In each delivery. */
  rows: number;
  deliveries?: number;
  format?: 'csv' | 'xlsx';
}

export async function makeFiles(project: string, { rows, deliveries = 1, format = 'csv' }: WhatToMake): Promise<Files> {
  const args = ['--rows', String(rows), '--deliveries', String(deliveries), '--out', project, ...(format === 'xlsx' ? ['--xlsx'] : [])];
  await promisify(execFile)(process.execPath, [generator, ...args]);
  const inbox = join(project, 'inbox/northgate');
  const pos_files = readdirSync(inbox)
    .sort()
    .map((name) => join(inbox, name));
  return { project, pos_files, bytes: pos_files.reduce((sum, path) => sum + statSync(path).size, 0) };
}
