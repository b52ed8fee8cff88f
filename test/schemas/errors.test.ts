import { describe, expect, it } from 'vitest';
import { catalogue } from '../../schemas/errors/catalogue.js';
import { AssuranceError } from '../../schemas/errors/error.js';
import { caseErrors } from '../../schemas/errors/case.js';
import { commandErrors } from '../../schemas/errors/command.js';
import { deliveryErrors } from '../../schemas/errors/delivery.js';
import { x12Errors } from '../../schemas/errors/x12.js';
import { engineErrors } from '../../schemas/errors/engine.js';
import { projectErrors } from '../../schemas/errors/project.js';
import { rowErrors } from '../../schemas/errors/row.js';
import { runErrors } from '../../schemas/errors/run.js';
import { sourceErrors } from '../../schemas/errors/source.js';

const topics = [projectErrors, commandErrors, sourceErrors, deliveryErrors, x12Errors, engineErrors, runErrors, caseErrors];

describe('the catalogue of errors', () => {
  it('has every code in one topic only', () => {
    const codes = [...topics, rowErrors].flatMap((topic) => Object.keys(topic));
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
    expect(Object.keys(catalogue).sort()).toEqual(topics.flatMap((topic) => Object.keys(topic)).sort());
  });

  it.each([...Object.entries(catalogue), ...Object.entries(rowErrors).map(([code, e]) => [code, { ...e, when: e.message }] as const)])(
    '%s says in sentences when it happens and what to do',
    (code, entry) => {
      expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
      expect(entry.when).toMatch(/^[`A-Za-z].*\.$/);
      expect(entry.fix).toMatch(/^[A-Z].*[.`A-Za-z]$/);
    },
  );
});

describe('an error', () => {
  it('takes kind and advice from the catalogue, and keeps its cause', () => {
    const cause = new Error('ENOSPC');
    const error = new AssuranceError('STORE_WRITE_FAILED', 'The disk is full', { where: '/var/store', cause });
    expect(error).toMatchObject({ kind: 'transient', where: '/var/store', fix: catalogue.STORE_WRITE_FAILED.fix, cause, problems: [] });
    expect(new AssuranceError('INTERNAL', 'x', { fix: 'Do this.' }).fix).toBe('Do this.');
  });
});
