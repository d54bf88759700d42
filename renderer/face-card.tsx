import type { FaceDecision } from '../main/contract/identification.ts';
import type { Texts } from './texts/en.ts';

const icons = { accepted: '✓', unknown: '?', rejected: '!' } as const;

/** What was decided for one face, why, and where its score lies against threshold and runner-up. */
export function FaceCard({ texts, face }: { texts: Texts; face: FaceDecision }) {
  const hints = face.quality.measures.flatMap(({ ok, hint }) => (ok || hint === undefined ? [] : [texts.hints[hint]]));
  return (
    <li className="face" data-decision={face.decision}>
      <p className="verdict">
        <span aria-hidden="true">{icons[face.decision]}</span>{' '}
        <strong>{face.person?.name ?? texts.decision[face.decision]}</strong>
        {face.person !== null && <span className="quiet"> · {texts.decision[face.decision]}</span>}
      </p>
      <p className="quiet">{[texts.why[face.why], ...hints].join(' ')}</p>
      {face.score !== null && <ScoreScale texts={texts} face={face} score={face.score} />}
    </li>
  );
}

/** Scores from 0 to 1; the tick is the threshold, and further right is stricter. */
function ScoreScale({ texts, face, score }: { texts: Texts; face: FaceDecision; score: number }) {
  const place = (value: number): string => `${Math.max(0, Math.min(1, value)) * 100}%`;
  return (
    <div className="scale">
      <div className="track" aria-hidden="true">
        <span className="fill" style={{ width: place(score) }} />
        {face.runnerUp !== null && <span className="second" style={{ left: place(face.runnerUp.score) }} />}
        <span className="tick" style={{ left: place(face.threshold) }} />
      </div>
      <p className="numbers">
        <span>
          {texts.score} <b>{score.toFixed(3)}</b>
        </span>
        <span>
          {texts.threshold} {face.threshold.toFixed(3)} ({texts.stricter})
        </span>
        {face.runnerUp !== null && <span>{texts.runnerUp(face.runnerUp.name, face.runnerUp.score.toFixed(3))}</span>}
      </p>
    </div>
  );
}
