import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { CheckId, DoctorCheck, Words } from '../../contract/doctor.ts';
import { projectRoot } from '../../paths.ts';
import { COSTS, FOUND, NAMES } from './words.ts';

/** What does not depend on an open data folder. Each check says what was found and what its absence costs. */
export async function systemChecks(dataDir: string): Promise<DoctorCheck[]> {
  return [
    nodeCheck(),
    hnswCheck(),
    nativeTensorFlowCheck(),
    electronCheck(),
    ffmpegCheck(),
    cameraCheck(),
    await diskCheck(dataDir),
  ];
}

const require = createRequire(import.meta.url);

/** Null when it loads. */
function problemOf(module: string): Words | null {
  try {
    require(module);
    return null;
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    if (message.startsWith('Could not locate the bindings')) return FOUND.notBuilt(module);
    if (message.startsWith('Cannot find module')) return FOUND.notInstalled(module);
    return FOUND.doesNotLoad(module, message);
  }
}

export const working = (id: CheckId, found: Words): DoctorCheck => ({
  id,
  name: NAMES[id],
  state: 'ok',
  found,
  cost: null,
});

/** Something that is there, or (with what was found instead) is missing and costs something. */
const check = (id: keyof typeof COSTS, missing: Words | null, found: Words): DoctorCheck =>
  missing === null ? working(id, found) : { id, name: NAMES[id], state: 'missing', found: missing, cost: COSTS[id] };

export const broken = (id: keyof typeof COSTS, found: DoctorCheck['found']): DoctorCheck => ({
  id,
  name: NAMES[id],
  state: 'broken',
  found,
  cost: COSTS[id],
});

function nodeCheck(): DoctorCheck {
  const found = FOUND.named(`Node ${process.versions.node}`);
  return check('node', Number(process.versions.node.split('.')[0]) >= 22 ? null : found, found);
}

const hnswCheck = (): DoctorCheck => check('gallery-index', problemOf('hnswlib-node'), FOUND.named('hnswlib-node'));

function nativeTensorFlowCheck(): DoctorCheck {
  const name = '@tensorflow/tfjs-node-gpu';
  const there = existsSync(join(projectRoot(), 'node_modules', name));
  return check('native-tensorflow', there ? null : FOUND.notInstalled(name), FOUND.named(name));
}

function electronCheck(): DoctorCheck {
  const there = existsSync(join(projectRoot(), 'node_modules', 'electron', 'dist'));
  return check('electron', there ? null : FOUND.notInstalled('Electron'), FOUND.named('Electron'));
}

function ffmpegCheck(): DoctorCheck {
  const run = spawnSync('ffmpeg', ['-version'], { encoding: 'utf8', timeout: 5000 });
  const version = /ffmpeg version (\S+)/.exec(run.stdout ?? '')?.[1];
  return check('ffmpeg', version === undefined ? FOUND.notOnPath() : null, FOUND.named(`ffmpeg ${version}`));
}

/** Only Linux lists cameras as files; elsewhere the app's camera picker knows. */
function cameraCheck(): DoctorCheck {
  if (process.platform !== 'linux') return working('camera', FOUND.cameraAsked());
  const cameras = readdirSync('/dev').filter((file) => /^video\d+$/.test(file));
  return check('camera', cameras.length > 0 ? null : FOUND.noCamera(), FOUND.named(cameras.join(', ')));
}

async function diskCheck(dataDir: string): Promise<DoctorCheck> {
  let folder = dataDir;
  while (!existsSync(folder) && folder !== join(folder, '..')) folder = join(folder, '..');
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  return check('disk', free > 200e6 ? null : FOUND.free(free), FOUND.free(free));
}
