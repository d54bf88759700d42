import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'transposed-conv',
  topic: 'layers',
  texts: {
    en: {
      title: 'Transposed convolution',
      short:
        'It gives a convolution’s shape back, not its values, and leaves a checkerboard where stamps overlap unevenly.',
    },
    zh: { title: '转置卷积', short: '它恢复卷积之前的形状而不是数值；印章重叠不均匀时会留下棋盘效应。' },
  },
};
