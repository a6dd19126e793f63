import { http } from '@/lib/http';
import { agentPath } from './agent';

export const startAgent = (id: string) => http.act('POST', agentPath(id, '/start'));
export const stopAgent = (id: string) => http.act('POST', agentPath(id, '/stop'));
export const quarantineAgent = (id: string) => http.act('POST', agentPath(id, '/quarantine'));
export const releaseAgent = (id: string) => http.act('POST', agentPath(id, '/release'));
