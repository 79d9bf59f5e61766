// The OpenAPI document, generated from the schemas that validate. The one place that knows the generator's traps.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

type Transformed = ReturnType<typeof jsonSchemaTransformObject>;

const REF = /"#\/components\/schemas\/([^"]+)"/g;

const refsIn = (value: unknown): string[] => [...JSON.stringify(value).matchAll(REF)].map(([, name = '']) => name);

/** Every schema that the routes reach, through others too. */
function reachable(paths: unknown, schemas: Record<string, unknown>): Set<string> {
  const reached = new Set<string>();
  const waiting = refsIn(paths);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    waiting.push(...refsIn(schemas[name] ?? {}));
  }
  return reached;
}

/**
 * Each schema comes twice, as it is written and as it is read (`…Input`). The twin that nobody uses is left out,
 * and one that is used alone loses its suffix.
 */
function pruneTwins(document: Parameters<typeof jsonSchemaTransformObject>[0]): Transformed {
  const complete = jsonSchemaTransformObject(document) as { paths?: unknown; components?: { schemas?: object } };
  const schemas = { ...complete.components?.schemas } as Record<string, unknown>;
  const used = reachable(complete.paths ?? {}, schemas);
  const nameOf = (name: string) => {
    const bare = name.replace(/Input$/, '');
    return used.has(bare) ? name : bare;
  };
  const kept = Object.fromEntries([...used].sort().map((name) => [nameOf(name), schemas[name]]));
  const pruned = { ...complete, components: { ...complete.components, schemas: kept } };
  addHeaders((complete.paths ?? {}) as Parameters<typeof addHeaders>[0]);
  return JSON.parse(JSON.stringify(pruned).replace(REF, (_, name) => `"#/components/schemas/${nameOf(name)}"`));
}

const text = (description: string) => ({ description, schema: { type: 'string' } });

/** The headers that answers carry, by status: of commands, of what was entered, of errors. */
const answerHeaders: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  '200': {
    'Idempotency-Key': text('The key that the command is known by: the one that was sent, or one that was made.'),
  },
  '201': { Location: text('Where it can be read.') },
  '202': {
    Location: text('Where its outcome can be asked for.'),
    'Preference-Applied': text('`respond-async`, where it was asked for.'),
  },
  '4XX': {
    Allow: text('With 405: the methods that the address takes.'),
    'WWW-Authenticate': text('With 401.'),
    'Content-Language': text('The language of `detail`.'),
  },
  '5XX': { 'Retry-After': text('With 503: seconds.'), 'Content-Language': text('The language of `detail`.') },
};

interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses?: Record<string, { headers?: object }>;
}

/** A route that takes an Idempotency-Key tells it back; the other headers go with the status alone. */
function addHeaders(paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>): void {
  for (const { parameters = [], responses = {} } of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    const isCommand = parameters.some(({ name }) => name === 'idempotency-key') && '202' in responses;
    for (const [status, response] of Object.entries(responses)) {
      const headers = status === '200' && !isCommand ? undefined : answerHeaders[status];
      if (headers) response.headers = headers;
    }
  }
}

export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'tiendo',
        version: '1',
        description:
          'Plans, assignments and their history. Commands are received before they are decided: 200 is the outcome, ' +
          '202 a promise, a 4xx with a `code` a refusal. Send an `Idempotency-Key` and repeat whatever was not answered.',
      },
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      tags: [
        'plans',
        'assignments',
        'commands',
        'evidence',
        'events',
        'calendar',
        'directory',
        'mailbox',
        'health',
      ].map((name) => ({
        name,
      })),
    },
    transform: jsonSchemaTransform,
    transformObject: pruneTwins,
  });
}
