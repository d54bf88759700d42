import { Loader, SegmentedControl, Switch, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingProjection } from '../../../main/contract/training.ts';
import { percent } from '../../charts/digits.ts';
import { Scatter, type ScatterLookup } from '../../charts/scatter.tsx';
import { centredInSpace, dragged, firstTurn, seenFrom } from './in-space.ts';
import { nearestRows } from './nearest-rows.ts';
import { TurnControl } from './turn-control.tsx';
import type { Faces } from './use-faces.ts';
import { type ProjectionKind, useProjection } from './use-projection.ts';

interface Props {
  readonly projection: TrainingProjection;
  readonly faces: Faces;
  readonly seed: number;
}

/** Lines go to so many neighbours. */
const neighbours = 3;
const height = 520;

/** Where the validation people's pictures lie: a point a picture, a mark a person. */
export function Projection({ projection, faces, seed }: Props) {
  const { t } = useTranslation(['trainRun', 'train', 'charts']);
  const [kind, setKind] = useState<ProjectionKind>('pca');
  const [components, setComponents] = useState<2 | 3>(2);
  const [turn, setTurn] = useState(firstTurn);
  const [asFaces, setAsFaces] = useState(false);
  const { places, of, progress } = useProjection(projection, kind, components, seed);
  const space = useMemo(
    () => (components === 3 && places !== null ? centredInSpace(places) : null),
    [components, places],
  );
  const points = useMemo(() => {
    if (places === null || of === null) return [];
    // Classes by the order in which they come, so that a person keeps the mark from validation to validation.
    const groups = new Map<number, number>();
    for (const label of of.labels) if (!groups.has(label)) groups.set(label, groups.size);
    const seen = space === null ? null : seenFrom(space.places, turn);
    return of.labels.map((label, i) => ({
      ...(seen === null || space === null
        ? { x: places[2 * i]!, y: places[2 * i + 1]! }
        : { x: seen[i]!.x, y: seen[i]!.y, depth: (seen[i]!.z / space.radius + 1) / 2 }),
      group: groups.get(label)!,
      label: t('train:personNumber', { number: label }),
    }));
  }, [places, of, space, turn, t]);
  const lookup = useMemo(
    (): ScatterLookup => ({
      nearest: (at) => (of === null ? [] : nearestRows(of.embeddings, of.dimension, at, neighbours)),
      face: (at) => (of === null ? null : faces.face(of.indices[at]!)),
    }),
    [of, faces],
  );
  return (
    <Scatter
      title={t(components === 2 ? 'projection' : 'projectionInSpace')}
      hint={t(kind === 'umap' ? 'projectionUmap' : components === 2 ? 'projectionPca' : 'projectionPcaInSpace', {
        step: (of ?? projection).step,
        people: new Set(projection.labels).size,
        pictures: projection.indices.length,
      })}
      points={points}
      lookup={lookup}
      faces={asFaces}
      height={height}
      {...(space !== null && {
        turnable: { radius: space.radius, onDrag: (dx, dy) => setTurn((before) => dragged(before, dx, dy)) },
      })}
      aside={
        <>
          {progress !== null && (
            <Text size="xs" className="quiet" role="status">
              <Loader size={10} mr={4} aria-hidden />
              {t('umapProgress', { share: percent(progress, 1) })}
            </Text>
          )}
          {components === 3 && <TurnControl turn={turn} onTurn={setTurn} />}
          <Switch
            size="xs"
            label={t('charts:faces')}
            checked={asFaces}
            onChange={(event) => setAsFaces(event.currentTarget.checked)}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('dimensions')}
            value={`${components}`}
            onChange={(value) => setComponents(value === '3' ? 3 : 2)}
            data={[
              { value: '2', label: t('inPlane') },
              { value: '3', label: t('inSpace') },
            ]}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('projection')}
            value={kind}
            onChange={(value) => setKind(value as ProjectionKind)}
            data={[
              { value: 'pca', label: 'PCA' },
              { value: 'umap', label: 'UMAP' },
            ]}
          />
        </>
      }
    />
  );
}
