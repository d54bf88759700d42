import { IconRulerMeasure, IconRulerOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EventRecord, EventWhat } from '../../main/contract/events.ts';
import { oneIn } from '../faces/one-in.ts';
import { ScoreScale } from '../faces/score-scale.tsx';
import './events.css';
import { whatOf } from './what.ts';

/** The score against the threshold that was in use, as a scale and in figures. */
export function ScoreLine({ event }: { event: EventRecord }) {
  const { score, threshold, runnerUpScore } = event;
  if (score === null || threshold === null) return <span className="quiet">—</span>;
  const what = whatOf(event);
  const state = stateOf(what, event);
  return (
    <span className="score-line">
      <ScoreScale
        score={score}
        threshold={threshold}
        runnerUp={runnerUpScore === null ? null : { name: '', score: runnerUpScore }}
        state={state}
      />
      <span className="score-figures">
        <b>{score.toFixed(3)}</b>{' '}
        <span className="quiet">
          {score >= threshold ? '≥' : '<'} {threshold.toFixed(3)}
        </span>{' '}
        <Calibrated event={event} />
      </span>
    </span>
  );
}

/** As which decision the score counts: at a door by who was recognised, whether or not it opened for them. */
function stateOf(what: EventWhat | null, { decision, person }: EventRecord): EventWhat | 'deciding' {
  if (what === 'verify') return decision === 'accepted' ? 'accepted' : 'unknown';
  if (what === 'access-granted') return 'accepted';
  if (what === 'access-refused') return person === null ? 'unknown' : 'accepted';
  return what ?? 'deciding';
}

/** What the threshold promised then, and whether that was measured here: a ruler, or one struck through. */
function Calibrated({ event: { fmr, calibrated } }: { event: EventRecord }) {
  const { t, i18n } = useTranslation('faces');
  if (fmr === null || calibrated === null) return null;
  const said = t(calibrated ? 'eventCalibrated' : 'eventNotCalibrated', { oneIn: oneIn(fmr, i18n.language) });
  const Sign = calibrated ? IconRulerMeasure : IconRulerOff;
  return (
    <span className="score-ruler" role="img" aria-label={said} title={said}>
      <Sign size={14} stroke={1.6} aria-hidden />
    </span>
  );
}
