import { z } from 'zod';
import { http } from '@/lib/http';
import { policyPath } from './policy';

export const RegoError = z.object({ line: z.number(), column: z.number(), message: z.string() });
export const Validation = z.object({ ok: z.boolean(), errors: z.array(RegoError) });

/** Compiles a text without keeping it. */
export const validateRego = (rego: string) => http.post('/api/spm/policies/validate', Validation, { body: { rego } });

export const Trial = z.object({ decision: z.string(), reason: z.string().nullish(), trace: z.array(z.string()).nullish() });
export type Trial = z.infer<typeof Trial>;

export type Question = { trace_id: string } | { input: Record<string, unknown> };

/** What the policy would decide, of a turn that was recorded or of an input. */
export const simulate = (id: string, question: Question) => http.post(policyPath(id, '/simulate'), Trial, { body: question });

export const TestRun = z.object({
  ok: z.boolean(),
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  tests: z.array(z.object({ name: z.string(), result: z.string(), line: z.number().nullish(), message: z.string().nullish(), duration_ms: z.number().nullish() })),
  errors: z.array(RegoError),
});
export type TestRun = z.infer<typeof TestRun>;

/** Runs tests of the policy; texts that are given stand in for those that are kept. */
export const runTests = (id: string, texts: { rego?: string; tests?: string }) => http.post(policyPath(id, '/test'), TestRun, { body: texts });

export const Replay = z.object({
  turns: z.number(),
  questions: z.number(),
  changed: z.number(),
  unavailable: z.number(),
  decisions: z.record(z.string(), z.number()),
  rows: z.array(
    z.object({
      trace_id: z.string(),
      ts: z.string().nullish(),
      agent_id: z.string().nullish(),
      stage: z.string().nullish(),
      recorded: z.string().nullish(),
      decision: z.string().nullish(),
      reason: z.string().nullish(),
    }),
  ),
  next: z.string().nullish(),
});
export type Replay = z.infer<typeof Replay>;

/** What the policy would have decided of the latest recorded turns, beside what was decided then. */
export const replay = (id: string, limit: number) => http.post(policyPath(id, '/replay'), Replay, { body: { limit } });
