import { AdaptiveLimit } from './adaptive-limit';

/** Answers as a service gives them that works on `capacity` requests at once in 20 ms, and makes others wait. */
function serve(limit: AdaptiveLimit, answers: number, capacity: number, offered = Infinity): void {
  for (let i = 0; i < answers; i++) {
    const atOnce = Math.min(offered, limit.value);
    limit.answered(20 * Math.max(1, atOnce / capacity), atOnce);
  }
}

describe('the limit', () => {
  it('rises while answers come as fast as without load', () => {
    const limit = new AdaptiveLimit();
    const before = limit.value;
    serve(limit, 5_000, 10_000);
    expect(limit.value).toBeGreaterThan(2 * before);
  });

  it.each([10, 40, 200])('settles where %d at once are no longer answered at twice the time of one', (capacity) => {
    const limit = new AdaptiveLimit();
    serve(limit, 100, capacity, 1);
    serve(limit, 20_000, capacity);
    expect(limit.value).toBeGreaterThan(capacity);
    expect(limit.value).toBeLessThan(4 * capacity);
  });

  it('falls when the service becomes slower, and rises when it is fast again', () => {
    const limit = new AdaptiveLimit();
    serve(limit, 100, 200, 1);
    serve(limit, 20_000, 200);
    const fast = limit.value;
    serve(limit, 20_000, 20);
    const slow = limit.value;
    expect(slow).toBeLessThan(fast / 3);
    serve(limit, 20_000, 200);
    expect(limit.value).toBeGreaterThan(2 * slow);
  });

  it('stays while nobody asks for more, however slow the answers', () => {
    const limit = new AdaptiveLimit();
    const before = limit.value;
    serve(limit, 1_000, 200, 1);
    for (let i = 0; i < 1_000; i++) limit.answered(500, 1);
    expect(limit.value).toBe(before);
  });

  it('lets a service of one thread, which takes n times as long for n at once, work on as many as take ten milliseconds', () => {
    const limit = new AdaptiveLimit();
    const each = 0.5;
    for (let i = 0; i < 100; i++) limit.answered(each, 1);
    for (let i = 0; i < 20_000; i++) limit.answered(each * limit.value, limit.value);
    expect(limit.value).toBeGreaterThanOrEqual(10 / each);
    expect(limit.value).toBeLessThan((2 * 10) / each);
  });

  it('never falls below what a few callers need', () => {
    const limit = new AdaptiveLimit();
    serve(limit, 100, 1, 1);
    serve(limit, 100_000, 0.001);
    expect(limit.value).toBeGreaterThanOrEqual(8);
  });
});
