import { useRouteError } from 'react-router';
import { Page } from '@/components/page';
import { Failed } from '@/components/states';
import { Problem } from '@/lib/problem';

/** Stands in for a page that could not be drawn; the navigation goes on working. */
export function BrokenPage() {
  const failure = useRouteError();
  const sentence = failure instanceof Error ? failure.message : 'It gave no reason.';
  return (
    <Page title="Something broke">
      <Failed
        what="This page could not be drawn."
        failure={failure instanceof Problem ? failure : new Problem(0, 'page_error', sentence)}
        retry={() => window.location.reload()}
      />
    </Page>
  );
}
