export { hypothesis, interpretation, nBestList, slotValue } from './interpretations';
