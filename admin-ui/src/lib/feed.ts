/** How a feed of server-sent events is doing. */
export type FeedState = 'connecting' | 'live' | 'refused';

export interface Listener {
  onRow: (data: string) => void;
  onState: (state: FeedState) => void;
}

/**
 * Listens to a feed until it is told to stop. The browser takes a broken connection up again by itself, from the last
 * event on; a feed that was refused, or ended by the server, is tried anew from its beginning after a while.
 */
export function listen(path: string, { onRow, onState }: Listener, retryMs = 10_000): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function refuse() {
    source?.close();
    onState('refused');
    timer = setTimeout(open, retryMs);
  }

  function open() {
    onState('connecting');
    const opened = new EventSource(path, { withCredentials: true });
    source = opened;
    opened.onopen = () => onState('live');
    opened.onmessage = ({ data }: MessageEvent<string>) => onRow(data);
    opened.addEventListener('end', refuse);
    opened.onerror = () => {
      if (opened.readyState === EventSource.CLOSED) {
        refuse();
        return;
      }
      onState('connecting');
    };
  }

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
