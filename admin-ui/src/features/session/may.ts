import type { Session } from './api/get-session';

type Role = 'spm:admin' | 'spm:operator' | 'spm:auditor' | 'spm:user';

/** Who may do what, as the server decides it; what a role may not do is not offered. */
const allowed = {
  'agents.run': ['spm:admin', 'spm:operator'],
  'agents.edit': ['spm:admin', 'spm:operator'],
  'agents.delete': ['spm:admin'],
  'agents.quarantine': ['spm:admin'],
  'agents.secrets': ['spm:admin'],
  'agents.inspect': ['spm:admin', 'spm:operator', 'spm:auditor'],
  'settings.write': ['spm:admin'],
  'settings.read': ['spm:admin', 'spm:operator', 'spm:auditor'],
  'policies.read': ['spm:admin', 'spm:operator', 'spm:auditor'],
  'policies.write': ['spm:admin'],
  'approvals.read': ['spm:admin', 'spm:operator', 'spm:auditor'],
  'approvals.decide': ['spm:admin', 'spm:operator'],
  'knowledge.add': ['spm:admin', 'spm:operator'],
  'knowledge.decide': ['spm:admin'],
  'integrations.read': ['spm:admin', 'spm:operator', 'spm:auditor'],
  'integrations.write': ['spm:admin'],
  chat: ['spm:admin', 'spm:operator', 'spm:user'],
} satisfies Record<string, Role[]>;

export type Act = keyof typeof allowed;

export function may(session: Pick<Session, 'roles'>, act: Act): boolean {
  const roles: string[] = allowed[act];
  return session.roles.some((role) => roles.includes(role));
}

/** "spm:admin" as people say it. */
export function roleWords(session: Pick<Session, 'roles'>): string {
  return session.roles.map((role) => role.replace(/^spm:/, '')).join(', ');
}
