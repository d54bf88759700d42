import './theme/nonce.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@mantine/dropzone/styles.css';
import './theme/tokens.css';
import './shell/shell.css';
import './shell/print.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SettingsProvider } from './host/settings.tsx';
import { LockedPage } from './session/locked-page.tsx';
import { SessionGate } from './session/session.tsx';
import { Shell } from './shell/shell.tsx';
import { StartGate } from './start/start-gate.tsx';
import { startTexts } from './texts/i18n.ts';
import { nonce } from './theme/nonce.ts';
import { theme } from './theme/theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
await startTexts();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="bottom-left" limit={4} className="notes" />
      <SettingsProvider>
        <StartGate>
          <SessionGate locked={<LockedPage />}>
            <Shell />
          </SessionGate>
        </StartGate>
      </SettingsProvider>
    </MantineProvider>
  </StrictMode>,
);
