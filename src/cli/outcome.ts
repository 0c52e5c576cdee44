/** How a command of the command line ended; its exit status. */
export const exitStatus = { fine: 0, refused: 1, wrongUse: 2 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** Ends a command with one plain sentence on stderr. */
export class CliRefusal extends Error {
	readonly status: ExitStatus;
	constructor(sentence: string, status: ExitStatus = exitStatus.refused) {
		super(sentence);
		this.name = "CliRefusal";
		this.status = status;
	}
}

/** Writes a line to stdout. */
export function print(line: string): void {
	process.stdout.write(`${line}\n`);
}
