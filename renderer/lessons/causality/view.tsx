import { SegmentedControl } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { type SceneId, sceneIds, type Variable } from '../../../models/experiments/causality/scenes.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { AdjustPanel } from './adjust-panel.tsx';
import './causality.css';
import { ChosenPanel } from './chosen-panel.tsx';
import { DoorsPlane } from './doors-plane.tsx';
import type { Edit } from './edit-model.ts';
import { EffectsChart } from './effects-chart.tsx';
import { doorsOf, effectsOf, toldPaths } from './model-of.ts';
import { ModelPicture } from './model-picture.tsx';
import { PathsList, pathText, stateText } from './paths-list.tsx';
import { sceneOf, sceneSettings } from './scenes.ts';
import { DOORS, type Settings } from './settings.ts';
import { texts } from './texts.ts';

/** A model to edit, what it says may be adjusted for, and what that comes to on doors drawn from it. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { nodes, arrows, cause, outcome, adjust, doors, seed, world } = settings;
  // Where a node stands and what is chosen changes nothing that is computed.
  const key = JSON.stringify([
    nodes.map(({ id, hidden }) => [id, hidden]),
    arrows,
    cause,
    outcome,
    adjust,
    doors,
    seed,
  ]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const effects = useMemo(() => effectsOf(settings), [key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const drawn = useMemo(() => doorsOf(settings), [key, world]);
  const paths = toldPaths(settings);
  const lit = paths[Math.min(settings.path, paths.length) - 1];
  const scene = sceneOf(settings);
  const root = useRef<HTMLDivElement>(null);
  const next = useRef<Variable | null>(null);
  useEffect(() => {
    if (next.current !== null) root.current?.querySelector<HTMLElement>(`[data-node=${next.current}]`)?.focus();
    next.current = null;
  });
  const edit: Edit = (part, focus) => {
    next.current = focus;
    change(part);
  };
  return (
    <div className="causal" ref={root}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('scenes')}
        value={scene ?? ''}
        data={sceneIds.map((id) => ({ value: id, label: t(`scene_${id}`) }))}
        onChange={(next) =>
          change({ ...sceneSettings(next as SceneId), adjust: [], path: 1, chosen: '', world: 'seen' })
        }
      />
      <div className="causal-two">
        <div className="causal-left">
          <ModelPicture
            {...{ settings, change, edit, lit, t }}
            hint={t(scene === null ? 'own' : `sceneWhy_${scene}`)}
            below={
              <p className="causal-path" data-kind={lit === undefined || lit.block !== null ? 'blocked' : lit.kind}>
                {lit === undefined ? (
                  <span className="quiet">{t('pathHint')}</span>
                ) : (
                  <>
                    <b>{pathText(lit, t)}</b> {stateText(lit, t)}
                  </>
                )}
              </p>
            }
          />
          <ChosenPanel {...{ settings, change, edit, t }} />
          <DoorsPlane {...{ settings, change, drawn, effects, t }} />
        </div>
        <div className="causal-right">
          <EffectsChart {...{ settings, effects, t }} />
          <AdjustPanel {...{ settings, change, paths, t }} />
          <ExactSlider
            label={t('doors')}
            value={doors}
            low={DOORS.low}
            high={DOORS.high}
            step={0.05}
            scale="log"
            whole
            onChange={(next) => change({ doors: next })}
          />
          <PathsList {...{ settings, change, paths, t }} />
        </div>
      </div>
    </div>
  );
}
