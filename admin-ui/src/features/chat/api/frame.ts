import { z } from 'zod';

/** What a turn's stream says, frame by frame. */
export const Frame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session'), session_id: z.string(), trace_id: z.string() }),
  z.object({ type: z.literal('token'), text: z.string() }),
  z.object({ type: z.literal('redacted'), text: z.string(), kinds: z.array(z.string()).nullish() }),
  z.object({ type: z.literal('done'), text: z.string(), finish_reason: z.string().nullish() }),
  z.object({
    type: z.literal('error'),
    text: z.string(),
    code: z.string(),
    categories: z.array(z.string()).nullish(),
    policy: z.string().nullish(),
    approval_id: z.string().nullish(),
  }),
]);
export type Frame = z.infer<typeof Frame>;
