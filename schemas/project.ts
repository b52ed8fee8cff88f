/**
 * The project file `assurance.yaml`, as data. `schemas/project-file.ts` reads text into it and says where an error stands.
 * Free of Node: paths stay as written, relative to the folder of the project file.
 */

import { z } from 'zod';
import { breachSchema, capabilitySchema } from './capability-policy.js';
import { correctionModes, feeds, weekdays } from './vocabulary.js';
import { x12Shape } from './x12-format.js';

const days = (what: string) => z.int(`${what} is a whole number of days`).min(0).max(36_500);

/** YYYY-MM-DD that exists in the calendar. */
const day = z.iso.date('expected a day as YYYY-MM-DD');

/** A regular expression, kept as text because the project crosses process boundaries. */
const pattern = z.string().min(1).refine(compiles, 'expected a regular expression');
const patternWithGroup = pattern.refine((p) => compiles(p) && groups(p) === 1, 'expected exactly one ( ) group');

const minutes = (fallback: number) => z.int('expected a whole number of minutes').min(1).max(1_000_000).default(fallback);

export const responseSchema = z
  .strictObject({ 1: minutes(60), 2: minutes(240), 3: minutes(480), 4: minutes(1440) })
  .describe('For each severity of a case: minutes of opening time until somebody has taken it up.');

export const policySchema = z
  .strictObject({
    version: z.string().min(1).default('default').describe('Stands beside every verdict that it judged.'),
    grace_days: days('grace_days').default(45).describe('Days between the day a reason counts from and refusal.'),
    stock_aging_days: days('stock_aging_days').default(120).describe('How long a shipped unit may be in stock without a POS row.'),
    warranty_lag_days: days('warranty_lag_days')
      .default(0)
      .describe("Without any POS row, the warranty starts this long after the manufacturer's ship date."),
    precedence: z
      .array(z.enum(['partner', 'distributor', 'newest']))
      .default([])
      .describe('Which report names the end user when two disagree; empty: nobody decides, END_USER_CONFLICT.'),
    renewal_days: z
      .array(days('renewal_days'))
      .default([90, 60, 30])
      .describe('So long before a service term ends its renewal is due, and so again; the last time it is a warning.'),
    capability: capabilitySchema.default(capabilitySchema.parse({})),
    breach: breachSchema,
    response: responseSchema.default(responseSchema.parse({})),
  })
  .describe('Rules that belong to the manufacturer, with a version.');

export const folderConnectorSchema = z.strictObject({
  type: z.literal('folder'),
  path: z.string().min(1),
  pattern: z
    .string()
    .min(1)
    .refine((p) => !p.includes('/'), 'expected a pattern for file names; folders belong into path')
    .default('*')
    .describe('Glob on the file name; upper and lower case count.'),
  settle_seconds: z.number().min(0).max(30).default(2).describe('Size and time must stand still for this long.'),
  done_marker: z.boolean().default(false).describe('Take NAME only when NAME.done is there.'),
  receipts: z
    .string()
    .min(1)
    .optional()
    .describe('Folder for acknowledgements (X12 997 and 824), beside HOME/receipts/ID; not the one that deliveries come from.'),
});

/** A path of this machine. What looks like a URL would otherwise become a folder of that name. */
const localPath = z
  .string()
  .min(1)
  .refine((p) => !/^[A-Za-z][A-Za-z0-9+.-]+:/.test(p), 'expected a path on this machine');

/** Tokens YYYY, YY, MM, M, DD, D with any separators; each of year, month and day once. */
const datePattern = z
  .string()
  .refine(
    (p) => /^(?:(?:YYYY|YY|MM?|DD?)[^A-Za-z0-9]*){3}$/.test(p) && /Y/.test(p) && /M/.test(p) && /D/.test(p),
    'expected a date pattern such as YYYY-MM-DD, DD.MM.YYYY or MM/DD/YYYY',
  );

/** Of every format: what may be packed. */
const members = z
  .string()
  .min(1)
  .optional()
  .describe('Glob on the names of the files inside of a zip delivery; with a `/` in it on their paths. Without it all of them are read.');

const commonFormat = {
  members,
  date: datePattern.default('YYYY-MM-DD').describe('Order of day, month and year in text dates.'),
  decimal: z.enum(['.', ',']).default('.').describe('Decimal sign of numbers; the other one may group thousands.'),
  header_row: z
    .int()
    .min(0)
    .default(1)
    .describe(
      'Line (or sheet row) of the header; what stands above is preamble. 0: there is none, every line is a row, and `columns` names positions.',
    ),
  total_row: pattern.optional().describe('Pattern on the first filled cell; such a line is counted as total, not read.'),
  serial_separator: z.string().min(1).optional().describe('Several serials in one cell are separated by this.'),
  version: patternWithGroup.optional().describe('Pattern with one group on the file name: which delivery is the later one.'),
  period: patternWithGroup
    .optional()
    .describe('Pattern with one group on the file name: YYYY-MM-DD, YYYY-MM, YYYY-Qn, YYYY-Wnn, or YYYYMMDD/YYYYMM.'),
};

export const csvFormatSchema = z.strictObject({
  type: z.literal('csv'),
  delimiter: z.string().length(1, 'expected one character; for a tab write "\\t"').default(','),
  quote: z.string().length(1).default('"'),
  encoding: z.enum(['utf-8', 'utf-16', 'windows-1252', 'latin-1']).default('utf-8'),
  ...commonFormat,
});

const hiddenPolicies = ['read', 'skip', 'hold'] as const;

export const xlsxFormatSchema = z.strictObject({
  type: z.literal('xlsx'),
  sheet: z.string().min(1).optional().describe('Name, glob pattern or `all`; without it the first sheet.'),
  hidden_rows: z
    .enum(hiddenPolicies)
    .default('read')
    .describe('Rows that nobody sees, such as those of a filter: read (and noted), skip (counted as hidden), or hold the delivery.'),
  hidden_sheets: z
    .enum(hiddenPolicies)
    .default('read')
    .describe('The same for hidden sheets that `sheet` asks for. Without `sheet` it is always the first visible one.'),
  formulas: z
    .enum(['cached', 'reject'])
    .default('cached')
    .describe('What a cell with a formula counts as: the value that was stored with it, or an error of that cell.'),
  ...commonFormat,
});

export const x12FormatSchema = z.strictObject({
  type: z.literal('x12'),
  ...x12Shape,
  date: z.literal('YYYY-MM-DD').default('YYYY-MM-DD').describe('Fixed: the standard says how X12 writes days.'),
  decimal: z.literal('.').default('.').describe('Fixed: the standard says how X12 writes numbers.'),
  members,
  serial_separator: commonFormat.serial_separator,
  version: commonFormat.version.describe('As in other formats, for files that say no day in BPT03.'),
  period: commonFormat.period.describe('As in other formats, for files that say no period in DTM.'),
});

export const formatSchema = z.discriminatedUnion('type', [csvFormatSchema, xlsxFormatSchema, x12FormatSchema]);

export const calendarSchema = z
  .strictObject({
    cadence: z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'yearly']),
    closes: z.enum(weekdays).optional().describe('Weekly: the weekday on which a period closes, that day included.'),
    due_days: days('due_days').default(0).describe('Days after the period closes until the report is due, that day included.'),
    since: day.optional().describe('The first day for which reports are expected.'),
  })
  .refine((c) => c.cadence !== 'weekly' || c.closes !== undefined, {
    message: 'a weekly calendar needs closes (MON … SUN)',
    path: ['closes'],
  })
  .refine((c) => c.cadence === 'weekly' || c.closes === undefined, {
    message: 'closes belongs to a weekly calendar only',
    path: ['closes'],
  });

const columns = z
  .record(z.string(), z.string())
  .optional()
  .describe("Their header, or its position such as `#7`: our field. Without it a header equal to a field's name is that field.");
const values = z.record(z.string(), z.record(z.string(), z.string())).default({}).describe('For a field: their value to ours.');

/** How the partner wrote before. Nothing is inherited but `version` and `period` of `format`. */
const layoutSchema = z
  .strictObject({ to: day.describe('The last day that was reported like this.'), format: formatSchema, columns, values })
  .describe('Reads deliveries whose period ends on that day or before; of several layouts the one that ends first.');

const ruleLimit = z
  .strictObject({
    rows: z.int().min(0).optional().describe('More rows than this hold the delivery.'),
    share: z.number().min(0).max(1).optional().describe('More than this share of all rows holds the delivery.'),
  })
  .refine(({ rows, share }) => rows !== undefined || share !== undefined, 'expected rows, share or both');

export const limitsSchema = z.strictObject({
  reject_share: z.number().min(0).max(1).default(1).describe('More than this share of rejected rows holds the delivery.'),
  min_rows: z.int().min(0).default(0).describe('Fewer rows than this hold the delivery.'),
  rules: z.record(z.string(), ruleLimit).optional().describe('For a code of a rejected row: how many rows it may reject.'),
});

const reaction = z.enum(['pass', 'warn', 'hold']);

/** A required column that is missing always holds: COLUMN_MISSING. */
export const driftSchema = z
  .strictObject({
    new: reaction.default('pass').describe('A column that the last delivery did not have.'),
    missing: reaction.default('warn').describe('A column that the last delivery had.'),
    renamed: reaction.default('warn').describe('A column that stands under another name where one is missing.'),
    reordered: reaction.default('pass').describe('The same columns in another order; they are found by name.'),
    doubled: reaction.default('warn').describe('A header twice that stood there once.'),
    delimiter: reaction.default('hold').describe('Another delimiter than `format` declares, by which the last delivery was read.'),
    encoding: reaction
      .default('hold')
      .describe(
        'UTF-8 where `format` declares one byte for each letter, or no longer UTF-8 where the last delivery was. Bytes that the declared encoding does not have always fail: ENCODING_INVALID.',
      ),
  })
  .describe('What a change against the last accepted delivery of the source means: pass, warn (a finding) or hold (waits for a person).');

export const controlTotalSchema = z
  .strictObject({
    field: z.string().min(1).describe('A field with numbers, whose values are added up; or `rows`, which are counted.'),
    in: z.enum(['total_row', 'sheet', 'file_name']).describe('Where the file states the total.'),
    column: z.string().min(1).optional().describe('total_row: header of the column with the total; default the column of the field.'),
    row: pattern
      .optional()
      .describe('total_row: pattern on the first filled cell of that line; default the last total line of each table.'),
    sheet: z.string().min(1).optional().describe('sheet: name of the sheet that sums up.'),
    label: pattern.optional().describe('sheet: pattern on a cell; the total is the first number to the right of it.'),
    pattern: patternWithGroup.optional().describe('file_name: pattern with one group, the total.'),
  })
  .superRefine((total, context) => {
    const needs = { total_row: total.field === 'rows' ? ['column'] : [], sheet: ['sheet', 'label'], file_name: ['pattern'] } as const;
    const may = { total_row: ['column', 'row'], sheet: ['sheet', 'label'], file_name: ['pattern'] } as const;
    for (const key of ['column', 'row', 'sheet', 'label', 'pattern'] as const) {
      const there = total[key] !== undefined;
      const message = there ? `expected ${may[total.in].join(', ')} with in: ${total.in}` : `expected ${key} with in: ${total.in}`;
      if (there ? !(may[total.in] as readonly string[]).includes(key) : (needs[total.in] as readonly string[]).includes(key)) {
        context.addIssue({ code: 'custom', path: [key], message });
      }
    }
  })
  .describe('The sum or count over all data rows, rejected ones too, must equal the total that the file states; else it is held.');

export const sourceSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected a-z, 0-9 and - only, at most 63 characters'),
  party: z.string().min(1).describe('Who reports: a party_id.'),
  feed: z.enum(feeds),
  connector: z.discriminatedUnion('type', [folderConnectorSchema]),
  format: formatSchema.default({
    type: 'csv',
    delimiter: ',',
    quote: '"',
    encoding: 'utf-8',
    date: 'YYYY-MM-DD',
    decimal: '.',
    header_row: 1,
  }),
  columns,
  values,
  layouts: z.array(layoutSchema).default([]).describe('Earlier layouts, for restated files of earlier periods.'),
  corrections: z.enum(correctionModes).default('append'),
  calendar: calendarSchema.optional(),
  limits: limitsSchema.default({ reject_share: 1, min_rows: 0 }),
  control_totals: z.array(controlTotalSchema).default([]),
  drift: driftSchema.default(driftSchema.parse({})),
  schedule: z.string().min(1).optional().describe('Cron line with five fields, in the timezone of the project.'),
});

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time of day such as 08:00, in quotes');

export const callCenterSchema = z
  .strictObject({
    party: z.string().min(1).describe('Whose call center it is: a party_id, or manufacturer.'),
    id: z.string().min(1).optional().describe('Its call_center_id.'),
    timezone: z
      .string()
      .refine(isTimeZone, 'expected an IANA time zone such as America/Chicago')
      .optional()
      .describe('Default: of the project.'),
    opens: timeOfDay.default('09:00'),
    closes: timeOfDay.default('17:00').describe('24:00 is the end of the day.'),
    days: z.array(z.enum(weekdays)).min(1).default(['MON', 'TUE', 'WED', 'THU', 'FRI']),
  })
  .refine(({ opens, closes }) => opens < closes, { message: 'expected a time after opens', path: ['closes'] })
  .describe(
    'When calls are taken. Response clocks of a party run in the hours of its first call center; without one from 09:00 to 17:00, Monday to Friday.',
  );

export const projectSchema = z.strictObject({
  version: z.literal(1, 'expected version: 1'),
  home: localPath.default('./var').describe("Store, staging, registry, snapshot, embedded Temporal's own database."),
  timezone: z.string().refine(isTimeZone, 'expected an IANA time zone such as America/Chicago').default('UTC'),
  registry: localPath.optional().describe('DuckDB file; default HOME/registry.duckdb.'),
  store: localPath.optional().describe('Folder for the bytes by sha-256; default HOME/store.'),
  as_of: day.optional().describe('Pins the day on which verdicts are decided: for samples, rehearsals and tests. Leave it out in service.'),
  policy: policySchema.default(policySchema.parse({})),
  call_centers: z.array(callCenterSchema).default([]),
  sources: z.array(sourceSchema).default([]),
});

export type Project = z.infer<typeof projectSchema>;
export type Source = Project['sources'][number];
export type Format = z.infer<typeof formatSchema>;
export type CsvFormat = z.infer<typeof csvFormatSchema>;
export type XlsxFormat = z.infer<typeof xlsxFormatSchema>;
/** A format whose files are tables with a header of their own. */
export type TableFormat = CsvFormat | XlsxFormat;
export type X12Format = z.infer<typeof x12FormatSchema>;
export type FolderConnector = z.infer<typeof folderConnectorSchema>;
export type Layout = Source['layouts'][number];
export type ControlTotal = z.infer<typeof controlTotalSchema>;
export type Drift = z.infer<typeof driftSchema>;
export type Calendar = z.infer<typeof calendarSchema>;
export type Policy = z.infer<typeof policySchema>;

function compiles(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

function groups(source: string): number {
  return (new RegExp(`${source}|`, 'u').exec('') ?? ['']).length - 1;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
