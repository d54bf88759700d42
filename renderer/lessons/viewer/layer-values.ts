import type { ShownNetwork } from '../../../models/experiments/viewer/shown-network.ts';
import type { ChartData } from '../../charts/chart-frame.tsx';
import { shapeText } from './layer-words.ts';
import type { Times } from './network-runner.ts';
import type { Measure } from './settings.ts';
import type { Words } from './texts.ts';

/** Of each layer; null: not known, or not measured yet. */
export type LayerValues = Readonly<Record<Measure, readonly (number | null)[]>>;

export function valuesOf(network: ShownNetwork | null, times: Times | null): LayerValues {
  const layers = network?.layers ?? [];
  const ms = new Map(times?.layers.map((layer) => [layer.value, layer.ms]));
  return {
    parameters: layers.map(({ parameters }) => parameters),
    macs: layers.map(({ macs }) => macs),
    ms: layers.map(({ value }) => ms.get(value) ?? null),
  };
}

export const totalOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((sum, each) => sum + (each ?? 0), 0);

/** Each as a share of the largest. */
export function sharesOf(values: readonly (number | null)[]): (number | null)[] {
  const most = Math.max(0, ...values.map((each) => each ?? 0));
  return values.map((each) => (each === null || most === 0 ? null : each / most));
}

/** All of it as a table. */
export const tableOf = (network: ShownNetwork | null, values: LayerValues, t: Words): ChartData => ({
  head: [t('tableName'), t('operation'), t('shape'), t('parameters'), t('macs'), 'ms'],
  rows: (network?.layers ?? []).map((layer, i) => [
    layer.name,
    layer.op,
    shapeText(layer.shape) ?? '?',
    layer.parameters,
    layer.macs,
    values.ms[i] ?? null,
  ]),
});
