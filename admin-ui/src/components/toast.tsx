import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { IconButton } from './button';
import { Icon } from './icon';

interface Toast {
  id: number;
  tone: 'good' | 'bad';
  text: string;
}

interface Toasts {
  shown: Toast[];
  say: (text: string) => void;
  complain: (text: string) => void;
  drop: (id: number) => void;
}

const ToastContext = createContext<Toasts | null>(null);
const SHOWN_MS = 6000;

/** Short messages about what just happened. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Toast[]>([]);

  const drop = useCallback((id: number) => setShown((all) => all.filter((one) => one.id !== id)), []);
  const add = useCallback(
    (tone: Toast['tone'], text: string) => {
      const id = performance.now();
      setShown((all) => [...all.slice(-2), { id, tone, text }]);
      if (tone === 'good') {
        setTimeout(() => drop(id), SHOWN_MS);
      }
    },
    [drop],
  );
  const toasts = useMemo(
    () => ({
      shown,
      say: (text: string) => add('good', text),
      complain: (text: string) => add('bad', text),
      drop,
    }),
    [shown, add, drop],
  );
  return <ToastContext value={toasts}>{children}</ToastContext>;
}

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) {
    throw new Error('useToasts needs a ToastProvider above it');
  }
  return toasts;
}

/** Where toasts stand: a place of their own, so that they never hide content. */
export function ToastShelf() {
  const { shown, drop } = useToasts();
  return (
    <div className="flex flex-col gap-2">
      {shown.map(({ id, tone, text }) => (
        <div
          key={id}
          role={tone === 'bad' ? 'alert' : 'status'}
          className="flex items-start gap-2 rounded-md bg-rail-2 py-1.5 pr-1 pl-2.5 text-sm text-rail-ink"
        >
          <Icon name={tone === 'bad' ? 'alert' : 'check'} className="mt-1 size-3.5 text-rail-mark" />
          <p className="min-w-0 flex-1 py-0.5 break-words">{text}</p>
          <IconButton
            icon="close"
            label="Dismiss"
            className="size-6 text-rail-ink-2 hover:not-disabled:bg-rail hover:not-disabled:text-rail-ink"
            onClick={() => drop(id)}
          />
        </div>
      ))}
    </div>
  );
}
