import type { z } from 'zod';
import type { Agent } from '@/features/agents/api/agent';
import type { Logs } from '@/features/agents/api/logs';
import type { Revision } from '@/features/agents/api/revisions';
import type { SecretName } from '@/features/agents/api/secrets';
import type { Approval } from '@/features/approvals/api/approval';
import type { ChatSession, StoredMessage } from '@/features/chat/api/sessions';
import type { IntegrationEvent } from '@/features/integrations/api/integration-events';
import type { ConnectorType, FieldSpec, Integration } from '@/features/integrations/api/integration';
import type { Trial } from '@/features/integrations/api/write-integration';
import type { AgentSums, Failure, Sums } from '@/features/lineage/api/summary';
import type { Attachment } from '@/features/policies/api/attachments';
import type { Defaults } from '@/features/policies/api/default-policies';
import type { Template } from '@/features/policies/api/get-template';
import type { Policy } from '@/features/policies/api/policy';
import type { RegoError, Trial as PolicyTrial, Validation } from '@/features/policies/api/try-policy';
import type { Version } from '@/features/policies/api/versions';
import type { Session } from '@/features/session/api/get-session';
import type { Provider } from '@/features/session/api/get-ways';
import type { components } from '@/lib/api-types';

type Api = components['schemas'];

/** A type of the API as it comes when all of it is there: the document doesn't say what is never absent. */
type Told<T> = T extends (infer E)[]
  ? Told<E>[]
  : T extends object
    ? { [K in keyof T]-?: Told<NonNullable<T[K]>> }
    : T;

/** The fields that a schema reads and the API doesn't tell, or tells as something else. */
type Drift<Schema extends z.ZodType, View> = {
  [K in keyof z.input<Schema>]-?: K extends keyof View
    ? Told<NonNullable<View[K]>> extends NonNullable<z.input<Schema>[K]>
      ? never
      : K
    : K;
}[keyof z.input<Schema>];

type None<D extends never> = D;

/** Each schema beside what `docs/openapi/spm-api.json` says; a field that drifts apart fails the type check by its name. */
export type Contract = [
  None<Drift<typeof Agent, Api['AgentView']>>,
  None<Drift<typeof AgentSums, Api['AgentSums']>>,
  None<Drift<typeof Approval, Api['ApprovalView']>>,
  None<Drift<typeof Attachment, Api['AttachmentView']>>,
  None<Drift<typeof ChatSession, Api['SessionView']>>,
  None<Drift<typeof ConnectorType, Api['ConnectorView']>>,
  None<Drift<typeof Defaults, Api['Defaults']>>,
  None<Drift<typeof Failure, Api['FailureView']>>,
  None<Drift<typeof FieldSpec, Api['FieldView']>>,
  None<Drift<typeof Integration, Api['IntegrationView']>>,
  None<Drift<typeof IntegrationEvent, Api['EventView']>>,
  None<Drift<typeof Logs, Api['Logs']>>,
  None<Drift<typeof PolicyTrial, Api['Trial']>>,
  None<Exclude<Drift<typeof Policy, Api['PolicyView']>, 'tests'>>,
  None<Drift<typeof RegoError, Api['RegoError']>>,
  None<Drift<typeof Provider, Api['Provider']>>,
  None<Drift<typeof Revision, Api['Revision']>>,
  None<Drift<typeof SecretName, Api['Entry']>>,
  None<Drift<typeof Session, Api['Session']>>,
  None<Drift<typeof StoredMessage, Api['MessageView']>>,
  None<Drift<typeof Sums, Api['Sums']>>,
  None<Drift<typeof Template, Api['Template']>>,
  None<Drift<typeof Trial, Api['TrialView']>>,
  None<Drift<typeof Validation, Api['Validation']>>,
  None<Drift<typeof Version, Api['VersionView']>>,
];
