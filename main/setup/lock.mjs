import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { basename, join } from 'node:path';
import { inProject } from './project.mjs';
import { say } from './say.mjs';

const everyMs = 500;
let tries = 0;

/**
 * Runs `work` while no other set-up works on this project; waits for one that does, and says so once. The lock is a folder that
 * holds its owner's process number. It goes when the work ends, well or badly; one left by a process that was killed is taken
 * over. Where the project's folder may not be written in, nothing can be set up and nothing needs a lock.
 */
export async function alone(work, { lock = inProject('.setup.lock'), wait = pause } = {}) {
  let told = false;
  while (!take(lock)) {
    const owner = ownerOf(lock);
    if (owner === null) continue; // it has just gone
    if (isOver(owner)) {
      discard(lock, owner);
      continue;
    }
    if (!told)
      say(
        `Another set-up is running (process ${owner.pid}), waiting for it to end. If there is none, remove ${basename(lock)}.`,
      );
    told = true;
    await wait();
  }
  const release = () => discard(lock, { pid: process.pid });
  // A Ctrl-C ends the process in the middle of the work.
  process.once('exit', release);
  try {
    return await work();
  } finally {
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

/** Whose it is and since when; null when there is none any more. */
function ownerOf(lock) {
  try {
    return { pid: Number(readFileSync(join(lock, 'pid'), 'utf8')), since: statSync(lock).mtimeMs };
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The process is gone, or the lock is from before the machine started and its number is somebody else's now. */
function isOver({ pid, since }) {
  if (since < Date.now() - uptime() * 1000 - 60_000) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH'; // EPERM: it lives, and is another user's
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
