import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
} from 'cockatiel';

/** Failures in a row that open the circuit. */
const FAILURES = 5;
/** How long it stays open: at first, and at most, so that a domain that is back serves again within a second. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 800;

/**
 * A circuit breaker (Nygard, "Release It!"): a domain that failed several times in a row is not called for a while, so
 * that requests get its fallback at once instead of waiting for nothing. Then one request is the probe: the circuit
 * closes when it is answered, and stays open for longer when it is not.
 */
export class Breaker {
  private readonly circuit: CircuitBreakerPolicy;

  /** @param isFault whether an error is the domain's doing; others say nothing about it */
  constructor(isFault: (error: Error) => boolean) {
    this.circuit = circuitBreaker(handleWhen(isFault), {
      breaker: new ConsecutiveBreaker(FAILURES),
      // The randomness (decorrelated jitter) keeps aggregators from probing all at once.
      halfOpenAfter: new ExponentialBackoff({ initialDelay: FIRST_PAUSE_MS, maxDelay: LONGEST_PAUSE_MS }),
    });
  }

  get open(): boolean {
    return this.circuit.state !== CircuitState.Closed;
  }

  /** Makes a call, or throws BrokenCircuitError at once. */
  run<T>(call: () => Promise<T>): Promise<T> {
    // The library lets others wait for the probe; theirs is no time to wait.
    if (this.circuit.state === CircuitState.HalfOpen) return Promise.reject(new BrokenCircuitError());
    return this.circuit.execute(call);
  }
}
