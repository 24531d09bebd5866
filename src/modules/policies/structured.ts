import { partyKinds } from '#modules/parties'
import type { Centre } from '#platform/ctx'
import { feedTypes } from '#platform/feeds'
import { aboutThing, centreInBrief } from '#platform/structured-data'
import { labelsOf } from './codes.ts'
import type { PublicPolicy } from './queries/library.ts'
import { regionName } from './regions.ts'

/** A policy in words of schema.org: the document itself, and what one can apply for by it. */
export function policyData(centre: Centre, policy: PublicPolicy): object {
  const url = `${centre.origin}/policies/${policy.policy_id}`
  return aboutThing({
    ...{ '@type': 'Legislation', '@id': `${url}#policy`, url, name: policy.title, inLanguage: 'zh-CN' },
    ...(policy.number && { legislationIdentifier: policy.number }),
    abstract: policy.plain_gains,
    legislationDate: policy.issued_on,
    legislationDateOfApplicability: policy.from_on,
    legislationJurisdiction: { '@type': 'AdministrativeArea', name: regionName(policy.region) },
    legislationLegalForce: `https://schema.org/${policy.state === 'expired' ? 'NotInForce' : 'InForce'}`,
    legislationPassedBy: { '@type': 'GovernmentOrganization', name: policy.issuer },
    temporalCoverage: `${policy.from_on}/${policy.until_on ?? '..'}`,
    ...(policy.changed_at && { dateModified: policy.changed_at.toISOString() }),
    ...(policy.source && { isBasedOn: policy.source }),
    ...(policy.replaces && {
      legislationRepeals: { '@type': 'Legislation', url: `${centre.origin}/policies/${policy.replaces}` },
    }),
    audience: labelsOf(policy.audience, partyKinds).map(audienceType => ({
      ...{ '@type': 'Audience', audienceType },
    })),
    publisher: centreInBrief(centre),
  })
}

/** Where the library tells what came out and what was corrected. */
export const feedPath = '/policies/changes'

export const policyAlternates = (['atom', 'rss', 'json'] as const).map(format => ({
  href: `${feedPath}.${format}`,
  type: feedTypes[format],
  title: '政策更新',
}))
