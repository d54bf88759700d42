import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

/** What a program that opens a session leaves in the home folder: ONNX Runtime's reporting starts with an id and a queue. */
function leftBehind(openRuntime: string): string[] {
  const home = mkdtempSync(join(tmpdir(), 'threshold-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  // The runtime reports nothing where it sees a CI or a unit test, so that neither may show here; nor may it reach anybody.
  const env = { HOME: home, PATH: '', SSL_CERT_FILE: '/nowhere', https_proxy: 'http://127.0.0.1:9' };
  const script = `${openRuntime}; await open(new Uint8Array([1, 2, 3])).catch(() => {});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env,
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  expect(stderr).not.toMatch(/Error/);
  expect(status).toBe(0);
  return readdirSync(home);
}

const ours = JSON.stringify(new URL('../../../main/engine/backends/onnxruntime-node.ts', import.meta.url).href);

test('ONNX Runtime reports nothing to its maker', () => {
  expect(leftBehind(`const { open } = await (await import(${ours})).createOnnxRuntimeNode()`)).toEqual([]);
});

// Shows that the test above would notice. Elsewhere the runtime reports by other means.
test.runIf(process.platform === 'linux' && process.arch === 'x64')('left to itself it would', () => {
  const open = "const open = (bytes) => require('onnxruntime-node').InferenceSession.create(bytes)";
  const load = "import { createRequire } from 'node:module'; const require = createRequire(process.cwd() + '/x')";
  expect(leftBehind(`${load}; ${open}`)).toEqual(['.cache']);
});
