import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { body, jobBasics, milliseconds, retry, timeout } from './jobBasics';

const fingerprint = Type.Tuple([Type.Integer(), Type.Integer()], {
  description: 'Two running sums of the bytes that came.',
});

/** An HTTP request as a job. */
export const httpJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('http'),
    url: Type.String({ maxLength: 4_096, description: 'http:// or https://, with no user in it.' }),
    method: Type.Optional(
      Type.Union(
        (['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const).map((method) => Type.Literal(method)),
        { description: 'Default GET.' },
      ),
    ),
    headers: Type.Optional(Type.Record(Type.String(), Type.String(), { maxProperties: 64 })),
    body,
    repeatable: Type.Optional(
      Type.Boolean({ description: 'Whether it may reach the server twice. Default: true but for POST.' }),
    ),
    resume: Type.Optional(Type.Boolean({ description: 'Goes on where it was. Default true.' })),
    redirect: Type.Optional(Type.Union([Type.Literal('follow'), Type.Literal('manual')])),
    tls: Type.Optional(
      exactly({
        verify: Type.Optional(Type.Boolean()),
        authority: Type.Optional(Type.String()),
        clientCertificate: Type.Optional(Type.String()),
        clientKey: Type.Optional(Type.String()),
        sni: Type.Optional(Type.Boolean()),
        checkDates: Type.Optional(Type.Boolean()),
        context: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
      }),
    ),
    accepts: Type.Optional(
      Type.Union([Type.Literal('success'), Type.Literal('any')], {
        description:
          'Whether a status of 400 and more is a failure (success, the default) or an answer (any).',
      }),
    ),
    retry,
    timeout,
    serverMs: milliseconds('How long the server may take.'),
    resultMs: milliseconds('How long the modem may take for the result.'),
    inputMs: milliseconds('How long the body may take to reach the modem.'),
    workingEveryMs: milliseconds('How often a SIM800 is asked how far it is.'),
    windowBytes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_048_576 })),
    progress: Type.Optional(
      exactly(
        {
          status: Type.Integer(),
          length: Type.Integer({ minimum: 0 }),
          headers: Type.Record(Type.String(), Type.String()),
          loaded: Type.Integer({ minimum: 0 }),
          fingerprint,
        },
        'What came of an earlier attempt: it goes on behind that, checked as after a lost connection.',
      ),
    ),
  },
  'An HTTP request.',
);
export type HttpJob = Static<typeof httpJob>;
