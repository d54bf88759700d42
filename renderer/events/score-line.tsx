import type { EventRecord } from '../../main/contract/events.ts';
import { ScoreScale } from '../faces/score-scale.tsx';
import './events.css';
import { whatOf } from './what.ts';

/** The score against the threshold that was in use, as a scale and in figures. */
export function ScoreLine({ event }: { event: EventRecord }) {
  const { score, threshold, runnerUpScore } = event;
  if (score === null || threshold === null) return <span className="quiet">—</span>;
  const what = whatOf(event);
  const state = what === 'verify' ? (event.decision === 'accepted' ? 'accepted' : 'unknown') : (what ?? 'deciding');
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
        </span>
      </span>
    </span>
  );
}
