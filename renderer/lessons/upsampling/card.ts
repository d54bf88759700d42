import type { LessonCard } from '../frame/lesson.ts';

export const card: LessonCard = {
  id: 'upsampling',
  topic: 'layers',
  texts: {
    en: {
      title: 'Up-sampling',
      short:
        'Linear interpolation, sub-pixel convolution, transposed convolution: trained here, and measured on a face.',
    },
    zh: { title: '上采样', short: '线性插值、亚像素卷积、转置卷积：当场训练，并在人脸上测量。' },
  },
};
