import { describe, expect, it } from 'vitest';
import { AssuranceError } from '../../schemas/errors/error.js';
import { problemText, type Problem } from '../../schemas/errors/problem.js';
import { parseProjectFile } from '../../schemas/project-file.js';

const file = 'assurance.yaml';
const parse = (text: string, env: Record<string, string> = {}) => parseProjectFile({ text, file, env });

function failure(text: string, env: Record<string, string> = {}): AssuranceError {
  try {
    parse(text, env);
  } catch (error) {
    if (error instanceof AssuranceError) return error;
    throw error;
  }
  throw new Error('expected an error');
}

const problems = (text: string, env?: Record<string, string>): readonly Problem[] => failure(text, env).problems;

/** The text up to the first mention of a key that the given problems stand at. */
const short = (found: readonly Problem[]) => found.map(({ line, key, expected, got }) => ({ line, key, expected, got }));

/** One POS source, with lines of a test's own; line 4 is its first. */
const source = (...lines: string[]) =>
  [
    'version: 1',
    'sources:',
    '  - { id: a, party: P, feed: products, connector: { type: folder, path: ./a } }',
    '  - id: northgate-pos',
    '    party: NORTHGATE',
    '    feed: pos',
    '    connector: { type: folder, path: ./inbox }',
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');

describe('a project file that is right', () => {
  it('is read with its defaults', () => {
    const project = parse('version: 1\n');
    expect(project).toMatchObject({ version: 1, home: './var', timezone: 'UTC', sources: [] });
    expect(project.policy).toMatchObject({ grace_days: 45, stock_aging_days: 120 });
  });

  it('is read with everything that a source can say', () => {
    const text = source(
      "format: { type: csv, delimiter: ';', encoding: windows-1252, date: DD.MM.YYYY, decimal: ',', header_row: 9 }",
      'columns: { "Serien-Nr.": serial_number, "Kunde": end_user_name }',
      'values: { transaction_type: { "R": return } }',
      'corrections: replace_period',
      'calendar: { cadence: weekly, closes: SAT, due_days: 3 }',
      'limits: { reject_share: 0.2, min_rows: 1 }',
      'schedule: "0 6 * * *"',
    );
    expect(parse(text).sources[1]).toMatchObject({
      format: { type: 'csv', delimiter: ';', header_row: 9, quote: '"' },
      columns: { 'Serien-Nr.': 'serial_number', Kunde: 'end_user_name' },
      schedule: '0 6 * * *',
    });
  });

  it('has headers as they are written, also when they look like numbers', () => {
    const columns = parse(source('columns: { 007: serial_number, true: invoice_number, ~: end_user_name }')).sources[1]!.columns;
    expect(columns).toEqual({ '007': 'serial_number', true: 'invoice_number', '~': 'end_user_name' });
  });

  it('may say a thing once and point to it', () => {
    const text = `version: 1
sources:
  - { id: a, party: P, feed: pos, connector: { type: folder, path: ./a }, format: &eu { type: csv, delimiter: ";" } }
  - { id: b, party: P, feed: pos, connector: { type: folder, path: ./b }, format: *eu }
`;
    expect(parse(text).sources[1]!.format).toMatchObject({ type: 'csv', delimiter: ';' });
  });
});

describe('the place of a problem', () => {
  it('is file, line, column and key', () => {
    const [problem] = problems(source('limits: { reject_share: 20 }'));
    expect(problem).toEqual({ file, line: 8, column: 29, key: 'sources[1].limits.reject_share', expected: '1 or less', got: '20' });
    expect(problemText(problem!)).toBe('assurance.yaml:8:29: sources[1].limits.reject_share: expected 1 or less; got 20');
  });

  it('is where the key should be, when it is missing', () => {
    const text = 'version: 1\nsources:\n  - id: a\n    party: P\n    connector: { type: folder, path: x }\n';
    expect(short(problems(text))).toMatchObject([{ line: 3, key: 'sources[0].feed', got: 'nothing' }]);
  });

  it('is told for all problems, in the order of the file', () => {
    const text = source('colums: { a: b }', 'schedule: "61 6 * * *"', 'limits: { min_rows: -1 }', 'corrections: appendd');
    const found = failure(text);
    expect(found.code).toBe('PROJECT_FILE_INVALID');
    expect(found.where).toBe('assurance.yaml:8');
    expect(found.message).toContain('4 problems');
    expect(found.problems.map(({ line, key }) => [line, key])).toEqual([
      [8, 'sources[1].colums'],
      [9, 'sources[1].schedule'],
      [10, 'sources[1].limits.min_rows'],
      [11, 'sources[1].corrections'],
    ]);
  });

  it('shows control characters of the file as escapes', () => {
    const [problem] = problems(source('corrections: "a\\u001b[2Jb"'));
    expect(problem!.got).not.toMatch(/\p{Cc}/u);
    expect(problem!.got).toContain('[2J');
  });
});

describe('what is wrong and what was expected', () => {
  const cases: [name: string, text: string, expected: Partial<Problem>][] = [
    ['an empty file', '', { line: 1, key: '', expected: 'a map of keys', got: 'nothing' }],
    ['a list', '- a\n', { line: 1, key: '', expected: 'a map of keys', got: 'a list' }],
    ['another version', 'version: 2\n', { line: 1, key: 'version', expected: 'version: 1', got: '2' }],
    ['no version', 'home: ./var\n', { key: 'version', got: 'nothing' }],
    [
      'an unknown key',
      'version: 1\nhmoe: ./x\n',
      { line: 2, key: 'hmoe', expected: expect.stringMatching(/did you mean home\?$/) as string, got: 'hmoe' },
    ],
    [
      'an unknown key that is like none',
      'version: 1\nzebra: 1\n',
      { expected: 'one of version, home, timezone, registry, store, as_of, policy, call_centers, sources' },
    ],
    [
      'an unknown key of a connector',
      source('format: { type: xlsx, delimiter: ";" }'),
      { key: 'sources[1].format.delimiter', expected: expect.stringMatching(/^one of type, sheet, .*date, /) as string },
    ],
    [
      'a key of the policy',
      'version: 1\npolicy: { grace_day: 3 }\n',
      { key: 'policy.grace_day', expected: expect.stringContaining('did you mean grace_days?') as string },
    ],
    [
      'an unknown kind',
      source('format: { type: edifact }'),
      { key: 'sources[1].format.type', expected: 'one of csv, xlsx, x12', got: 'edifact' },
    ],
    [
      'a kind that is missing',
      source('format: { delimiter: ";" }'),
      { key: 'sources[1].format.type', expected: 'one of csv, xlsx, x12', got: 'nothing' },
    ],
    [
      'a misspelt choice',
      source('corrections: replace_priod'),
      { expected: expect.stringMatching(/did you mean replace_period\?$/) as string, got: 'replace_priod' },
    ],
    [
      'a number for text',
      source('party: 42').replace('    party: NORTHGATE\n', ''),
      { key: 'sources[1].party', expected: 'text; a number or true and false stand in quotes', got: '42' },
    ],
    ['a wrong day', 'version: 1\nas_of: 2026-02-30\n', { line: 2, key: 'as_of', expected: 'a day as YYYY-MM-DD', got: '2026-02-30' }],
    ['a wrong time zone', 'version: 1\ntimezone: Chicago\n', { key: 'timezone', got: 'Chicago' }],
    ['a weekly calendar that never closes', source('calendar: { cadence: weekly }'), { key: 'sources[1].calendar.closes', got: 'nothing' }],
    [
      'a pattern with a folder',
      source().replace('path: ./inbox', 'path: ./inbox, pattern: "a/*.csv"'),
      { key: 'sources[1].connector.pattern', got: '"a/*.csv"' },
    ],
    ['a registry elsewhere', 'version: 1\nregistry: ducklake:postgres:x\n', { key: 'registry', expected: 'a path on this machine' }],
    ['a store elsewhere', 'version: 1\nstore: s3://bucket\n', { key: 'store', expected: 'a path on this machine' }],
    ['an alias of nothing', 'version: 1\npolicy: *eu\n', { line: 2, key: 'policy', got: '*eu' }],
    [
      'a doubled id',
      source('id: a').replace('  - id: northgate-pos\n    party', '  - party'),
      { key: 'sources[1].id', expected: 'an id of its own; another source above has it' },
    ],
  ];

  it.each(cases)('%s', (_, text, expected) => {
    expect(problems(text)).toContainEqual(expect.objectContaining(expected));
  });
});

describe('text that is not YAML', () => {
  it.each([
    ['an open bracket', 'version: 1\nsources: [1\nhome: x\n', 3],
    ['an open quote', 'version: 1\nhome: "x\n', 3],
    ['a tab as indentation', 'version: 1\npolicy:\n\tgrace_days: 3\n', 3],
    ['a second document', 'version: 1\n---\nversion: 1\n', 2],
    ['an unknown tag', 'version: !one 1\n', 1],
  ])('%s is told with its line', (_, text, line) => {
    const found = problems(text);
    expect(found[0]).toMatchObject({ line, expected: 'text that is YAML' });
  });

  it('hints at quotes when a variable stands in braces', () => {
    expect(problems('version: 1\npolicy: { version: ${V} }\n')[0]!.expected).toContain('in quotes');
  });

  it('refuses aliases that grow without end', () => {
    const lines = Array.from(
      { length: 25 },
      (_, i) =>
        `  a${i}: &a${i} [${
          i === 0
            ? '1'
            : Array(9)
                .fill(`*a${i - 1}`)
                .join(', ')
        }]`,
    );
    expect(problems(`version: 1\npolicy:\n${lines.join('\n')}\n`)).toContainEqual(expect.objectContaining({ got: 'more' }));
    expect(problems('version: 1\npolicy: &p\n  version: *p\n')).toContainEqual(
      expect.objectContaining({ expected: 'no more than 40 levels' }),
    );
  });

  it('tells a doubled key with the line of the first', () => {
    expect(short(problems('version: 1\nhome: ./a\n# again\nhome: ./b\n'))).toEqual([
      { line: 4, key: 'home', expected: 'each key once; it stands on line 2 already', got: 'home again' },
    ]);
    expect(problems(source('columns:', '  Serial: serial_number', '  Serial: product_number'))).toMatchObject([{ line: 10 }]);
  });

  it('refuses a name that no map can hold', () => {
    expect(problems(source('columns: { __proto__: serial_number }'))).toMatchObject([{ line: 8, got: '__proto__' }]);
  });
});

describe('variables', () => {
  it('are filled in anywhere in a value', () => {
    const project = parse('version: 1\nhome: ${BASE}/var-${STAGE}\n', { BASE: '/data', STAGE: 'x' });
    expect(project.home).toBe('/data/var-x');
  });

  it('are not filled in twice, nor in a key, nor where $$ stands', () => {
    const text = source('columns: { "${A}": serial_number }', 'limits: { min_rows: 0 }').replace(
      'party: NORTHGATE',
      () => 'party: ${A}-$${B}',
    );
    const parsed = parse(text, { A: '${B}', B: 'no' }).sources[1]!;
    expect(parsed.party).toBe('${B}-${B}');
    expect(parsed.columns).toEqual({ '${A}': 'serial_number' });
  });

  it('that are missing or empty are all named, with their lines', () => {
    const error = failure('version: 1\nhome: ${A}\nstore: ${A}/${B}\n', { B: '' });
    expect(error.code).toBe('ENV_VARIABLE_MISSING');
    expect(error.message).toContain('A, B');
    expect(error.problems.map(({ line, expected }) => [line, expected])).toEqual([
      [2, 'the environment variable A'],
      [3, 'the environment variable A'],
      [3, 'the environment variable B'],
    ]);
  });

  it('that are missing stand beside everything else that is wrong', () => {
    const error = failure('version: 2\nhome: ${A}\ntimezone: ${A}\n');
    expect(error.code).toBe('PROJECT_FILE_INVALID');
    expect(error.problems.map(({ key }) => key)).toEqual(['version', 'home', 'timezone']);
  });

  it.each(['${}', '${A-B}', '${A'])('that are misspelt as %s are told', (written) => {
    expect(problems(`version: 1\nhome: "${written}"\n`, { A: 'x' })).toMatchObject([{ line: 2, key: 'home', got: written }]);
  });

  it('never show their value in an error', () => {
    const other = '  - { id: "${SECRET}", party: P, feed: pos, connector: { type: folder, path: ./inbox, pattern: "*${SECRET}" } }\n';
    const lines = [
      'corrections: ${SECRET}',
      'schedule: "${SECRET} * * * *"',
      'columns: { Serial: "x${SECRET}" }',
      'values: { transaction_type: { R: "${SECRET}" }, "x${SECRET}": { R: return } }',
    ];
    const text = (source(...lines) + other)
      .replace('path: ./inbox', () => 'path: "./inbox", pattern: "${SECRET}*"')
      .replace('version: 1', () => 'version: 1\ntimezone: ${SECRET}\nas_of: ${SECRET}\nstore: "s3://${SECRET}"');
    const error = failure(text, { SECRET: 'hunter2' });
    expect(error.problems.map(({ key }) => key)).toEqual([
      'timezone',
      'as_of',
      'store',
      'sources[1].corrections',
      'sources[1].schedule',
      'sources[1].columns.Serial',
      'sources[1].values.transaction_type.R',
      'sources[1].values["x${SECRET}"]',
      'sources[2].connector.path',
    ]);
    expect(error.message + JSON.stringify(error.problems)).not.toContain('hunter2');
    expect(error.problems.every(({ got }) => got.includes('${SECRET}'))).toBe(true);
  });
});

describe('a schedule', () => {
  it.each([
    '0 6 * * *',
    '*/10 * * * *',
    '0 6 1,15 * *',
    '0 6 * * MON-FRI',
    '0 6 29 2 *',
    '30 5 1 JAN *',
    '0-30/10 8-17 * * *',
    '0 0 * * 7',
  ])('may be %s', (line) => {
    expect(parse(source(`schedule: "${line}"`)).sources[1]!.schedule).toBe(line);
  });

  it.each([
    ['0 6 * *', 'five fields', '4 fields'],
    ['0 0 6 * * *', 'five fields', '6 fields'],
    ['@daily', 'five fields', '@daily'],
    ['61 6 * * *', 'minute: 0-59', '61'],
    ['0 24 * * *', 'hour: 0-23', '24'],
    ['0 6 32 * *', 'day of month: 1-31', '32'],
    ['0 6 * 13 *', 'month: 1-12', '13'],
    ['0 6 * JUNE *', 'month: 1-12', 'JUNE'],
    ['0 6 * * 8', 'day of week: 0-7', '8'],
    ['0 6 * * FRI-MON', 'day of week: 0-7', 'FRI-MON'],
    ['*/0 6 * * *', 'minute: 0-59', '*/0'],
    ['0 6 L * *', 'day of month: 1-31', 'L'],
    ['0 6 * * 5#1', 'day of week: 0-7', '5#1'],
    ['0 6 ? * *', 'day of month: 1-31', '?'],
    ['H 6 * * *', 'minute: 0-59', 'H'],
    ['six in the morning please', 'minute: 0-59', 'six'],
    ['0 6 31 4 *', 'a day that the month has', 'day 31 of month 4'],
    ['0 6 1 * MON', 'a day of month or a day of week', '1 and MON'],
  ])('may not be %s', (line, expected, got) => {
    const [problem] = problems(source(`schedule: "${line}"`));
    expect(problem).toMatchObject({ line: 8, key: 'sources[1].schedule', got });
    expect(problem!.expected).toContain(expected);
  });
});

describe('columns and values', () => {
  it('may name a column by its position, counted from 1', () => {
    expect(parse(source('columns: { "#7": serial_number }')).sources[1]!.columns).toEqual({ '#7': 'serial_number' });
    expect(problems(source('columns: { "#0": serial_number }'))[0]!.expected).toMatch(/position of a column from #1/);
  });

  it('are positions where header_row: 0 says that there is no header', () => {
    const without = (columns: string) => source('format: { type: csv, header_row: 0 }', columns);
    expect(parse(without('columns: { "#1": serial_number }')).sources[1]!.format).toMatchObject({ header_row: 0 });
    expect(problems(without('columns: { "#1": serial_number, Kunde: end_user_name }'))).toMatchObject([
      { key: 'sources[1].columns.Kunde', got: 'Kunde', expected: expect.stringMatching(/^positions such as "#1"/) as string },
    ]);
    expect(problems(without('values: {}'))).toMatchObject([{ expected: expect.stringMatching(/^positions such as "#1"/) as string }]);
    const workbook = (columns: string) => source('format: { type: xlsx, header_row: 0 }', columns);
    expect(parse(workbook('columns: { "#1": serial_number }')).sources[1]!.format).toMatchObject({ header_row: 0 });
    expect(problems(workbook('columns: { Serial: serial_number }'))).toHaveLength(1);
  });

  it('name a field of the feed', () => {
    expect(short(problems(source('columns:', '  Serial: serial_nummer')))).toMatchObject([
      {
        line: 9,
        key: 'sources[1].columns.Serial',
        expected: expect.stringMatching(/^a field of pos: one of .*; did you mean serial_number\?$/) as string,
        got: 'serial_nummer',
      },
    ]);
  });

  it('stand the right way round', () => {
    expect(problems(source('columns: { serial_number: Serien-Nr. }'))[0]!.expected).toMatch(
      /^their header on the left and our field on the right; /,
    );
  });

  it('give one field to one column', () => {
    expect(short(problems(source('columns:', '  Bill-to: end_user_name', '  Ship-to: end_user_name')))).toEqual([
      {
        line: 10,
        key: 'sources[1].columns.Ship-to',
        expected: 'a field that no other column is; "Bill-to" is end_user_name already',
        got: 'end_user_name',
      },
    ]);
  });

  it('translate into words that the field has', () => {
    expect(short(problems(source('values:', '  transaction_type: { R: retrun, S: Sale }', '  transaktion: { R: return }')))).toMatchObject([
      { line: 9, key: 'sources[1].values.transaction_type.R', expected: 'one of sale, return; did you mean return?', got: 'retrun' },
      { line: 10, key: 'sources[1].values.transaktion', got: 'transaktion' },
    ]);
  });
});

describe('corrections', () => {
  const master = (feed: string, corrections: string) =>
    `version: 1\nsources:\n  - { id: a, party: P, feed: ${feed}, connector: { type: folder, path: x }, corrections: ${corrections} }\n`;

  it.each(['products', 'parties'])('replace no period of %s, whose rows have no date', (feed) => {
    expect(problems(master(feed, 'replace_period'))).toMatchObject([{ line: 3, key: 'sources[0].corrections', got: 'replace_period' }]);
    expect(parse(master(feed, 'replace_file')).sources).toHaveLength(1);
  });

  it('sign no quantity where there is none', () => {
    expect(problems(master('products', 'signed_quantity'))).toMatchObject([{ key: 'sources[0].corrections' }]);
    expect(parse(master('pos', 'signed_quantity')).sources).toHaveLength(1);
  });
});

describe('layouts, limits of rules and control totals', () => {
  const right = [
    "format: { type: csv, period: '(\\d{4}-\\d{2})', total_row: '^Total' }",
    'layouts: [{ to: 2024-12-31, format: { type: csv, delimiter: ";" }, columns: { Kunde: end_user_name } }]',
    'limits: { rules: { END_USER_PLACEHOLDER: { rows: 10, share: 0.05 } } }',
    'control_totals: [{ field: quantity, in: total_row }, { field: rows, in: file_name, pattern: "_(\\\\d+)" }]',
    'drift: { new: warn, missing: hold }',
  ];

  it('are read with their defaults', () => {
    const [, read] = parse(source(...right)).sources;
    expect(read!.drift).toEqual({
      ...{ new: 'warn', missing: 'hold', renamed: 'warn', reordered: 'pass', doubled: 'warn', delimiter: 'hold', encoding: 'hold' },
    });
    expect(read!.layouts[0]!.format).toMatchObject({ delimiter: ';', header_row: 1 });
    expect(read!.limits).toMatchObject({ reject_share: 1, rules: { END_USER_PLACEHOLDER: { rows: 10 } } });
  });

  it.each([
    ['limits: { rules: { END_USER_PLACHOLDER: { rows: 1 } } }', 'limits.rules.END_USER_PLACHOLDER', 'did you mean END_USER_PLACEHOLDER?'],
    ['limits: { rules: { REQUIRED: {} } }', 'limits.rules.REQUIRED', 'rows, share or both'],
    ['control_totals: [{ field: end_user_name, in: total_row }]', 'control_totals[0].field', 'one of rows, quantity, unit_price'],
    ['control_totals: [{ field: rows, in: total_row }]', 'control_totals[0].column', 'column with in: total_row'],
    ['control_totals: [{ field: quantity, in: sheet, sheet: Sum, label: x }]', 'control_totals[0].in', 'a text file has no sheets'],
    ['control_totals: [{ field: quantity, in: total_row, pattern: "(x)" }]', 'control_totals[0].pattern', 'column, row with in: total_row'],
    ['layouts: [{ to: 2024-12-31, format: { type: csv }, columns: { a: nothing } }]', 'layouts[0].columns.a', 'a field of pos'],
    [
      'layouts: [{ to: 2024-12-31, format: { type: csv } }, { to: 2024-12-31, format: { type: csv } }]',
      'layouts[1].to',
      'a day of its own',
    ],
    ['drift: { new: ignore }', 'drift.new', 'one of pass, warn, hold'],
  ])('%s is refused', (line, key, expected) => {
    const name = line.split(':')[0]!;
    const found = problems(source(...right.filter((one) => !one.startsWith(`${name}:`)), line));
    expect(found[0]!.key).toBe(`sources[1].${key}`);
    expect(found[0]!.expected).toContain(expected);
  });

  it('a layout needs names that say the period', () => {
    const [problem] = problems(source('layouts: [{ to: 2024-12-31, format: { type: csv } }]'));
    expect(problem).toMatchObject({ key: 'sources[1].layouts[0]', expected: expect.stringContaining('period in format') as string });
  });
});

describe('two sources', () => {
  const two = (a: [path: string, pattern?: string], b: [path: string, pattern?: string]) =>
    [
      'version: 1',
      'sources:',
      ...[a, b].map(
        ([path, pattern = '*'], i) =>
          `  - { id: s${i}, party: P, feed: pos, connector: { type: folder, path: "${path}", pattern: "${pattern}" } }`,
      ),
      '',
    ].join('\n');

  it.each([
    [['./inbox'], ['inbox/']],
    [
      ['./inbox', '*.csv'],
      ['./x/../inbox', 'pos-*'],
    ],
    [
      ['inbox', 'pos-*.csv'],
      ['inbox', '*-2026.csv'],
    ],
    [
      ['inbox', 'a?c*'],
      ['inbox', '*b*d'],
    ],
    [
      ['inbox', '??.csv'],
      ['inbox', 'a*.csv'],
    ],
    [
      ['inbox', 'pos.csv'],
      ['inbox', '{pos,sales}.csv'],
    ],
    [
      ['inbox', '[ab].csv'],
      ['inbox', '[ab].csv'],
    ],
  ] as [[string, string?], [string, string?]][])('get in each other’s way: %j and %j', (a, b) => {
    expect(problems(two(a, b))).toMatchObject([
      { line: 4, key: 'sources[1].connector.path', expected: expect.stringContaining('s0 takes') as string },
    ]);
  });

  it.each([
    [['inbox/a'], ['inbox/b']],
    [['inbox'], ['inbox/sub']],
    [
      ['inbox', '*.csv'],
      ['inbox', '*.xlsx'],
    ],
    [
      ['inbox', 'pos-*.csv'],
      ['inbox', 'sales-*.csv'],
    ],
    [
      ['inbox', '??.csv'],
      ['inbox', '???.csv'],
    ],
    [
      ['inbox', 'a*b'],
      ['inbox', 'a'],
    ],
    [
      ['inbox', 'pos-*.csv'],
      ['inbox', '[st]*.csv'],
    ],
  ] as [[string, string?], [string, string?]][])('stand beside each other: %j and %j', (a, b) => {
    expect(parse(two(a, b)).sources).toHaveLength(2);
  });
});

describe('a source of X12 reports', () => {
  const x12 = (format: string, ...lines: string[]) => source(`format: { type: x12${format} }`, ...lines);

  it('has the qualifiers of the standard, but for those that it declares', () => {
    const { format } = parse(x12(', sender: ["006995419"], qualifiers: { end_user: [EC] }, purposes: { "05": original }')).sources[1]!;
    expect(format).toMatchObject({
      qualifiers: { end_user: ['EC'], invoice: ['IV', 'DI'], serial: ['SE'] },
      purposes: { '05': 'original' },
    });
  });

  it.each([
    ['another feed', x12('').replace('feed: pos', 'feed: sales_out'), 'csv or xlsx: X12 867 carries pos, not sales_out'],
    ['columns', x12('', 'columns: { A: serial_number }'), 'no columns: what X12 names differently stands in `format`, under `qualifiers`'],
    ['a code as a number', x12(', qualifiers: { invoice_date: [003] }'), 'a code as text: digits in quotes, such as "003"'],
    ['a date pattern', x12(', date: DD.MM.YYYY'), 'one of YYYY-MM-DD'],
    [
      'receipts where deliveries come from',
      x12('').replace('path: ./inbox }', 'path: ./inbox, receipts: ./inbox }'),
      'a folder that no source takes its deliveries from',
    ],
  ])('may not have %s', (_, text, expected) => {
    expect(problems(text).map((problem) => problem.expected)).toEqual([expect.stringContaining(expected)]);
  });
});
