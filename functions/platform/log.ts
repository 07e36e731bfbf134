import { Logger } from '@aws-lambda-powertools/logger';

/** What may be logged: our own ids, codes and counts. Never names, addresses, titles, file names or text that somebody typed. */
export type LogFields = Record<string, string | number | boolean | undefined>;

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** A bug or an outage. The error's stack is logged. */
  error(message: string, error: unknown, fields?: LogFields): void;
}

/** Structured lines through Powertools. The level comes from POWERTOOLS_LOG_LEVEL. */
export function createLog(service: string): Log {
  const logger = new Logger({ serviceName: service });
  return {
    info: (message, fields = {}) => logger.info(message, fields),
    warn: (message, fields = {}) => logger.warn(message, fields),
    error: (message, error, fields = {}) =>
      logger.error(message, { ...fields, error: error instanceof Error ? error : new Error(String(error)) }),
  };
}
