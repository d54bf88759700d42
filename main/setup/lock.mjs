import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject } from './project.mjs';
import { say } from './say.mjs';

const everyMs = 500;
/** An owner says this often that it lives. */
const beatMs = 5000;
/** Looks, half a minute's, without a beat after which an owner counts as gone: its number may be another process's by now. */
const patience = 60;
let tries = 0;

/**
 * Runs `work` while no other set-up works on this project; waits for one that does, and says so once. The lock is a folder that
 * holds its owner's process number. It goes when the work ends, well or badly; one left by a process that was killed is taken
 * over. Where the project's folder may not be written in, nothing can be set up and nothing needs a lock.
 */
export async function alone(work, { lock = inProject('.setup.lock'), wait = pause } = {}) {
  let told = false;
  let last = null;
  let looks = 0;
  while (!take(lock)) {
    const owner = ownerOf(lock);
    if (owner === null) continue; // it has just gone
    looks = owner.pid === last?.pid && owner.beat === last.beat ? looks + 1 : 0;
    last = owner;
    if (!isAlive(owner.pid) || looks >= patience) {
      discard(lock, owner);
      continue;
    }
    if (!told) say(`Another set-up is running (process ${owner.pid}), waiting for it to end.`);
    told = true;
    await wait();
  }
  const beat = setInterval(() => touch(lock), beatMs);
  const release = () => discard(lock, { pid: process.pid });
  // A Ctrl-C ends the process in the middle of the work.
  process.once('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, everyMs));

/**
 * True when it is ours, or when there can be none. The folder is made elsewhere and renamed: a rename onto a folder that holds
 * something fails, so there is one winner, and nobody ever sees a lock without an owner.
 */
function take(lock) {
  const ours = aside(lock);
  try {
    mkdirSync(ours);
    writeFileSync(join(ours, 'pid'), String(process.pid));
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM'].includes(error.code)) return true;
    throw error;
  }
  try {
    renameSync(ours, lock);
    return true;
  } catch (error) {
    rmSync(ours, { recursive: true, force: true });
    // Windows says EPERM or EACCES.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'].includes(error.code)) return false;
    throw error;
  }
}

const aside = (lock) => `${lock}.${process.pid}.${++tries}`;

/** Whose it is and when it last said that it lives; null when there is none any more. */
function ownerOf(lock) {
  try {
    const file = join(lock, 'pid');
    return { pid: Number(readFileSync(file, 'utf8')), beat: statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

function touch(lock) {
  const now = new Date();
  try {
    utimesSync(join(lock, 'pid'), now, now);
  } catch {
    // There is none where nothing can be written.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH'; // EPERM: it lives, and is another user's
  }
}

/** Removes the lock if it is (still) this owner's: of two that find it left behind, the second must not remove the first one's. */
function discard(lock, { pid }) {
  const away = aside(lock);
  try {
    renameSync(lock, away);
  } catch {
    return; // another was quicker
  }
  if (ownerOf(away)?.pid === pid) rmSync(away, { recursive: true, force: true });
  else renameSync(away, lock);
}
