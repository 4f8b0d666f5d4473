/** The data, a bundle or the gate said no: the message goes to the user as it is, and the process exits with 1. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
