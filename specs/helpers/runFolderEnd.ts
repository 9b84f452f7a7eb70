/** What jest calls when all specs have run. */
export { removeRunFolder as default } from './runFolder';
