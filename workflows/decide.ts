/** Verdicts change with the day alone: decide again, and publish. */

import { registryDoors } from './doors.js';

export async function decide(): Promise<{ assets_changed: number }> {
  const decided = await registryDoors.decide({});
  await registryDoors.publish({});
  return decided;
}
