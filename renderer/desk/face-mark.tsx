import { useTranslation } from 'react-i18next';
import type { DeskSoftmax, DeskTrack } from '../../main/contract/desk.ts';
import { Decision } from '../faces/decision.tsx';
import { ScoreScale } from '../faces/score-scale.tsx';

interface Props {
  readonly track: DeskTrack;
  readonly width: number;
  readonly height: number;
  readonly mirrored: boolean;
  readonly captured: number | null;
  /** What softmax says, where it is asked. */
  readonly softmax?: DeskSoftmax['answers'][number] | undefined;
}

/** A thin box around a face with its five landmarks, and under it who it is and how close: nothing covers the face. */
export function FaceMark({ track, width, height, mirrored, captured, softmax }: Props) {
  const { t } = useTranslation('faces');
  const { t: tSoftmax } = useTranslation('deskSoftmax');
  const { face, state, person } = track;
  const { box } = face;
  const refused = track.liveness?.state === 'failed';
  const share = (value: number, of: number): string => `${(value / of) * 100}%`;
  const left = mirrored ? width - box.x - box.width : box.x;
  return (
    <div
      className="mark"
      data-state={state}
      style={{ left: share(left, width), top: share(box.y, height), width: share(box.width, width) }}
    >
      <div className="mark-box" style={{ aspectRatio: `${box.width} / ${box.height}` }}>
        {captured === null &&
          face.landmarks.map((point, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the five landmarks have a fixed order
              key={index}
              className="mark-point"
              style={{
                left: share(mirrored ? box.x + box.width - point.x : point.x - box.x, box.width),
                top: share(point.y - box.y, box.height),
              }}
            />
          ))}
        {captured !== null && <CaptureRing captured={captured} />}
      </div>
      <div className="mark-label">
        <Decision state={state} name={person?.name ?? (refused ? t('notAlive') : undefined)} size={16} />
        {face.score !== null && state !== 'rejected' && (
          <ScoreScale score={face.score} threshold={face.threshold} runnerUp={face.runnerUp} state={state} />
        )}
        {state === 'rejected' && !refused && <span>{hintOf(track, t)}</span>}
        {softmax !== undefined && (
          <span className="mark-softmax">
            {tSoftmax('says', { name: softmax.person?.name ?? tSoftmax('erased') })} {softmax.probability.toFixed(2)}
          </span>
        )}
      </div>
    </div>
  );
}

function hintOf(track: DeskTrack, t: (key: 'LOW_QUALITY') => string): string {
  const hint = track.face.quality.measures.find(({ ok, hint }) => !ok && hint !== undefined)?.hint;
  return t((hint ?? 'LOW_QUALITY') as 'LOW_QUALITY');
}

/** Fills as the pictures of a guided capture are taken. */
function CaptureRing({ captured }: { captured: number }) {
  return (
    <svg className="mark-ring" viewBox="0 0 100 100" aria-hidden="true">
      <circle cx="50" cy="50" r="48" />
      <circle cx="50" cy="50" r="48" pathLength={1} strokeDasharray={`${captured} 1`} className="mark-ring-done" />
    </svg>
  );
}
