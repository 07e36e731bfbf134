/** The council whose installation this is, from its configuration. */
export interface Council {
  name: string;
  /** Its code in the figures: three digits in England. */
  authority: string;
  /** Printed on every page, such as "Sample: invented figures". */
  notice?: string;
  /** Where a bundle is divided into volumes, if not where the linker does. */
  volumes?: { pages?: number | undefined; bytes?: number | undefined };
}
