import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseEnvironment } from '../../db/environment.ts';
import { projectRoot } from '../../db/project-root.ts';

const problemsOf = (source: Record<string, string>) => {
  const parsed = parseEnvironment(source);
  return 'problems' in parsed ? parsed.problems : [];
};

describe('the environment', () => {
  test('needs nothing to be set', () =>
    expect(parseEnvironment({})).toEqual({
      environment: {
        databaseUrl: null,
        appDatabaseUrl: null,
        temporalAddress: null,
        temporalNamespace: 'tiendo',
        temporalTaskQueue: 'assignments',
        port: 8080,
        host: '127.0.0.1',
        data: join(projectRoot, '.tiendo'),
        evidence: join(projectRoot, '.tiendo', 'evidence'),
        logLevel: 'info',
        demo: false,
        maxCachedWorkflows: 300,
        smtpUrl: null,
        mailFrom: 'tiendo <tiendo@localhost.localdomain>',
        mailFolder: join(projectRoot, '.tiendo', 'mail'),
        webhook: null,
        publicUrl: null,
        failpoint: null,
      },
    }));

  test('takes an empty variable for one that is not set', () => expect(problemsOf({ PORT: '', HOST: '' })).toEqual([]));

  test('reports every problem at once, each with its variable', () => {
    const problems = problemsOf({
      PORT: '70000',
      TEMPORAL_ADDRESS: 'here',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://x',
    });
    for (const variable of ['PORT', 'TEMPORAL_ADDRESS', 'LOG_LEVEL', 'DATABASE_URL'])
      expect(problems.filter((problem) => problem.startsWith(`${variable} `))).toHaveLength(1);
  });

  test('says what mail and a webhook need beside their address', () => {
    expect(problemsOf({ SMTP_URL: 'smtp://mail.example' })).toEqual(['SMTP_FROM is not set']);
    expect(problemsOf({ TIENDO_WEBHOOK_URL: 'https://gateway.example' })).toEqual(['TIENDO_WEBHOOK_SECRET is not set']);
    const secret = `whsec_${'a'.repeat(32)}`;
    expect(problemsOf({ TIENDO_WEBHOOK_URL: 'ftp://x', TIENDO_WEBHOOK_SECRET: secret })).toHaveLength(1);
    expect(problemsOf({ SMTP_URL: 'https://mail.example', SMTP_FROM: 'a@b' })).toHaveLength(1);
    expect(problemsOf({ SMTP_URL: 'smtp://mail.example', SMTP_FROM: 'nobody' })).toHaveLength(1);
  });

  test.each(['8o80', '-1', '65536', '80.5', ' '])('refuses the port "%s"', (PORT) =>
    expect(problemsOf({ PORT })).toHaveLength(1),
  );

  test('says what a process needs and does not have, together with what is wrong', () => {
    const parsed = parseEnvironment({ PORT: 'x', TEMPORAL_ADDRESS: '127.0.0.1:7233' }, [
      'appDatabaseUrl',
      'temporalAddress',
    ]);
    expect(parsed).toEqual({
      problems: ['TIENDO_APP_DATABASE_URL is not set', 'PORT must be a whole number from 0 to 65535'],
    });
  });

  test.each([
    ['turn:committed', { boundary: 'turn:committed', passage: 1, signal: 'SIGKILL' }],
    ['turn:committed@7', { boundary: 'turn:committed', passage: 7, signal: 'SIGKILL' }],
    ['turn:committed@7,stop', { boundary: 'turn:committed', passage: 7, signal: 'SIGSTOP' }],
  ])('takes the failpoint %s', (text, failpoint) => {
    const parsed = parseEnvironment({ FAILPOINT: text });
    expect('environment' in parsed && parsed.environment.failpoint).toEqual(failpoint);
  });

  test('takes no failpoint that does not exist', () => {
    expect(problemsOf({ FAILPOINT: 'turn:nowhere' })).toHaveLength(1);
  });

  test('keeps evidence in the data folder', () => {
    const parsed = parseEnvironment({ TIENDO_DATA: '/srv/tiến độ' });
    expect('environment' in parsed && parsed.environment.evidence).toBe('/srv/tiến độ/evidence');
  });
});
