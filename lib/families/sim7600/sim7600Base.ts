import type { Profile } from '../../dialects/profile';
import { a7600Base } from '../a7600/a7600Base';

/** A SIM7500 or SIM7600 without its services: as an A76XX. `profileWith` adds services (`sim7600Parts.ts`, `a7600Parts.ts`). */
export const sim7600Base: Profile = /* @__PURE__ */ Object.freeze({
  ...a7600Base,
  name: 'sim7600',
  title: 'SIM7600',
});
