import { Button, SegmentedControl, Switch } from '@mantine/core';
import { IconArrowsExchange, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { VARIABLES, type Variable } from '../../../models/experiments/causality/scenes.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { ExactSlider } from '../parts/exact-slider.tsx';
import {
  circleWhenTurned,
  type Edit,
  turnedArrow,
  withMeasured,
  withNode,
  withoutArrow,
  withoutNode,
  withRole,
} from './edit-model.ts';
import { type Settings, STRENGTH_MOST } from './settings.ts';
import type { Words } from './texts.ts';

interface Props extends ViewProps<Settings> {
  readonly edit: Edit;
  readonly t: Words;
}

/** What can be done with the variable or the arrow that is chosen, and variables to put in. */
export function ChosenPanel({ settings, change, edit, t }: Props) {
  const { nodes, arrows, chosen } = settings;
  const node = nodes.find(({ id }) => id === chosen);
  const arrow = arrows.find(({ from, to }) => `${from}>${to}` === chosen);
  const absent = VARIABLES.filter((id) => !nodes.some((one) => one.id === id));
  const put = absent.length > 0 && (
    <select
      className="causal-put"
      aria-label={t('put')}
      value=""
      onChange={(event) => {
        const id = event.currentTarget.value as Variable;
        edit(withNode(settings, id), id);
      }}
    >
      <option value="" disabled>
        {t('put')}
      </option>
      {absent.map((id) => (
        <option key={id} value={id}>
          {t(`v_${id}`)}
        </option>
      ))}
    </select>
  );
  return (
    <div className="causal-chosen">
      {arrow !== undefined ? (
        <ArrowPart {...{ settings, change, edit, t, arrow, put }} />
      ) : node !== undefined ? (
        <NodePart {...{ settings, change, edit, t, node, put }} />
      ) : (
        <>
          <p className="quiet">{t('chooseHint')}</p>
          <div className="causal-buttons">{put}</div>
        </>
      )}
    </div>
  );
}

interface PartProps extends Props {
  /** The list of variables to put in. */
  readonly put: ReactNode;
}

function ArrowPart({
  settings,
  change,
  edit,
  t,
  arrow,
  put,
}: PartProps & { readonly arrow: Settings['arrows'][number] }) {
  const { from, to, strength } = arrow;
  const circle = circleWhenTurned(settings, from, to);
  return (
    <>
      <p>
        <b>
          {t(`v_${from}`)} → {t(`v_${to}`)}
        </b>{' '}
        <span className="quiet">{t('strengthMeans', { from: t(`v_${from}`), to: t(`v_${to}`) })}</span>
      </p>
      <ExactSlider
        label={t('strength')}
        sign="β"
        symbol="beta"
        value={strength}
        low={-STRENGTH_MOST}
        high={STRENGTH_MOST}
        step={0.1}
        onChange={(next) =>
          change({ arrows: settings.arrows.map((one) => (one === arrow ? { ...arrow, strength: next } : one)) })
        }
      />
      <div className="causal-buttons">
        <Button
          variant="default"
          size="compact-sm"
          disabled={circle !== null}
          leftSection={<IconArrowsExchange size={16} aria-hidden />}
          onClick={() => change(turnedArrow(settings, from, to))}
        >
          {t('turnRound')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => edit(withoutArrow(settings, from, to), from)}
        >
          {t('removeArrow')}
        </Button>
        {put}
      </div>
      {circle !== null && (
        <p className="quiet">{t('noTurn', { circle: circle.map((id) => t(`v_${id}`)).join(' → ') })}</p>
      )}
    </>
  );
}

function NodePart({ settings, change, edit, t, node, put }: PartProps & { readonly node: Settings['nodes'][number] }) {
  const { cause, outcome } = settings;
  const { id, hidden } = node;
  const role = id === cause ? 'cause' : id === outcome ? 'outcome' : 'other';
  return (
    <>
      <div className="causal-buttons">
        <b>{t(`v_${id}`)}</b>
        <Bound symbol={role === 'outcome' ? 'Y' : 'X'}>
          <SegmentedControl
            size="xs"
            aria-label={t('role')}
            value={role}
            data={(['cause', 'outcome', 'other'] as const).map((one) => ({
              value: one,
              label: t(`role_${one}`),
              disabled: one === 'other' && role !== 'other',
            }))}
            onChange={(next) => next !== 'other' && change(withRole(settings, id, next as 'cause' | 'outcome'))}
          />
        </Bound>
        <Switch
          size="xs"
          label={t('isMeasured')}
          checked={!hidden}
          onChange={(event) => change(withMeasured(settings, id, event.currentTarget.checked))}
        />
      </div>
      <p className="quiet">
        {t(`about_${id}`)} {role === 'other' ? t('drawHint') : t('refusedRole', { name: t(`v_${id}`) })}
      </p>
      <div className="causal-buttons">
        <Button
          variant="default"
          size="compact-sm"
          disabled={role !== 'other'}
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => edit(withoutNode(settings, id), cause)}
        >
          {t('removeNode')}
        </Button>
        {put}
      </div>
    </>
  );
}
