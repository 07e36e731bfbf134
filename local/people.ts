/** Somebody invented who can sign in to the embedded run. */
export interface SamplePerson {
  subject: string;
  name: string;
  email: string;
  /** What they are for, in words, on the sign-in page. */
  part: string;
  groups: readonly string[];
}

/** Invented people of an invented council and its peers. There are no passwords: this provider answers this machine only. */
export const samplePeople: readonly SamplePerson[] = [
  {
    subject: 'olu-adeyemi',
    name: 'Olu Adeyemi',
    email: 'olu.adeyemi@thornmere.example',
    part: 'Review officer and data officer, Thornmere: prepares reviews and builds packs',
    groups: ['officer', 'data-officer'],
  },
  {
    subject: 'marian-holt',
    name: 'Marian Holt',
    email: 'marian.holt@thornmere.example',
    part: 'Approver, Thornmere: director of children’s services',
    groups: ['approver'],
  },
  {
    subject: 'judith-ferrer',
    name: 'Judith Ferrer',
    email: 'judith.ferrer@scrutiny.example',
    part: 'Independent scrutineer of the partnership: reads all, and writes her own chapter of the annual report',
    groups: ['independent-scrutineer'],
  },
  {
    subject: 'deborah-quaye',
    name: 'Deborah Quaye',
    email: 'deborah.quaye@harrowdale.example',
    part: 'Lead peer: reads the packs that were released to her',
    groups: ['lead-peer'],
  },
  {
    subject: 'piotr-lisowski',
    name: 'Piotr Lisowski',
    email: 'piotr.lisowski@eastmarch.example',
    part: 'Reviewer of another review: must not see the first one',
    groups: ['reviewer'],
  },
  {
    subject: 'hannah-whitlock',
    name: 'Hannah Whitlock',
    email: 'hannah.whitlock@thornmere.example',
    part: 'Administrator, Thornmere: looks after people and settings',
    groups: ['administrator'],
  },
];
