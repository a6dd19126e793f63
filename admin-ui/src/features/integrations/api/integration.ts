import { z } from 'zod';

export const Integration = z.object({
  id: z.string(),
  connector_type: z.string(),
  name: z.string(),
  category: z.string().nullish(),
  vendor: z.string().nullish(),
  status: z.string().nullish(),
  enabled: z.boolean(),
  config: z.record(z.string(), z.unknown()).nullish(),
  credentials: z.array(z.object({ key: z.string(), hint: z.string().nullish(), configured: z.boolean() })).nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
});
export type Integration = z.infer<typeof Integration>;

const Option = z
  .union([z.string(), z.object({ value: z.string(), label: z.string() })])
  .transform((option) => (typeof option === 'string' ? { value: option, label: option } : option));

export const FieldSpec = z.object({
  key: z.string(),
  label: z.string(),
  type: z.string(),
  required: z.boolean().nullish(),
  secret: z.boolean().nullish(),
  default: z.unknown().optional(),
  placeholder: z.string().nullish(),
  options: z.array(Option).nullish(),
  hint: z.string().nullish(),
  group: z.string().nullish(),
  options_provider: z.string().nullish(),
});
export type FieldSpec = z.infer<typeof FieldSpec>;

export const ConnectorType = z.object({
  connector_type: z.string(),
  label: z.string(),
  vendor: z.string().nullish(),
  category: z.string().nullish(),
  fields: z.array(FieldSpec),
});
export type ConnectorType = z.infer<typeof ConnectorType>;

export const integrationPath = (id: string, rest = '') => `/api/spm/integrations/${encodeURIComponent(id)}${rest}`;
