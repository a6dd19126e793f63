/** Stands in for the browser's EventSource: a test opens it, tells it rows, and breaks it. */
export class FakeEventSource {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];

  readyState = FakeEventSource.CONNECTING;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  private ends: (() => void)[] = [];

  constructor(readonly url: string) {
    FakeEventSource.opened.push(this);
  }

  addEventListener(_type: 'end', act: () => void): void {
    this.ends.push(act);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  open(): void {
    this.readyState = FakeEventSource.OPEN;
    this.onopen?.();
  }

  tell(row: unknown): void {
    this.onmessage?.({ data: typeof row === 'string' ? row : JSON.stringify(row) });
  }

  end(): void {
    this.ends.forEach((act) => act());
  }

  /** Breaks the connection; a refused one isn't taken up again by the browser. */
  fail({ refused }: { refused: boolean }): void {
    this.readyState = refused ? FakeEventSource.CLOSED : FakeEventSource.CONNECTING;
    this.onerror?.();
  }
}
