import type { Notice } from '../contract/about.ts';

export function collectNotices(project?: string): Notice[];
export function writeNotices(): boolean;
