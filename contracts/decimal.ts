/** Exact sums of what a contract holds as DECIMAL(18,4): digits such as `-1234.5`. */

const scale = 4;

export function toUnits(digits: string): bigint {
  const [whole = '0', fraction = ''] = digits.replace('-', '').split('.');
  const units = BigInt(whole + fraction.slice(0, scale).padEnd(scale, '0'));
  return digits.startsWith('-') ? -units : units;
}

export function fromUnits(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction}`}`;
}
