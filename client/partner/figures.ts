/**
 * The figures of a partner's page, as data: the page in the terminal, its JSON, the HTML sheet and the workbook all derive from this list.
 * Every SQL text is a relation with the column party_id, so that one text answers for one party and for all of them. Each figure can be
 * opened: `rows` lists what it counts, row by row.
 */

import { reasonCodes } from '../../schemas/vocabulary.js';

export interface Figure {
  /** Name for `--show` and for the sheet of a workbook. */
  id: string;
  section: string;
  title: string;
  /** What is counted, in the plural. */
  unit: string;
  /** share: `part` of `whole`; count: `part` alone; answer: yes is one of one, no is none of one. */
  kind: 'count' | 'share' | 'answer';
  /** Whether more of it is good or bad news; left out where it is neither. */
  better?: 'high' | 'low';
  /** party_id, part and for a share whole. A party without a row has none. */
  value: string;
  /** One row for each that `part` counts. What it is sorted by comes first. */
  rows: string;
  /** party_id, label, part: what the figure is made of; a row may count under several labels. */
  parts?: string;
  /** party_id, period (YYYY-MM), part, whole. */
  trend?: string;
  /** Columns of the rows that the page itself shows. */
  shown?: readonly string[];
  /** Stands on the page only where this share has something to measure. */
  given?: string;
  /** Stands in the list of all parties, under this head. */
  listed?: string;
}

/** Reports with rows; a corrected copy is the second try at rows that are counted already. */
const takenOf = (delivery: string) => `${delivery}.status IN ('accepted', 'partial', 'rejected', 'held') AND NOT ${delivery}.is_correction`;
const inTime = "state IN ('received', 'nil')";
const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');
const unusable = quoted(reasonCodes.filter((code) => code.startsWith('END_USER_') || code === 'POS_IN_QUARANTINE'));

/**
 * Units that a party sold or whose sale it reported, also in a row that was rejected: a distributor answers for the end users that it reports, whoever sold.
 */
const soldUnits = `SELECT DISTINCT s.party_id, a.product_number, a.serial_number, a.sold_on, a.sold_by, a.end_user_name, a.eligibility, a.reasons
  FROM assets a JOIN (
    SELECT sold_by AS party_id, product_number, serial_number FROM assets WHERE sold_by IS NOT NULL
    UNION
    SELECT d.party_id, e.product_number, e.serial_number FROM evidence e JOIN deliveries d ON d.delivery_id = e.delivery_id
    WHERE e.fact_kind IN ('sale', 'rejected_row') AND e.used
  ) s ON s.product_number = a.product_number AND s.serial_number = a.serial_number`;

const waitingRows = `SELECT d.party_id, r.file_name, r.sheet, r.line, string_agg(DISTINCT r.code, ', ' ORDER BY r.code) AS codes,
  string_agg(DISTINCT r.fix, ' ' ORDER BY r.fix) AS fix, any_value(r.state) AS state, r.delivery_id
  FROM rejected_rows r JOIN deliveries d ON d.delivery_id = r.delivery_id WHERE r.state IN ('open', 'held')
  GROUP BY d.party_id, r.delivery_id, r.file_name, r.sheet, r.line`;

/** Units that are refused or will be, with what the party can do about it. */
const atRisk = (eligibility: string) => `SELECT f.party_id,
  CASE WHEN a.eligibility = 'grace' THEN a.grace_ends + 1 ELSE a.verdict_since END AS refused_from,
  a.product_number, a.serial_number, array_to_string(a.reasons, ', ') AS reasons, string_agg(DISTINCT f.fix, ' ' ORDER BY f.fix) AS fix
  FROM fixes f JOIN assets a ON a.product_number = f.product_number AND a.serial_number = f.serial_number
  WHERE f.eligibility = '${eligibility}'
  GROUP BY f.party_id, a.product_number, a.serial_number, a.eligibility, a.grace_ends, a.verdict_since, a.reasons`;

const today = "(SELECT value::DATE FROM core.setting WHERE key = 'today')";

/** Requirements that lapse if nothing happens: a certification, an audit. */
const ending = `met AND holds_until <= ${today} + 90`;

const abilityToday = `partner_ability WHERE ${today} BETWEEN starts AND coalesce(ends, '9999-12-31')`;
const notAble = `partner_ability WHERE NOT able AND starts <= ${today} + 90 AND coalesce(ends, '9999-12-31') >= ${today}`;
const abilityRows = "party_id, starts AS from_day, ends AS until, CASE WHEN new_pams_refused THEN 'refused' END AS new_pams, why";

const openCases = "cases WHERE status <> 'closed'";
/** As it stands on the page: readers of the snapshot know no time zone but UTC. */
const utc = (time: string) => `strftime(${time}, '%Y-%m-%d %H:%M UTC')`;

const countUnits = (from: string) =>
  `SELECT party_id, count(DISTINCT (product_number, serial_number)) AS part FROM ${from} GROUP BY party_id`;

const comparedUnits = `SELECT party_id, product_number, serial_number, bool_and(state IN ('agree', 'not_said')) AS agrees
  FROM partner_differences GROUP BY party_id, product_number, serial_number`;

const listRows = (
  state: string,
) => `SELECT party_id, product_number, serial_number, string_agg(attribute, ', ' ORDER BY attribute) AS attributes,
  string_agg(attribute || ': ' || coalesce(theirs, '-'), ' | ' ORDER BY attribute) AS theirs, string_agg(attribute || ': ' || coalesce(ours, '-'), ' | ' ORDER BY attribute) AS ours,
  any_value(file_name) AS file_name, min(line) AS line
  FROM partner_differences WHERE state = '${state}' GROUP BY party_id, product_number, serial_number`;

export const figures: readonly Figure[] = [
  {
    id: 'reports_in_time',
    section: 'Reporting',
    title: 'Reports in time',
    unit: 'periods',
    kind: 'share',
    better: 'high',
    listed: 'In time',
    value: `SELECT party_id, count(*) FILTER (${inTime}) AS part, count(*) AS whole FROM reporting WHERE state <> 'pending' GROUP BY party_id`,
    rows: `SELECT party_id, due_on, source_id, period_from, period_to, state, delivery_id FROM reporting WHERE ${inTime}`,
    trend: `SELECT party_id, strftime(due_on, '%Y-%m') AS period, count(*) FILTER (${inTime}) AS part, count(*) AS whole
      FROM reporting WHERE state <> 'pending' GROUP BY party_id, period`,
  },
  ...(['late', 'missing'] as const).map((state): Figure => ({
    id: `reports_${state}`,
    section: 'Reporting',
    title: `Reports ${state}`,
    unit: 'periods',
    kind: 'count',
    better: 'low',
    value: `SELECT party_id, count(*) AS part FROM reporting WHERE state = '${state}' GROUP BY party_id`,
    rows: `SELECT party_id, due_on, source_id, period_from, period_to, state, delivery_id FROM reporting WHERE state = '${state}'`,
    shown: ['source_id', 'period_from', 'period_to', 'due_on'],
  })),
  {
    id: 'rows_rejected',
    section: 'Quality of reports',
    title: 'Rows rejected',
    unit: 'rows',
    kind: 'share',
    better: 'low',
    listed: 'Rejected',
    value: `SELECT party_id, sum(rows_rejected)::BIGINT AS part, sum(rows_read)::BIGINT AS whole
      FROM deliveries d WHERE ${takenOf('d')} GROUP BY party_id`,
    rows: `SELECT d.party_id, d.file_name, r.sheet, r.line, array_to_string(list_distinct(r.codes), ', ') AS codes, r.product_number,
      array_to_string(r.serial_numbers, ', ') AS serial_numbers, d.delivery_id
      FROM core.rejected_row r JOIN deliveries d ON d.delivery_id = r.delivery_id WHERE ${takenOf('d')}`,
    parts: `SELECT party_id, code AS label, count(*) AS part FROM (
      SELECT d.party_id, unnest(list_distinct(r.codes)) AS code
      FROM core.rejected_row r JOIN deliveries d ON d.delivery_id = r.delivery_id WHERE ${takenOf('d')}
      ) GROUP BY party_id, code`,
    trend: `SELECT d.party_id, strftime(coalesce(d.period_to, c.received_on), '%Y-%m') AS period, sum(d.rows_rejected)::BIGINT AS part, sum(d.rows_read)::BIGINT AS whole
      FROM deliveries d JOIN core.delivery c ON c.delivery_id = d.delivery_id WHERE ${takenOf('d')} GROUP BY d.party_id, period HAVING sum(d.rows_read) > 0`,
  },
  {
    id: 'rows_waiting',
    section: 'Quality of reports',
    title: 'Rows that wait for a correction',
    unit: 'rows',
    kind: 'count',
    better: 'low',
    value: `SELECT d.party_id, count(DISTINCT (r.delivery_id, r.sheet, r.line)) AS part FROM rejected_rows r JOIN deliveries d ON d.delivery_id = r.delivery_id
      WHERE r.state IN ('open', 'held') GROUP BY d.party_id`,
    rows: waitingRows,
  },
  {
    id: 'end_users_usable',
    section: 'End users',
    title: 'Sold units with a usable end user',
    unit: 'units',
    kind: 'share',
    better: 'high',
    listed: 'End users',
    value: `SELECT party_id, count(*) FILTER (NOT list_has_any(reasons, [${unusable}])) AS part, count(*) AS whole FROM (${soldUnits}) GROUP BY party_id`,
    rows: `SELECT * FROM (${soldUnits}) WHERE NOT list_has_any(reasons, [${unusable}])`,
  },
  {
    id: 'end_users_unusable',
    section: 'End users',
    title: 'Sold units without one',
    unit: 'units',
    kind: 'count',
    better: 'low',
    value: `SELECT party_id, count(*) AS part FROM (${soldUnits}) WHERE list_has_any(reasons, [${unusable}]) GROUP BY party_id`,
    rows: `SELECT * FROM (${soldUnits}) WHERE list_has_any(reasons, [${unusable}])`,
    parts: `SELECT party_id, reason AS label, count(*) AS part FROM (SELECT party_id, unnest(reasons) AS reason FROM (${soldUnits}))
      WHERE reason IN (${unusable}) GROUP BY party_id, reason`,
  },
  {
    id: 'able',
    section: 'Capability',
    title: 'Able to deliver PAMS today',
    unit: 'rows',
    kind: 'answer',
    better: 'high',
    value: `SELECT party_id, count(*) FILTER (able) AS part, count(*) AS whole FROM ${abilityToday} GROUP BY party_id`,
    rows: `SELECT ${abilityRows} FROM ${abilityToday} AND able`,
    shown: ['from_day', 'until', 'new_pams', 'why'],
  },
  {
    id: 'not_able',
    section: 'Capability',
    title: 'Not able, today or within 90 days',
    unit: 'stretches',
    kind: 'count',
    better: 'low',
    given: 'able',
    value: `SELECT party_id, count(*) AS part FROM ${notAble} GROUP BY party_id`,
    rows: `SELECT ${abilityRows} FROM ${notAble}`,
    shown: ['from_day', 'until', 'why'],
  },
  {
    id: 'requirements_met',
    section: 'Capability',
    title: 'Requirements met',
    unit: 'requirements',
    kind: 'share',
    better: 'high',
    value: 'SELECT party_id, count(*) FILTER (met) AS part, count(*) AS whole FROM compliance GROUP BY party_id',
    rows: 'SELECT party_id, requirement, call_center_id, * EXCLUDE (party_id, requirement, call_center_id) FROM compliance WHERE met',
  },
  {
    id: 'requirements_not_met',
    section: 'Capability',
    title: 'Requirements not met',
    unit: 'requirements',
    kind: 'count',
    better: 'low',
    listed: 'Not met',
    given: 'requirements_met',
    value: 'SELECT party_id, count(*) AS part FROM compliance WHERE NOT met GROUP BY party_id',
    rows: 'SELECT party_id, requirement, call_center_id, * EXCLUDE (party_id, requirement, call_center_id) FROM compliance WHERE NOT met',
    shown: ['requirement', 'call_center_id', 'cure_until', 'detail'],
  },
  {
    id: 'requirements_ending',
    section: 'Capability',
    title: 'Met, and ends within 90 days',
    unit: 'requirements',
    kind: 'count',
    better: 'low',
    given: 'requirements_met',
    value: `SELECT party_id, count(*) AS part FROM compliance WHERE ${ending} GROUP BY party_id`,
    rows: `SELECT party_id, holds_until, requirement, call_center_id, * EXCLUDE (party_id, holds_until, requirement, call_center_id) FROM compliance WHERE ${ending}`,
    shown: ['holds_until', 'requirement', 'call_center_id', 'detail'],
  },
  {
    id: 'agreements',
    section: 'Agreements',
    title: 'Agreements sold, by unit',
    unit: 'agreements',
    kind: 'count',
    value: 'SELECT seller_party AS party_id, count(*) AS part FROM agreements GROUP BY seller_party',
    rows: 'SELECT seller_party AS party_id, state, program, agreement_number, product_number, serial_number, ordered_on, delivered_on, term_start, term_end FROM agreements',
    parts: 'SELECT seller_party AS party_id, state AS label, count(*) AS part FROM agreements GROUP BY seller_party, state',
  },
  {
    id: 'cases_open',
    section: 'Cases',
    title: 'Open cases',
    unit: 'cases',
    kind: 'count',
    listed: 'Cases',
    value: `SELECT party_id, count(*) AS part FROM ${openCases} GROUP BY party_id`,
    rows: `SELECT party_id, severity, ${utc('opened_at')} AS opened, case_id, product_number, serial_number, status, level FROM ${openCases}`,
    parts: `SELECT party_id, 'severity ' || severity AS label, count(*) AS part FROM ${openCases} GROUP BY party_id, severity`,
    shown: ['severity', 'case_id', 'serial_number', 'status', 'opened'],
  },
  {
    id: 'cases_overdue',
    section: 'Cases',
    title: 'Open cases that nobody took up in time',
    unit: 'cases',
    kind: 'count',
    better: 'low',
    value: `SELECT party_id, count(*) AS part FROM ${openCases} AND overdue GROUP BY party_id`,
    rows: `SELECT party_id, severity, ${utc('respond_by')} AS due, case_id, product_number, serial_number, status FROM ${openCases} AND overdue`,
    shown: ['severity', 'case_id', 'serial_number', 'status', 'due'],
  },
  {
    id: 'units_in_grace',
    section: 'Units at risk',
    title: 'Units in grace, which it can put right',
    unit: 'units',
    kind: 'count',
    better: 'low',
    listed: 'Grace',
    value: countUnits("fixes WHERE eligibility = 'grace'"),
    rows: atRisk('grace'),
    shown: ['refused_from', 'product_number', 'serial_number', 'fix'],
  },
  {
    id: 'units_refused',
    section: 'Units at risk',
    title: 'Units refused, which it can put right',
    unit: 'units',
    kind: 'count',
    better: 'low',
    listed: 'Refused',
    value: countUnits("fixes WHERE eligibility = 'ineligible'"),
    rows: atRisk('ineligible'),
    shown: ['refused_from', 'product_number', 'serial_number', 'fix'],
  },
  {
    id: 'list_agrees',
    section: 'Its own list of units',
    title: 'Units on which list and registry agree',
    unit: 'units',
    kind: 'share',
    better: 'high',
    value: `SELECT party_id, count(*) FILTER (agrees) AS part, count(*) AS whole FROM (${comparedUnits}) GROUP BY party_id`,
    rows: `SELECT * EXCLUDE (agrees) FROM (${comparedUnits}) WHERE agrees`,
  },
  ...(
    [
      ['differ', 'list_differs', 'Units that differ from the registry'],
      ['only_there', 'list_only_there', 'Units in its list only'],
      ['only_here', 'list_only_here', 'Units in the registry only'],
    ] as const
  ).map(([state, id, title]): Figure => ({
    id,
    section: 'Its own list of units',
    title,
    given: 'list_agrees',
    unit: 'units',
    kind: 'count',
    better: 'low',
    value: countUnits(`partner_differences WHERE state = '${state}'`),
    rows: listRows(state),
  })),
  {
    id: 'findings_open',
    section: 'Findings',
    title: 'Open findings',
    unit: 'findings',
    kind: 'count',
    better: 'low',
    value: "SELECT party_id, count(*) AS part FROM findings WHERE state = 'open' AND party_id IS NOT NULL GROUP BY party_id",
    rows: "SELECT party_id, kind, severity, product_number, serial_number, detail, opened_at, finding_id FROM findings WHERE state = 'open' AND party_id IS NOT NULL",
    parts:
      "SELECT party_id, kind AS label, count(*) AS part FROM findings WHERE state = 'open' AND party_id IS NOT NULL GROUP BY party_id, kind",
  },
];

/** Those who report or sell; who reports products, parties and shipments is the manufacturer. */
export const partyRelation = `SELECT party_id, party_name, party_kind, expert_video_partner, country FROM parties
  UNION
  SELECT DISTINCT party_id, NULL, NULL, NULL::BOOLEAN, NULL FROM (
    SELECT party_id FROM deliveries WHERE party_id NOT IN (SELECT party_id FROM deliveries WHERE feed IN ('products', 'parties', 'shipments'))
    UNION
    SELECT party_id FROM findings WHERE kind = 'PARTY_UNKNOWN' AND state = 'open'
  ) WHERE party_id NOT IN (SELECT party_id FROM parties)`;
