// Builds the Fastify app from its dependencies, without listening: what main.ts serves and tests inject into.
import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import fastify, { type FastifyInstance, type FastifyPluginAsync, LogController } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { noteRoutes } from './allowed-methods.ts';
import { amendmentRoutes } from './amendment.routes.ts';
import { assignmentsRoutes } from './assignments.routes.ts';
import { createAuthenticate } from './authenticate.ts';
import { awaitedSourcesRoutes } from './awaited-sources.routes.ts';
import { boardRoutes } from './board.routes.ts';
import { calendarRoutes } from './calendar.routes.ts';
import { answerMalformedRequest } from './client-errors.ts';
import { validateRequest } from './command-replies.ts';
import { commandsRoutes } from './commands.routes.ts';
import { contactsRoutes } from './contacts.routes.ts';
import { createDeliveries } from './deliveries.ts';
import type { ApiDependencies, RouteDependencies } from './dependencies.ts';
import { draftsRoutes } from './drafts.routes.ts';
import { handleError, sendProblem } from './error-handler.ts';
import { createEventFeed } from './event-feed.ts';
import { eventsRoutes } from './events.routes.ts';
import { evidenceFilesRoutes } from './evidence-files.routes.ts';
import { createHandleCommand } from './handle-command.ts';
import { healthRoutes } from './health.routes.ts';
import { historyRoutes } from './history.routes.ts';
import { launchRoutes } from './launch.routes.ts';
import { mailboxRoutes } from './mailbox.routes.ts';
import { meRoutes } from './me.routes.ts';
import { createMetrics } from './metrics.ts';
import { addOpenApi } from './openapi.ts';
import { pagesRoutes } from './pages.routes.ts';
import { addJsonParser, refuseWhatIsNotText } from './parse-json.ts';
import { planDocumentsRoutes } from './plan-documents.routes.ts';
import { plansRoutes } from './plans.routes.ts';
import { Problem } from './problems.ts';
import { logAnswers } from './request-log.ts';
import { limitTime } from './time-budget.ts';
import { unitsRoutes } from './units.routes.ts';
import { viewsRoutes } from './views.routes.ts';

const UPLOAD_TIMEOUT_MS = 300_000;
const SILENCE_MS = 60_000;

const signedInRoutes = [
  assignmentsRoutes,
  historyRoutes,
  plansRoutes,
  launchRoutes,
  awaitedSourcesRoutes,
  amendmentRoutes,
  boardRoutes,
  draftsRoutes,
  planDocumentsRoutes,
  commandsRoutes,
  unitsRoutes,
  calendarRoutes,
  meRoutes,
  eventsRoutes,
  evidenceFilesRoutes,
  viewsRoutes,
  contactsRoutes,
  mailboxRoutes,
];

export async function buildApi(dependencies: ApiDependencies): Promise<FastifyInstance> {
  const { pool, databaseUrl, log } = dependencies;
  const app = createApp(dependencies);
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: false,
  });
  await addOpenApi(app);
  const feed = createEventFeed(databaseUrl, log);
  const deliveries = createDeliveries(pool, log);
  app.addHook('onClose', async () => {
    await Promise.all([feed.close(), deliveries.close()]);
  });
  const given: RouteDependencies = {
    ...dependencies,
    handleCommand: createHandleCommand({ ...dependencies, deliveries }),
    feed,
    metrics: createMetrics(app, pool),
  };
  await app.register(pagesRoutes);
  await app.register(healthRoutes, given);
  await app.register(behindToken(given), { prefix: '/api' });
  await app.ready();
  return app;
}

const behindToken =
  (given: RouteDependencies): FastifyPluginAsync =>
  async (api) => {
    api.addHook('onRequest', createAuthenticate(given.pool));
    api.addHook('preValidation', refuseWhatIsNotText);
    api.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    for (const routes of signedInRoutes) await api.register(routes, given);
  };

const directives = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  formAction: ["'self'"],
};

function createApp({ log }: ApiDependencies): FastifyInstance {
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }), // request-log.ts writes the one line per answer
    trustProxy: false,
    requestTimeout: UPLOAD_TIMEOUT_MS,
    connectionTimeout: SILENCE_MS,
    keepAliveTimeout: SILENCE_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false, // what came in before the end is answered
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => {
      handleError(error, request, reply);
    },
    clientErrorHandler: answerMalformedRequest,
  });
  app.decorateRequest('signedIn', null);
  app.setValidatorCompiler(validateRequest);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  const methodsOf = noteRoutes(app);
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url);
    if (methods.length > 0) reply.header('allow', methods.join(', '));
    return sendProblem(new Problem(methods.length > 0 ? 'method-not-allowed' : 'no-such-route'), request, reply);
  });
  addJsonParser(app);
  limitTime(app);
  app.addHook('onResponse', logAnswers);
  return app;
}
