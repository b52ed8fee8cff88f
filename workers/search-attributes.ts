/** The search attributes that our runs carry, on a server that is not ours. */

import type { Client } from '@temporalio/client';
import { AssuranceError } from '../schemas/errors/error.js';
import { searchAttributeNames } from '../schemas/runs.js';

/** temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD */
const keyword = 2;

/**
 * Adds what is missing. A server that does not even let us look is taken to have them: its operator was told to add them.
 * @throws AssuranceError SEARCH_ATTRIBUTE_MISSING
 */
export async function ensureSearchAttributes({ connection, options: { namespace } }: Client): Promise<void> {
  const found = await connection.operatorService.listSearchAttributes({ namespace }).catch(() => undefined);
  if (found === undefined) return;
  const missing = searchAttributeNames.filter((name) => Number(found.customAttributes[name]) !== keyword);
  if (missing.length === 0) return;
  try {
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
    });
  } catch (cause) {
    throw new AssuranceError('SEARCH_ATTRIBUTE_MISSING', `The namespace ${namespace} lacks ${missing.join(', ')}.`, {
      where: namespace,
      cause,
    });
  }
}
