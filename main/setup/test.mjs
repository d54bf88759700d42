import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemPackages } from './debian.mjs';
import { prepare, program } from './prepare.mjs';
import { bundledNode, inProject, root } from './project.mjs';
import { handOver } from './run.mjs';

const projects = ['unit', 'integration', 'e2e'];

/** `npm test [-- project…]`: sets up, then type check, lint and the tests; the last line is the sum over all of them. */
await program(async () => {
  const chosen = process.argv.slice(2);
  const unknown = chosen.find((name) => !projects.includes(name));
  if (unknown !== undefined) throw new Error(`There is no test project "${unknown}": ${projects.join(', ')}.`);
  const sum = { passed: 0, failed: 0, skipped: 0 };
  try {
    await prepare();
    if (chosen.length === 0 || chosen.includes('e2e')) await systemPackages();
    if (chosen.length === 0) {
      await check('Type check', 'typescript', sum);
      await check('Lint', '@biomejs/biome', sum, 'check', '--error-on-warnings');
    }
    // The browser's wait for each other less than for a processor: they have a run of their own, with more of them at once.
    if (chosen.length === 0) {
      await vitest(['unit', 'integration'], sum);
      await vitest(['e2e'], sum);
    } else for (const name of chosen) await vitest([name], sum);
  } catch (error) {
    // A set-up that failed is a failure of the tests as well: the last line says so, whatever happened.
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    sum.failed++;
  }
  process.stdout.write(`tests: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
  return sum.failed === 0 ? 0 : 1;
});

async function check(label, package_, sum, ...args) {
  process.stdout.write(`\n${label}\n`);
  const code = await handOver(bundledNode(), [binOf(package_), ...args], { cwd: root });
  if (code === 0) sum.passed++;
  else sum.failed++;
}

/** The counts come from vitest's own JSON report; a run that ends without one (a crash) counts as one failed. */
async function vitest(names, sum) {
  process.stdout.write(`\nTests: ${names.join(', ')}\n`);
  const folder = mkdtempSync(join(tmpdir(), 'threshold-tests-'));
  const file = join(folder, 'report.json');
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const args = ['run', ...names.flatMap((name) => ['--project', name]), '--passWithNoTests', ...reports];
  const code = await handOver(bundledNode(), [binOf('vitest'), ...args], { cwd: root });
  try {
    const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
    if (report === null) {
      if (code !== 0) sum.failed++;
      return;
    }
    sum.passed += report.numPassedTests;
    sum.skipped += report.numPendingTests + report.numTodoTests;
    // A file that does not load, or an error outside any test, fails the run without failing a test.
    sum.failed += code !== 0 ? Math.max(1, report.numFailedTests) : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function binOf(name) {
  const { bin } = JSON.parse(readFileSync(inProject('node_modules', name, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : Object.values(bin)[0];
  return inProject('node_modules', name, file);
}
