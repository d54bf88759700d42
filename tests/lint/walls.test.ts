import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const walls = /knows|does not import the renderer/;
let house: string;

/** An empty house under this project's own rules, so that no forbidden file ever lies in the real one. */
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'threshold-walls-'));
  const rules = JSON.parse(readFileSync(join(project, 'biome.json'), 'utf8')) as Record<string, unknown>;
  delete rules.$schema;
  // The scratch house is no repository; the rooms' rules are what is under test.
  rules.vcs = { enabled: false };
  writeFileSync(join(house, 'biome.json'), JSON.stringify(rules));
  symlinkSync(join(project, 'node_modules'), join(house, 'node_modules'));
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** What the linter says of a file in `room` that imports `from`, when a wall is in the way; else null. */
function wallBetween(room: string, from: string): string | null {
  const file = join(house, room);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import '${from}';\n`);
  try {
    // Its own linter alone, as npm test runs it.
    execFileSync(join(project, 'node_modules/.bin/biome'), ['lint', file], { cwd: house, stdio: 'pipe' });
    return null;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
    return `${stdout}${stderr}`.split('\n').find((line) => walls.test(line)) ?? `${stdout}${stderr}`;
  } finally {
    rmSync(file);
  }
}

const forbidden = [
  ['models/x.ts', '../data/store.ts'],
  ['models/runtime/x.ts', '../../main/app.ts'],
  ['models/x.ts', '../renderer/host.ts'],
  ['models/x.ts', 'node:fs'],
  ['models/x.ts', 'node:fs/promises'],
  ['models/x.ts', 'electron'],
  ['data/x.ts', '../models/index.ts'],
  ['data/tables/x.ts', '../../main/app.ts'],
  ['data/x.ts', '../renderer/host.ts'],
  ['main/services/x.ts', '../../renderer/host.ts'],
  ['renderer/x.tsx', '../data/store.ts'],
  ['renderer/x.tsx', '../main/app.ts'],
] as const;
const allowed = [
  ['renderer/x.tsx', '../main/contract/errors.ts'],
  ['renderer/x.tsx', '../models/metrics/eer.ts'],
  ['main/x.ts', '../data/store.ts'],
  ['main/x.ts', '../models/index.ts'],
  ['data/x.ts', 'node:fs'],
] as const;

describe('the walls between the rooms', () => {
  test.each(forbidden)('%s may not import %s', (room, from) => {
    expect(wallBetween(room, from)).toMatch(walls);
  });

  test.each(allowed)('%s may import %s', (room, from) => {
    expect(wallBetween(room, from)).toBeNull();
  });

  // Read from the disk: a folder added to main/ later is closed to the page, or this fails.
  test('of main/, the page sees the contract alone', () => {
    const rooms = readdirSync(join(project, 'main'), { withFileTypes: true }).filter((one) => one.isDirectory());
    const open = rooms.filter(({ name }) => wallBetween('renderer/x.ts', `../main/${name}/x.ts`) === null);
    expect(open.map(({ name }) => name)).toEqual(['contract']);
  });
});
