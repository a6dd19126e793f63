import { http } from '@/lib/http';

export const closeSession = () => http.act('DELETE', '/api/spm/session');
