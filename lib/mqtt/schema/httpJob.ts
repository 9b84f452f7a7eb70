import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { body, jobBasics, milliseconds, retry, timeout } from './jobBasics';

/** Two numbers, spelled as JSON Schema 2020-12 has it, which no longer knows a tuple's `items`. */
const fingerprint = Type.Unsafe<[number, number]>(
  Type.Array(Type.Integer({ description: 'A sum.' }), {
    minItems: 2,
    maxItems: 2,
    description:
      'Two sums over the bytes that came: for each byte, (sum XOR byte) × 2654435761 for the first and × 1597334677 for the second, as signed 32-bit integers; they begin with 3735928559 and 1103547991.',
  }),
);

/** An HTTP request as a job. */
export const httpJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('http', { description: 'What it is.' }),
    url: Type.String({ maxLength: 4_096, description: 'http:// or https://, with no user in it.' }),
    method: Type.Optional(
      Type.Union(
        (['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const).map((method) => Type.Literal(method)),
        { description: 'Default GET.' },
      ),
    ),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String(), {
        maxProperties: 64,
        description: 'Header fields by name. Default: the modem’s own.',
      }),
    ),
    body,
    idempotent: Type.Optional(
      Type.Boolean({ description: 'Whether it may reach the server twice. Default: true but for POST.' }),
    ),
    resume: Type.Optional(Type.Boolean({ description: 'Goes on where it was. Default true.' })),
    redirect: Type.Optional(
      Type.Union([Type.Literal('follow'), Type.Literal('manual')], {
        description:
          'Follows redirects (a SIM800 can, where the gateway allows any host), or gives the 30x as it is. Default manual.',
      }),
    ),
    tls: Type.Optional(
      exactly(
        {
          verify: Type.Optional(
            Type.Boolean({
              description: 'Demands that the server is verified. Default: it is where an authority is given.',
            }),
          ),
          ca: Type.Optional(Type.String({ description: 'The certificate of the authority to verify by.' })),
          clientCertificate: Type.Optional(Type.String({ description: 'The client’s certificate.' })),
          clientKey: Type.Optional(Type.String({ description: 'And its key.' })),
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
        'How HTTPS is secured, with certificates that are on the modem already.',
      ),
    ),
    accepts: Type.Optional(
      Type.Union([Type.Literal('success'), Type.Literal('any')], {
        description:
          'Whether a status of 400 and more is a failure (success, the default) or an answer (any).',
      }),
    ),
    retry,
    timeout,
    serverMs: milliseconds('How long the server may take. Default: the modem’s own limit.'),
    resultMs: milliseconds('How long the modem may take for the result. Default 125 s.'),
    inputMs: milliseconds('How long the body may take to reach the modem. Default 120 s.'),
    workingEveryMs: milliseconds(
      'How often a SIM800 is asked how far it is, which is told as `working`. Default: never.',
    ),
    windowBytes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_048_576,
        description: 'Bytes that the modem is asked for at once. Default 4,096.',
      }),
    ),
    progress: Type.Optional(
      exactly(
        {
          status: Type.Integer({ description: 'As `head` told it.' }),
          length: Type.Integer({ minimum: 0, description: 'As `head` told it.' }),
          headers: Type.Record(Type.String(), Type.String(), { description: 'As `head` told them.' }),
          loaded: Type.Integer({ minimum: 0, description: 'Bytes of the body that came.' }),
          fingerprint,
        },
        'What came of an earlier attempt: it goes on behind that, checked as after a lost connection.',
      ),
    ),
  },
  'An HTTP request.',
);
export type HttpJob = Static<typeof httpJob>;
