import type { TlsOptions } from '../../dialects/httpCall';
import { spellable } from '../../grammar/codecs/spellable';
import { invalidArgument } from '../../grammar/errors/modemError';

const MAX_CONTEXT = 9;

/** Checks TLS options. Fails with `invalid-argument` that names the option: `tls.ca`. */
export const checkedTls = (tls: TlsOptions): TlsOptions => {
  for (const name of ['ca', 'clientCertificate', 'clientKey'] as const)
    spellable(tls[name] ?? '', `tls.${name}`, '"');
  const { context = 0 } = tls;
  if (Number.isInteger(context) && context >= 0 && context <= MAX_CONTEXT) return tls;
  return invalidArgument('tls.context', `${context} is not between 0 and ${MAX_CONTEXT}`);
};
