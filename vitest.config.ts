import { defineConfig } from 'vitest/config';

// One runner for all: `unit` is pure and quick, `integration` opens native modules, processes and files, `e2e` drives a real browser.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/{models,data,main,renderer,lint}/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
