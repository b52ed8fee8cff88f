/** JSON that is also safe to look at in a terminal. */

/** Characters that JSON allows raw but a terminal may act upon: DEL and C1 controls, line separators, direction marks. */
const active = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Indented, with bigints as numbers when exact, else as strings. Parses to the same value as without the escapes. */
export function jsonText(value: unknown, indent = 2): string {
  return escapeActive(JSON.stringify(value, plainNumber, indent));
}

export function escapeActive(json: string): string {
  return json.replace(active, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function plainNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value);
}
