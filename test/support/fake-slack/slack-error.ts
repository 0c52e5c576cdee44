/** An answer with `ok: false`. */
export class SlackError extends Error {
	readonly code: string;
	readonly more: Readonly<Record<string, unknown>>;

	constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
		super(code);
		this.name = "SlackError";
		this.code = code;
		this.more = more;
	}
}

/** With what is wrong, as Slack says it beside `invalid_blocks` and `invalid_arguments`. */
export function invalid(code: string, faults: readonly string[]): SlackError {
	return new SlackError(code, {
		...(code === "invalid_blocks" ? { errors: faults } : {}),
		response_metadata: { messages: faults.map((fault) => `[ERROR] ${fault}`) },
	});
}
