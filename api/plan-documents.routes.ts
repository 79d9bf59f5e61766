// POST /api/plans: a document as the body. In a context of its own, because its bodies are documents and not JSON.
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { findPlan } from '../db/queries/plans.ts';
import { personOf } from './authenticate.ts';
import { assertMayChangePlans } from './authorise.ts';
import { IdempotencyKey } from './command-replies.ts';
import { earlierReadingsOf } from './compare-plans.ts';
import { fileNameIn } from './content-disposition.ts';
import { AsOf, asOfJson } from './cursor.ts';
import type { RouteDependencies } from './dependencies.ts';
import { EarlierReading } from './draft-view.ts';
import { importPlan } from './import-plan.ts';
import { PlanReply, planJson } from './plan-view.ts';
import { Problem } from './problems.ts';
import { problems, signedInOnly } from './replies.ts';

const DOCUMENT_BYTES = 10 * 1024 * 1024;
/** Content types, with the ending of a file that comes without a name. */
const readable: Readonly<Record<string, string>> = {
  'text/plain': '.txt',
  'text/markdown': '.md',
  'text/csv': '.csv',
  'text/tab-separated-values': '.tsv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/pdf': '.pdf',
  'application/octet-stream': '',
};
const READABLE = Object.keys(readable);

const DocumentHeaders = z.looseObject({
  'content-disposition': z.string().optional().describe('`attachment; filename="…"`: the name of the file.'),
  'idempotency-key': IdempotencyKey.optional(),
});

const Imported = PlanReply.extend({ earlierReadings: z.array(EarlierReading), asOf: AsOf });

export const planDocumentsRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, evidenceFolder }) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(READABLE, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addContentTypeParser('*', (_request, _payload, done) => done(new Problem('document-type-not-supported')));

  app.post(
    '/plans',
    {
      bodyLimit: DOCUMENT_BYTES,
      config: { unhurried: true },
      schema: {
        tags: ['plans'],
        security: signedInOnly,
        summary: 'Reads a document (.docx, .xlsx, .csv, .pdf or UTF-8 text, to 10 MiB) into a draft.',
        description:
          'The same document again answers 200 with the plan that is there; a new one answers 201. What kind it is, its content says; a name with another ending is refused. Plans of the same number and year are named, with what has changed since.',
        consumes: READABLE,
        headers: DocumentHeaders,
        body: z.custom<Buffer | undefined>().describe('The document.'),
        querystring: z.strictObject({
          year: z.coerce.number().int().min(2000).max(2100).optional().describe('Enter a copy moved to this year.'),
        }),
        response: { 200: Imported, 201: Imported, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      assertMayChangePlans(person);
      if (!request.body) throw new Problem('empty-body');
      const { year = null } = request.query;
      const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      const name = fileNameIn(request.headers['content-disposition']) ?? `ke-hoach${readable[mediaType] ?? ''}`;
      const document = { bytes: request.body, name, mediaType, year };
      const importing = { pool, evidenceFolder, log: request.log };
      const { planId, isNew } = await importPlan(importing, person, document, request.headers['idempotency-key']);
      const row = await findPlan(pool, planId);
      if (!row) throw new Error(`plan ${planId} was imported and is not there`);
      reply.code(isNew ? 201 : 200).header('location', `/api/plans/${planId}`);
      return { ...planJson(row), earlierReadings: await earlierReadingsOf(pool, row), asOf: asOfJson(row) };
    },
  );
};
