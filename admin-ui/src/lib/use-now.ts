import { useEffect, useState } from 'react';

/** The time in milliseconds since 1970, told anew each second, or as often as is said: for what runs out or grows old. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
