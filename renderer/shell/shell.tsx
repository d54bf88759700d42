import { Alert, LoadingOverlay } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { useCompareJobs } from '../compare/compare-jobs.ts';
import { useEvaluationJobs } from '../evaluate/evaluation-jobs.ts';
import { PageFor } from '../session/may.tsx';
import { useTrainingJobs } from '../train/training-jobs.ts';
import { DropAnywhere } from './drop-anywhere.tsx';
import { KeysHelp } from './keys-help.tsx';
import { PageBoundary } from './page-boundary.tsx';
import { pageAt, pages, placeOf } from './pages.ts';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { useConnection } from './use-connection.ts';

/** The frame of the window: rail, page, and what works everywhere (palette, keys, dropped files). */
export function Shell() {
  return (
    // Routes in the fragment: the same under http:// and app://, and the host serves one page.
    <Router hook={useHashLocation}>
      <Frame />
    </Router>
  );
}

function Frame() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const connected = useConnection();
  const page = pageAt(path);
  useTrainingJobs();
  useCompareJobs();
  useEvaluationJobs();
  useEffect(() => {
    document.title = page === undefined ? 'Threshold' : `${t(page.id)} · Threshold`;
  }, [page, t]);

  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <Rail />
      <main id="main" tabIndex={-1} className="page">
        {!connected && (
          <Alert color="orange" icon={<IconPlugConnectedX />} title={t('goneTitle')} role="alert" m="md">
            {t('goneText')}
          </Alert>
        )}
        <PageBoundary key={placeOf(path)}>
          <Suspense fallback={<LoadingOverlay visible aria-label={t('loading')} />}>
            <Switch>
              {pages
                .flatMap(({ path: at, view, needs, within = [] }) => [
                  { path: at, view, needs },
                  ...within.map((each) => ({ needs, ...each })),
                ])
                .map(({ path: at, view: View, needs }) => (
                  <Route key={at} path={at}>
                    <PageFor call={needs}>
                      <View />
                    </PageFor>
                  </Route>
                ))}
              <Route>
                <Redirect to="/" />
              </Route>
            </Switch>
          </Suspense>
        </PageBoundary>
        <DropAnywhere />
      </main>
      <Palette />
      <KeysHelp />
    </div>
  );
}
