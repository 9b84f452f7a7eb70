import type { HttpRequest } from './httpRequest';

/** Whether a request asks for a part of a body by itself. */
export const hasOwnRange = ({ headers = {} }: HttpRequest): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'range');
