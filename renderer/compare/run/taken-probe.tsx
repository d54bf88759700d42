import { type Icon, IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ComparedPerson, Probe } from '../../../main/contract/compare.ts';
import { shortNumber } from '../../charts/digits.ts';
import { Mark } from '../../charts/points.tsx';
import type { Faces } from '../../faces/fetched-pictures.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const signs: Readonly<Record<Verdict, { readonly icon: Icon; readonly state: string }>> = {
  right: { icon: IconCircleCheck, state: 'accepted' },
  unknown: { icon: IconCircleCheck, state: 'accepted' },
  wrong: { icon: IconCircleX, state: 'rejected' },
  refused: { icon: IconHelpCircle, state: 'unknown' },
};

interface Props {
  readonly probe: Probe;
  readonly people: ReadonlyMap<number, ComparedPerson>;
  /** As the recognisers saw them. */
  readonly probeFaces: Faces;
  /** As people were enrolled. */
  readonly faces: Faces;
}

const shown = [
  { recogniser: 'softmax-max-probability', kind: 'softmax' },
  { recogniser: 'metric', kind: 'metric' },
] as const;

/** One picture, and beside it whom softmax and metric took it for. */
export function TakenProbe({ probe, people, probeFaces, faces }: Props) {
  const { t } = useTranslation(['compareRun', 'compare']);
  const nameOf = (label: number): string => people.get(label)?.name ?? t('person', { number: label });
  return (
    <article className="taken-probe" aria-label={nameOf(probe.label)}>
      <figure>
        <figcaption className="quiet">{t(`roleOne_${probe.role}`)}</figcaption>
        <Face src={probeFaces.face(probe.picture)} />
        <span className="taken-who">
          <Mark group={probe.label} />
          {nameOf(probe.label)}
        </span>
      </figure>
      {shown.map(({ recogniser, kind }) => {
        const answer = probe.answers.find((one) => one.recogniser === recogniser);
        if (answer === undefined) return null;
        const verdict = verdictOf(answer, probe.role);
        const { icon: Sign, state } = signs[verdict];
        const portrait = people.get(answer.person)?.portrait ?? null;
        const named = verdict === 'right' || verdict === 'wrong';
        return (
          <figure key={kind}>
            <figcaption className="quiet">{t(`compare:${kind}`)}</figcaption>
            <Face src={portrait === null ? null : faces.face(portrait)} faded={!named} />
            <span className="decision" data-state={state}>
              <Sign size={16} stroke={2} aria-hidden />
              {t(`answer_${verdict}`)}
            </span>
            <span className={named ? 'taken-who' : 'taken-who quiet'}>
              <Mark group={answer.person} />
              {named ? nameOf(answer.person) : t(`best_${kind}`, { name: nameOf(answer.person) })}
            </span>
            <span className="quiet">{t('answerScore', { score: shortNumber(answer.score) })}</span>
          </figure>
        );
      })}
    </article>
  );
}

const Face = ({ src, faded = false }: { src: string | null; faded?: boolean }) =>
  src === null ? (
    <span className="face-coming" aria-hidden />
  ) : (
    <img src={src} alt="" data-faded={faded || undefined} />
  );
