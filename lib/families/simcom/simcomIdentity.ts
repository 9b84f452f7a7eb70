import type { IdentityDialect } from '../../dialects/identityDialect';
import { standardIdentity } from '../standard/standardIdentity';
import { SIMCOM_NAMES } from './simcomModel';

/** The identity of a SIMCom modem: bare lines in all families (27.007 § 5), except the questions that a family spells itself. */
export const simcomIdentity = (own: Pick<IdentityDialect, 'revision' | 'iccid'>): IdentityDialect =>
  standardIdentity({ ...own, likely: SIMCOM_NAMES });
