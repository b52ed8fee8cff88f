import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take more than a minute, longest first. Without times from an earlier run, vitest starts with the largest files, and these small
 * ones would be left for the end, where one of them keeps the other worker waiting.
 */
const longest = [
  'test/e2e/killed-pull.test.ts',
  'test/registry/order.property.test.ts',
  'test/cli/partner.e2e.test.ts',
  'test/registry/capability.test.ts',
  'test/cli/case.e2e.test.ts',
  'test/registry/plain.property.test.ts',
];

const rank = ({ moduleId }: TestSpecification) => {
  const place = longest.findIndex((file) => moduleId.endsWith(file));
  return place < 0 ? longest.length : place;
};

/** Vitest's own order, behind the files that are known to be long. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
