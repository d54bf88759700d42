/** `node run-checker.mjs <folder>…`: electronegativity over each folder, what it said as JSON on the last line. */
import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const own = createRequire(createRequire(import.meta.url).resolve('@doyensec/electronegativity/package.json'));
const instead = {
  // Its parser needs the TypeScript that it brings along, and would find the project's, which has another interface.
  typescript: pathToFileURL(own.resolve('typescript')).href,
  // It asks the network for translations of its own words.
  got: 'offline:got',
};
registerHooks({
  resolve: (specifier, context, next) =>
    specifier in instead
      ? { url: instead[specifier], format: 'commonjs', shortCircuit: true }
      : next(specifier, context),
  load: (url, context, next) =>
    url === instead.got
      ? {
          format: 'commonjs',
          source: 'module.exports = async () => { throw new Error("offline"); };',
          shortCircuit: true,
        }
      : next(url, context),
});

const run = own('./dist/runner.js');
const said = [];
for (const input of process.argv.slice(2)) {
  const { errors, issues, atomicChecks, globalChecks } = await run({
    input,
    isRelative: true,
    // Asks the network which releases of Electron have security fixes.
    excludeFromScan: ['AvailableSecurityFixesGlobalCheck'],
  });
  const findings = issues.map(({ id, file, severity, confidence, location }) => ({
    id,
    file,
    severity: severity.name,
    confidence: confidence.name,
    line: location.line,
  }));
  said.push({ errors, findings, checks: atomicChecks + globalChecks });
}
process.stdout.write(`\n${JSON.stringify(said)}\n`);
