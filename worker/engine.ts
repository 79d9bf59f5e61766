// Readies a namespace for us: it exists, keeps histories for 90 days, knows our search attributes. Safe at every start
// and after an emptied engine; on a server where we may not administer, it says what is missing.
import type { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributeTypes } from '../workflows/search-attributes.ts';

export const RETENTION_DAYS = 90;
const RETENTION_SECONDS = RETENTION_DAYS * 86_400;
const ALREADY_EXISTS = 6;
const NOT_FOUND = 5;
const NAMESPACE_SPREADS_MS = 30_000;

const hasCode = (error: unknown, code: number): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Returns the namespace's own id: another id under the same name means an emptied engine. */
export async function prepareEngine(connection: Connection, namespace: string): Promise<string> {
  await ensureNamespace(connection, namespace);
  await onceKnown(() => ensureRetention(connection, namespace));
  await onceKnown(() => ensureSearchAttributes(connection, namespace));
  return namespaceId(connection, namespace);
}

export async function namespaceId(connection: Connection, namespace: string): Promise<string> {
  const described = await connection.workflowService.describeNamespace({ namespace });
  return described.namespaceInfo?.id ?? '';
}

async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return;
  } catch (error) {
    if (!hasCode(error, NOT_FOUND)) throw error;
  }
  const workflowExecutionRetentionPeriod = { seconds: RETENTION_SECONDS as never };
  await connection.workflowService
    .registerNamespace({ namespace, workflowExecutionRetentionPeriod })
    .catch((error: unknown) => {
      if (!hasCode(error, ALREADY_EXISTS)) throw error;
    });
}

/** A new namespace reaches all parts of a server only after some seconds; until then they say that it does not exist. */
async function onceKnown(work: () => Promise<void>): Promise<void> {
  for (const until = Date.now() + NAMESPACE_SPREADS_MS; ; ) {
    try {
      return await work();
    } catch (error) {
      if (!hasCode(error, NOT_FOUND) || Date.now() > until) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function ensureRetention(connection: Connection, namespace: string): Promise<void> {
  if ((await retentionSeconds(connection, namespace)) >= RETENTION_SECONDS) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: { seconds: RETENTION_SECONDS as never } },
  });
  const kept = await retentionSeconds(connection, namespace);
  if (kept < RETENTION_SECONDS) {
    throw new Error(
      `namespace ${namespace} keeps histories for ${kept} s; it must keep them for ${RETENTION_DAYS} days`,
    );
  }
}

async function retentionSeconds(connection: Connection, namespace: string): Promise<number> {
  const described = await connection.workflowService.describeNamespace({ namespace });
  return Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
}

async function ensureSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(searchAttributeTypes).filter(([name]) => !(name in (known.customAttributes ?? {})));
  if (missing.length === 0) return;
  const { INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_KEYWORD } = proto.temporal.api.enums.v1.IndexedValueType;
  const searchAttributes = Object.fromEntries(
    missing.map(([name, type]) => [
      name,
      type === 'Datetime' ? INDEXED_VALUE_TYPE_DATETIME : INDEXED_VALUE_TYPE_KEYWORD,
    ]),
  );
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes }).catch((error: unknown) => {
    if (!hasCode(error, ALREADY_EXISTS)) throw error;
  });
}
