import { HttpResponse } from 'msw';

/** A refusal as the server writes it. */
export const problem = (status: number, code: string, detail: string, errors?: string[]) =>
  HttpResponse.json({ status, code, detail, errors }, { status, headers: { 'Content-Type': 'application/problem+json' } });
