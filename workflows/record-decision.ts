/** A named role's decision about a unit, such as a waiver: on record first, then in the verdicts that readers see. */

import type { Decision } from '../schemas/delivery.js';
import { registryDoors } from './doors.js';

/** Safe to tell twice: the registry knows a decision by its id. */
export async function recordDecision(decision: Decision): Promise<{ already_recorded: boolean }> {
  const recorded = await registryDoors.recordDecision(decision);
  await registryDoors.publish({});
  return recorded;
}
