import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { bundledNode, inProject, root, systemEnvironment } from './project.mjs';
import { quietly } from './run.mjs';
import { step } from './say.mjs';

const memory = inProject('.setup.json');
const folder = inProject('node_modules', 'electron');
const timeoutMs = 90_000;

function readMemory() {
  try {
    return JSON.parse(readFileSync(memory, 'utf8'));
  } catch {
    return {}; // none yet, or damaged: what it saves is only time
  }
}

function remember(news) {
  try {
    writeFileSync(memory, `${JSON.stringify({ ...readMemory(), ...news })}\n`);
  } catch {
    // The folder belongs to somebody else: the next start tries again.
  }
}

/** Why Electron cannot open a window here whatever is installed, or null. */
export function noWindowBecause(env = process.env, platform = process.platform, uid = process.getuid?.()) {
  if (platform !== 'linux') return null;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  if (uid === 0) return 'Electron’s sandbox does not run as root';
  return null;
}

/**
 * The shell to open and why. Electron's binary (100 MB, from its release page) is fetched once; a failure is remembered
 * for this version, so that later starts are quick. Asking for it with `--shell electron` tries again.
 */
export async function chooseShell(wanted) {
  if (wanted === 'web') return { shell: 'web', why: 'as asked' };
  const obstacle = noWindowBecause();
  if (obstacle !== null) return settle(wanted, obstacle);
  if (existsSync(inProject('node_modules', 'electron', 'path.txt')))
    return { shell: 'electron', why: 'its binary is installed' };
  const { version } = JSON.parse(readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8'));
  if (wanted !== 'electron' && readMemory().electronFailed === version)
    return settle(wanted, 'Electron’s binary could not be fetched earlier (npm start -- --shell electron tries again)');
  try {
    await step('Fetching Electron', () =>
      quietly(bundledNode(), [`${folder}/install.js`], { cwd: root, env: systemEnvironment(), timeoutMs }),
    );
    return { shell: 'electron', why: 'its binary was fetched' };
  } catch {
    remember({ electronFailed: version });
    return settle(wanted, 'Electron’s binary could not be fetched');
  }
}

function settle(wanted, obstacle) {
  if (wanted === 'electron')
    throw new Error(`Electron cannot be used: ${obstacle}. Leave out --shell, or use --shell web.`);
  return { shell: 'web', why: obstacle };
}
