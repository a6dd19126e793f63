import { z } from 'zod';

/** A call that waits for a person, or once did. Kinds and states may come that this page has never heard of. */
export const Approval = z.object({
  id: z.string(),
  agent_id: z.string().nullish(),
  kind: z.string(),
  subject: z.string().nullish(),
  reason: z.string().nullish(),
  policy_id: z.string().nullish(),
  requested_by: z.string().nullish(),
  requested_at: z.string().nullish(),
  expires_at: z.string().nullish(),
  state: z.string(),
  scope: z.string().nullish(),
  decided_by: z.string().nullish(),
  decided_at: z.string().nullish(),
  comment: z.string().nullish(),
  trace_id: z.string().nullish(),
  session_id: z.string().nullish(),
});
export type Approval = z.infer<typeof Approval>;

export const approvalStates = ['pending', 'approved', 'used', 'denied', 'expired'];
