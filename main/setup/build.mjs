import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledNode, inProject, root } from './project.mjs';
import { quietly } from './run.mjs';
import { step } from './say.mjs';

/** What vite builds: its configurations, where the result goes, and whatever the result depends on. */
const builds = {
  page: {
    label: 'Building the page',
    configs: ['renderer/vite.config.ts'],
    output: 'renderer/build',
    inputs: ['renderer', 'main/contract', 'models', 'package-lock.json'],
  },
  electron: {
    label: 'Building the window',
    configs: ['main/electron/vite.config.ts', 'main/electron/preload.vite.config.ts'],
    output: 'main/electron/build',
    inputs: ['main', 'models', 'data', 'package-lock.json'],
  },
};

/** Builds when an input changed since the last build; the hash of the inputs lies beside the result. */
export async function build(name) {
  const { label, configs, output, inputs } = builds[name];
  const stamp = inProject(output, '.inputs');
  const now = hashOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return false;
  await step(label, async () => {
    const vite = inProject('node_modules/vite/bin/vite.js');
    for (const config of configs)
      await quietly(bundledNode(), [vite, 'build', '--config', config, '--logLevel', 'warn'], { cwd: root });
  });
  writeFileSync(stamp, now);
  return true;
}

const skipped = new Set(['build', 'weights', 'node_modules']);

function hashOf(inputs) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(inProject(path))) return;
    const entries = readdirSync(inProject(path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (skipped.has(entry.name)) continue;
      const below = join(path, entry.name);
      if (entry.isDirectory()) visit(below);
      else hash.update(`${below}\0`).update(readFileSync(inProject(below)));
    }
  };
  for (const input of inputs) {
    if (input.includes('.')) hash.update(readFileSync(inProject(input)));
    else visit(input);
  }
  return hash.digest('hex');
}
