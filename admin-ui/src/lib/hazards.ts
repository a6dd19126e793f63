/** Llama Guard's hazards, by their codes. */
export const hazards: Record<string, string> = {
  S1: 'violent crimes',
  S2: 'non-violent crimes',
  S3: 'sex-related crimes',
  S4: 'child exploitation',
  S5: 'defamation',
  S6: 'specialised advice',
  S7: 'privacy',
  S8: 'intellectual property',
  S9: 'indiscriminate weapons',
  S10: 'hate',
  S11: 'self-harm',
  S12: 'sexual content',
  S13: 'elections',
  S14: 'code interpreter abuse',
  S15: 'prompt injection',
};
