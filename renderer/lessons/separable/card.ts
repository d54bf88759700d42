import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'separable',
  topic: 'layers',
  texts: {
    en: {
      title: 'Depthwise separable convolution',
      short:
        'One filter a channel, then 1 × 1 across them: how many weights that saves, what it costs, and whether it is quicker.',
    },
    zh: { title: '深度可分离卷积', short: '每个通道一个滤波器，再用 1 × 1 跨通道：省多少参数，付出什么，是否更快。' },
  },
};
