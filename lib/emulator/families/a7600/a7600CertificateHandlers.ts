import { defaultIfEmpty, map, type Observable } from 'rxjs';
import {
  certificateDelete,
  certificateDown,
  certificateList,
} from '../../../families/a7600/http/a7600TlsCommands';
import { command } from '../../../grammar/command';
import { remainder, text } from '../../../grammar/codecs/text';
import { answerLine, prompt } from '../../core/utterance';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { tlsContextLine } from './a7600DeviceHandlers';
import { pathIn } from './a7600FilesHandlers';

/** The A76XX’s store of certificates, which is not its file system: A76XX AT manual V1.09 pages 422–430. */

const INPUT_MS = 120_000;
const CONTEXTS = 10;

const certificateMove = command('+CCERTMOVE=', {
  does: 'Moves a file to the store of certificates.',
  source: 'A76XX AT manual V1.09 pages 422–430',
  takes: { file: text },
  timeoutMs: 120_000,
  example: `
    > AT+CCERTMOVE="baidu.der"
    < OK`,
});

const tlsContexts = command('+CSSLCFG?', {
  does: 'Reads all TLS contexts.',
  source: 'A76XX AT manual V1.09 page 422',
  answers: { values: remainder },
  timeoutMs: 9_000,
  example: `
    > AT+CSSLCFG?
    < +CSSLCFG: 0,4,0,1,300,"","","","",0
    < OK`,
});

const isName = (name: string): boolean => name.length >= 5 && name.length <= 108;

const down = (modem: HandlerContext, name: string, size: number): Reply | Observable<Reply> => {
  if (!isName(name)) return refused();
  modem.say(prompt);
  return modem.input(size, INPUT_MS).pipe(
    map((bytes) => {
      modem.storage.certificates.set(name, bytes);
      return ok();
    }),
    defaultIfEmpty(refused()),
  );
};

const move = (modem: HandlerContext, name: string): Reply => {
  const path = pathIn(modem, name);
  const bytes = modem.storage.read(path);
  if (!bytes || !isName(name)) return refused();
  modem.storage.certificates.set(name, bytes);
  modem.storage.remove(path);
  return ok();
};

export const a7600CertificateHandlers: readonly Handler[] = [
  handle(certificateDown, ({ file, size }, modem) => down(modem, file, size)),
  handle(certificateList, (_, modem) =>
    ok(...[...modem.storage.certificates.keys()].map((file) => answerLine(certificateList, { file }))),
  ),
  handle(certificateDelete, ({ file }, modem) =>
    modem.storage.certificates.delete(file) ? ok() : refused(),
  ),
  handle(certificateMove, ({ file }, modem) => move(modem, file)),
  handle(tlsContexts, (_, { state }) =>
    ok(...Array.from({ length: CONTEXTS }, (_empty, context) => tlsContextLine(state, context))),
  ),
];
