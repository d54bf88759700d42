import type { ComponentType } from 'react';
import { card as anatomy } from './anatomy/card.ts';
import { card as auxiliary } from './auxiliary/card.ts';
import { card as batchLr } from './batch-lr/card.ts';
import { card as causality } from './causality/card.ts';
import { card as distances } from './distances/card.ts';
import { card as downsampling } from './downsampling/card.ts';
import type { Lesson, LessonCard, LessonId, ViewProps } from './frame/lesson.ts';
import { card as highLevel } from './high-level/card.ts';
import { card as latency } from './latency/card.ts';
import { card as losses } from './losses/card.ts';
import { card as lowLevel } from './low-level/card.ts';
import { card as metric } from './metric/card.ts';
import { card as normalization } from './normalization/card.ts';
import { card as padding } from './padding/card.ts';
import { card as products } from './products/card.ts';
import { card as scaling } from './scaling/card.ts';
import { card as separable } from './separable/card.ts';
import { card as transposedConv } from './transposed-conv/card.ts';
import { card as upsampling } from './upsampling/card.ts';
import { card as viewer } from './viewer/card.ts';

interface Entry<S extends object = object> {
  readonly card: LessonCard;
  readonly load: () => Promise<{ readonly lesson: Lesson<S> }>;
  readonly view: () => Promise<{ readonly View: ComponentType<ViewProps<S>> }>;
}

/** A lesson with a view of the same settings. Who goes through all lessons gives each what it got from that lesson alone. */
const entry = <S extends object>(card: LessonCard, load: Entry<S>['load'], view: Entry<S>['view']): Entry =>
  ({ card, load, view }) as unknown as Entry;

/** Every lesson, in the order of the tour. A new lesson is one line here. */
export const lessons: readonly Entry[] = [
  entry(
    products,
    () => import('./products/lesson.ts'),
    () => import('./products/view.tsx'),
  ),
  entry(
    distances,
    () => import('./distances/lesson.ts'),
    () => import('./distances/view.tsx'),
  ),
  entry(
    scaling,
    () => import('./scaling/lesson.ts'),
    () => import('./scaling/view.tsx'),
  ),
  entry(
    losses,
    () => import('./losses/lesson.ts'),
    () => import('./losses/view.tsx'),
  ),
  entry(
    metric,
    () => import('./metric/lesson.ts'),
    () => import('./metric/view.tsx'),
  ),
  entry(
    normalization,
    () => import('./normalization/lesson.ts'),
    () => import('./normalization/view.tsx'),
  ),
  entry(
    padding,
    () => import('./padding/lesson.ts'),
    () => import('./padding/view.tsx'),
  ),
  entry(
    downsampling,
    () => import('./downsampling/lesson.ts'),
    () => import('./downsampling/view.tsx'),
  ),
  entry(
    upsampling,
    () => import('./upsampling/lesson.ts'),
    () => import('./upsampling/view.tsx'),
  ),
  entry(
    transposedConv,
    () => import('./transposed-conv/lesson.ts'),
    () => import('./transposed-conv/view.tsx'),
  ),
  entry(
    separable,
    () => import('./separable/lesson.ts'),
    () => import('./separable/view.tsx'),
  ),
  entry(
    anatomy,
    () => import('./anatomy/lesson.ts'),
    () => import('./anatomy/view.tsx'),
  ),
  entry(
    auxiliary,
    () => import('./auxiliary/lesson.ts'),
    () => import('./auxiliary/view.tsx'),
  ),
  entry(
    batchLr,
    () => import('./batch-lr/lesson.ts'),
    () => import('./batch-lr/view.tsx'),
  ),
  entry(
    latency,
    () => import('./latency/lesson.ts'),
    () => import('./latency/view.tsx'),
  ),
  entry(
    viewer,
    () => import('./viewer/lesson.ts'),
    () => import('./viewer/view.tsx'),
  ),
  entry(
    lowLevel,
    () => import('./low-level/lesson.ts'),
    () => import('./low-level/view.tsx'),
  ),
  entry(
    highLevel,
    () => import('./high-level/lesson.ts'),
    () => import('./high-level/view.tsx'),
  ),
  entry(
    causality,
    () => import('./causality/lesson.ts'),
    () => import('./causality/view.tsx'),
  ),
];

const byId = new Map(lessons.map((one) => [one.card.id, one]));
if (byId.size !== lessons.length) throw new Error('two lessons have one id');

export const lessonAt = (id: string): Entry | undefined => byId.get(id as LessonId);
