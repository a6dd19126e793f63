import { z } from 'zod';

const ProblemBody = z.object({
  title: z.string().nullish(),
  detail: z.string().nullish(),
  code: z.string().nullish(),
  errors: z.array(z.string()).nullish(),
});

/** What the server refused and why: `detail` is for people, `code` is for decisions. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly errors: string[] = [],
    readonly extra: Record<string, unknown> = {},
  ) {
    super(detail);
    this.name = 'Problem';
  }

  /** The sentences to show: the list where there is one, else the sentence. */
  get sentences(): string[] {
    return this.errors.length > 0 ? this.errors : [this.detail];
  }

  static async of(response: Response): Promise<Problem> {
    const raw: unknown = await response.json().catch(() => null);
    const body = ProblemBody.safeParse(raw);
    if (!body.success) {
      return new Problem(response.status, `http_${response.status}`, `The server answered ${response.status}.`);
    }
    const { title, detail, code, errors } = body.data;
    return new Problem(
      response.status,
      code ?? `http_${response.status}`,
      detail ?? title ?? `The server answered ${response.status}.`,
      errors ?? [],
      raw as Record<string, unknown>,
    );
  }
}

/** Any failure as one, so that a page has a sentence for it. */
export function asProblem(failure: unknown): Problem {
  if (failure instanceof Problem) {
    return failure;
  }
  if (failure instanceof z.ZodError) {
    const first = failure.issues[0];
    const place = first ? ` (${first.path.join('.')}: ${first.message})` : '';
    return new Problem(0, 'unexpected_answer', `The server's answer isn't what this page understands${place}.`);
  }
  return new Problem(0, 'unreachable', 'The server can’t be reached. Is the stack running?');
}
