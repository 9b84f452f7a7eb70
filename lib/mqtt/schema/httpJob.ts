import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { body, jobBasics, milliseconds, retry, timeout } from './jobBasics';

/** Two numbers. JSON Schema 2020-12 has no list of `items`, so that this is an array of two. */
const fingerprint = Type.Unsafe<[number, number]>(
  Type.Array(Type.Integer({ description: 'A sum.' }), {
    minItems: 2,
    maxItems: 2,
    description:
      'Two sums over the received bytes: for each byte, (sum XOR byte) × 2654435761 for the first and × 1597334677 for the second, as signed 32-bit integers. They begin with 3735928559 and 1103547991.',
  }),
);

/** An HTTP request as a job. */
export const httpJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('http', { description: 'The kind of job.' }),
    url: Type.String({ maxLength: 4_096, description: 'http:// or https://, without a user name.' }),
    method: Type.Optional(
      Type.Union(
        (['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const).map((method) => Type.Literal(method)),
        { description: 'Default GET.' },
      ),
    ),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        maxProperties: 64,
        description:
          'Header fields by name. Default: the modem’s own. A gateway with named hosts refuses `Host` and its kind, `Content-Length`, `Transfer-Encoding`, `Upgrade`, and a `Connection` other than `close` and `keep-alive`.',
      }),
    ),
    body,
    idempotent: Type.Optional(
      Type.Boolean({
        description: 'Whether the request may reach the server twice. Default: true, except for POST.',
      }),
    ),
    resume: Type.Optional(Type.Boolean({ description: 'Continues an interrupted body. Default true.' })),
    redirect: Type.Optional(
      Type.Union([Type.Literal('follow'), Type.Literal('manual')], {
        description:
          'Follows redirects (on a SIM800, where the gateway allows any host), or returns the 30x. Default manual.',
      }),
    ),
    maxRedirects: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 100,
        description: 'How many redirects are followed before the request fails. Default 20.',
      }),
    ),
    tls: Type.Optional(
      exactly(
        {
          verify: Type.Optional(
            Type.Boolean({
              description: 'Verifies the server’s certificate. Default: true where `ca` is given.',
            }),
          ),
          ca: Type.Optional(
            Type.String({ description: 'The certificate of the authority that verifies the server.' }),
          ),
          clientCertificate: Type.Optional(Type.String({ description: 'The client’s certificate.' })),
          clientKey: Type.Optional(Type.String({ description: 'The client’s key.' })),
          sni: Type.Optional(
            Type.Boolean({ description: 'Sends the server’s name in the handshake. Default true.' }),
          ),
          checkDates: Type.Optional(
            Type.Boolean({ description: 'Checks dates by the modem’s clock. Default false.' }),
          ),
          context: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 9, description: 'The modem’s TLS context. Default 0.' }),
          ),
        },
        'TLS settings. The certificates must be on the modem already.',
      ),
    ),
    accepts: Type.Optional(
      Type.Union([Type.Literal('success'), Type.Literal('any')], {
        description:
          'Whether a status of 400 or more is a failure (success, the default) or an answer (any).',
      }),
    ),
    retry,
    timeout,
    serverMs: milliseconds('Maximum time of the server. Default: the modem’s own limit.'),
    resultMs: milliseconds('Maximum time for the modem’s result. Default 125 s.'),
    inputMs: milliseconds('Maximum time for the body to reach the modem. Default 120 s.'),
    workingEveryMs: milliseconds(
      'How often the progress of a SIM800 is queried, for the event `working`. Default: never.',
    ),
    windowBytes: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Integer({ minimum: 1, maximum: 1_048_576 })], {
        description:
          'Bytes that are read from the modem at once. Default `auto`: as line and consumer take them, up to the family’s maximum.',
      }),
    ),
    unreadMs: milliseconds(
      'Maximum time for which the body may stay unread while another job waits for the modem. Default one minute.',
    ),
    progress: Type.Optional(
      exactly(
        {
          status: Type.Integer({ description: 'As in the event `head`.' }),
          length: Type.Integer({ minimum: 0, description: 'As in the event `head`.' }),
          headers: Type.Record(Type.String(), Type.String(), { description: 'As in the event `head`.' }),
          loaded: Type.Integer({ minimum: 0, description: 'Received bytes of the body.' }),
          fingerprint,
        },
        'The progress of an earlier attempt: the job continues after it, checked as after a lost connection.',
      ),
    ),
  },
  'An HTTP request.',
);
export type HttpJob = Static<typeof httpJob>;
