/** Process of its own: has the SDK download Temporal's tool into the folder named by the first argument, and start it once. */

import { TestWorkflowEnvironment } from '@temporalio/testing';

const downloadDir = process.argv[2];
try {
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir } } });
  await environment.teardown();
} catch (error) {
  // The SDK tells the whole chain of causes; the parent shows the last line, so the innermost stands there.
  console.error(error instanceof Error ? error.message.split(': ').slice(-2).join(': ') : error);
  process.exitCode = 1;
}
