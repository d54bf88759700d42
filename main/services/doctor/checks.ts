import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DoctorCheck } from '../../contract/doctor.ts';
import { projectRoot } from '../../paths.ts';

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

function loads(module: string): string | null {
  try {
    require(module);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    if (message.startsWith('Could not locate the bindings')) return `${module} (optional) was not built`;
    if (message.startsWith('Cannot find module')) return `${module} (optional) is not installed`;
    return message;
  }
}

const check = (name: string, missing: string | null, found: string, cost: string): DoctorCheck =>
  missing === null ? { name, state: 'ok', found, cost: '' } : { name, state: 'missing', found: missing, cost };

function nodeCheck(): DoctorCheck {
  const major = Number(process.versions.node.split('.')[0]);
  return check(
    'node',
    major >= 22 ? null : `Node ${process.versions.node}`,
    `Node ${process.versions.node}`,
    'better-sqlite3 needs Node 22 or newer: start with "npm start".',
  );
}

function hnswCheck(): DoctorCheck {
  return check(
    'gallery index',
    loads('hnswlib-node'),
    'hnswlib-node',
    'Searches are exact scans instead: the same answers, slower above some 3,000 people. Install a C++ compiler, make and Python 3, then run "npm rebuild hnswlib-node".',
  );
}

function nativeTensorFlowCheck(): DoctorCheck {
  const gpu = existsSync(join(projectRoot(), 'node_modules', '@tensorflow', 'tfjs-node-gpu'));
  return check(
    'native TensorFlow',
    gpu ? null : '@tensorflow/tfjs-node-gpu is not installed (optional)',
    '@tensorflow/tfjs-node-gpu',
    'No GPU is used; networks run in ONNX Runtime on the processor.',
  );
}

function electronCheck(): DoctorCheck {
  const folder = join(projectRoot(), 'node_modules', 'electron', 'dist');
  return check(
    'Electron',
    existsSync(folder) ? null : 'Electron’s binary is not installed',
    'Electron',
    'The app opens in your browser instead; keys are kept in a key file or under a passphrase, not in the system key store.',
  );
}

function ffmpegCheck(): DoctorCheck {
  const run = spawnSync('ffmpeg', ['-version'], { encoding: 'utf8', timeout: 5000 });
  const version = /ffmpeg version (\S+)/.exec(run.stdout ?? '')?.[1];
  return check(
    'ffmpeg',
    version === undefined ? 'not on the PATH' : null,
    `ffmpeg ${version}`,
    'Videos cannot be identified from the command line (Debian: apt install ffmpeg).',
  );
}

/** Only Linux lists cameras as files; elsewhere the app's camera picker knows. */
function cameraCheck(): DoctorCheck {
  if (process.platform !== 'linux')
    return { name: 'camera', state: 'ok', found: 'asked for by the app when the Desk opens', cost: '' };
  const cameras = readdirSync('/dev').filter((file) => /^video\d+$/.test(file));
  return check(
    'camera',
    cameras.length > 0 ? null : 'no /dev/video*',
    cameras.join(', '),
    'Use photos, or the sample camera.',
  );
}

async function diskCheck(dataDir: string): Promise<DoctorCheck> {
  let folder = dataDir;
  while (!existsSync(folder) && folder !== join(folder, '..')) folder = join(folder, '..');
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${(free / 1e9).toFixed(1)} GB free`;
  return check(
    'disk',
    free > 200e6 ? null : text,
    text,
    'Less than 200 MB: enrolment may fail with DISK_FULL. Free some space.',
  );
}
