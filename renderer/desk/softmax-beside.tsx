import { Anchor, Switch, Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { DeskSoftmax, DeskTrack } from '../../main/contract/desk.ts';
import { useFormats } from '../compare/words.ts';
import { Decision } from '../faces/decision.tsx';
import type { LookedAt } from './frame-loop.ts';
import './softmax-beside.css';

interface Props {
  readonly looked: LookedAt | null;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

/** The switch, and while it is on what both recognisers say to whoever is nearest the camera. Off, it asks the host for nothing. */
export const SoftmaxBeside = memo(function SoftmaxBeside({ looked, on, onSwitch }: Props) {
  const { t } = useTranslation('deskSoftmax');
  const softmax = looked?.frame.softmax;
  return (
    <section className="card beside" aria-label={t('title')}>
      <Switch
        label={t('switch')}
        description={on ? undefined : t('hint')}
        checked={on}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      {on && softmax !== undefined && (
        <>
          {softmax.state !== 'ready' && (
            <Text size="sm" role="status">
              {t(`state_${softmax.state}`)}
            </Text>
          )}
          <Both softmax={softmax} tracks={looked?.frame.tracks ?? []} />
          <About softmax={softmax} />
        </>
      )}
    </section>
  );
});

/** Of whoever fills most of the picture. */
function Both({ softmax, tracks }: { softmax: DeskSoftmax; tracks: readonly DeskTrack[] }) {
  const { t } = useTranslation('deskSoftmax');
  const nearest = tracks.reduce<DeskTrack | null>(
    (best, track) => (best === null || area(track) > area(best) ? track : best),
    null,
  );
  if (nearest === null) return <Text className="quiet">{t('nobody')}</Text>;
  const answer = softmax.answers.find(({ track }) => track === nearest.id);
  const { score, threshold } = nearest.face;
  return (
    <div className="beside-both">
      <div>
        <h3>{t('metric')}</h3>
        <Decision state={nearest.state} name={nearest.person?.name} />
        {score !== null && (
          <span className="quiet">{t('score', { value: score.toFixed(2), threshold: threshold.toFixed(2) })}</span>
        )}
      </div>
      <div>
        <h3>{t('softmax')}</h3>
        {answer === undefined ? (
          <span className="quiet">–</span>
        ) : (
          <>
            <strong>{answer.person?.name ?? t('erased')}</strong>
            <span className="quiet">
              {t('probability', { value: answer.probability.toFixed(2) })} · {t('always')}
            </span>
            <span className="quiet">{t(refusalOf(answer.refused))}</span>
          </>
        )}
      </div>
    </div>
  );
}

type Refusal = DeskSoftmax['answers'][number]['refused'];

/** What its two ways of rejecting would say. */
function refusalOf({ byProbability, byEnergy }: Refusal) {
  if (byProbability === null && byEnergy === null) return 'noThreshold';
  if (byProbability === true) return byEnergy === true ? 'refusedBoth' : 'refusedProbability';
  return byEnergy === true ? 'refusedEnergy' : 'notRefused';
}

/** Whom it knows, what learning them cost, and that it may lag behind. */
function About({ softmax }: { softmax: DeskSoftmax }) {
  const { t } = useTranslation('deskSoftmax');
  const { duration } = useFormats();
  const { people, trainMs, stale } = softmax;
  return (
    <Text size="xs" className="quiet">
      {people > 0 && `${t('knows', { count: people })} `}
      {trainMs !== null && `${t('trained', { time: duration(trainMs) })} `}
      {stale && people > 0 && `${t('stale')} `}
      <Anchor component={Link} href="/compare" underline="always" inherit>
        {t('full')}
      </Anchor>
    </Text>
  );
}

const area = ({ face }: DeskTrack): number => face.box.width * face.box.height;
