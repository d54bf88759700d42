import { IconCheck, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Axiom, axioms, drawOf, relativesOf, sampleAxioms } from '../../../models/distances/axioms.ts';
import { cholesky } from '../../../models/distances/mahalanobis.ts';
import { DISTANCES } from '../../../models/distances/registry.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { useTexts } from '../frame/use-texts.ts';
import { said } from './ball.tsx';
import { parametersOf } from './plane-of.ts';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';

const draws = 1500;

/** The distance at hand held to the axioms of a metric, by drawing; what breaks one is printed. */
export function AxiomsList({ settings }: { settings: Settings }) {
  const t = useTexts(texts);
  const { distance, p, spread, seed } = settings;
  const key = JSON.stringify([distance, p, spread, seed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is all that it depends on
  const report = useMemo(() => {
    const { kind, between } = DISTANCES[distance];
    // In two dimensions correlation knows but two answers; Mahalanobis has the spread of the picture.
    const size = distance === 'mahalanobis' ? 2 : 3;
    const parameters = size === 2 ? parametersOf(settings) : { p, factor: cholesky([1], 1) };
    const random = seededRandom(seed);
    return sampleAxioms(
      (a, b) => between(a, b, parameters),
      () => drawOf(kind, size, random),
      draws,
      random,
      relativesOf(kind),
    );
  }, [key]);
  const text = (thing: readonly number[]): string =>
    DISTANCES[distance].kind === 'sequences'
      ? `“${String.fromCharCode(...thing)}”`
      : `(${thing.map((value) => String(Number(value.toFixed(2))).replace('-', '−')).join(', ')})`;
  const example = (axiom: Axiom): string => {
    const { worst, broken } = report[axiom];
    if (worst === null) return t('keptIn', { draws });
    const { a, b, c, left, right } = worst;
    return t(`broken_${axiom}`, {
      ...{ broken, draws, a: text(a), b: text(b), c: c === null ? '' : text(c) },
      ...{ left: said(left), right: said(right) },
    });
  };
  return (
    <section className="distances-axioms" aria-label={t('axioms')}>
      <h3>{t('axioms')}</h3>
      <ul>
        {axioms.map((axiom) => {
          const kept = report[axiom].broken === 0;
          const Sign = kept ? IconCheck : IconX;
          return (
            <li key={axiom} data-kept={kept}>
              <Sign size={18} stroke={2} aria-label={t(kept ? 'kept' : 'broken')} />
              <span>
                <b>{t(`axiom_${axiom}`)}</b>
                <span className="quiet">{example(axiom)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
