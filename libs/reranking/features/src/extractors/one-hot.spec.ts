import { extracted, hypothesis, listOf } from '../../test/lists';
import { contextAttribute, contextAttributeScores, contextValue, intent, intentScores } from '../index';

const on = (device: string) => listOf([hypothesis([1 / 2, 3 / 4, 1 / 4])], { context: { device, attributes: {} } });
const meaning = (name: string) => listOf([hypothesis([1 / 2, 3 / 4, 1 / 4], { intent: name })]);
const ln3 = Math.fround(Math.log(3));

/** Log-odds of the scores 1/2, 3/4 and 1/4 in the columns of one value. */
const scoresOf = (value: string) => ({
  [`${value}*domain_logit`]: 0,
  [`${value}*intent_logit`]: expect.closeTo(ln3, 6) as number,
  [`${value}*ner_logit`]: expect.closeTo(-ln3, 6) as number,
});
const zerosOf = (value: string) => ({
  [`${value}*domain_logit`]: 0,
  [`${value}*intent_logit`]: 0,
  [`${value}*ner_logit`]: 0,
});

describe('one-hot columns', () => {
  it("are 1 for the hypothesis's own value and 0 for the others", () => {
    expect(extracted(intent, meaning('Rate'))).toEqual([{ 'intent=Play': 0, 'intent=Rate': 1 }]);
    expect(extracted(contextAttribute('device'), on('speaker'))).toEqual([{ 'device=phone': 0, 'device=speaker': 1 }]);
  });

  it.each(['toaster', ''])(
    'are all 0 for the unseen device "%s", and so are its products with the scores',
    (device) => {
      expect(extracted(contextAttribute('device'), on(device))).toEqual([{ 'device=phone': 0, 'device=speaker': 0 }]);
      expect(extracted(contextAttributeScores('device'), on(device))).toEqual([
        { ...zerosOf('device=phone'), ...zerosOf('device=speaker') },
      ]);
    },
  );

  it('are all 0 for an unseen intent, and so are its products with the scores', () => {
    expect(extracted(intent, meaning('Unheard'))).toEqual([{ 'intent=Play': 0, 'intent=Rate': 0 }]);
    expect(extracted(intentScores, meaning('Unheard'))).toEqual([
      { ...zerosOf('intent=Play'), ...zerosOf('intent=Rate') },
    ]);
  });

  it('are none for an attribute of which no value was seen', () => {
    expect(extracted(contextAttribute('room'), on('phone'))).toEqual([{}]);
  });
});

describe('products of a value with the scores', () => {
  it('are the upstream log-odds in the columns of the own value: 0, ln 3 and -ln 3 for 1/2, 3/4 and 1/4', () => {
    expect(extracted(intentScores, meaning('Play'))).toEqual([
      { ...scoresOf('intent=Play'), ...zerosOf('intent=Rate') },
    ]);
    expect(extracted(contextAttributeScores('device'), on('speaker'))).toEqual([
      { ...zerosOf('device=phone'), ...scoresOf('device=speaker') },
    ]);
  });
});

describe('the value of a context attribute', () => {
  it('is that of the attribute; "device" names the device; an empty or absent one is unknown', () => {
    const context = { device: 'phone', attributes: { room: 'kitchen', device: 'mislabelled', mood: '' } };
    expect(contextValue(context, 'room')).toBe('kitchen');
    expect(contextValue(context, 'device')).toBe('phone');
    expect(contextValue(context, 'mood')).toBeUndefined();
    expect(contextValue(context, 'weather')).toBeUndefined();
    expect(contextValue({ device: '', attributes: {} }, 'device')).toBeUndefined();
  });
});
