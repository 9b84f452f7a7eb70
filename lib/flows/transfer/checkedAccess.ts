import type { ApnSettings } from '../../dialects/bearerDialect';
import { spellable } from '../../grammar/codecs/spellable';

/**
 * Checks what a service rides on, before anything is written: neither quotes nor control characters.
 *
 * Fails with `invalid-argument` that names the field (`access.apn`); it never shows the value.
 */
export const checkedAccess = (access: ApnSettings): ApnSettings => {
  for (const name of ['apn', 'user', 'password'] as const)
    spellable(access[name] ?? '', `access.${name}`, '"');
  return access;
};
