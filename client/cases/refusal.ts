/** Why a case may not take a step, in words for the person who asked. */

import { readSnapshot } from '../../registry/snapshot.js';
import type { CaseEventKind } from '../../schemas/case/machine.js';
import type { CaseRefused, UnitVerdict } from '../../schemas/case/request.js';
import { AssuranceError } from '../../schemas/errors/error.js';

/** The commands that do what may follow. A case is resolved in the systems of partners only. */
const commands: Partial<Record<CaseEventKind, string>> = {
  opened: 'open',
  assigned: 'assign',
  escalated: 'escalate',
  noted: 'note',
  closed: 'close',
};

export async function refusal(home: string, refused: CaseRefused): Promise<AssuranceError> {
  const { code, case_id } = refused;
  switch (code) {
    case 'CASE_UNIT_REFUSED':
      return unitRefused(home, refused.unit!);
    case 'CASE_UNIT_UNKNOWN':
      return new AssuranceError(code, 'The registry has no such unit: it was neither shipped nor reported.');
    case 'CASE_PARTY_NEEDED':
      return new AssuranceError(code, 'Nobody serves this unit today, and nobody is named who keeps the case.');
    case 'CASE_UNKNOWN':
      return new AssuranceError(code, `There is no case ${case_id}.`);
    case 'CASE_KEPT_ELSEWHERE':
      return new AssuranceError(code, `Case ${case_id} is kept by ${refused.party_id ?? 'a partner'} in a system of its own.`);
    case 'CASE_STEP_REFUSED':
      return new AssuranceError(code, `Case ${case_id} is ${refused.status ?? 'not open'}; ${mayFollow(refused.allowed)}.`);
    case 'CASE_LEVEL_REFUSED':
      return new AssuranceError(code, `Case ${case_id} is at level ${refused.level ?? 1}: ${levels(refused)}.`);
  }
}

function mayFollow(allowed: CaseEventKind[]): string {
  const names = allowed.flatMap((kind) => commands[kind] ?? []);
  return names.length === 0 ? 'nothing can follow' : `what can follow: ${names.join(', ')}`;
}

function levels({ level, served_by }: CaseRefused): string {
  if (level === 3) return 'there is none above';
  if (level === 1) return 'one level at a time, level 2 comes next';
  const who = served_by === 'manufacturer' ? 'the manufacturer serves this unit on all levels' : 'no partner serves this unit so today';
  return `level 3 is for what a partner escalates under PAMS, and ${who}`;
}

/** With the line of the file that says so, where there is one. */
async function unitRefused(home: string, unit: UnitVerdict): Promise<AssuranceError> {
  const { product_number, serial_number, reasons, verdict_since, grace_ends } = unit;
  const [line] = await readSnapshot<{ place: string }>(
    home,
    `SELECT file_name || coalesce(':' || sheet, '') || ':' || line AS place FROM evidence
     WHERE product_number = $product AND serial_number = $serial AND file_name IS NOT NULL
     ORDER BY used DESC, fact_kind = 'shipment', file_name DESC, line LIMIT 1`,
    { product: product_number, serial: serial_number },
  );
  const grace = grace_ends === null ? '' : `; its grace ended on ${grace_ends}`;
  return new AssuranceError(
    'CASE_UNIT_REFUSED',
    `Service for ${product_number} ${serial_number} is refused since ${verdict_since ?? 'long'}: ${reasons.join(', ')}${grace}.`,
    {
      where: line?.place,
      fix: `See \`assurance asset ${serial_number} --product ${product_number}\` for the evidence; a named role may open the case with \`--override --by ROLE --reason TEXT\`, which goes on record.`,
    },
  );
}
