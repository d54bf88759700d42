import { useTranslation } from 'react-i18next';
import type { FaceDecision } from '../../main/contract/identification.ts';
import type { DecisionState } from './decision.tsx';
import { ScoreFigures, ScoreScale } from './score-scale.tsx';

/** Why a face was decided as it was: the reason in words, what would help, and the score against threshold and runner-up. */
export function FaceFacts({
  face,
  state,
  waits = false,
}: {
  face: FaceDecision;
  state: DecisionState;
  /** Recognised, and only liveness is missing. */
  waits?: boolean;
}) {
  const { t } = useTranslation('faces');
  const hints = face.quality.measures.flatMap(({ ok, hint }) => (ok || hint === undefined ? [] : [t(hint)]));
  const why = waits ? t('WAITS_FOR_LIVENESS') : state === 'deciding' ? t('DECIDING') : t(face.why);
  return (
    <div className="face-facts">
      <p className="quiet">{[why, ...hints].join(' ')}</p>
      {face.score !== null && (
        <>
          <ScoreScale score={face.score} threshold={face.threshold} runnerUp={face.runnerUp} state={state} />
          <ScoreFigures score={face.score} threshold={face.threshold} runnerUp={face.runnerUp} />
        </>
      )}
    </div>
  );
}
