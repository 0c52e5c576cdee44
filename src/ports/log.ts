/** A structured log. Never give it an affected address, a mailbox of a person, or a token. */
export interface Log {
	info(event: string, fields?: Readonly<Record<string, unknown>>): void;
	warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
	/** `fault` is logged with its causes' names and stacks. */
	error(event: string, fault: unknown, fields?: Readonly<Record<string, unknown>>): void;
}
