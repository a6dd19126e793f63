import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { ActivityRow } from './api/activity';
import { lineOf } from './row-words';

const folder = `${process.cwd()}/../spm-contract/src/main/resources/golden`;
const events = readdirSync(folder).filter((file) => file.startsWith('lineage-event.'));
const Event = z.object({ event_id: z.string(), timestamp: z.string(), correlation_id: z.string().nullish(), payload: z.looseObject({}) });
const kinds: Record<string, string> = {
  'chat-message': 'chat',
  'guard-decision': 'guard_decision',
  'llm-call': 'llm_call',
  'policy-decision': 'policy_decision',
  'tool-call': 'tool_call',
};

it.each(events)('has words for %s', (file) => {
  const { event_id, timestamp, correlation_id, payload } = Event.parse(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')));
  const kind = kinds[file.replace('lineage-event.', '').replace('.json', '')] ?? 'other';

  const row = ActivityRow.parse({ id: event_id, ts: timestamp, kind, trace_id: correlation_id, ...payload });

  expect(lineOf(row)).not.toBe('');
});
