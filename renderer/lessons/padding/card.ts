import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'padding',
  topic: 'layers',
  texts: {
    en: {
      title: 'Padding',
      short:
        'What is put around a picture so that a convolution keeps its size, and what each kind invents at the border.',
    },
    zh: { title: '边缘填充', short: '为使卷积保持尺寸而在图像四周补上的内容，以及各种填充在边缘编造了什么。' },
  },
};
