import { Progress } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { DISTANCES } from '../../../models/distances/registry.ts';
import type { Ranking } from '../../../models/experiments/distances.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { CursorTrack } from '../../charts/cursor-track.tsx';
import { textWidth } from '../../charts/measures.ts';
import { Readout } from '../../charts/readout.tsx';
import { useCursor } from '../../charts/use-cursor.ts';
import { useWidth } from '../../charts/use-width.ts';
import { errorText } from '../../texts/error-text.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { FacePicker, useFaceName } from '../parts/face-picker.tsx';
import { useGalleryPictures } from '../parts/gallery-pictures.ts';
import { useFace } from '../parts/use-face.ts';
import { type GalleryFace, useGallery } from '../parts/use-gallery.ts';
import { said } from './ball.tsx';
import type { Settings } from './settings.ts';
import { texts } from './texts.ts';

const [side, gap, rowGap] = [44, 6, 8];
const most = 20;
const none: readonly GalleryFace[] = [];

/** A real template looked up in a gallery by every distance: who comes first, and whether it matters which one is asked. */
export function NearestFaces({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { face: source, p, distance } = settings;
  const hand = useFace(source);
  const gallery = useGallery(source.seed);
  const { face } = hand;
  const { running, result, start, cancel } = useTask<Ranking[]>('distances', 'neighbours');
  // The probe's own template would be at distance 0 of itself.
  const others = useMemo(
    () => (face === null ? none : (gallery.faces ?? none).filter(({ id }) => id !== face.templateId)),
    [gallery.faces, face],
  );
  useEffect(() => {
    const comparable = face !== null && others.every(({ template }) => template.length === face.template.length);
    if (face === null || others.length < 2 || !comparable) return;
    // A slider in the hand asks once it rests.
    const wait = setTimeout(
      () => start({ probe: face.template, gallery: others.map(({ template }) => template), p }),
      120,
    );
    return () => {
      clearTimeout(wait);
      cancel();
    };
  }, [face, others, p, start, cancel]);
  const ready = result !== null && result[0]?.order.length === others.length && !hand.busy && gallery.faces !== null;
  const trouble = gallery.trouble;
  return (
    <section
      className="distances-faces"
      aria-label={t('facesTitle')}
      aria-busy={!ready && !hand.wanting && trouble === null}
    >
      <FacePicker source={source} onChange={(next) => change({ face: next })} hand={hand} />
      {trouble !== null && <p role="alert">{errorText(trouble)}</p>}
      {gallery.faces === null && trouble === null && (
        <Progress value={(100 * gallery.done) / gallery.total} aria-label={t('embedding')} transitionDuration={0} />
      )}
      {result !== null && face !== null && result[0]?.order.length === others.length && (
        <RankWall
          rankings={result}
          faces={others}
          chosen={distance}
          isSame={(one) =>
            face.kind === 'synthetic'
              ? one.synthetic === source.seed
              : face.person !== null && one.person?.id === face.person.id
          }
          faint={running}
        />
      )}
    </section>
  );
}

interface WallProps {
  readonly rankings: readonly Ranking[];
  readonly faces: readonly GalleryFace[];
  readonly chosen: Ranking['id'];
  readonly isSame: (face: GalleryFace) => boolean;
  readonly faint: boolean;
}

/** A row a distance, the nearest face first; the probe's own person is marked. */
function RankWall({ rankings, faces, chosen, isSame, faint }: WallProps) {
  const t = useTexts(texts);
  const nameOf = useFaceName();
  const pictures = useGalleryPictures(faces);
  const cursor = useCursor();
  const [plot, width] = useWidth();
  const left = Math.max(...rankings.map(({ id }) => textWidth(t(`distance_${id}`)))) + 20;
  const right = textWidth(t('alike', { count: 88, all: 88 })) + 12;
  const columns = Math.max(1, Math.min(most, faces.length, Math.floor((width - left - right) / (side + gap))));
  const height = rankings.length * (side + rowGap) + 4;
  const cosine = rankings.find(({ id }) => id === 'cosine')!;
  const at = cursor.x;
  const cell = at === null ? null : { row: Math.floor(at / columns), column: at % columns };
  const ranking = cell === null ? undefined : rankings[cell.row];
  const index = ranking?.order[cell!.column];
  const called = (face: GalleryFace): string =>
    face.person?.name ?? nameOf({ kind: 'synthetic', person: null }, face.synthetic ?? 0);
  const told =
    ranking === undefined || index === undefined
      ? null
      : [
          called(faces[index]!),
          t('rank', {
            rank: cell!.column + 1,
            distance: t(`distance_${ranking.id}`),
            value: said(ranking.values[index]!),
          }),
          t(`read_${DISTANCES[ranking.id].kind}`),
        ];
  const alike = ({ order }: Ranking): number => {
    const first = order.findIndex((one, i) => one !== cosine.order[i]);
    return first < 0 ? order.length : first;
  };
  return (
    <ChartFrame
      title={t('facesTitle')}
      hint={t('facesHint', { count: faces.length })}
      data={{
        head: [t('distance'), t('rankWord'), t('who'), t('value')],
        rows: rankings.flatMap(({ id, order, values }) =>
          order.slice(0, 10).map((i, rank) => [t(`distance_${id}`), rank + 1, called(faces[i]!), values[i]!]),
        ),
      }}
    >
      <div className="chart-plot distances-wall" ref={plot} style={{ height }} data-faint={faint || undefined}>
        <svg width={Math.max(1, width)} height={height} role="img" aria-label={t('facesTitle')}>
          {rankings.map((one, row) => {
            const y = row * (side + rowGap) + 2;
            const same = alike(one);
            return (
              <g key={one.id}>
                <text
                  className="ranked-name"
                  data-chosen={one.id === chosen}
                  x={left - 12}
                  y={y + side / 2}
                  dy="0.35em"
                >
                  {t(`distance_${one.id}`)}
                </text>
                {one.order.slice(0, columns).map((i, column) => {
                  const x = left + column * (side + gap);
                  const own = isSame(faces[i]!);
                  const picture = pictures.get(faces[i]!.id);
                  return (
                    <g key={faces[i]!.id}>
                      {picture !== undefined && <image href={picture} x={x} y={y} width={side} height={side} />}
                      <rect
                        className="ranked-frame"
                        data-own={own}
                        data-at={cell?.row === row && cell.column === column}
                        x={x}
                        y={y}
                        width={side}
                        height={side}
                        rx={4}
                      />
                      {own && (
                        <>
                          <circle className="ranked-own" cx={x + side - 7} cy={y + 7} r={7} />
                          <path className="ranked-tick" d={`M${x + side - 10.5},${y + 7}l2.5,2.5l4.5,-4.5`} />
                        </>
                      )}
                    </g>
                  );
                })}
                <text className="ranked-alike" x={left + columns * (side + gap) + 8} y={y + side / 2} dy="0.35em">
                  {one === cosine
                    ? t('reference')
                    : same === one.order.length
                      ? t('alikeAll')
                      : t('alike', { count: same, all: one.order.length })}
                </text>
              </g>
            );
          })}
        </svg>
        <CursorTrack
          label={t('facesRead')}
          said={told === null ? t('facesRead') : told.join('; ')}
          stops={Array.from({ length: rankings.length * columns }, (_, i) => i)}
          cursor={cursor}
          stopAt={(px, py) => {
            const [row, column] = [Math.floor(py / (side + rowGap)), Math.floor((px - left) / (side + gap))];
            return row < 0 || row >= rankings.length || column < 0 || column >= columns ? null : row * columns + column;
          }}
        />
        {told !== null && (
          <Readout
            at={left + cell!.column * (side + gap) + side / 2}
            width={width}
            top={Math.max(0, Math.min(cell!.row * (side + rowGap), height - 90))}
          >
            {told.map((line, i) => (
              <p key={line} className={i === 0 ? 'chart-readout-at' : undefined}>
                {line}
              </p>
            ))}
          </Readout>
        )}
      </div>
    </ChartFrame>
  );
}
