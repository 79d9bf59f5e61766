// Parts of route schemas that every route shares: how errors look, who may call.
import { z } from 'zod';
import { refusalCodes } from '../domain/refusals.ts';
import { problemCodes } from './problems.ts';

const Violation = z.object({
  path: z.string(),
  message: z.string(),
  messageEn: z.string(),
  code: z.string().optional(),
});

const ProblemReply = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe(`Of the edge: ${problemCodes.join(', ')}. Of the rules: ${refusalCodes.join(', ')}.`),
    detail: z.string(),
    detailEn: z.string(),
    commandId: z.string().optional(),
    about: z.array(z.string()).optional(),
    errorId: z.string().optional(),
    violations: z.array(Violation).optional(),
  })
  .meta({
    id: 'Problem',
    description: '`code` is stable. `detail` is Vietnamese, or English where Accept-Language prefers it.',
  });

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemReply } },
});

/** Error answers as OpenAPI lists them. */
export const problems = {
  '4xx': problem('What the caller can mend, or may not do'),
  '5xx': problem('Not the caller’s fault'),
};

/** Of every route behind a token. */
export const signedInOnly = [{ bearer: [] }];

/** PostgreSQL takes a UUID in capitals for the same one, names of streams and requests do not: one spelling from here on. */
const uuid = z.uuid().toLowerCase();

export const id = {
  assignmentId: uuid,
  planId: uuid,
  commandId: uuid,
  sha256: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/),
};
