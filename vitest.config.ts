import { defineConfig } from 'vitest/config';
import { SlowFirst } from './tests/slow-first.ts';

// The runner's own choice keeps one core free, which of two is half.
const maxWorkers = '100%';

// Time limits are for a machine that is three times slower than the slowest we know, since it may be busy with something else.
// One runner for all: `unit` is pure and quick, `integration` opens native modules, processes and files, `e2e` drives a real browser.
export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{models,data,main,renderer,lint}/**/*.test.ts'],
          maxWorkers,
          testTimeout: 180_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          maxWorkers,
          testTimeout: 540_000,
          hookTimeout: 540_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          // A step that never comes ends sooner, after tests/e2e/app.ts's patience.
          testTimeout: 540_000,
          hookTimeout: 540_000,
          expect: { poll: { timeout: 90_000, interval: 50 } },
          // Each file has an app and a browser of its own, which wait a third of the time: one more than the processors we count on.
          maxWorkers: 3,
        },
      },
    ],
  },
});
