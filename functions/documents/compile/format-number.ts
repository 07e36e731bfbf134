/** The one formatter of numbers for syntax and operators: no exponents, no `NaN`, at most nine decimals. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '0';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value === 0 ? 0 : value);
  const bounded = Math.max(-1e15, Math.min(1e15, value));
  const text = bounded.toFixed(9).replace(/\.?0+$/, '');
  return text === '-0' || text === '' ? '0' : text;
}
