import { ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../activities/failure.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { rootFailure } from '../../workflows/failure.js';

const cell = 'Zebulon Quixote Holdings';

describe('what an activity tells of an error', () => {
  test.each([
    ['a driver that quotes a cell', new Error(`Conversion Error: Could not convert string '${cell}' to INT64`), 'INTERNAL', true],
    ['a bug that quotes a cell', new TypeError(`cannot read ${cell}`), 'INTERNAL', true],
    ['a disk that is full', Object.assign(new Error(`ENOSPC: write '${cell}'`), { code: 'ENOSPC' }), 'MACHINE_FAULT', false],
    ['a database that cannot be written', new Error(`IO Error: Could not write file "${cell}"`), 'MACHINE_FAULT', false],
    [
      'an error of ours that names a file',
      new AssuranceError('SOURCE_FOLDER_MISSING', cell, { where: cell, cause: new Error(cell) }),
      'SOURCE_FOLDER_MISSING',
      true,
    ],
    ['what may pass', new AssuranceError('STORE_WRITE_FAILED', cell), 'STORE_WRITE_FAILED', false],
    ['what is no error', cell, 'INTERNAL', true],
  ])('%s', (_, error, type, nonRetryable) => {
    const failure = failureOf(error, 'delivery d0123');
    expect(failure).toMatchObject({ type, nonRetryable });
    expect(failure.message).toContain('delivery d0123');
    expect(`${failure.message} ${failure.stack} ${String(failure.cause)} ${JSON.stringify(failure.details)}`).not.toContain(cell);
  });
});

describe('what a failed run comes down to', () => {
  const nested = (cause: Error) =>
    Object.assign(new Error('Workflow execution failed'), { cause: Object.assign(new Error('Activity task failed'), { cause }) });

  test.each([
    ['the code of the activity', ApplicationFailure.nonRetryable('m', 'STAGING_MISSING'), { code: 'STAGING_MISSING', terminal: true }],
    [
      'one that was tried as often as may be',
      ApplicationFailure.retryable('m', 'MACHINE_FAULT'),
      { code: 'MACHINE_FAULT', terminal: false },
    ],
    ['a type that is none of ours', ApplicationFailure.nonRetryable('m', 'toString'), { code: 'RUN_FAILED' }],
    ['a result over the limit', ApplicationFailure.nonRetryable('m', 'PayloadsTooLarge'), { code: 'PAYLOAD_TOO_LARGE', terminal: true }],
    ['a step that took too long', new TimeoutFailure('m', undefined, 'HEARTBEAT'), { code: 'RUN_TIMED_OUT', terminal: false }],
  ])('%s', (_, cause, expected) => {
    expect(rootFailure(nested(cause))).toMatchObject(expected);
  });
});
