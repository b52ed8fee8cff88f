import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeProject, type Shape } from '../../bench/data/project.js';
import { tempFolder } from '../support/temp-folder.js';

function make(shape: Partial<Shape>) {
  const folder = tempFolder();
  const files = writeProject(folder, { rows: 2000, files: 1, format: 'csv', seed: 4711, ...shape });
  return { folder, files, text: () => files.map((file) => readFileSync(file, 'utf8')) };
}

test('the same arguments give the same bytes, another seed gives others', () => {
  const [one, two, other] = [make({}), make({}), make({ seed: 1 })];
  for (const name of readdirSync(one.folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name)))
    expect(readFileSync(join(two.folder, name)).equals(readFileSync(join(one.folder, name))), name).toBe(true);
  expect(other.text()).not.toEqual(one.text());
});

test('many files hold the rows of the one file, in their order', () => {
  const body = (text: string) => text.slice(text.indexOf('\n') + 1);
  const [one, many] = [make({}), make({ files: 7 })];
  expect(many.files).toHaveLength(7);
  expect(many.text().map(body).join('')).toBe(body(one.text()[0]!));
});

test('a workbook is the same bytes again', () => {
  const [one, two] = [make({ format: 'xlsx', rows: 50 }), make({ format: 'xlsx', rows: 50 })];
  expect(readFileSync(two.files[0]!).equals(readFileSync(one.files[0]!))).toBe(true);
});
