import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { body, jobBasics, milliseconds, retry, timeout } from './jobBasics';

/** Operations on an FTP server. */
export const FTP_VERBS = [
  'get',
  'put',
  'append',
  'list',
  'listText',
  'size',
  'remove',
  'mkdir',
  'rmdir',
] as const;

/** An operation on an FTP server as a job. */
export const ftpJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('ftp', { description: 'The kind of job.' }),
    verb: Type.Union(
      FTP_VERBS.map((verb) => Type.Literal(verb)),
      { description: 'The operation on the file or directory.' },
    ),
    server: exactly(
      {
        host: Type.String({ minLength: 1, maxLength: 255, description: 'Host name or address.' }),
        port: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 65_535,
            description: 'Default 21; 990 for implicit TLS.',
          }),
        ),
        user: Type.Optional(Type.String({ maxLength: 255, description: 'Default anonymous.' })),
        password: Type.Optional(Type.String({ maxLength: 255, description: 'Default: empty.' })),
        mode: Type.Optional(
          Type.Union([Type.Literal('passive'), Type.Literal('active')], {
            description:
              'Which side opens the data connection: the modem (passive, the default) or the server.',
          }),
        ),
        type: Type.Optional(
          Type.Union([Type.Literal('binary'), Type.Literal('ascii')], {
            description: 'Bytes as they are (binary, the default), or text with its line ends changed.',
          }),
        ),
        tls: Type.Optional(
          Type.Union([Type.Literal('none'), Type.Literal('implicit'), Type.Literal('explicit')], {
            description: 'FTPS, where the family has it. Default none.',
          }),
        ),
      },
      'The server and the login.',
    ),
    path: Type.String({ maxLength: 1_024, description: 'The file or directory on the server.' }),
    body,
    resume: Type.Optional(
      Type.Boolean({
        description:
          'get: continues where it was, default true. put: asks the server how much it has and appends the rest, default false.',
      }),
    ),
    fromByte: Type.Optional(
      Type.Integer({ minimum: 0, description: 'get: where in the file to begin. Default 0.' }),
    ),
    windowBytes: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Integer({ minimum: 1, maximum: 1_048_576 })], {
        description:
          'get: bytes that are read from the modem at once. Default `auto`: as line and consumer take them, up to the family’s maximum.',
      }),
    ),
    way: Type.Optional(
      Type.Union([Type.Literal('windows'), Type.Literal('bulk')], {
        description:
          'Window by window, or as a whole into the modem’s memory. Default: the faster one that fits.',
      }),
    ),
    retry,
    timeout,
    resultMs: milliseconds('Maximum time for each result of modem and server. Default 90 s.'),
  },
  'An operation on a file or directory of an FTP server.',
);
export type FtpJob = Static<typeof ftpJob>;
