import { fail, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { personPage } from './person-page.ts';
import { protectionSheet } from './sheet.ts';
import { privacyTexts } from './texts.ts';

/** The papers about what is held. */
export function privacyHandlers(
  core: Core,
): Pick<Handlers, 'privacy.personPage' | 'privacy.sheet' | 'privacy.snapshots'> {
  return {
    'privacy.personPage': async ({ id, language }) => {
      const person = core.store.people.find(id);
      if (person === null) return fail('NOT_FOUND', 'There is no such person, or they were erased.');
      return ok({
        fileName: `${person.name.replace(/[^\p{L}\p{N} _-]/gu, '') || 'person'}.html`,
        html: personPage(core, person, privacyTexts[language], new Date()),
      });
    },
    'privacy.sheet': async ({ language }) =>
      ok({
        fileName: 'data-protection.html',
        html: protectionSheet(core, language, privacyTexts[language], new Date()),
      }),
    'privacy.snapshots': async () => ok({ count: core.store.snapshots.count() }),
  };
}
