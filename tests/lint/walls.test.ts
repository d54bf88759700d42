import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
let written = '';
afterEach(() => rmSync(join(project, written), { force: true }));

/** What the linter says of a file with one import. */
function lint(file: string, specifier: string): { status: number | null; text: string } {
  written = file;
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), `import { x } from '${specifier}';\n\nexport const y = x;\n`);
  const run = spawnSync(process.execPath, [join(project, 'node_modules/@biomejs/biome/bin/biome'), 'lint', file], {
    cwd: project,
    encoding: 'utf8',
  });
  return { status: run.status, text: run.stdout + run.stderr };
}

describe('the walls between the rooms', () => {
  test.each([
    ['models/wall-check.ts', '../data/store.ts'],
    ['models/wall-check.ts', '../main/app.ts'],
    ['models/wall-check.ts', 'node:fs'],
    ['data/wall-check.ts', '../models/image.ts'],
    ['data/wall-check.ts', '../main/paths.ts'],
    ['main/wall-check.ts', '../renderer/host.ts'],
    ['renderer/wall-check.ts', '../data/store.ts'],
    ['renderer/wall-check.ts', '../main/app.ts'],
    ['renderer/wall-check.ts', '../main/services/core.ts'],
  ])('%s may not import %s', (file, specifier) => {
    const { status, text } = lint(file, specifier);
    expect(text).toContain('noRestrictedImports');
    expect(status).not.toBe(0);
  });
  test.each([
    ['main/wall-check.ts', '../models/image.ts'],
    ['renderer/wall-check.ts', '../main/contract/index.ts'],
    ['data/wall-check.ts', 'node:fs'],
  ])('%s may import %s', (file, specifier) => {
    expect(lint(file, specifier).text).not.toContain('noRestrictedImports');
  });
});
