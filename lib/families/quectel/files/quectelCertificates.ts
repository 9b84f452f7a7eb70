import { concat, defer, EMPTY, filter, from, ignoreElements, map, mergeMap, throwError } from 'rxjs';
import type { CertificatesDialect } from '../../../dialects/certificatesDialect';
import { giveBytes } from '../../../dialects/steps/giveBytes';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { invalidArgument, ModemError } from '../../../grammar/errors/modemError';
import { QuectelChecksum } from './quectelChecksum';
import { clearFile } from './clearFile';
import { discardFile } from './discardFile';
import { quectelFiles } from './quectelFiles';
import { quectelFileDelete, quectelFileList, quectelFileUpload } from './quectelFilesCommands';
import { orStored } from './quectelUploadFile';

const MAX_BYTES = 65_536;
const NAME = /^.+\.(?:pem|der|crt|cer|key)$/i;
/** How long the modem waits for the next of the bytes that it was promised. */
const WAIT_SECONDS = 10;

/**
 * Certificates of a Quectel modem: files in its flash, since it has no store for them. The checksum that the modem gives behind
 * the bytes is compared: a certificate that is damaged on the line would show at the handshake only.
 *
 *     > AT+QFDEL="ca.pem"   > AT+QFUPL="ca.pem",1196,10   < CONNECT   >> …   < +QFUPL: 1196,b34a   < OK
 *
 * Source: BG96 SSL manual V1.0 pages 11–14, FILE manual V1.0 pages 12–13, 19.
 */
export const quectelCertificates: CertificatesDialect = {
  check: (name, bytes) => {
    if (!NAME.test(quectelFiles.pathOf(name, 'name')))
      invalidArgument('name', 'it must end in .pem, .der, .crt, .cer or .key');
    if (bytes && (bytes.length < 1 || bytes.length > MAX_BYTES))
      invalidArgument('bytes', `there are ${bytes.length}; a certificate has 1 to ${MAX_BYTES}`);
  },
  list: (channel) =>
    channel.send(quectelFileList({ pattern: '*' })).pipe(
      onRefusal(() => EMPTY),
      mergeMap(({ values }) => from(values)),
      map(({ name }) => name.replace(/^UFS:/i, '')),
      filter((name) => NAME.test(name)),
    ),
  put: (channel, name, bytes) =>
    concat(
      clearFile(channel, name),
      defer(() =>
        channel.send(
          quectelFileUpload({ name, size: bytes.length, seconds: WAIT_SECONDS }),
          giveBytes(bytes),
        ),
      ).pipe(
        orStored(channel, name, bytes.length),
        mergeMap(({ value, command }) => {
          const isWhole =
            value.size === bytes.length && value.checksum === new QuectelChecksum().add(bytes).value;
          if (isWhole) return EMPTY;
          const reason = { kind: 'corrupt', command: command.redacted, expectedBytes: bytes.length } as const;
          return concat(
            discardFile(channel, name),
            throwError(() => new ModemError(reason)),
          );
        }),
        ignoreElements(),
      ),
    ),
  remove: (channel, name) => inOrder(channel, quectelFileDelete({ name })),
};
