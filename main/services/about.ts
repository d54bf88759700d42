import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MODELS } from '../../models/embed/registry.ts';
import { noticeSchema } from '../contract/about.ts';
import { fail, ok } from '../contract/errors.ts';
import type { CallOutput, Handlers } from '../contract/index.ts';
import { projectRoot } from '../paths.ts';
import { appVersion } from '../version.ts';

/** Generated at set-up from the installed packages (setup/notices.mjs). */
const generated = (): string => join(projectRoot(), 'main', 'build', 'notices.json');

const credits = [
  { work: 'BlazeFace', by: 'Bazarevsky, Kartynnik, Vakunov, Raveendran, Grundmann', year: 2019 },
  { work: 'Face mesh', by: 'Kartynnik, Ablavatski, Grishchenko, Grundmann', year: 2019 },
  { work: 'Dlib-ml', by: 'King', year: 2009 },
  { work: 'ArcFace', by: 'Deng, Guo, Xue, Zafeiriou', year: 2019 },
  { work: 'HNSW', by: 'Malkov, Yashunin', year: 2018 },
];

export function aboutHandlers(): Pick<Handlers, 'about.notices'> {
  return {
    'about.notices': async () => {
      if (!existsSync(generated()))
        return fail('NOT_FOUND', 'The list of notices has not been made yet. "npm start" makes it.');
      const { notices } = z
        .object({ notices: z.array(noticeSchema) })
        .parse(JSON.parse(readFileSync(generated(), 'utf8')));
      return ok({
        version: appVersion(),
        licence: readFileSync(join(projectRoot(), 'LICENSE'), 'utf8'),
        notices,
        models: models(),
        credits,
      });
    },
  };
}

type ModelNotice = CallOutput<'about.notices'>['models'][number];

/** The embedding networks in their own words, then the other files of weights by where they were taken from. */
function models(): ModelNotice[] {
  const records = MODELS.ids.map(MODELS.get);
  const manifest = JSON.parse(readFileSync(join(projectRoot(), 'models', 'weights.manifest.json'), 'utf8')) as {
    entries: { package: string; version: string; target: string; licence: string }[];
  };
  const others = manifest.entries.filter(({ target }) => !records.some(({ weights }) => weights === target));
  const bySource = Map.groupBy(others, (entry) => `${entry.package} ${entry.version}\n${entry.licence}`);
  return [
    ...records.map(({ id, licence, provenance }) => ({ id, licence, provenance })),
    ...[...bySource.values()].map((entries) => {
      const source = `${entries[0].package} ${entries[0].version}`;
      const files = entries.map(({ target }) => target).join(', ');
      return {
        id: source,
        licence: entries[0].licence,
        provenance: {
          en: `Files from the npm package ${source}: ${files}.`,
          zh: `来自 npm 软件包 ${source} 的文件：${files}。`,
        },
      };
    }),
  ];
}
