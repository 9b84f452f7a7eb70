import type { TlsOptions } from '../dialects/tlsOptions';
import { invalidArgument } from '../grammar/invalidArgument';
import { spellable } from '../grammar/spellable';

const MOST_CONTEXT = 9;

/** Checks TLS options, before anything is written. Fails with `invalid-argument` that names the option: `tls.authority`. */
export const checkedTls = (tls: TlsOptions): TlsOptions => {
  for (const name of ['authority', 'clientCertificate', 'clientKey'] as const)
    spellable(tls[name] ?? '', `tls.${name}`, '"');
  const { context = 0 } = tls;
  if (Number.isInteger(context) && context >= 0 && context <= MOST_CONTEXT) return tls;
  return invalidArgument('tls.context', `${context} is not between 0 and ${MOST_CONTEXT}`);
};
