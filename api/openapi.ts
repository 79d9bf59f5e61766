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
  return JSON.parse(JSON.stringify(pruned).replace(REF, (_, name) => `"#/components/schemas/${nameOf(name)}"`));
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
      tags: ['plans', 'assignments', 'commands', 'evidence', 'events', 'directory', 'health'].map((name) => ({ name })),
    },
    transform: jsonSchemaTransform,
    transformObject: pruneTwins,
  });
}
