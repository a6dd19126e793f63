import { http } from '@/lib/http';
import { Agent } from './agent';

export interface Registration {
  name: string;
  version: string;
  type: string;
  owner: string;
  description: string;
  code: File;
  requirements: File | null;
  deploy: boolean;
}

export function registerAgent(wanted: Registration): Promise<Agent> {
  const form = new FormData();
  form.set('name', wanted.name);
  form.set('version', wanted.version);
  form.set('agent_type', wanted.type);
  if (wanted.owner !== '') {
    form.set('owner', wanted.owner);
  }
  if (wanted.description !== '') {
    form.set('description', wanted.description);
  }
  form.set('deploy_after', String(wanted.deploy));
  form.set('code', wanted.code);
  if (wanted.requirements) {
    form.set('requirements', wanted.requirements);
  }
  return http.post('/api/spm/agents', Agent, { body: form });
}
