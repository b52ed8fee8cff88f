/**
 * The fence between the rooms, as lint rules: who may import whom (docs/architecture.md has the picture). Workflows run again from
 * their history, in a sandbox without Node, so they and the schemas they read may import no Node builtin either.
 */

import { builtinModules } from 'node:module';

/** Each room and the rooms that it may import. What is not listed here (test, bench, scripts) may import all. */
const rooms = {
  schemas: [],
  connectors: ['schemas'],
  readers: ['schemas'],
  contracts: ['schemas'],
  registry: ['schemas'],
  activities: ['schemas', 'connectors', 'readers', 'contracts', 'registry'],
  workflows: ['schemas'],
  workers: ['schemas', 'activities', 'workflows'],
  client: ['schemas', 'connectors', 'readers', 'contracts', 'registry', 'activities', 'workflows', 'workers'],
  cli: ['schemas', 'client'],
  console: ['schemas', 'client'],
};

/** Rooms whose types may be imported where their code may not. @type {Record<string, string[]>} */
const typesOnly = { workflows: ['activities'] };

const everywhere = [...Object.keys(rooms), 'scripts', 'test', 'bench'];

const nodeFree = {
  regex: `^(node:.*|(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(/.*)?)$`,
  message: 'This code runs in the workflow sandbox too, where no Node builtin exists.',
};

/** What workflow code may import beside our own rooms. */
const workflowPackages = {
  regex: '^(?!\\.{1,2}/|@temporalio/(workflow|common)$)',
  message: 'Workflow code imports @temporalio/workflow, @temporalio/common and our own files only.',
};

/** @type {import('eslint').Linter.Config[]} */
export const fence = Object.entries(rooms).map(([room, allowed]) => {
  const types = typesOnly[room] ?? [];
  const forbidden = everywhere.filter((other) => other !== room && ![...allowed, ...types].includes(other));
  const patterns = [
    { regex: into(forbidden), message: `${room}/ may import ${['itself', ...allowed].join(', ')} only.` },
    ...types.map((other) => ({
      regex: into([other]),
      allowTypeImports: true,
      message: `${room}/ may import types of ${other}/ only (import type).`,
    })),
    ...(room === 'schemas' || room === 'workflows' ? [nodeFree] : []),
    ...(room === 'workflows' ? [workflowPackages] : []),
  ];
  const dynamic = patterns.map(({ regex, message }) => ({
    selector: `ImportExpression[source.value=/${regex.replaceAll('/', '\\/')}/]`,
    message,
  }));
  return {
    files: [`${room}/**/*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
      'no-restricted-syntax': ['error', ...dynamic],
    },
  };
});

/** A path out of a room into another one: rooms are the folders at the top, so the way always goes up first. @param {string[]} names */
function into(names) {
  return `^(\\.\\./)+(${names.join('|')})/`;
}
