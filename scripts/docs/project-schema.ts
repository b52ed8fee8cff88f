/** docs/assurance.schema.json: the project file for editors, which check it while it is written. */

import { z } from 'zod';
import { projectSchema } from '../../schemas/project.js';

export function projectSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(projectSchema, { io: 'input' });
  const titled = {
    $schema,
    title: 'assurance.yaml',
    description: 'The project file: what is pulled, from whom, and by which rules.',
    ...schema,
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
