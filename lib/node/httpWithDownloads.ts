import { http } from '../flows/http/http';
import { download } from './download';

/**
 * `http` of rxmodem, with `download`: what needs Node’s file system.
 *
 *     import { http } from 'rxmodem/node';
 *     http.download(modem, 'http://example.com/firmware.bin', 'firmware.bin').subscribe(…)
 */
export const httpWithDownloads = Object.freeze({ ...http, download });
