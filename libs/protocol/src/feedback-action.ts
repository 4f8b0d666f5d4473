import type { FeedbackAction } from '@tiebreak/feedback';
import { type FieldReader, type Fields, get } from '@tiebreak/interpretation';
import { FeedbackAction as WireAction, feedbackActionToNumber } from './generated/tiebreak/v1/search';

/** What each action is called on the wire. */
export const WIRE_ACTIONS: Readonly<Record<FeedbackAction, WireAction>> = {
  click: WireAction.FEEDBACK_ACTION_CLICK,
  play: WireAction.FEEDBACK_ACTION_PLAY,
  like: WireAction.FEEDBACK_ACTION_LIKE,
  favorite: WireAction.FEEDBACK_ACTION_FAVORITE,
  skip: WireAction.FEEDBACK_ACTION_SKIP,
};

const ACTIONS = Object.keys(WIRE_ACTIONS) as FeedbackAction[];
const EXPECTED = `one of ${Object.values(WIRE_ACTIONS).join(', ')}`;

/** By name, as messages and JSON have it, or by number, as JSON may. */
export function readAction(reader: FieldReader, source: Fields): FeedbackAction {
  const given = get(source, 'action');
  const action = ACTIONS.find((name) => {
    const wire = WIRE_ACTIONS[name];
    return given === wire || given === feedbackActionToNumber(wire);
  });
  if (action === undefined) reader.reject('action', EXPECTED, given);
  return action ?? 'click';
}
