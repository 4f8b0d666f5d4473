import { isAdmitted } from '../tls/peer';
import type { NextFunction, Request, Response } from 'express';

/** Open to everybody: whoever looks after the process has no certificate. */
const OPEN = ['/healthz', '/readyz'];

/** Refuses peers without a certificate that counts, when they must show one. */
export function refuseOutsiders(mutual: boolean) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (OPEN.includes(request.path) || isAdmitted(request.socket, mutual)) {
      next();
      return;
    }
    const problem = {
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail: `expected a client certificate, got none; ${OPEN.join(' and ')} are open`,
    };
    response.status(401).type('application/problem+json').send(JSON.stringify(problem));
  };
}
