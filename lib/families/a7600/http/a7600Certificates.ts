import { concat, EMPTY, from, ignoreElements, map, mergeMap, type Observable } from 'rxjs';
import { certificateDelete, certificateDown, certificateList } from './a7600TlsCommands';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { spellable } from '../../../grammar/codecs/spellable';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { CertificatesDialect } from '../../../dialects/certificatesDialect';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { optionally, optionalSetting } from '../../../dialects/steps/optionally';

const MAX_BYTES = 10_240;
/** The modem takes no more at once. */
const PACKET_BYTES = 3_072;
const NAME = /^.{1,104}\.(pem|der)$/i;

const list = (channel: CommandChannel): Observable<string> =>
  channel.send(certificateList()).pipe(
    mergeMap(({ values }) => from(values)),
    map(({ file }) => file),
  );

/**
 * Certificates as the A76XX keeps them.
 *
 *     > AT+CCERTLIST   > AT+CCERTDELE="ca.pem"   > AT+CCERTDOWN="ca.pem",1196   < >   >> …   < OK
 *
 * One that is there is deleted first: what CCERTDOWN does with it, no manual says. Source: A76XX AT manual V1.09
 * pages 422–430.
 */
export const a7600Certificates: CertificatesDialect = {
  check: (name, bytes) => {
    if (!NAME.test(spellable(name, 'name', '"')))
      invalidArgument('name', 'it must have 5 to 108 characters and end in .pem or .der');
    if (bytes && (bytes.length < 1 || bytes.length > MAX_BYTES))
      invalidArgument('bytes', `there are ${bytes.length}; the modem takes 1 to ${MAX_BYTES}`);
  },
  list,
  put: (channel, name, bytes) =>
    concat(
      optionally(channel, certificateList()).pipe(
        mergeMap((answer) => {
          // What is not known may be there.
          if (!answer) return optionalSetting(channel, certificateDelete({ file: name }));
          const isThere = answer.values.some(({ file }) => file === name);
          return isThere ? inOrder(channel, certificateDelete({ file: name })) : EMPTY;
        }),
      ),
      channel
        .send(certificateDown({ file: name, size: bytes.length }), giveBytes(bytes, PACKET_BYTES))
        .pipe(ignoreElements()),
    ),
  remove: (channel, name) => inOrder(channel, certificateDelete({ file: name })),
};
