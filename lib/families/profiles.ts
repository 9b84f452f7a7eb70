import { a7600 } from './a7600/a7600';
import { quectel } from './quectel/quectel';
import { sim7600 } from './sim7600/sim7600';
import { sim800 } from './sim800/sim800';

/** The profiles of all families, by name. A new family adds its line here. */
export const profiles = Object.freeze({ sim800, a7600, sim7600, quectel });
