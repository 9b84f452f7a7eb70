import { Observable } from 'rxjs';

/** Counts the subscriptions of the whole process that have not ended, from its making until `stop`. */
export interface LiveSubscriptions {
  readonly count: () => number;
  readonly stop: () => void;
}

export const liveSubscriptions = (): LiveSubscriptions => {
  const { prototype } = Observable;
  const original = Object.getOwnPropertyDescriptor(prototype, 'subscribe') as PropertyDescriptor;
  let live = 0;
  const counting = function (
    this: Observable<unknown>,
    ...args: Parameters<Observable<unknown>['subscribe']>
  ) {
    live += 1;
    const subscription = (original.value as Observable<unknown>['subscribe']).apply(this, args);
    subscription.add(() => (live -= 1));
    return subscription;
  };
  Object.defineProperty(prototype, 'subscribe', { ...original, value: counting });
  return {
    count: () => live,
    stop: () => void Object.defineProperty(prototype, 'subscribe', original),
  };
};
