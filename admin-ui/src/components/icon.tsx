const paths = {
  overview: 'M3 12h4l2.500-6 4 12 2.500-6h5',
  agents: 'M12 3.500V7M5 9a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2zM9.500 12v1.500M14.500 12v1.500M2.500 12v2.500M21.500 12v2.500',
  policies: 'M12 3 5 6v5.500c0 4.300 2.900 7.600 7 9 4.100-1.400 7-4.700 7-9V6zM9 11.500l2.200 2.200L15.500 9.500',
  integrations: 'M9 3v5M15 3v5M6 8h12v4a6 6 0 0 1-12 0zM12 18v3',
  approvals: 'M5 12.500V6a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v6.500M8.500 9.500h7M4 13.500h4.500l1.500 2.500h4l1.500-2.500H20V18a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z',
  inventory: 'M4 8.500 12 4l8 4.500v7L12 20l-8-4.500zM4 8.500l8 4.500 8-4.500M12 13v7',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5',
  plus: 'M12 5v14M5 12h14',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.500 4.500',
  close: 'M6 6l12 12M18 6 6 18',
  play: 'M8 5.500v13l10.500-6.500z',
  stop: 'M7 7h10v10H7z',
  chat: 'M4 5h16v11H9.500L5 20v-4H4z',
  open: 'M9 5H5v14h14v-4M13 5h6v6M19 5l-8.500 8.500',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.500 10.500v5.500M13.500 10.500v5.500',
  upload: 'M12 16V5M7.500 9 12 4.500 16.500 9M5 15v4.500h14V15',
  send: 'M5 12h13M12.500 6 18.500 12l-6 6',
  retry: 'M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  alert: 'M12 4 2.800 19.500h18.400zM12 10v4.500M12 17v.2',
  block: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.700 5.700l12.600 12.600',
  down: 'M6 9.500l6 6 6-6',
  right: 'M9.500 6l6 6-6 6',
  back: 'M14.500 6l-6 6 6 6',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M18.400 5.600 17 7M7 17l-1.400 1.400',
  moon: 'M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z',
  screen: 'M4 5h16v11H4zM9 20h6M12 16v4',
  exit: 'M14 5H6v14h8M11 12h9M16.500 8.500 20 12l-3.500 3.500',
  key: 'M14.500 13.500a4.500 4.500 0 1 0-4-2.500L4 17.500V20h3v-2h2v-2h2l1-1M15.500 8.500v.1',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.500l3.500 2',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing; decoration only, so it has no name of its own. */
export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={paths[name]} />
    </svg>
  );
}
