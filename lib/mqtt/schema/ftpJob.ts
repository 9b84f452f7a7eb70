import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { body, jobBasics, milliseconds, retry, timeout } from './jobBasics';

/** What can be done with an FTP server. */
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

/** Something with an FTP server as a job. */
export const ftpJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('ftp'),
    verb: Type.Union(FTP_VERBS.map((verb) => Type.Literal(verb))),
    server: exactly({
      host: Type.String({ minLength: 1, maxLength: 255 }),
      port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
      user: Type.Optional(Type.String({ maxLength: 255 })),
      password: Type.Optional(Type.String({ maxLength: 255 })),
      mode: Type.Optional(Type.Union([Type.Literal('passive'), Type.Literal('active')])),
      type: Type.Optional(Type.Union([Type.Literal('binary'), Type.Literal('ascii')])),
      tls: Type.Optional(
        Type.Union([Type.Literal('none'), Type.Literal('implicit'), Type.Literal('explicit')]),
      ),
    }),
    path: Type.String({ maxLength: 1_024 }),
    body,
    resume: Type.Optional(Type.Boolean()),
    fromByte: Type.Optional(Type.Integer({ minimum: 0 })),
    windowBytes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_048_576 })),
    way: Type.Optional(Type.Union([Type.Literal('windows'), Type.Literal('bulk')])),
    retry,
    timeout,
    resultMs: milliseconds('How long modem and server may take for each result.'),
  },
  'Something with a file or directory of an FTP server.',
);
export type FtpJob = Static<typeof ftpJob>;
