import { type LoggerOptions, pino } from "pino";
import type { Log } from "../ports/log.ts";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Fields that may be logged. Anything else is left out: an address or a token must not get in by a new field's name. */
const allowed = new Set([
	...["caseNumber", "notice", "id", "what", "type", "job", "attempt", "ms", "count", "foreign", "version"],
	...["port", "platform", "kind", "source", "code", "channel", "key", "objects", "name"],
]);

/** A structured log: one JSON line per event on stderr. Faults show their names, codes and stack frames, never their messages. */
export function openLog(level: LogLevel): Log {
	const options: LoggerOptions = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
	const logger = pino(options, pino.destination({ dest: 2, sync: true }));
	return {
		info: (event, fields) => logger.info(pick(fields), event),
		warn: (event, fields) => logger.warn(pick(fields), event),
		error: (event, fault, fields) => logger.error({ ...pick(fields), fault: describe(fault) }, event),
	};
}

function pick(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => allowed.has(name)));
}

/** An error without its message, which may quote a row: name, code, where it was thrown, and its causes. */
function describe(fault: unknown, depth = 0): unknown {
	if (!(fault instanceof Error) || depth > 5) return typeof fault;
	const code = "code" in fault && /^[A-Za-z0-9_]{1,40}$/.test(String(fault.code)) ? { code: fault.code } : {};
	const stack = fault.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
	const cause = fault.cause === undefined ? {} : { cause: describe(fault.cause, depth + 1) };
	return { name: fault.name, ...code, stack: stack.map((line) => line.trim()), ...cause };
}
