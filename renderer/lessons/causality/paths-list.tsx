import type { Variable } from '../../../models/experiments/causality/scenes.ts';
import type { ViewProps } from '../frame/lesson.ts';
import type { ToldPath } from './model-of.ts';
import type { Settings } from './settings.ts';
import type { Words } from './texts.ts';

interface Props extends ViewProps<Settings> {
  readonly paths: readonly ToldPath[];
  readonly t: Words;
}

/** So many can be read at once; the steps go through all. */
const listed = 8;

/** A path as it is written: X ← Z → Y. */
export const pathText = ({ nodes, forward }: ToldPath, t: Words): string =>
  nodes
    .map((node, i) => `${i === 0 ? '' : forward[i - 1] === true ? ' → ' : ' ← '}${t(`v_${node as Variable}`)}`)
    .join('');

/** What kind of path it is, and where it is blocked. */
export function stateText({ kind, block }: ToldPath, t: Words): string {
  const state =
    block === null ? t(`open_${kind}`) : t(`blocked_${block.why}`, { node: t(`v_${block.node as Variable}`) });
  return t('pathState', { kind: t(`kind_${kind}`), state });
}

/** Every path between cause and outcome; one chosen is lit in the picture. */
export function PathsList({ settings, change, paths, t }: Props) {
  const { path: at } = settings;
  const from = Math.max(0, Math.min(paths.length - listed, at - listed));
  return (
    <div className="causal-paths">
      <h3>{t('paths')}</h3>
      {paths.length === 0 && <p className="quiet">{t('noPaths')}</p>}
      <ol start={from + 1}>
        {paths.slice(from, from + listed).map((path, i) => (
          <li key={path.nodes.join()}>
            <button
              type="button"
              className="causal-one"
              aria-pressed={at === from + i + 1}
              data-kind={path.block === null ? path.kind : 'blocked'}
              onClick={() => change({ path: at === from + i + 1 ? 0 : from + i + 1 })}
            >
              <b>{pathText(path, t)}</b>
              <span>{stateText(path, t)}</span>
            </button>
          </li>
        ))}
      </ol>
      {paths.length > listed && <p className="quiet">{t('morePaths', { count: paths.length - listed })}</p>}
    </div>
  );
}
