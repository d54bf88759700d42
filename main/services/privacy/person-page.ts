import type { Person } from '../../../data/tables/people.ts';
import { appVersion } from '../../version.ts';
import type { Core } from '../core.ts';
import { escaped } from '../html/markup.ts';
import { cropFromBytes } from '../stored-crop.ts';
import { page, paragraph, picture, rows, section, tableOf } from './page.ts';
import type { PrivacyTexts } from './texts.ts';

/** More events than anybody reads; the JSON has them all. */
const mostEvents = 2000;

/** What is held about one person, for them to read: the right of access (GDPR article 15, PIPL article 45). */
export function personPage(core: Core, person: Person, texts: PrivacyTexts, now: Date): string {
  const { store } = core;
  const when = new Intl.DateTimeFormat(texts.locale, { dateStyle: 'long', timeStyle: 'short' });
  const shown = (iso: string): string => when.format(new Date(iso));
  const templates = store.templates.ofPerson(person.id);
  const events = store.events.list({ limit: mostEvents, personId: person.id });
  const said = store.labels.ofPerson(person.id);
  const { consent } = person;
  const memberOf = new Set(store.access.memberships.groupsOf(person.id));
  const inGroups = store.access.groups.list().filter(({ id }) => memberOf.has(id));
  const passes = store.access.passes.list().filter(({ personId }) => personId === person.id).length;
  const term = [person.expiresAt, store.access.groups.termOf(person.id)?.at ?? null]
    .filter((at) => at !== null)
    .sort()[0];

  const pictures = templates.map((template) => {
    const crop = store.templates.cropOf(template);
    return [
      crop === null ? escaped(texts.none) : picture(cropFromBytes(crop).png, 'png', texts.picture),
      escaped(template.modelId),
      template.quality.toFixed(2),
      escaped(texts.origins[template.origin] ?? template.origin),
      escaped(shown(template.createdAt)),
    ];
  });
  const happened = events.map((event) => {
    const snapshot = store.snapshots.read(event.seq, now);
    return [
      escaped(shown(event.at)),
      escaped(texts.happenings[event.decision ?? ''] ?? event.decision ?? event.kind),
      event.score === null ? '–' : event.score.toFixed(3),
      event.threshold === null ? '–' : event.threshold.toFixed(3),
      snapshot === null ? '' : picture(snapshot, 'jpeg', texts.visitPicture),
    ];
  });
  return page(
    texts,
    texts.personKind,
    person.name,
    [
      section(
        texts.who,
        rows([
          [texts.name, person.name],
          [texts.pseudonym, person.id],
          [texts.enrolled, shown(person.createdAt)],
          [texts.groups, inGroups.map(({ name }) => name).join(', ') || texts.none],
          [texts.passes, String(passes)],
          [texts.keptUntil, term === undefined ? texts.noTerm : shown(term)],
        ]),
      ),
      section(
        texts.consent,
        consent === null
          ? paragraph(texts.noConsent)
          : rows([
              [texts.consentAt, shown(consent.at)],
              [texts.consentBy, consent.by],
              [texts.consentVersion, consent.textVersion],
              [texts.purpose, consent.purpose ?? texts.notSaid],
            ]),
      ),
      section(
        texts.pictures,
        paragraph(texts.picturesLead(templates.length)),
        tableOf([texts.picture, texts.model, texts.quality, texts.origin, texts.added], pictures),
      ),
      section(
        texts.events,
        paragraph(texts.eventsLead(store.events.count({ personId: person.id }))),
        tableOf([texts.time, texts.happening, texts.score, texts.threshold, texts.visitPicture], happened),
      ),
      section(texts.runs, paragraph(texts.runsLead(store.runPeople.runsOf(person.id).length))),
      section(texts.said, paragraph(texts.saidLead(said.length))),
      section(texts.rights, paragraph(texts.rightsText)),
    ],
    texts.made(when.format(now), appVersion()),
  );
}
