import { quectelModel } from './quectel/device/quectelModel';
import { simcomModel } from './simcom/simcomModel';

/** The name of the profile that was written for a model, of whichever maker; `undefined` for other models, also where one is near. */
export const familyFor = (model: string): string | undefined => {
  const row = simcomModel(model) ?? quectelModel(model);
  return row?.isNearest ? undefined : row?.profile;
};
