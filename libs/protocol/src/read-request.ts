import { FieldReader, LIMITS, readHypotheses, type Reading, readUtterance } from '@tiebreak/interpretation';
import type { ResolveRequest } from '@tiebreak/aggregation';
import type { RerankRequest } from '@tiebreak/scoring';

/**
 * Checks and reads a `RerankRequest`: decoded protobuf or proto3 JSON alike.
 * @param domain the only domain that this service answers for
 */
export function readRerankRequest(message: unknown, domain: string): Reading<RerankRequest> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const utterance = readUtterance(reader, source, 'optional');
  const hypotheses = readHypotheses(reader, source, utterance.utterance, LIMITS.hypothesesOfDomain);
  reader.within('hypotheses', () => {
    hypotheses.forEach((hypothesis, i) => {
      if (hypothesis.domain !== '' && hypothesis.domain !== domain) {
        reader.within(i, () => {
          reader.reject('domain', `"${domain}", the domain of this service`, hypothesis.domain);
        });
      }
    });
  });
  return reader.finish({
    requestId: reader.text(source, 'requestId', LIMITS.name, 'optional'),
    ...utterance,
    hypotheses,
    explain: reader.flag(source, 'explain'),
    upstreamVersion: reader.text(source, 'upstreamVersion', LIMITS.name, 'optional'),
  });
}

/** Checks and reads a `ResolveRequest`: decoded protobuf or proto3 JSON alike. */
export function readResolveRequest(message: unknown): Reading<ResolveRequest> {
  const reader = new FieldReader();
  const source = reader.object(message);
  const utterance = readUtterance(reader, source, 'optional');
  return reader.finish({
    requestId: reader.text(source, 'requestId', LIMITS.name, 'optional'),
    ...utterance,
    hypotheses: readHypotheses(reader, source, utterance.utterance, LIMITS.hypotheses),
    explain: reader.flag(source, 'explain'),
    upstreamVersions: reader.map(source, 'upstreamVersions', LIMITS.attributes, (entries, name) =>
      reader.text(entries, name, LIMITS.name, 'optional'),
    ),
  });
}
