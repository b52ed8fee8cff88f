/** Every error code of the product, by topic. docs/errors.md is generated from this and from the row rules. */

import { caseErrors } from './case.js';
import { commandErrors } from './command.js';
import { deliveryErrors } from './delivery.js';
import { engineErrors } from './engine.js';
import { projectErrors } from './project.js';
import { sourceErrors } from './source.js';
import { runErrors } from './run.js';
import { x12Errors } from './x12.js';

export const catalogue = {
  ...projectErrors,
  ...commandErrors,
  ...sourceErrors,
  ...deliveryErrors,
  ...x12Errors,
  ...engineErrors,
  ...runErrors,
  ...caseErrors,
};
export type ErrorCode = keyof typeof catalogue;
