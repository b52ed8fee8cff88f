/** What the snapshot knows of one unit: the answer of `assurance asset`. */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { AgreementState, AssetStatus, Eligibility, ReasonCode, SupportReason } from '../../schemas/vocabulary.js';
import { openCasesOf, type ServiceCase } from './cases.js';
import type { Snapshot } from './snapshot.js';
import { partyNames } from './status.js';

/** A row of the view `assets`; days are YYYY-MM-DD. */
export interface Asset {
  product_number: string;
  serial_number: string;
  product_name: string | null;
  product_type: string | null;
  status: AssetStatus;
  shipped_on: string | null;
  shipped_to: string | null;
  sold_on: string | null;
  sold_by: string | null;
  end_user_name: string | null;
  end_user_address_line1: string | null;
  end_user_city: string | null;
  end_user_state: string | null;
  end_user_postal_code: string | null;
  end_user_country: string | null;
  warranty_type: string | null;
  warranty_start: string | null;
  warranty_start_basis: string | null;
  warranty_end: string | null;
  entitlement_type: string | null;
  entitlement_start: string | null;
  entitlement_end: string | null;
  eligibility: Eligibility;
  reasons: ReasonCode[];
  grace_ends: string | null;
  verdict_since: string | null;
  support_l1_l2: string | null;
  support_l3: string | null;
  policy_version: string | null;
  support_reason: SupportReason;
}

export interface Term {
  kind: 'warranty' | 'entitlement';
  type: string | null;
  starts: string | null;
  ends: string | null;
  basis: string | null;
  agreement_number: string | null;
  party_id: string | null;
}

/** Days on which one answer holds to who serves the unit. */
export interface Stretch {
  starts: string;
  ends: string;
  support_l1_l2: string | null;
  support_l3: string | null;
  reason: SupportReason;
  agreement_number: string | null;
  kind: Term['kind'] | null;
  type: string | null;
  detail: string | null;
}

/** A row of the view `agreements`, as far as a person is told of it. */
export interface Agreement {
  agreement_number: string;
  program: string | null;
  state: AgreementState;
  seller_party: string;
  end_user_name: string | null;
  end_user_city: string | null;
  quoted_on: string | null;
  ordered_on: string | null;
  delivered_on: string | null;
  activated_on: string | null;
  term_start: string | null;
  term_end: string | null;
  renewed_from: string | null;
  renewed_to: string | null;
  cancelled_on: string | null;
  transferred_on: string | null;
  exception: string | null;
  invoice_number: string | null;
}

export interface Evidence {
  fact_kind: string;
  delivery_id: string | null;
  file_name: string | null;
  sheet: string | null;
  line: number | null;
  used: boolean;
  why: string | null;
  /** The contract that judged the line's delivery. */
  contract_id: string | null;
  contract_version: string | null;
}

/** The document of `asset --json`. */
export interface Unit {
  asset: Asset;
  coverage: Term[];
  evidence: Evidence[];
  history: Record<string, unknown>[];
  support: Stretch[];
  agreements: Agreement[];
}

/**
 * @param serial as a person typed it; compared without outer blanks and in upper case.
 * Errors: SERIAL_AMBIGUOUS when several products have it, ASSET_UNKNOWN when none has.
 */
export async function readUnit(snapshot: Snapshot, serial: string, product: string | undefined): Promise<Unit> {
  const key = serial.trim().toUpperCase();
  const named = product === undefined ? '' : ' AND product_number = $2';
  const params = product === undefined ? [key] : [key, product.trim()];
  const found = await snapshot.rows<Asset>(`SELECT * FROM assets WHERE serial_number = $1${named} ORDER BY product_number`, params);
  const [asset] = found;
  if (asset === undefined) throw await unknownUnit(snapshot, key, product);
  if (found.length > 1) throw ambiguous(key, found);
  const unit = [asset.product_number, asset.serial_number];
  const of = 'WHERE product_number = $1 AND serial_number = $2';
  const [coverage, evidence, history, support, agreements] = [
    await snapshot.rows<Term>(
      `SELECT kind, type, starts, ends, basis, agreement_number, party_id FROM coverage ${of} ORDER BY starts, kind, type`,
      unit,
    ),
    await snapshot.rows<Evidence>(
      `SELECT fact_kind, delivery_id, file_name, sheet, line, used, why, contract_id, contract_version FROM evidence ${of} ORDER BY used DESC, fact_kind, file_name, sheet, line`,
      unit,
    ),
    await snapshot.rows(`SELECT * FROM asset_history ${of} ORDER BY known_from`, unit),
    await snapshot.rows<Stretch>(`SELECT * EXCLUDE (product_number, serial_number) FROM support ${of} ORDER BY starts`, unit),
    await snapshot.rows<Agreement>(`SELECT * FROM agreements ${of} ORDER BY term_start, agreement_number`, unit),
  ];
  return { asset, coverage, evidence, history, support, agreements };
}

/** What a person should hear beside the document: until when a waiver holds, and what else was noticed about the unit. */
export interface Remarks {
  waivedUntil: string | null;
  findings: string[];
  /** Service requests for it that are not closed. */
  cases: ServiceCase[];
  parties: Map<string, string>;
  /** The day for which the snapshot was decided. */
  today: string | null;
}

export async function readRemarks(snapshot: Snapshot, { asset }: Unit): Promise<Remarks> {
  const unit = [asset.product_number, asset.serial_number];
  const of = 'product_number = $1 AND serial_number = $2';
  const [waiver] = await snapshot.rows<{ until: string | null }>(
    `SELECT max(until) AS until FROM core.decision WHERE kind = 'waive' AND ${of}`,
    unit,
  );
  const findings = await snapshot.rows<{ detail: string; kind: string }>(
    `SELECT kind, detail FROM findings WHERE state = 'open' AND ${of} ORDER BY ALL`,
    unit,
  );
  const [today] = await snapshot.rows<{ value: string }>(`SELECT value FROM core.setting WHERE key = 'today'`);
  return {
    waivedUntil: asset.reasons.includes('WAIVED') ? (waiver?.until ?? null) : null,
    findings: findings.map((f) => `${f.kind}: ${f.detail}`),
    cases: await openCasesOf(snapshot, asset.product_number, asset.serial_number),
    parties: await partyNames(snapshot),
    today: today?.value ?? null,
  };
}

function ambiguous(serial: string, found: Asset[]): AssuranceError {
  const products = found.map((a) => `${a.product_number}${a.product_name === null ? '' : ` (${a.product_name})`}: ${a.eligibility}`);
  return new AssuranceError(
    'SERIAL_AMBIGUOUS',
    `${found.length} products have a unit with serial number ${serial}.\n${products.join('\n')}`,
    {
      fix: `Say which one: assurance asset ${serial} --product ${found[0]?.product_number ?? 'PRODUCT'}`,
    },
  );
}

/** A serial in no asset is often one that was reported wrongly: the files that mention it are the answer then. */
async function unknownUnit(snapshot: Snapshot, serial: string, product: string | undefined): Promise<AssuranceError> {
  const rejected = await snapshot.rows<{ place: string; code: string; fix: string }>(
    `SELECT DISTINCT file_name || coalesce(':' || sheet, '') || ':' || line AS place, code, fix
     FROM rejected_rows WHERE list_contains(serial_numbers, $1) OR upper(trim(value)) = $1 ORDER BY ALL LIMIT 10`,
    [serial],
  );
  const findings = await snapshot.rows<{ kind: string; detail: string }>(
    `SELECT kind, detail FROM findings WHERE serial_number = $1 ORDER BY ALL LIMIT 10`,
    [serial],
  );
  const others = await snapshot.rows<{ product_number: string }>(
    'SELECT product_number FROM assets WHERE serial_number = $1 ORDER BY ALL',
    [serial],
  );
  const lines = [
    ...(others.length > 0 ? [`It is known under product ${others.map((o) => o.product_number).join(', ')}.`] : []),
    ...rejected.map((r) => `${r.place}: a row with it was rejected, ${r.code}. ${r.fix}`),
    ...findings.map((f) => `${f.kind}: ${f.detail}`),
  ];
  const what = product === undefined ? `serial number ${serial}` : `product ${product} and serial number ${serial}`;
  const has = snapshot.asOf === undefined ? 'The registry has' : `At the end of ${snapshot.asOf} the registry had`;
  return new AssuranceError('ASSET_UNKNOWN', [`${has} no unit with ${what}.`, ...lines].join('\n'), {
    ...(rejected.length > 0
      ? { where: rejected[0]?.place, fix: 'The party that reported these rows corrects them: see `assurance quarantine list`.' }
      : {}),
    ...(rejected.length === 0 && others.length > 0 ? { fix: `Try: assurance asset ${serial}` } : {}),
  });
}
