import { useOfSlot } from '../../../data/vault/slots.ts';
import { appVersion } from '../../version.ts';
import { readSetup } from '../access/setup.ts';
import type { Core } from '../core.ts';
import { presentIdentifyThreshold } from '../thresholds.ts';
import { page, paragraph, rows, section, toFillIn } from './page.ts';
import type { PrivacyTexts } from './texts.ts';

/** The data-protection sheet: what GDPR article 13 and PIPL article 17 want people to be told, from what is set and stored now. */
export function protectionSheet(core: Core, language: 'en' | 'zh', texts: PrivacyTexts, now: Date): string {
  const { store } = core;
  const settings = core.settings();
  const record = core.record();
  const people = store.people.list();
  const when = new Intl.DateTimeFormat(texts.locale, { dateStyle: 'long', timeStyle: 'short' });
  const whole = (value: number): string => new Intl.NumberFormat(texts.locale).format(value);
  const threshold = presentIdentifyThreshold(core);
  const stored = people.map(({ id }) => store.templates.ofPerson(id));
  const crops = new Set(stored.flat().flatMap(({ cropId }) => cropId ?? []));
  const copies = store.keyRing.copies();
  const { doors, groups } = readSetup(store);
  const told = doors.flatMap(({ name, output }) =>
    output.kind === 'screen' ? [] : [[name, texts.doorOutput(output.kind, new URL(output.url).host)] as const],
  );

  return page(
    texts,
    texts.sheetKind,
    texts.sheetTitle,
    [
      section(
        texts.controller,
        paragraph(texts.sheetLead),
        toFillIn([texts.controllerName, texts.contact, texts.officer]),
      ),
      section(texts.purposes, paragraph(settings.purpose === '' ? texts.purposeMissing : settings.purpose)),
      section(
        texts.what,
        rows([
          [texts.peopleEnrolled, whole(people.length)],
          [texts.withConsent, whole(people.filter(({ consent }) => consent !== null).length)],
          [texts.templates, whole(stored.flat().length)],
          [texts.portraits, whole(crops.size)],
          [texts.eventsKept, whole(store.events.count({}))],
          [
            texts.visitPictures,
            `${settings.eventSnapshots ? texts.visitPicturesOn : texts.visitPicturesOff} (${texts.keptNow(store.snapshots.count())})`,
          ],
        ]),
        paragraph(texts.legal),
      ),
      section(
        texts.howLong,
        rows([
          [texts.personTerm, settings.personDays === 0 ? texts.untilErased : texts.days(settings.personDays)],
          [texts.ownTerms, whole(people.filter(({ expiresAt }) => expiresAt !== null).length)],
          ...groups.flatMap(({ name, termDays }) =>
            termDays === null ? [] : [[texts.groupTerm(name), texts.days(termDays)] as const],
          ),
          [texts.contentTerm, settings.eventContentDays === 0 ? texts.asEvents : texts.days(settings.eventContentDays)],
          [texts.eventTerm, settings.eventDays === 0 ? texts.forEver : texts.days(settings.eventDays)],
          ...(settings.eventSnapshots
            ? ([
                [texts.snapshotTerm, texts.days(settings.snapshotDays)],
                [texts.strangerTerm, texts.hours(settings.strangerSnapshotHours)],
              ] as const)
            : []),
        ]),
      ),
      section(
        texts.protection,
        paragraph(texts.sealed),
        rows([
          [
            texts.openedBy,
            [...new Set(store.slots.list().map((slot) => texts.slots[useOfSlot(slot)] ?? slot.kind))].join('; ') ||
              texts.none,
          ],
          [texts.ringCopies, copies.length === 0 ? texts.none : copies.join(', ')],
        ]),
        paragraph(texts.chain),
      ),
      section(
        texts.recipients,
        paragraph(texts.nobody),
        ...(told.length === 0 ? [] : [paragraph(texts.doorsTold), rows(told)]),
        paragraph(texts.byHand),
      ),
      section(
        texts.decisions,
        rows([
          [texts.modelName, record.name ?? record.id],
          [texts.modelOrigin, record.provenance[language]],
          [
            texts.thresholdNow,
            `${threshold.value.toFixed(3)}: ${texts.fmrPromise(whole(Math.round(1 / threshold.fmr)))}`,
          ],
        ]),
        ...(threshold.calibrated ? [] : [paragraph(texts.notCalibrated)]),
        paragraph(texts.limit),
      ),
      section(texts.rightsTitle, paragraph(texts.rightsSheet)),
    ],
    texts.made(when.format(now), appVersion()),
  );
}
