import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'viewer',
  topic: 'networks',
  texts: {
    en: {
      title: 'Looking into a network',
      short:
        'Open any network: its graph, its feature maps in three dimensions, every layer’s shape, weights, cost and time.',
    },
    zh: { title: '看进网络里', short: '打开任意网络：计算图、三维特征图，以及每一层的形状、权重、计算量和耗时。' },
  },
};
