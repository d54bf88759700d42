import { useTranslation } from 'react-i18next';
import './score-scale.css';

interface Props {
  readonly score: number;
  readonly threshold: number;
  readonly runnerUp: { readonly name: string; readonly score: number } | null;
  readonly state: string;
}

const place = (value: number): string => `${Math.max(0, Math.min(1, value)) * 100}%`;

/** Scores from 0 to 1 (lower ones lie at the left end): the bar is this score, the tick the threshold, the dot the runner-up. */
export function ScoreScale({ score, threshold, runnerUp, state }: Props) {
  const { t } = useTranslation('faces');
  return (
    <span
      className="scale"
      data-state={state}
      role="img"
      aria-label={t('scoreOf', { score: score.toFixed(3), threshold: threshold.toFixed(3) })}
    >
      <span className="scale-bar" style={{ width: place(score) }} />
      {runnerUp !== null && <span className="scale-second" style={{ left: place(runnerUp.score) }} />}
      <span className="scale-tick" style={{ left: place(threshold) }} />
    </span>
  );
}

/** The same in figures; further right on the scale is stricter, and it says so. */
export function ScoreFigures({ score, threshold, runnerUp }: Omit<Props, 'state'>) {
  const { t } = useTranslation('faces');
  return (
    <span className="scale-figures">
      <span>
        {t('score')} <b>{score.toFixed(3)}</b>
      </span>
      <span>
        {t('threshold')} {threshold.toFixed(3)} <span className="quiet">({t('stricter')} →)</span>
      </span>
      {runnerUp !== null && <span>{t('runnerUp', { name: runnerUp.name, score: runnerUp.score.toFixed(3) })}</span>}
    </span>
  );
}
