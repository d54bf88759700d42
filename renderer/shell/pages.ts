import {
  type Icon,
  IconCamera,
  IconChartDots3,
  IconDoorEnter,
  IconHistory,
  IconInfoCircle,
  IconPhoto,
  IconReportAnalytics,
  IconScale,
  IconSchool,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';
import type { CallName } from '../../main/contract/index.ts';

export interface PageDefinition {
  /** Also the key of its word in texts/shell.ts. */
  readonly id:
    | 'desk'
    | 'photos'
    | 'people'
    | 'events'
    | 'access'
    | 'train'
    | 'compare'
    | 'evaluate'
    | 'lessons'
    | 'settings'
    | 'about';
  readonly path: string;
  readonly icon: Icon;
  readonly view: ComponentType;
  /** The letter that opens it after `g`. */
  readonly key: string;
  /** For whoever may make this call, with the pages within it; left out: for everybody who is signed in. */
  readonly needs?: CallName;
  /** Pages reached from it, without a place in the rail. */
  readonly within?: readonly { readonly path: string; readonly view: ComponentType; readonly needs?: CallName }[];
}

/** Every page, in the order of the rail. A new page is one entry here. */
export const pages: readonly PageDefinition[] = [
  { id: 'desk', path: '/', icon: IconCamera, view: lazy(() => import('../desk/desk-page.tsx')), key: 'd' },
  { id: 'photos', path: '/photos', icon: IconPhoto, view: lazy(() => import('../photos/photos-page.tsx')), key: 'f' },
  {
    id: 'people',
    path: '/people',
    icon: IconUsers,
    view: lazy(() => import('../people/people-page.tsx')),
    key: 'p',
    within: [{ path: '/people/:id', view: lazy(() => import('../people/person-page.tsx')) }],
  },
  { id: 'events', path: '/events', icon: IconHistory, view: lazy(() => import('../events/events-page.tsx')), key: 'v' },
  {
    id: 'access',
    path: '/access',
    icon: IconDoorEnter,
    view: lazy(() => import('../access/access-page.tsx')),
    key: 'o',
  },
  {
    id: 'train',
    path: '/train',
    needs: 'training.start',
    icon: IconChartDots3,
    view: lazy(() => import('../train/train-page.tsx')),
    key: 't',
    within: [
      { path: '/train/new', view: lazy(() => import('../train/new-run-page.tsx')) },
      { path: '/train/runs', view: lazy(() => import('../train/runs-page.tsx')) },
      { path: '/train/run/:id', view: lazy(() => import('../train/run-page.tsx')) },
    ],
  },
  {
    id: 'compare',
    path: '/compare',
    needs: 'compare.start',
    icon: IconScale,
    view: lazy(() => import('../compare/compare-page.tsx')),
    key: 'c',
    within: [
      { path: '/compare/new', view: lazy(() => import('../compare/new-comparison-page.tsx')) },
      { path: '/compare/new/:state', view: lazy(() => import('../compare/from-link-page.tsx')) },
      { path: '/compare/all', view: lazy(() => import('../compare/comparisons-page.tsx')) },
      { path: '/compare/run/:id', view: lazy(() => import('../compare/comparison-page.tsx')) },
    ],
  },
  {
    id: 'evaluate',
    path: '/evaluate',
    needs: 'evaluation.start',
    icon: IconReportAnalytics,
    view: lazy(() => import('../evaluate/evaluate-page.tsx')),
    key: 'e',
    within: [
      { path: '/evaluate/new', view: lazy(() => import('../evaluate/new-evaluation-page.tsx')) },
      { path: '/evaluate/runs', view: lazy(() => import('../evaluate/evaluations-page.tsx')) },
      { path: '/evaluate/run/:id', view: lazy(() => import('../evaluate/evaluation-page.tsx')) },
    ],
  },
  {
    id: 'lessons',
    path: '/lessons',
    icon: IconSchool,
    view: lazy(() => import('../lessons/lessons-page.tsx')),
    key: 'l',
    within: [{ path: '/lessons/:id/:state?', view: lazy(() => import('../lessons/lesson-page.tsx')) }],
  },
  {
    id: 'settings',
    path: '/settings',
    icon: IconSettings,
    view: lazy(() => import('../settings/settings-page.tsx')),
    key: 's',
    within: [
      {
        path: '/settings/calibrate',
        needs: 'calibration.measure',
        view: lazy(() => import('../settings/calibrate/calibrate-page.tsx')),
      },
      {
        path: '/settings/liveness',
        needs: 'liveness.testBegin',
        view: lazy(() => import('../settings/liveness/liveness-page.tsx')),
      },
      {
        path: '/settings/operators',
        needs: 'operators.list',
        view: lazy(() => import('../settings/access/operators-page.tsx')),
      },
      { path: '/settings/api', needs: 'api.state', view: lazy(() => import('../settings/access/api-page.tsx')) },
    ],
  },
  { id: 'about', path: '/about', icon: IconInfoCircle, view: lazy(() => import('../about/about-page.tsx')), key: 'a' },
];

/** The page that an address belongs to, itself or one within it. */
export const pageAt = (address: string): PageDefinition | undefined =>
  pages.find(({ path, within }) => path === address || (within !== undefined && address.startsWith(`${path}/`)));

/** What an address shows. A lesson's carries its settings behind that: another setting is not another page. */
export const placeOf = (address: string): string => /^\/lessons\/[^/]+/.exec(address)?.[0] ?? address;
