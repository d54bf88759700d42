import { Chip } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Variable } from '../../../models/experiments/causality/scenes.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { faultOf, setsOf, type ToldPath, usable } from './model-of.ts';
import { pathText } from './paths-list.tsx';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';

interface Props extends ViewProps<Settings> {
  readonly paths: readonly ToldPath[];
  readonly t: Words;
}

/** What is adjusted for, whether the graph says that it is enough, and the smallest sets that are. */
export function AdjustPanel({ settings, change, paths, t }: Props) {
  const { cause, nodes, adjust } = settings;
  const choice = usable(settings);
  const fault = faultOf(settings, paths);
  const sets = setsOf(settings);
  const name = (id: Variable): string => t(`v_${id}`);
  const hidden = nodes.filter((node) => node.hidden);
  return (
    <Bound symbol="Z">
      <div className="causal-adjust">
        <fieldset className="causal-chips">
          <legend>{t('adjustFor')}</legend>
          {choice.map((id) => (
            <Chip
              key={id}
              size="xs"
              checked={adjust.includes(id)}
              onChange={(on) => change({ adjust: on ? [...adjust, id] : adjust.filter((one) => one !== id) })}
            >
              {name(id)}
            </Chip>
          ))}
          {choice.length === 0 && <span className="quiet">{t('nothingToAdjust')}</span>}
        </fieldset>
        <p className="causal-criterion" data-met={fault === null || undefined} role="status">
          {fault === null ? <IconCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
          <span>
            {fault === null
              ? t('met')
              : fault.is === 'after'
                ? t('faultAfter', { node: name(fault.node), cause: name(cause) })
                : t('faultOpen', { path: pathText(fault.path, t) })}
          </span>
        </p>
        <p className="causal-sets">
          <span className="quiet">{sets.length === 0 ? t('noSets') : t('sets')}</span>
          {sets.slice(0, 4).map((set) => (
            <button key={set.join()} type="button" className="causal-set" onClick={() => change({ adjust: set })}>
              {set.length === 0 ? t('emptySet') : `{${set.map(name).join(', ')}}`}
            </button>
          ))}
          {sets.length > 4 && <span className="quiet">{t('moreSets', { count: sets.length - 4 })}</span>}
          {sets.length === 0 && hidden.length > 0 && (
            <span className="quiet">{t('unmeasured', { names: hidden.map(({ id }) => name(id)).join(', ') })}</span>
          )}
        </p>
      </div>
    </Bound>
  );
}
