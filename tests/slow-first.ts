import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, the longest first: begun last, one of them would run while all other processors rest. */
const slow = [
  'e2e/lessons/first-half',
  'e2e/lessons/second-half',
  'e2e/whole-way',
  'e2e/desk',
  'e2e/train',
  'e2e/settings',
  'e2e/first-start',
  'e2e/evaluate',
  'e2e/access',
  'integration/cli/cli',
  'integration/models/import-cli',
  'integration/models/export',
  'integration/electron/checker',
];

const place = ({ moduleId }: TestSpecification): number => {
  const found = slow.findIndex((name) => moduleId.includes(`tests/${name}.test.ts`));
  return found < 0 ? slow.length : found;
};

/** Slow files first, the others as Vitest has them. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
