import { useSignal } from '@preact/signals';
import type { wire } from '@tiebreak/protocol';
import { post } from '../browser/api';
import { FEEDBACK_ACTIONS, type FeedbackChoice } from '../view/feedback-event';
import { feedbackRequest } from '../view/feedback-event';

/** Play, like, skip: each is one event about an entity of this search, and search learns from it. */
export function FeedbackButtons({ impressionId, entityId, title }: FeedbackButtonsProps) {
  const given = useSignal<readonly FeedbackChoice[]>([]);
  const error = useSignal('');
  const give = async (choice: FeedbackChoice): Promise<void> => {
    try {
      const about = { eventId: crypto.randomUUID(), impressionId, entityId, now: new Date() };
      const receipt = await post<Partial<wire.RecordFeedbackResponse>>('/v1/feedback', feedbackRequest(choice, about));
      const refused = receipt.rejected?.[0];
      if (refused !== undefined) throw new Error(refused.reason);
      given.value = [...given.value, choice];
      error.value = '';
    } catch (failure) {
      error.value = (failure as Error).message;
    }
  };
  return (
    <div class="feedback" role="group" aria-label={`Feedback on ${title}`}>
      {FEEDBACK_ACTIONS.map((choice) => (
        <button
          key={choice}
          type="button"
          class="small"
          aria-label={`${choice} ${title}`}
          aria-pressed={given.value.includes(choice)}
          disabled={given.value.includes(choice)}
          onClick={() => void give(choice)}
        >
          {choice}
        </button>
      ))}
      {error.value !== '' && (
        <span class="bad note" role="alert">
          {error.value}
        </span>
      )}
    </div>
  );
}

interface FeedbackButtonsProps {
  readonly impressionId: string;
  readonly entityId: string;
  /** For those who hear the buttons. */
  readonly title: string;
}
