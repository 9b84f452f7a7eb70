import { invalidArgument } from '../grammar/invalidArgument';
import { isHost } from './isHost';
import { isPort } from './isPort';
import { spellable } from '../grammar/spellable';

/** Checks a proxy, before anything is written. Fails with `invalid-argument` named `proxy.host` or `proxy.port`. */
export const checkedProxy = <P extends { readonly host: string; readonly port: number }>(proxy: P): P => {
  const { host, port } = proxy;
  if (!isHost(spellable(host, 'proxy.host')))
    return invalidArgument('proxy.host', 'it is empty, or holds what no host can');
  return isPort(port) ? proxy : invalidArgument('proxy.port', `${port} is not between 1 and 65535`);
};
