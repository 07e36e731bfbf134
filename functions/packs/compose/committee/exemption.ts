import { dateWords, type Fact, fact, type Words, words } from '../pages/words.ts';
import { isMissing, type Missing } from '../peer-review/view.ts';
import type { ExemptionView } from './committee-view.ts';

/** Local Government Act 1972, Schedule 12A, Part 1 (England): what each paragraph is about, in short. */
const paragraphs: Readonly<Record<number, string>> = {
  1: 'information about an individual',
  2: 'what would probably show who an individual is',
  3: 'the financial or business affairs of a person, the council among them',
  4: 'consultations or negotiations on labour relations',
  5: 'legal professional privilege',
  6: 'a notice, order or direction that the council proposes',
  7: 'action to prevent, investigate or prosecute crime',
};

/** The same Act, section 100A(3), with the terms on which a government department gave the information. */
const grounds = {
  'government-terms': 'a government department gave it on terms that forbid its disclosure',
  statute: 'an Act forbids its disclosure',
  'court-order': 'a court order forbids its disclosure',
} as const;

const noChoice = 'Does not apply: confidential information is withheld by law, and no member may decide otherwise.';

/** What is withheld, one block for each item, appendix or run of paragraphs. */
export function exemptionModel(exemptions: readonly ExemptionView[] | Missing) {
  if (isMissing(exemptions)) return { absent: words(exemptions), list: [] };
  return { absent: undefined, list: exemptions.map((one) => ({ heading: headingOf(one), facts: factsOf(one) })) };
}

const headingOf = ({ covers, class: kind }: ExemptionView): string => `${covers}: ${kind}`;

function factsOf(one: ExemptionView): Fact[] {
  const own =
    one.class === 'exempt'
      ? [
          fact('Schedule 12A', paragraphWords(one.paragraphs)),
          fact('Reason', one.reason),
          fact('Public interest', one.balance),
        ]
      : [
          fact('Ground', isMissing(one.ground) ? one.ground : `Section 100A(3): ${grounds[one.ground]}`),
          fact('Reason', one.reason),
          fact('Public interest', noChoice),
        ];
  return [
    ...own,
    fact('Proper officer', one.officer),
    fact('Decided on', dateWords(one.date)),
    fact('To be reviewed on', dateWords(one.review)),
  ];
}

function paragraphWords(value: number[] | Missing): Words {
  if (isMissing(value)) return words(value);
  const said = value.map((number) => `paragraph ${number} (${paragraphs[number]})`).join('; ');
  return { absent: false, text: `${said.charAt(0).toUpperCase()}${said.slice(1)}` };
}

/** In one line, for the head of the report: 'In part: Appendix B is exempt (paragraph 3)'. */
export function accessWords(exemptions: readonly ExemptionView[] | Missing): Words {
  if (isMissing(exemptions)) return words(exemptions);
  if (exemptions.length === 0) return { absent: false, text: 'No: the whole report is open to the public' };
  const said = exemptions.map((one) => {
    const numbers =
      one.class === 'exempt' && !isMissing(one.paragraphs)
        ? ` (${one.paragraphs.length === 1 ? 'paragraph' : 'paragraphs'} ${one.paragraphs.join(', ')})`
        : '';
    return `${one.covers}: ${one.class}${numbers}`;
  });
  return { absent: false, text: `Yes. ${said.join('; ')}` };
}
