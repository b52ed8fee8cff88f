/** Commands that need Temporal: the client joins the engine of a running `up`, or starts one for this call and stops it afterwards. */

import type { Client } from '../client/index.js';
import { interrupts } from './interrupt.js';
import type { Context } from './session.js';

/**
 * @param note tells a line while the work goes on; a progress view has its own way.
 *
 * Temporal's client and native core are loaded here, not with the command line. Errors: INTERRUPTED after Ctrl-C, and the work's own.
 */
export async function withClient<T>(context: Context, work: (client: Client) => Promise<T>, note = context.note): Promise<T> {
  const { loadProject } = await import('../client/project.js');
  const loaded = await loadProject(context.projectDir);
  const { connect } = await import('../client/index.js');
  const { signal, dispose } = interrupts(() => note('Interrupted: stopping (again to stop at once)'));
  const client = connect(loaded, { signal, onLog: note });
  try {
    return await work(client);
  } finally {
    await client.close();
    dispose();
  }
}
