import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'downsampling',
  topic: 'layers',
  texts: {
    en: {
      title: 'Down-sampling',
      short: 'Max pooling and strided convolution: what they throw away, and what one pixel’s shift does to the rest.',
    },
    zh: { title: '下采样', short: '最大池化与跨步卷积：丢掉了什么，平移一个像素又会怎样改变其余。' },
  },
};
