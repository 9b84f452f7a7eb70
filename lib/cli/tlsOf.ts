import type { TlsOptions } from 'rxmodem';
import { CliError } from './cliError';
import type { HttpOptions } from './httpOptions';

/** Says how HTTPS is to be secured. Fails with `usage` where only one of certificate and key is given. */
export const tlsOf = ({ cacert, cert, key, verify }: HttpOptions): TlsOptions => {
  if ((cert === undefined) !== (key === undefined)) {
    throw new CliError({ kind: 'usage', message: '--cert and --key need each other; give both' });
  }
  return {
    ...(verify && { verify }),
    ...(cacert !== undefined && { authority: cacert }),
    ...(cert !== undefined && { clientCertificate: cert }),
    ...(key !== undefined && { clientKey: key }),
  };
};
