import type { Access } from 'rxmodem';
import type { AccessOptions } from './accessOptions';

/** Says what a connection rides on: where the options say nothing, the modem's own. */
export const accessOf = ({ apn, apnUser: user, apnPassword: password }: AccessOptions): Access => ({
  ...(apn && { apn }),
  ...(user && { user }),
  ...(password && { password }),
});
