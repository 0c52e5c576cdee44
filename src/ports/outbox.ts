/** A mail in the outbox folder, for the local chat's mail tab. Parsed for show; nothing in it is trusted. */
export interface OutboxMail {
	/** File name in the outbox. */
	readonly name: string;
	readonly caseNumber: string;
	readonly from: string;
	readonly to: readonly string[];
	readonly subject: string;
	readonly date: string;
	readonly text: string;
	readonly attachments: readonly {
		readonly index: number;
		readonly fileName: string;
		readonly type: string;
		readonly bytes: number;
	}[];
}

export interface Outbox {
	/** Newest first. */
	list(limit: number): Promise<OutboxMail[]>;
	attachment(name: string, index: number): Promise<{ fileName: string; type: string; bytes: Uint8Array } | null>;
	/** The raw file; null when there is none of that name. */
	raw(name: string): Promise<Uint8Array | null>;
}
