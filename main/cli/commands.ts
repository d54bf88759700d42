import type { Command } from 'commander';

type Add = (program: Command) => void;

/** Every command by its name, in the order of the help. Each is loaded only when it is asked for: some bring the language of networks with them. */
const commands: Readonly<Record<string, () => Promise<Add>>> = {
  enrol: async () => (await import('./commands/enrol.ts')).addEnrol,
  import: async () => (await import('./commands/import.ts')).addImport,
  identify: async () => (await import('./commands/identify.ts')).addIdentify,
  verify: async () => (await import('./commands/verify.ts')).addVerify,
  people: async () => (await import('./commands/people.ts')).addPeople,
  privacy: async () => (await import('./commands/privacy.ts')).addPrivacy,
  key: async () => (await import('./commands/key.ts')).addKey,
  events: async () => (await import('./commands/events.ts')).addEvents,
  models: async () => (await import('./commands/models.ts')).addModels,
  train: async () => (await import('./commands/train.ts')).addTrain,
  compare: async () => (await import('./commands/compare.ts')).addCompare,
  settings: async () => (await import('./commands/settings.ts')).addSettings,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  demo: async () => (await import('./commands/demo.ts')).addDemo,
  bench: async () => (await import('./commands/bench.ts')).addBench,
  evaluate: async () => (await import('./commands/evaluate.ts')).addEvaluate,
  calibrate: async () => (await import('./commands/calibrate.ts')).addCalibrate,
  operators: async () => (await import('./commands/operators.ts')).addOperators,
  api: async () => (await import('./commands/api.ts')).addApi,
  audit: async () => (await import('./commands/audit.ts')).addAudit,
  backup: async () => (await import('./commands/backup.ts')).addBackup,
  access: async () => (await import('./commands/access.ts')).addAccess,
};

/** Options of the program that are followed by a value. */
const valued = new Set(['--data', '--model']);

/** The command that a command line names, if it is one of ours. @param words without node and the program's file */
function named(words: readonly string[]): string | null {
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (valued.has(word)) i++;
    else if (!word.startsWith('-')) return Object.hasOwn(commands, word) ? word : null;
  }
  return null;
}

/** Adds what the command line asks for; where it names none, or none of ours (help, a typing error), all of them. */
export async function addCommands(program: Command, words: readonly string[]): Promise<void> {
  const one = named(words);
  for (const load of one === null ? Object.values(commands) : [commands[one]!]) (await load())(program);
}
