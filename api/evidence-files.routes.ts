// /api/evidence-files: bytes in under their hash, and out again as attachments for those who may have them.
import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { pathOf } from '../db/content-store.ts';
import { findEvidenceFile } from '../db/queries/evidence-files.ts';
import { recordUpload } from '../record/evidence.ts';
import { personOf } from './authenticate.ts';
import { assertMayRead, mayRead, unitOfUploader } from './authorise.ts';
import { attachment, fileNameIn } from './content-disposition.ts';
import type { RouteDependencies } from './dependencies.ts';
import { Problem } from './problems.ts';
import { receiveUpload, UPLOAD_BYTES } from './receive-upload.ts';
import { id, problems, signedInOnly } from './replies.ts';

const common = { tags: ['evidence'], security: signedInOnly };
const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;
const UNKNOWN_TYPE = 'application/octet-stream';

const FileReply = z.object({ sha256: z.string(), size: z.int(), name: z.string() }).meta({ id: 'EvidenceFile' });

const UploadHeaders = z.looseObject({
  'content-disposition': z.string().optional().describe('`attachment; filename="…"`: the name of the file.'),
});

const mediaTypeIn = (header: string | undefined): string => {
  const bare = (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPE.test(bare) ? bare : UNKNOWN_TYPE;
};

export const evidenceFilesRoutes: FastifyPluginAsyncZod<RouteDependencies> = async (app, { pool, evidenceFolder }) => {
  // Whatever the type says, the body stays a stream: no parser of ours ever looks into evidence.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.put(
    '/evidence-files',
    {
      config: { unhurried: true },
      schema: {
        ...common,
        summary: 'Stores a file (raw body, to 25 MiB). The same bytes again are the same file.',
        consumes: [UNKNOWN_TYPE],
        headers: UploadHeaders,
        body: z.custom<Readable | undefined>().describe('The bytes.'),
        response: { 200: FileReply, ...problems },
      },
    },
    async (request) => {
      const person = personOf(request);
      const unitId = unitOfUploader(person);
      if (Number(request.headers['content-length']) > UPLOAD_BYTES) throw new Problem('file-too-large');
      if (!request.body) throw new Problem('empty-body');
      const { sha256, size } = await receiveUpload(evidenceFolder, request.body);
      const given = fileNameIn(request.headers['content-disposition']) ?? sha256;
      const mediaType = mediaTypeIn(request.headers['content-type']);
      const { personId } = person;
      const name = await recordUpload(pool, { sha256, size, mediaType, name: given, unitId, personId });
      return { sha256, size, name };
    },
  );

  app.get(
    '/evidence-files/:sha256',
    {
      config: { unhurried: true },
      schema: {
        ...common,
        summary: 'The file, as an attachment, for the unit that uploaded it and for those who review or oversee.',
        params: z.object({ sha256: id.sha256 }),
        produces: [UNKNOWN_TYPE],
        response: { 200: z.custom<Readable>().describe('The bytes.'), ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      assertMayRead(person, 'files');
      const { sha256 } = request.params;
      const reader = { unitId: person.unitId, everyFile: mayRead(person, 'everyFile') };
      const file = await findEvidenceFile(pool, sha256, reader);
      if (!file) throw new Problem('file-not-found');
      const path = pathOf(evidenceFolder, sha256);
      await access(path); // a file that the record names and the disk has lost is a fault, not a 404
      return reply
        .header('content-disposition', attachment(file.name ?? sha256))
        .header('content-length', file.size)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('etag', `"${sha256}"`)
        .type(file.mediaType)
        .send(createReadStream(path));
    },
  );
};
