import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'products',
  topic: 'measuring',
  texts: {
    en: {
      title: 'Four products',
      short: 'Dot, cross, Kronecker and element-wise product: four ways to multiply, each with its own shape.',
    },
    zh: { title: '标量积、向量积、张量积、元素积', short: '四种乘法，各有各的形状规则。' },
  },
};
