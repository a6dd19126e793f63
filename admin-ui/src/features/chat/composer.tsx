import { useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '@/components/button';

/** Where a message is written: Enter sends, Shift+Enter begins a line. */
export function Composer({
  streaming,
  closed,
  onSend,
  onStop,
}: {
  streaming: boolean;
  /** Why nothing can be sent now; null when it can. */
  closed: string | null;
  onSend: (text: string) => void;
  onStop: () => void;
}) {
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const ready = text.trim() !== '' && closed === null && !streaming;

  function send() {
    if (ready) {
      onSend(text.trim());
      setText('');
      box.current?.focus();
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  }

  return (
    <form
      className="flex flex-col gap-1.5 border-t border-line bg-surface p-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {closed && (
        <p role="status" className="text-sm text-ink-2">
          {closed}
        </p>
      )}
      <div className="flex items-end gap-2">
        <textarea
          ref={box}
          aria-label="Message"
          placeholder="Write to the agent"
          rows={1}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="max-h-40 min-h-10 flex-1 resize-none rounded-md border border-line-strong bg-surface px-3 py-2 [field-sizing:content]"
        />
        {streaming ? (
          <Button icon="stop" className="h-10" onClick={onStop}>
            Stop generating
          </Button>
        ) : (
          <Button type="submit" look="primary" icon="send" className="h-10" disabled={!ready}>
            Send
          </Button>
        )}
      </div>
    </form>
  );
}
