import type { Access } from 'rxmodem';
import type { CommonOptions } from './commonOptions';

/** Says what a connection rides on: where the options say nothing, the modem's own. */
export const accessOf = ({ apn, apnUser: user, apnPassword: password }: CommonOptions): Access => ({
  ...(apn && { apn }),
  ...(user && { user }),
  ...(password && { password }),
});
