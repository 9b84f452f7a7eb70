import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DashboardModel } from '../model/dashboardModel';
import { orderOf } from '../model/orderOf';
import { problemOf } from '../model/problemOf';
import { headers } from './headers';

const MAX_BYTES = 8_192;

const answer = (response: ServerResponse, status: number, problem?: string): void => {
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json' });
  response.end(problem === undefined ? '' : JSON.stringify({ problem }));
};

const obey = (model: DashboardModel, text: string, response: ServerResponse): void => {
  try {
    model.tell(orderOf(JSON.parse(text))).subscribe({
      error: (error: unknown) => answer(response, 409, problemOf(error)),
      complete: () => answer(response, 204),
    });
  } catch (error) {
    answer(response, 400, problemOf(error));
  }
};

/** Takes an order as JSON: 204 where it was taken, 400 where it can't be read, 409 where it makes no sense now. */
export const takeOrder = (
  model: DashboardModel,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    return answer(response, 415, 'an order is JSON');
  }
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => {
    text += part;
    if (text.length > MAX_BYTES) request.destroy();
  });
  request.on('end', () => obey(model, text, response));
};
