import type { Profile } from '../profiles/profile';
import type { Token } from '../wire/token';

/**
 * What in a token says that the modem has restarted, `undefined` where nothing does: a boot URC, or the echo of `AT` where
 * echo was turned off. Late boot news (`SMS DONE`, `PB DONE`) are none.
 */
export const startNews = (token: Token, { boot, attention }: Profile, wasUp: boolean): string | undefined => {
  if (token.kind === 'urc') return boot.includes(token.definition) ? token.text : undefined;
  return token.kind === 'echo' && token.command === attention && wasUp ? 'its echo is on again' : undefined;
};
