import { expect, it } from 'vitest';
import { may, type Act } from './may';

const rights: [string, Act[]][] = [
  ['spm:admin', ['agents.run', 'agents.delete', 'agents.secrets', 'settings.write', 'policies.write', 'integrations.write', 'chat', 'approvals.decide']],
  ['spm:operator', ['approvals.decide', 'agents.run', 'agents.edit', 'agents.inspect', 'settings.read', 'policies.read', 'integrations.read', 'chat']],
  ['spm:auditor', ['approvals.read', 'agents.inspect', 'settings.read', 'policies.read', 'integrations.read']],
  ['spm:user', ['chat']],
];
const refused: [string, Act[]][] = [
  ['spm:operator', ['agents.delete', 'agents.secrets', 'agents.quarantine', 'settings.write', 'policies.write', 'integrations.write']],
  ['spm:auditor', ['approvals.decide', 'agents.run', 'chat', 'policies.write', 'agents.secrets', 'settings.write']],
  ['spm:user', ['approvals.read', 'agents.run', 'agents.inspect', 'policies.read', 'integrations.read', 'settings.read']],
  ['spm:unheard-of', ['chat']],
];

it.each(rights)('%s may do what its role allows', (role, acts) => {
  expect(acts.filter((act) => !may({ roles: [role] }, act))).toEqual([]);
});

it.each(refused)('%s is not offered what its role does not allow', (role, acts) => {
  expect(acts.filter((act) => may({ roles: [role] }, act))).toEqual([]);
});
