import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { CAMERAS } from '../../../models/experiments/metric/camera-faces.ts';
import type { SpaceId, UsesResult } from '../../../models/experiments/metric/compared.ts';
import { rankedQuery } from '../../../models/metrics/average-precision.ts';
import { useTexts } from '../frame/use-texts.ts';
import { rankingOf, retrievalOf } from './served.ts';
import { texts } from './texts.ts';

interface Props {
  readonly result: UsesResult;
  readonly space: SpaceId;
  readonly face: (at: number) => string | null;
}

const shownRanks = 11;

/** A picture as the query and the closest ones in their order; any of them is the next query. */
export function RetrievalList({ result, space, face }: Props) {
  const t = useTexts(texts);
  const [query, setQuery] = useState(0);
  const ranking = rankingOf(result, space, query);
  const own = rankedQuery(ranking.map(({ mated }) => mated));
  const all = retrievalOf(result, space);
  const camera = (at: number): string => t(`camera_${CAMERAS[result.shown.cameras[at]!]!}`);
  const person = (at: number): number => [...new Set(result.shown.labels)].indexOf(result.shown.labels[at]!) + 1;
  return (
    <section className="metric-retrieval" aria-label={t('use3_retrieval')}>
      <div className="metric-row">
        <h3>{t('use3_retrieval')}</h3>
        <p className="quiet">
          {t('retrievalAll', {
            map: all.map.toFixed(2),
            recall: Math.round(100 * all.recallAt1),
            queries: result.shown.pictures.length,
          })}
        </p>
        <NumberInput
          className="metric-query"
          size="xs"
          label={t('query')}
          min={1}
          max={result.shown.pictures.length}
          clampBehavior="strict"
          value={query + 1}
          onChange={(next) => {
            const at = Number(next) - 1;
            if (Number.isInteger(at) && at >= 0 && at < result.shown.pictures.length) setQuery(at);
          }}
        />
      </div>
      <div className="metric-faces">
        <figure data-query>
          <Face src={face(query)} />
          <figcaption>
            {t('queryPerson', { person: person(query) })}
            <small>{camera(query)}</small>
          </figcaption>
        </figure>
        {ranking.slice(0, shownRanks).map(({ at, score, mated }, i) => (
          <button
            key={at}
            type="button"
            data-mated={mated || undefined}
            aria-label={t(mated ? 'rankedSame' : 'rankedOther', {
              rank: i + 1,
              person: person(at),
              camera: camera(at),
              score: score.toFixed(3),
            })}
            onClick={() => setQuery(at)}
          >
            <Face src={face(at)} />
            <span>
              {i + 1} {mated ? '✓' : '✗'} {score.toFixed(2)}
              <small>{camera(at)}</small>
            </span>
          </button>
        ))}
      </div>
      {own !== null && (
        <p className="quiet metric-note">
          {t('apSum', {
            sum: precisions(ranking.map(({ mated }) => mated)),
            mates: ranking.filter(({ mated }) => mated).length,
            ap: own.averagePrecision.toFixed(3),
          })}
        </p>
      )}
    </section>
  );
}

/** "1/1 + 2/2 + 3/5 …": precision at each rank that is mated. */
function precisions(mated: readonly boolean[]): string {
  const terms = mated.flatMap((is, i) => (is ? [`${mated.slice(0, i + 1).filter(Boolean).length}/${i + 1}`] : []));
  return terms.join(' + ');
}

function Face({ src }: { src: string | null }) {
  return src === null ? <span className="metric-face" /> : <img className="metric-face" src={src} alt="" />;
}
