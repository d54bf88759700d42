import { useTranslation } from 'react-i18next';
import type { TrainingProjection } from '../../../main/contract/training.ts';
import type { Faces } from './use-faces.ts';

type Couple = TrainingProjection['hardest']['mated'][number];

/** Shown of each kind. */
const shown = 6;

/** Where the embedding fails most: one person least alike, two people most alike. */
export function HardestPairs({ projection, faces }: { projection: TrainingProjection; faces: Faces }) {
  const { t } = useTranslation('trainRun');
  const { mated, nonMated } = projection.hardest;
  return (
    <section className="hardest" aria-label={t('hardest')}>
      <h3>{t('hardest')}</h3>
      <Pairs title={t('hardestMated')} pairs={mated} faces={faces} />
      <Pairs title={t('hardestNonMated')} pairs={nonMated} faces={faces} />
    </section>
  );
}

function Pairs({ title, pairs, faces }: { title: string; pairs: readonly Couple[]; faces: Faces }) {
  const { t } = useTranslation('trainRun');
  return (
    <div>
      <p className="quiet">{title}</p>
      <ol className="pairs">
        {pairs.slice(0, shown).map(({ first, second, score }) => (
          <li key={`${first} ${second}`}>
            <Face src={faces.face(first)} />
            <Face src={faces.face(second)} />
            <b title={t('comparisonScore')}>{score.toFixed(2)}</b>
          </li>
        ))}
      </ol>
    </div>
  );
}

const Face = ({ src }: { src: string | null }) =>
  src === null ? <span className="face-coming" aria-hidden /> : <img src={src} alt="" />;
