/** What a benchmark table of child protection and of children looked after has, in the order of printing. */
export const protectionAndCare: readonly string[] = [
  ...['cpp.count', 'cpp.rate', 'cpp.repeat', 'cpp.two-years'],
  ...['cla.count', 'cla.rate', 'cla.started-rate', 'cla.ceased-rate'],
];
