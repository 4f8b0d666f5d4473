import { type Content, html, type Html } from '../html';

/** A part of the page under the question that it answers. */
export interface Section {
  /** Anchor of the section. */
  readonly id: string;
  /** One or two words, for the contents. */
  readonly topic: string;
  readonly question: string;
  /** What these lines say to the question, in a sentence. */
  readonly answer: Content;
  readonly body: Content;
}

export function renderSection({ id, topic, question, answer, body }: Section): Html {
  return html`<section id="${id}" aria-labelledby="${id}-question">
    <p class="topic">${topic}</p>
    <h2 id="${id}-question">${question}</h2>
    <p class="answer">${answer}</p>
    ${body}
  </section> `;
}
