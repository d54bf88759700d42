import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** As the linter's JSON has it. */
interface Diagnostic {
  readonly location: { readonly path: string };
  readonly message: string | readonly { readonly content: string }[];
}

const project = fileURLToPath(new URL('../..', import.meta.url));
const walls = /knows|does not import the renderer/;
let house: string;
/** By place of the file in the house: what the linter says of it, when a wall is in the way. */
const said = new Map<string, string>();

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

/** Read from the disk: a folder added to main/ later is closed to the page, or this fails. */
const rooms = readdirSync(join(project, 'main'), { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => ['renderer/x.ts', `../main/${name}/x.ts`] as const);

/** One file for each question, so that the linter is asked once for all. */
const placeOf = (room: string, from: string): string => room.replace('/x.', `/x-${from.replace(/[^a-z]/g, '-')}.`);

/** An empty house under this project's own rules, so that no forbidden file ever lies in the real one. */
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'threshold-walls-'));
  const rules = JSON.parse(readFileSync(join(project, 'biome.json'), 'utf8')) as Record<string, unknown>;
  delete rules.$schema;
  // The scratch house is no repository; the rooms' rules are what is under test.
  rules.vcs = { enabled: false };
  writeFileSync(join(house, 'biome.json'), JSON.stringify(rules));
  symlinkSync(join(project, 'node_modules'), join(house, 'node_modules'));
  for (const [room, from] of [...forbidden, ...allowed, ...rooms]) {
    const file = join(house, placeOf(room, from));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import '${from}';\n`);
  }
  // Its own linter alone, as npm test runs it.
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', 'models', 'data', 'main', 'renderer'];
  const { stdout } = spawnSync(join(project, 'node_modules/.bin/biome'), args, { cwd: house, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  for (const { location, message } of diagnostics) {
    const text = typeof message === 'string' ? message : message.map(({ content }) => content).join('');
    if (walls.test(text)) said.set(location.path, text);
  }
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

const wallBetween = (room: string, from: string): string | null => said.get(placeOf(room, from)) ?? null;

describe('the walls between the rooms', () => {
  test.each(forbidden)('%s may not import %s', (room, from) => {
    expect(wallBetween(room, from)).toMatch(walls);
  });

  test.each(allowed)('%s may import %s', (room, from) => {
    expect(wallBetween(room, from)).toBeNull();
  });

  test('of main/, the page sees the contract alone', () => {
    const open = rooms.filter(([room, from]) => wallBetween(room, from) === null);
    expect(open.map(([, from]) => from)).toEqual(['../main/contract/x.ts']);
  });
});
