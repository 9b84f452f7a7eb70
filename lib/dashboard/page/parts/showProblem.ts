import { setText } from './setText';

/** Shows a problem in its place, or that there is none. */
export const showProblem = (element: HTMLElement, problem: string | undefined): void => {
  setText(element, problem ?? '');
  element.hidden = problem === undefined;
};
