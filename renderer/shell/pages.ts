import { type Icon, IconCamera, IconInfoCircle, IconPhoto } from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';

export interface PageDefinition {
  /** Also the key of its word in texts/shell.ts. */
  readonly id: 'desk' | 'photos' | 'about';
  readonly path: string;
  readonly icon: Icon;
  readonly view: ComponentType;
  /** The letter that opens it after `g`. */
  readonly key: string;
}

/** Every page, in the order of the rail. A new page is one entry here. */
export const pages: readonly PageDefinition[] = [
  { id: 'desk', path: '/', icon: IconCamera, view: lazy(() => import('../desk/desk-page.tsx')), key: 'd' },
  { id: 'photos', path: '/photos', icon: IconPhoto, view: lazy(() => import('../photos/photos-page.tsx')), key: 'f' },
  { id: 'about', path: '/about', icon: IconInfoCircle, view: lazy(() => import('../about/about-page.tsx')), key: 'a' },
];
