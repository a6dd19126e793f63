/** The mark and the name: layers with a gate, and what passes it. */
export function Brand({ large }: { large?: boolean }) {
  return (
    <span className="flex items-center gap-2.5 text-rail-ink">
      <svg aria-hidden="true" viewBox="0 0 32 32" className={large ? 'size-10' : 'size-7'}>
        <g fill="none" stroke="#7fd0d6" strokeWidth="2.6" strokeLinecap="round">
          <path d="M3 8h7M22 8h7M3 24h7M22 24h7M3 16h4.500M24.500 16H29" />
        </g>
        <circle cx="16" cy="16" r="5" className="fill-rail-mark" />
      </svg>
      <span className={`font-semibold tracking-tight ${large ? 'text-xl' : 'text-lg'}`}>AI-SPM</span>
    </span>
  );
}
