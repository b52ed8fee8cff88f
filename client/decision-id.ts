import { createHash } from 'node:crypto';

/** The same decision of the same role has the same id, so telling it twice records it once. */
export const decisionId = (...parts: string[]) => `x${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20)}`;
