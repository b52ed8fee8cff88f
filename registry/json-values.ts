import {
  DuckDBTypeId,
  JsonDuckDBValueConverter,
  type DuckDBType,
  type DuckDBValue,
  type DuckDBValueConverter,
  type Json,
} from '@duckdb/node-api';

const numeric = new Set<DuckDBTypeId>([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.DECIMAL,
]);
const timestamps = new Set<DuckDBTypeId>([
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_NS,
]);

/**
 * DuckDB values as JSON: amounts and counts are numbers (a string only when a number could not hold them exactly), days are
 * YYYY-MM-DD, instants are ISO 8601 UTC, lists are arrays.
 */
export const toJson: DuckDBValueConverter<Json> = (value: DuckDBValue, type: DuckDBType) => {
  if (value === null || value === undefined) return null;
  if (numeric.has(type.typeId)) return exactNumber(String(value));
  if (timestamps.has(type.typeId)) return isoInstant(String(value));
  return JsonDuckDBValueConverter(value, type, toJson);
};

function exactNumber(text: string): Json {
  const number = Number(text);
  const digits = text.replace(/^-?0*\.?0*|\./g, '').length;
  return digits <= 15 || (Number.isSafeInteger(number) && BigInt(number).toString() === text) ? number : text;
}

/** `2026-03-01 06:00:00.5` → `2026-03-01T06:00:00.500Z`; infinities and years beyond four digits stay as DuckDB writes them. */
function isoInstant(text: string): string {
  const match = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?$/.exec(text);
  return match ? `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(3, '0').slice(0, 3)}Z` : text;
}
