/** docs/errors.md: every code that the product can show, with what to do about it. */

import { caseErrors } from '../../schemas/errors/case.js';
import { commandErrors } from '../../schemas/errors/command.js';
import { catalogue } from '../../schemas/errors/catalogue.js';
import { deliveryErrors } from '../../schemas/errors/delivery.js';
import { x12Errors } from '../../schemas/errors/x12.js';
import { engineErrors } from '../../schemas/errors/engine.js';
import type { ErrorEntry } from '../../schemas/errors/error.js';
import { projectErrors } from '../../schemas/errors/project.js';
import { rowErrors } from '../../schemas/errors/row.js';
import { runErrors } from '../../schemas/errors/run.js';
import { sourceErrors } from '../../schemas/errors/source.js';
import { code, generated, page, table } from './markdown.js';

const topics: [title: string, about: string, entries: Record<string, ErrorEntry>][] = [
  ['Project file', 'What can be wrong with `assurance.yaml`. Exit code 2.', projectErrors],
  ['Commands', 'What can be wrong with a command, or with what it asks for.', commandErrors],
  ['Sources and store', 'Between the folder of a source and the store, before anything reads the bytes.', sourceErrors],
  ['Deliveries', 'Why a delivery as a whole failed, was held or was refused: `deliveries.error_code`.', deliveryErrors],
  ['X12 files', 'Why an X12 file could not be read: `deliveries.error_code` too.', x12Errors],
  ['Runs', 'Pulls, judgements, reconciliations, decisions and their schedules.', runErrors],
  ['Cases', 'What can stand in the way of a service request.', caseErrors],
  ['Engine', 'Temporal, the registry file and the machine.', engineErrors],
];

export function errorsPage(): string {
  const listed = topics.flatMap(([, , entries]) => Object.keys(entries));
  const missing = Object.keys(catalogue).filter((name) => !listed.includes(name));
  if (missing.length > 0) throw new Error(`scripts/docs/errors.ts has no topic for ${missing.join(', ')}`);
  return page([
    generated,
    '# Errors',
    'Every error has a code that stays. Kinds: `usage` the command was called wrongly (exit 2), `project` the project file is wrong (exit 2), `terminal` trying again gives the same result, `transient` trying again may help (the product does so by itself).',
    ...topics.flatMap(([title, about, entries]) => [
      `## ${title}`,
      about,
      table(
        ['Code', 'Kind', 'When', 'What to do'],
        Object.entries(entries).map(([name, { kind, when, fix }]) => [code(name), kind, when, fix]),
      ),
    ]),
    '## Rejected rows',
    'Why a row of a report is rejected: `rejected_rows.code`. A row is told all of its errors; the partner gets them with the correction file.',
    table(
      ['Code', 'What is wrong', 'What the partner does'],
      Object.entries(rowErrors).map(([name, { message, fix }]) => [code(name), message, fix]),
    ),
  ]);
}
