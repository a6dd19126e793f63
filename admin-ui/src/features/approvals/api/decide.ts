import { http } from '@/lib/http';
import { Approval } from './approval';

export interface Verdict {
  approves: boolean;
  comment: string;
  scope: string;
  /** As `15m` or `1h`. */
  lasts: string;
}

export const decide = (id: string, { approves, comment, scope, lasts }: Verdict) =>
  http.post(`/api/spm/approvals/${encodeURIComponent(id)}/${approves ? 'approve' : 'deny'}`, Approval, {
    body: { scope, expires_in: lasts, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) },
  });
