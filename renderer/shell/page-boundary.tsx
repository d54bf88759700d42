import { Alert, Button } from '@mantine/core';
import i18next from 'i18next';
import { Component, type ReactNode } from 'react';

/** A mistake in one page leaves the rail and the other pages working. */
export class PageBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Alert color="red" role="alert" m="md" title={i18next.t('mistake')}>
        <Button variant="default" onClick={() => this.setState({ failed: false })}>
          {i18next.t('reload')}
        </Button>
      </Alert>
    );
  }
}
