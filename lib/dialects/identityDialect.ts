import type { Ask } from './ask';

/** How a family is asked for its identity. */
export interface IdentityDialect {
  readonly manufacturer: Ask<string>;
  readonly model: Ask<string>;
  /** The firmware's revision, without the header that some print in front. */
  readonly revision: Ask<string>;
  readonly imei: Ask<string>;
  readonly imsi: Ask<string>;
  readonly iccid: Ask<string>;
}
