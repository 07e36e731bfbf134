/** A year that is reported on, such as 1 April 2025 to 31 March 2026. Both days belong to it. */
export interface Period {
  /** '2025-26'; '2025' for a year that starts on 1 January. */
  key: string;
  from: string;
  until: string;
}

export const periodKey = /^\d{4}(-\d{2})?$/;

const london = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The date on a calendar in England at that instant, ISO. Half past midnight on 1 April is still March by UTC. */
export function londonDate(at: Date): string {
  return london.format(at);
}

/** @param startsOn first day of every period, `MM-DD`. */
function periodFrom(year: number, startsOn: string): Period {
  const key = startsOn === '01-01' ? `${year}` : `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
  return { key, from: `${year}-${startsOn}`, until: dayBefore(`${year + 1}-${startsOn}`) };
}

/** The last period that was over on that day in England: from its first moment on, the new one has begun. */
export function lastPeriod(at: Date, startsOn: string): Period {
  const today = londonDate(at);
  const begun = Number(today.slice(0, 4)) - (today.slice(5) >= startsOn ? 0 : 1);
  return periodFrom(begun - 1, startsOn);
}

function dayBefore(iso: string): string {
  return new Date(Date.parse(`${iso}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
