import { useTranslation } from 'react-i18next';
import type { DeskLiveness } from '../../../main/contract/liveness.ts';
import './liveness.css';

/** Each cue's number beside its limit, and what it says. */
export function CueTable({ cues }: { cues: DeskLiveness['cues'] }) {
  const { t } = useTranslation('liveness');
  const figure = (value: number | null): string =>
    value === null ? '–' : Number.isInteger(value) ? String(value) : value.toFixed(value < 0.1 ? 4 : 2);
  return (
    <table className="liveness-cues" aria-label={t('cues')}>
      <thead>
        <tr>
          <th scope="col">{t('cue')}</th>
          <td>{t('value')}</td>
          <td>{t('limitColumn')}</td>
        </tr>
      </thead>
      <tbody>
        {cues.map(({ name, value, limit, says }) => (
          <tr key={name}>
            <th scope="row" title={t(`cueHint_${name}`)}>
              {t(`cue_${name}`)}
              {says !== 'nothing' && <span className="quiet"> ({t(`says_${says}`)})</span>}
            </th>
            <td>{figure(value)}</td>
            <td>{figure(limit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
