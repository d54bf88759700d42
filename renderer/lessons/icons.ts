import {
  type Icon,
  IconArrowAutofitWidth,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconArrowsSplit2,
  IconBorderOuter,
  IconChartGridDots,
  IconCube3dSphere,
  IconFaceId,
  IconGitBranch,
  IconGridDots,
  IconRulerMeasure,
  IconSitemap,
  IconSquaresDiagonal,
  IconStack3,
  IconStackPush,
  IconStopwatch,
  IconTopologyStar3,
  IconTrendingDown,
  IconWand,
} from '@tabler/icons-react';
import type { LessonId } from './frame/lesson.ts';

const icons: Readonly<Record<LessonId, Icon>> = {
  products: IconGridDots,
  distances: IconRulerMeasure,
  scaling: IconArrowAutofitWidth,
  losses: IconTrendingDown,
  metric: IconTopologyStar3,
  normalization: IconStack3,
  padding: IconBorderOuter,
  downsampling: IconArrowsMinimize,
  upsampling: IconArrowsMaximize,
  'transposed-conv': IconStackPush,
  separable: IconSquaresDiagonal,
  anatomy: IconSitemap,
  auxiliary: IconGitBranch,
  'batch-lr': IconChartGridDots,
  latency: IconStopwatch,
  viewer: IconCube3dSphere,
  'low-level': IconWand,
  'high-level': IconFaceId,
  causality: IconArrowsSplit2,
};

/** A lesson's sign. Apart from its card, since tests read cards and have no use for a set of icons. */
export const lessonIcon = (id: LessonId): Icon => icons[id];
