/**
 * The columns by which a row of the DfE's tidy format says when and where it is of; their order is free, and the rest are filters and indicators.
 * Names and levels: "Open data standards" of the DfE's analysts' guide.
 */
export const timeColumns = ['time_period', 'time_identifier'] as const;
export const requiredColumns = [...timeColumns, 'geographic_level', 'country_code', 'country_name'] as const;

/** Of each geographic level, the columns that say which place: code, name, and what else there is of it. */
export const levels: Readonly<Record<string, readonly string[]>> = {
  National: ['country_code', 'country_name'],
  Regional: ['region_code', 'region_name'],
  'Local authority': ['new_la_code', 'la_name', 'old_la_code'],
  'Local authority district': ['lad_code', 'lad_name'],
  'Local enterprise partnership': ['local_enterprise_partnership_code', 'local_enterprise_partnership_name'],
  'Local skills improvement plan area': ['lsip_code', 'lsip_name'],
  'English devolved area': ['english_devolved_area_code', 'english_devolved_area_name'],
  'Mayoral combined authority': ['mayoral_combined_authority_code', 'mayoral_combined_authority_name'],
  'Opportunity area': ['opportunity_area_code', 'opportunity_area_name'],
  'Parliamentary constituency': ['pcon_code', 'pcon_name'],
  'Police force area': ['pfa_code', 'pfa_name'],
  'RSC region': ['rsc_region_lead_name'],
  Ward: ['ward_code', 'ward_name'],
  MAT: ['trust_id', 'trust_name'],
  Sponsor: ['sponsor_id', 'sponsor_name'],
  School: ['school_urn', 'school_name', 'school_laestab'],
  Provider: ['provider_ukprn', 'provider_name'],
  Institution: ['institution_id', 'institution_name'],
  'Planning area': ['planning_area_code', 'planning_area_name'],
};

const identifiers = new Set<string>([...requiredColumns, ...Object.values(levels).flat()]);

/** Whether a column says when or where, and is no filter or indicator. */
export function isIdentifier(column: string): boolean {
  return identifiers.has(column);
}

/** Filters and indicators of a header, in its order. */
export function dataColumns(header: readonly string[]): string[] {
  return header.filter((column) => column !== '' && !isIdentifier(column));
}
